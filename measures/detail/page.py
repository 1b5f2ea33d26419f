"""The page of one tiltak: everything known about it, and the forms beside it.

It is shown as it is, and with a form that was sent and not saved.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from measures.checks.warnings import open_warnings
from measures.columns import city_label
from measures.detail.deadline_moves import deadline_moves
from measures.detail.forms import TickForm
from measures.detail.history import history
from measures.detail.successions import successions
from measures.models import Assignment, Deadline, Item, Measure, NoLocalMeasure, Risk, Status
from measures.models.item import items_on
from measures.models.queries import MeasureQuerySet
from measures.report_form import ReportForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day

PAGE_PARTS = (
    "items",
    "goals",
    Prefetch("assignments", Assignment.objects.select_related("responsible")),
    Prefetch("answers", Measure.objects.select_related("strategy", "plan")),
    Prefetch("statuses", Status.objects.select_related("correction", "mapping")),
    Prefetch("risks", Risk.objects.select_related("correction")),
    Prefetch("deadlines", Deadline.objects.select_related("correction")),
    "item_changes",
    "edits",
    "dismissals",
    "replies",
)
"""All that the page shows; a form that changes the measure reads what it needs of them."""


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
    context = {
        "measure": measure,
        "on": day.on,
        "day_sentence": day.sentence,
        "items": items,
        "items_done": sum(item.done_on is not None for item in items),
        "text_beside_items": measure.text_beside_items(list(measure.items.all())),
        "form": form,
        "tick_form": tick_form or (TickForm(measure, day.today) if form else None),
        "conflict": conflict,
        "may_edit": may_edit,
        "warnings": open_warnings(measure, day.on, reader=request.user) if may_edit else (),
        "waiting": [reply for reply in measure.replies.all() if reply.is_waiting],
        "reworded": measure.adopted_wording.reworded() if was_adopted else [],
        "successions": successions(measure, request.user),
        "deadline_moves": deadline_moves(measure),
        "answers": [(city_label(answered), answered) for answered in measure.answers.all()],
        "answered_by": _answered_by(measure, request.user),
        "left_unanswered": _left_unanswered(measure, request.user),
        "history": history(measure, day.on),
    }
    return render(request, "measures/detail/measure.html", context, status=status)


def _answered_by(measure: Measure, reader: User) -> MeasureQuerySet:
    """The bydeler's measures that answer one of the city's."""
    answering: MeasureQuerySet = Measure.objects.visible_to(reader).filter(answers=measure)
    return answering.select_related("plan__organisation").in_order()


def _left_unanswered(measure: Measure, reader: User) -> QuerySet[NoLocalMeasure]:
    """The plans that have no local measure for one of the city's, with their reasons."""
    return (
        NoLocalMeasure.objects.visible_to(reader)
        .in_effect()
        .filter(city_measure=measure)
        .select_related("plan__organisation")
        .order_by("plan__organisation__number", "plan__starts_on")
    )
