"""Sammenlign: two to four plans, their measures beside each other in their own words.

A plan that ties none of its measures to any strategy is not empty where one is asked for: those of
its measures that are most like the city's under that strategy stand there instead, and the page
says so.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from measures.models import Measure
from measures.models.queries import MeasureQuerySet, overdue_q
from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod, part_of
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.comparison.most_alike import most_alike
from reporting.comparison.questions import Question
from ruspolitikk.days import Day

MOST_MEASURES = 50
"""Of one plan on the page; the list that it leads to, and the files, have them all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures there are, and how it stood with them on the day."""

    total: int = 0
    overdue: int = 0
    high_risk: int = 0
    in_round: RoundRate = field(default_factory=RoundRate)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.total + other.total,
            self.overdue + other.overdue,
            self.high_risk + other.high_risk,
            self.in_round + other.in_round,
        )


@dataclass(frozen=True, slots=True)
class Side:
    """A plan: the counts of all of it and of what belongs here, and its first measures.

    `with_strategy` is how many it ties to a strategy, where one is asked for; else all of them.
    """

    plan: Plan
    state_label: str
    whole: Counts
    belonging: Counts
    with_strategy: int
    measures: Sequence[Measure]

    @property
    def has_no_strategies(self) -> bool:
        return bool(self.whole.total) and not self.with_strategy

    @property
    def counts(self) -> Counts:
        """Of the measures that the side is about: those that stand here, and those left out."""
        return self.whole if self.has_no_strategies else self.belonging

    @property
    def left_out(self) -> int:
        return self.counts.total - len(self.measures)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`round` is the last one that had passed by the day, which each side's rate is of."""

    question: Question
    on: date
    round: RoundPeriod | None
    sides: Sequence[Side]

    @property
    def without_counterpart(self) -> list[str]:
        """The names of the plans that have nothing here, where another has; of a plan without
        strategies nobody knows."""
        nothing = [one for one in self.sides if not one.counts.total]
        if len(nothing) == len(self.sides):
            return []
        return [side.plan.short_name for side in nothing]


def comparison(
    plans: Sequence[Plan],
    question: Question,
    day: Day,
    *,
    in_force: Container[int],
    last_round: RoundPeriod | None,
) -> Comparison:
    """Each plan's side, in the order that they are asked for."""
    measures = Measure.objects.filter(plan__in=[plan.pk for plan in plans]).in_plan_on(day.on)
    counts = _counts(measures.counted_as_of(day), question, day.on, last_round)
    by_plan = _shown(measures, question, counts, day)
    sides = []
    for plan in plans:
        counted = counts.get(plan.pk, PlanCounts())
        side = Side(
            plan,
            plan.state_label(day.on, counts=plan.pk in in_force),
            counted.whole,
            counted.belonging,
            counted.with_strategy,
            by_plan.get(plan.pk, ()),
        )
        sides.append(side)
    return Comparison(question, day.on, last_round, sides)


def measures_of(side: Side, question: Question, day: Day) -> MeasureQuerySet:
    """All the measures of a side, for a file."""
    belong = Q() if side.has_no_strategies else question.belongs
    measures: MeasureQuerySet = Measure.objects.filter(belong, plan=side.plan)
    return measures.as_of(day).order_by("position", "n")


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """The counts of all of a plan and of what belongs, and how many are tied to any strategy."""

    whole: Counts = field(default_factory=Counts)
    belonging: Counts = field(default_factory=Counts)
    with_strategy: int = 0


def _counts(
    measures: MeasureQuerySet, question: Question, on: date, last_round: RoundPeriod | None
) -> dict[int, PlanCounts]:
    """Plan id → its counts, in one query; a plan without measures is not there."""
    rows: Any = (
        measures.order_by()
        .annotate(belongs=Case(When(question.belongs, then=Value(True)), default=Value(False)))
        .values("plan_id", "belongs", round_part=part_of(last_round) if last_round else Value(""))
        .annotate(
            total=Count("plan_id"),
            overdue=Count("plan_id", filter=overdue_q(on)),
            high_risk=Count("plan_id", filter=Q(state_risk=RiskLevel.HIGH)),
            with_strategy=Count("plan_id", filter=question.is_tied),
        )
    )
    by_plan: dict[int, PlanCounts] = {}
    for row in rows:
        rate = RoundRate.of({row["round_part"]: row["total"]})
        counts = Counts(row["total"], row["overdue"], row["high_risk"], rate)
        before = by_plan.get(row["plan_id"], PlanCounts())
        by_plan[row["plan_id"]] = PlanCounts(
            before.whole + counts,
            before.belonging + counts if row["belongs"] else before.belonging,
            before.with_strategy + row["with_strategy"],
        )
    return by_plan


def _shown(
    measures: MeasureQuerySet, question: Question, counts: Mapping[int, PlanCounts], day: Day
) -> dict[int, list[Measure]]:
    """Plan id → the measures that the page shows of it: of those that belong, the first in the
    plan's order; of a plan without strategies, the most alike first."""
    no_strategies = [pk for pk, counted in counts.items() if not counted.with_strategy]
    alike = most_alike(measures.filter(plan__in=no_strategies), question) if no_strategies else {}
    places = {pk: place for place, pk in enumerate(pk for pks in alike.values() for pk in pks)}
    first = measures.exclude(plan__in=no_strategies).filter(question.belongs)
    shown = list(
        Measure.objects.filter(Q(pk__in=_first_of_each(first).values("pk")) | Q(pk__in=places))
        .with_entries(day)
        .select_related("plan__organisation")
        .order_by("position", "n")
    )
    shown.sort(key=lambda measure: places.get(measure.pk, 0))
    by_plan: dict[int, list[Measure]] = {}
    for measure in shown:
        by_plan.setdefault(measure.plan_id, []).append(measure)
    return by_plan


def _first_of_each(measures: MeasureQuerySet) -> MeasureQuerySet:
    """The first of each plan, so that a page is bounded however long the plans are."""
    first: MeasureQuerySet = measures.annotate(
        place=Window(RowNumber(), partition_by=F("plan_id"), order_by=[F("position"), F("n")])
    ).filter(place__lte=MOST_MEASURES)
    return first
