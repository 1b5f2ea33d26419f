"""Measures as they stood on a day."""

from datetime import date
from typing import Any

from measures.models import Measure, Status
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.days import Day
from tests.factories import point_again

FAR_FUTURE = date(9999, 12, 31)


def with_state(on: date, **only: Any) -> list[Measure]:
    """Measures with their state looked up in the history, as for any day that is past."""
    return list(Measure.objects.filter(**only).as_of(Day(on, FAR_FUTURE)))


def state_of(measure: Measure, on: date) -> Measure:
    return with_state(on, pk=measure.pk)[0]


def plan() -> Plan:
    return Plan.objects.get(slug="grorud-2023")


def measure() -> Measure:
    found: Measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    return found


def correct(wrong: Status, words: str, code: StatusCode | None) -> Status:
    corrected: Status = Status.objects.create(
        measure=wrong.measure,
        applies_on=wrong.applies_on,
        words=words,
        code=code,
        corrects=wrong,
        recorded_by=wrong.recorded_by,
        recorded_as=wrong.recorded_as,
    )
    point_again(wrong.measure)
    return corrected
