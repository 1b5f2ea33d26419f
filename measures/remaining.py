"""The next measure that remains to be reported on, so that nobody has to look for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import Q

from measures.models import Measure
from measures.models.queries import IS_REPORTED, MeasureQuerySet
from measures.round_rate import RoundRate, rate_in_words, rates_by_plan
from measures.rounds import NOT_REPORTED_FOR, RoundPeriod, part_of, rounds_before
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


class Next(NamedTuple):
    """What names a measure that remains, and where it stands in its plan."""

    pk: int
    position: int
    n: int
    code: str

    @property
    def number(self) -> str:
        """As `Measure.number`."""
        return self.code or str(self.n)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What remains of a plan for the last round, after one of its measures; before any round, what
    was never reported on."""

    round: RoundPeriod | None
    next: Next | None

    @classmethod
    def after(cls, measure: Measure, user: User, day: Day) -> Self:
        """Of those that a person may report on: in the plan's own order, and from its beginning
        once more. Two queries."""
        period, measures = _remaining_in(measure.plan_id, user, day)
        others = measures.exclude(pk=measure.pk).order_by("position", "n")
        left = [Next(*row) for row in others.values_list(*Next._fields)]
        place = (measure.position, measure.n)
        later = [one for one in left if (one.position, one.n) > place]
        return cls(period, next(iter([*later, *left]), None))

    @property
    def sentence(self) -> str:
        """What is said where nothing remains."""
        if self.next:
            return ""
        return f"Alle er rapportert for {self.round}." if self.round else "Alle er rapportert."


@dataclass(frozen=True, slots=True)
class LeftOfPlan:
    """What remains of a plan for the last round, of what a person may report on; before any round,
    what was never reported on. `rate` is the whole plan's."""

    round: RoundPeriod | None
    measures: Sequence[Measure]
    rate: RoundRate

    @classmethod
    def of(cls, plan: Plan, user: User, day: Day) -> Self:
        period, measures = _remaining_in(plan.pk, user, day)
        left = measures.with_entries(day).in_order().prefetch_related("items", "goals")
        own = Measure.objects.filter(plan=plan).counted_as_of(day)
        rate = rates_by_plan(own, period).get(plan.pk, RoundRate())
        return cls(period, list(left), rate)

    @property
    def count(self) -> int:
        return len(self.measures)

    @property
    def rate_in_words(self) -> str:
        return rate_in_words(self.rate, self.round)

    @property
    def sentence(self) -> str:
        """«3 tiltak gjenstår for T2 2026»."""
        what = f" for {self.round}" if self.round else ""
        return (
            f"{self.count} tiltak gjenstår{what}" if self.count else f"Ingen tiltak gjenstår{what}"
        )


def _remaining_in(plan_id: int, user: User, day: Day) -> tuple[RoundPeriod | None, MeasureQuerySet]:
    period = next(iter(rounds_before(day.on)), None)
    measures = Measure.objects.reportable_by(user).filter(plan=plan_id)
    return period, _remaining(measures.counted_as_of(day), period)


def _remaining(measures: MeasureQuerySet, period: RoundPeriod | None) -> MeasureQuerySet:
    if period is None:
        return measures.exclude(IS_REPORTED)
    with_part: MeasureQuerySet = measures.alias(round_part=part_of(period))
    return with_part.filter(Q(round_part__in=NOT_REPORTED_FOR))
