"""What is written down of a plan on a cut-off: a head, and a row for each measure.

A row is a JSON object with the keys of `row_of`; a blank is null, a day YYYY-MM-DD. `schema` is the
number of this shape; from 2 on the head has the `columns` of the plan's own table, and
`city_measures`; from 3 on `city_texts`. docs/sent-report.md names what programs read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.columns import city_label
from measures.models.item import items_on
from measures.rounds import RoundPart, RoundPeriod
from plans.models import Plan
from reporting.models import Round, Submission

SCHEMA = 3


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is written down of a plan, its measures as `to_freeze` read them."""

    plan: Plan
    measures: Sequence[Any]
    version: int
    state: Submission.State
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CityMeasure:
    """A measure of the city's as `answers` name it, and what it says."""

    label: str
    text: str


def head_of(
    one: Round, period: RoundPeriod, report: Frozen, of_city: Sequence[CityMeasure]
) -> dict[str, Any]:
    """What is not of one measure, in the words of the day."""
    plan, bydel = report.plan, report.plan.organisation
    parts = [measure.round_part for measure in report.measures]
    return {
        "schema": SCHEMA,
        "round": one.name,
        "first_day": iso(period.first_day),
        "cut_off": iso(one.cut_off),
        "due_on": iso(one.due_on),
        "asked_for": one.asked_for,
        "bydel": bydel.full_name,
        "bydel_number": bydel.number,
        "plan": plan.title,
        "plan_period": plan.period,
        "case_number": plan.case_number or None,
        "columns": [str(heading) for heading in plan.columns],
        "city_measures": [each.label for each in of_city],
        "city_texts": [each.text for each in of_city],
        "version": report.version,
        "comment": report.comment or None,
        "counts": {part.value: parts.count(part.value) for part in RoundPart},
    }


def row_of(measure: Any, on: date) -> dict[str, Any]:
    """A measure (`to_freeze`) as it stood on the cut-off, in words."""
    return {
        **shown_of(measure, on),
        "goals": [f"{goal.number}. {goal.text}" for goal in measure.goals.all()],
        "items": [
            {"text": each.text, "done_on": iso(each.done_on)}
            for each in items_on(measure.items.all(), on)
        ],
        "answers": [city_label(answered) for answered in measure.answers.all()],
        "responsible": [each.responsible.name for each in measure.assignments.all()],
        "not_included": [_status(status) for status in measure.later_statuses],
    }


def shown_of(measure: Any, on: date) -> dict[str, Any]:
    """What of a row is the measure's own (`as_they_stood`)."""
    strategy = measure.strategy
    return {
        "n": measure.n,
        "code": measure.code or None,
        "title": measure.title or None,
        "name": measure.name,
        "text": measure.text,
        "topic": measure.topic or None,
        "strategy": f"{strategy.number}. {strategy.text}" if strategy else None,
        "goal_text": measure.goal_text or None,
        "responsible_text": measure.responsible_text or None,
        "over_frist": measure.is_overdue(on),
        **state_of(measure),
        "in_round": str(measure.round_part),
    }


def state_of(measure: Any) -> dict[str, Any]:
    """What of a row is the measure's state on a day."""
    return {
        "deadline": _deadline(measure.deadline),
        "status": _status(measure.status),
        "risk": _risk(measure.risk),
    }


def _deadline(deadline: Any) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {"words": deadline.words, "kind": str(deadline.kind), "due_on": iso(deadline.due_on)}


def _status(status: Any) -> dict[str, Any] | None:
    if status is None:
        return None
    return {
        "code": status.shown_code,
        "label": status.label,
        "words": status.words,
        "remark": status.remark or None,
        "applies_on": iso(status.applies_on),
    }


def _risk(risk: Any) -> dict[str, Any] | None:
    if risk is None or not risk.level:
        return None
    return {
        "level": risk.level,
        "label": risk.get_level_display(),
        "words": risk.words or None,
        "applies_on": iso(risk.applies_on),
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
