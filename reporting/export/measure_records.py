"""A measure as a plain record: what `export_status` writes to JSON and CSV."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from measures.columns import PARTS, city_key
from measures.deadline_language import DeadlineKind
from measures.models import Measure
from measures.models.deadline import moved_from
from measures.models.entry import counting_among
from measures.models.queries import MeasureQuerySet
from measures.rounds import RoundPeriod, part_of

ROWS_AT_A_TIME = 1000
FIELDS = (
    "id",
    "bydel",
    "plan",
    "n",
    "code",
    "title",
    "text",
    "topic",
    "strategy",
    "goals",
    "items",
    "answers",
    "goal_text",
    "responsible_text",
    "deadline_text",
    "status_text",
    "risk_text",
    "remarks",
    "responsible",
    "deadline_kind",
    "due_on",
    "due_on_before",
    "recurrence",
    "days",
    "status",
    "risk",
    "applies_on",
    "over_frist",
    "round",
    "in_round",
)
LISTS = ("goals", "items", "answers", "responsible", "days")


def records(
    measures: MeasureQuerySet, on: date, last_round: RoundPeriod | None
) -> Iterator[dict[str, Any]]:
    """A record for each measure, which was read `as_of` the day; blanks are None.

    `in_round` is the part (`RoundPart`) that it has in the last round before the day, whose name is
    `round`: both None before any has passed.
    """
    if last_round:
        measures = measures.annotate(round_part=part_of(last_round))
    wanted = measures.prefetch_related(
        *PARTS, "goals", "assignments__responsible", "deadlines__withdrawal"
    )
    for measure in wanted.iterator(chunk_size=ROWS_AT_A_TIME):
        yield record(measure, on, last_round)


def record(measure: Measure, on: date, last_round: RoundPeriod | None) -> dict[str, Any]:
    status, risk, deadline = measure.status, measure.risk, measure.deadline
    all_deadlines = list(measure.deadlines.all())
    before = moved_from(all_deadlines, deadline)
    first = min(counting_among(all_deadlines), key=lambda d: d.place, default=None)
    return {
        "id": measure.pk,
        "bydel": measure.plan.organisation.slug,
        "plan": measure.plan.slug,
        "n": measure.n,
        "code": measure.code or None,
        "title": measure.title or None,
        "text": measure.text,
        "topic": measure.topic or None,
        "strategy": measure.strategy.text if measure.strategy else None,
        "goals": [goal.text for goal in measure.goals.all()],
        "items": [item.text for item in measure.bullets],
        "answers": [city_key(answered) for answered in measure.answered_measures],
        "goal_text": measure.goal_text or None,
        "responsible_text": measure.responsible_text or None,
        "deadline_text": (first.words if first else "") or None,
        "status_text": status.words if status else None,
        "risk_text": (risk.words if risk else "") or None,
        "remarks": (status.remark if status else "") or None,
        "responsible": [one.responsible.name for one in measure.assignments.all()],
        "deadline_kind": deadline.kind if deadline else DeadlineKind.NONE.value,
        "due_on": _iso(deadline.due_on if deadline else None),
        "due_on_before": _iso(before.due_on if before else None),
        "recurrence": deadline.recurrence if deadline else None,
        "days": (deadline.days if deadline else None) or None,
        "status": status.code if status else None,
        "risk": risk.level if risk else None,
        "applies_on": _iso(status.applies_on if status else None),
        "over_frist": measure.is_overdue(on),
        "round": last_round.name if last_round else None,
        "in_round": getattr(measure, "round_part", None),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
