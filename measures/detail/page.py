"""The page of one tiltak: everything known about it, and the forms beside it.

It is shown as it is, and with a form that was sent and not saved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render

from measures.checks.rules import PlanWarning
from measures.checks.warnings import open_warnings
from measures.columns import city_label
from measures.detail.deadline_moves import deadline_moves
from measures.detail.forms import TickForm
from measures.detail.history.events import Event, clocks_differ
from measures.detail.history.logged import Logged, logged_acts
from measures.detail.history.sentences import history, history_of_misfiled
from measures.detail.meant import meant_instead, named_in
from measures.detail.mistakes.rules import OpenedEvent, retractable_keys
from measures.detail.read_from import read_from
from measures.detail.successions import successions
from measures.models import (
    Assignment,
    Deadline,
    Measure,
    Misfiling,
    NoLocalMeasure,
    Risk,
    Status,
)
from measures.models.item import items_as_of, items_part
from measures.models.queries import MeasureQuerySet
from measures.report_form import Conflict, ReportForm
from measures.struck_out import struck_out_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import safe_path
from ruspolitikk.days import Day

ENTRIES: tuple[Any, ...] = (
    Prefetch("statuses", Status.objects.select_related("act", "withdrawal", "mapping")),
    Prefetch("risks", Risk.objects.select_related("act", "withdrawal")),
    Prefetch("deadlines", Deadline.objects.select_related("act", "withdrawal")),
)
"""What is reported of a measure, as its history tells it."""
PAGE_PARTS: tuple[Any, ...] = (
    *ENTRIES,
    "goals",
    "replies",
    Prefetch("assignments", Assignment.objects.select_related("responsible")),
)


def read_parts(measure: Measure, day: Day) -> None:
    """All that the page shows of the measure itself; a form that changes the measure reads what it
    needs of them. A past day's state is found among all its entries."""
    prefetch_related_objects([measure], items_part(day), *PAGE_PARTS)
    if day.is_past:
        measure.hold(day.on)


@dataclass(frozen=True, slots=True)
class PageForms:
    """What may be sent from the page: nothing where `report` is None. One that was sent is shown as
    it was, with the `conflict` that it met; an event of the history is `opened` to be corrected or
    withdrawn."""

    report: ReportForm | None
    tick: TickForm | None = None
    opened: OpenedEvent | None = None
    conflict: Conflict | None = None

    def ticking(self, measure: Measure, today: date) -> TickForm | None:
        return self.tick or (TickForm(measure, today) if self.report else None)


def measure_page(
    request: AuthenticatedRequest, measure: Measure, day: Day, forms: PageForms, status: int = 200
) -> HttpResponse:
    read_parts(measure, day)
    logged = logged_acts(measure)
    events = history(measure, logged.acts, day.on)
    may_edit = day.is_today and measure.is_editable_by(request.user)
    was_adopted = hasattr(measure, "adopted_wording")
    context = {
        "measure": measure,
        "on": day.on,
        "day": day,
        "day_sentence": day.sentence,
        "begins_on": measure.plan.first_day_after(day.on),
        "was_in_plan": measure.was_in_plan_on(day.on),
        "last_rewording": next((act for act in logged.acts if act.reworded_after(day.on)), None),
        "since_then": logged.since(day.on, measure.plan),
        **_promise(measure, day),
        "form": forms.report,
        "back": safe_path((request.POST or request.GET).get("next", "")),
        "tick_form": forms.ticking(measure, day.today),
        "conflict": forms.conflict,
        "may_edit": may_edit,
        "warnings": _warnings(measure, logged, day, request.user) if may_edit else (),
        "waiting": [reply for reply in measure.replies.all() if reply.is_waiting],
        "reworded": measure.adopted_wording.reworded() if was_adopted else [],
        "successions": successions(measure, request.user),
        "deadline_moves": deadline_moves(measure),
        **_answers(measure, request.user, day),
        "history": events,
        "retractable": _retractable(measure, events, request.user, forms),
        "opened": forms.opened,
        "meant": meant_instead(request.GET.get("i-stedet", ""), measure, request.user, day),
        "read_from": read_from(measure),
        "clocks_differ": measure.status and clocks_differ(measure.status),
        "struck_out": struck_out_of(measure, day.on).sentence if day.is_past else "",
    }
    return render(request, "measures/detail/measure.html", context, status=status)


def _retractable(
    measure: Measure, events: Sequence[Event], reader: User, forms: PageForms
) -> set[str]:
    return retractable_keys(measure, events, reader) if forms.report else set()


def _warnings(measure: Measure, logged: Logged, day: Day, reader: User) -> tuple[PlanWarning, ...]:
    return open_warnings(measure, day.on, reader=reader, dismissals=logged.dismissals(measure))


def misfiled_page(request: AuthenticatedRequest, measure: Measure, day: Day) -> HttpResponse:
    """What a measure said that is in no list or count, with its history and why it is misfiled."""
    read_parts(measure, day)
    acts = logged_acts(measure).acts
    misfiling = next((act for act in acts if act.table == Misfiling.__name__), None)
    context = {
        "measure": measure,
        "misfiling": misfiling,
        "instead": misfiling and named_in(misfiling.reason, measure),
        "items": measure.items_in_effect,
        "may_edit": measure.is_editable_by(request.user),
        "history": history_of_misfiled(measure, acts, day.today),
    }
    return render(request, "measures/detail/misfiled.html", context)


def _promise(measure: Measure, day: Day) -> dict[str, Any]:
    """The items as they were on a day, and what the text says around them, once: not its name."""
    items = items_as_of(measure, day)
    before, after = measure.text_around_items(measure.items_in_effect)
    return {
        "items": items,
        "items_done": sum(item.done_on is not None for item in items),
        "text_before_items": "" if measure.name_is_its_text else before,
        "text_after_items": after,
    }


def _answers(measure: Measure, reader: User, day: Day) -> dict[str, Any]:
    """What a bydel's measure answers of the city's, or who answers one of the city's."""
    if measure.plan.organisation.is_bydel:
        answered = measure.answers.select_related("strategy", "plan")
        return {"answers": [(city_label(one), one) for one in answered]}
    return {
        "answered_by": _answered_by(measure, reader, day),
        "left_unanswered": _left_unanswered(measure, reader),
    }


def _answered_by(measure: Measure, reader: User, day: Day) -> MeasureQuerySet:
    """The bydeler's measures that answer one of the city's; a dropped one does not."""
    linked = Measure.objects.visible_to(reader).filter(answers=measure)
    answering: MeasureQuerySet = linked.counted_as_of(day, "state_code").answering()
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
