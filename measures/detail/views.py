"""One tiltak: everything known about it, and the report form beside it."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.db.models import Q, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.access import visible_measure
from measures.checks.warnings import open_warnings
from measures.columns import city_label
from measures.detail.forms import TickForm
from measures.detail.history import history
from measures.models import Item, Measure, NoLocalMeasure, Succession
from measures.models.deadline import deadlines_until, slip_days
from measures.models.item import items_on
from measures.report_form import ReportForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm

PAGE_PARTS = (
    "items",
    "goals",
    "assignments__responsible",
    "answers__strategy",
    "answers__plan",
    "statuses__correction",
    "statuses__mapping",
    "item_changes",
    "edits",
    "dismissals",
    "risks__correction",
    "deadlines__correction",
    "replies",
)
"""All that the page shows; a form that changes the measure reads what it needs of them."""


@require_safe
def measure_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    measure = visible_measure(request.user, pk, day)
    for problem in day_form.problems:
        messages.error(request, problem)
    may_report = day.is_today and measure.is_reportable_by(request.user)
    form = ReportForm(measure, day.today) if may_report else None
    return measure_page(request, measure, day, form)


def measure_page(
    request: AuthenticatedRequest,
    measure: Measure,
    day: Day,
    form: ReportForm | None,
    conflict: Any = None,
    status: int = 200,
    tick_form: TickForm | None = None,
) -> HttpResponse:
    """The page, with its forms where `form` is given; one that was sent is shown as it was."""
    prefetch_related_objects([measure], *PAGE_PARTS)
    items = items_on(Item.ever.filter(measure=measure).prefetch_related("changes"), day.on)
    may_edit = day.is_today and measure.is_editable_by(request.user)
    was_adopted = hasattr(measure, "adopted_wording")
    answered_by = (
        Measure.objects.visible_to(request.user)
        .filter(answers=measure)
        .select_related("plan__organisation")
        .in_order()
    )
    return render(
        request,
        "measures/detail/measure.html",
        {
            "measure": measure,
            "items": items,
            "items_done": sum(item.done_on is not None for item in items),
            "tick_form": tick_form or (TickForm(measure, day.today) if form else None),
            "text_beside_items": measure.text_beside_items(list(measure.items.all())),
            "answers": [(city_label(answered), answered) for answered in measure.answers.all()],
            "answered_by": answered_by,
            "left_unanswered": NoLocalMeasure.objects.visible_to(request.user)
            .in_effect()
            .filter(city_measure=measure)
            .select_related("plan__organisation")
            .order_by("plan__organisation__number", "plan__starts_on"),
            "reworded": measure.adopted_wording.reworded() if was_adopted else [],
            "chain": Succession.objects.visible_to(request.user)
            .in_effect()
            .filter(Q(old=measure) | Q(new=measure))
            .select_related("plan__organisation", "old__plan__organisation", "new__plan")
            .order_by("plan__starts_on", "pk"),
            **_deadline_steps(measure),
            "history": history(measure, day.on),
            "on": day.on,
            "day_said": day.sentence,
            "form": form,
            "conflict": conflict,
            "may_edit": may_edit,
            "warnings": open_warnings(measure, day.on, reader=request.user) if may_edit else (),
            "waiting": [one for one in measure.replies.all() if one.is_waiting],
        },
        status=status,
    )


def _deadline_steps(measure: Measure) -> dict[str, Any]:
    """How the deadline became what it is: (deadline, the one before, days), the newest first."""
    deadlines = deadlines_until(measure.deadlines.all(), measure.deadline)
    if len(deadlines) < 2:
        return {}
    moves = list(pairwise(deadlines))
    return {
        "deadline_steps": [
            *((after, before, slip_days(before, after)) for before, after in reversed(moves)),
            (deadlines[0], None, None),
        ],
        "moved_from": deadlines[-2],
        "slip_days": slip_days(*deadlines[-2:]),
        "times_moved": sum(bool(before.words and after.words) for before, after in moves),
        "first_deadline": deadlines[0],
        "slip_in_all": slip_days(deadlines[0], deadlines[-1]),
    }
