"""Side om side: two to four plans, their measures beside each other in their own words.

A plan that ties none of its measures to any strategy is not empty where one is asked for: its
measures without one stand there instead, and the page says so.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from measures.models import Measure
from measures.models.queries import IS_REPORTED, MeasureQuerySet, overdue_q
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.comparison.questions import Question
from ruspolitikk.days import Day

MOST_MEASURES, MOST_WITHOUT_STRATEGY = 50, 6
"""Of one plan on the page, and of one that names no strategy; the list that it leads to, and the
files, have them all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures there are, and how it stood with them on the day."""

    total: int
    reported: int
    overdue: int
    high_risk: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.total + other.total,
            self.reported + other.reported,
            self.overdue + other.overdue,
            self.high_risk + other.high_risk,
        )


NOTHING = Counts(0, 0, 0, 0)


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
    question: Question
    on: date
    sides: Sequence[Side]

    @property
    def without_counterpart(self) -> list[str]:
        """The names of the plans that have nothing here, where another has."""
        having = [one for one in self.sides if one.belonging.total and not one.has_no_strategies]
        if not having or len(self.sides) == 1:
            return []
        return [side.plan.short_name for side in self.sides if side not in having]


def comparison(
    plans: Sequence[Plan], question: Question, day: Day, *, in_force: Container[int]
) -> Comparison:
    """Each plan's side, in the order that they are asked for."""
    measures = Measure.objects.filter(plan__in=[plan.pk for plan in plans])
    counts = _counts(measures.as_of(day), question, day.on)
    first = list(
        Measure.objects.filter(pk__in=_first_of_each(measures, question, counts).values("pk"))
        .as_of(day)
        .select_related("plan__organisation")
        .order_by("position", "n")
    )
    sides = []
    for plan in plans:
        counted = counts.get(plan.pk, PlanCounts())
        own = [measure for measure in first if measure.plan_id == plan.pk]
        side = Side(
            plan,
            plan.state_label(day.on, counts=plan.pk in in_force),
            counted.whole,
            counted.belonging,
            counted.with_strategy,
            own if counted.with_strategy else own[:MOST_WITHOUT_STRATEGY],
        )
        sides.append(side)
    return Comparison(question, day.on, sides)


def measures_of(side: Side, question: Question, day: Day) -> MeasureQuerySet:
    """All the measures of a side, for a file."""
    belong = Q() if side.has_no_strategies else question.belongs
    measures: MeasureQuerySet = Measure.objects.filter(belong, plan=side.plan)
    return measures.as_of(day).order_by("position", "n")


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """The counts of all of a plan and of what belongs, and how many are tied to any strategy."""

    whole: Counts = NOTHING
    belonging: Counts = NOTHING
    with_strategy: int = 0


def _counts(measures: MeasureQuerySet, question: Question, on: date) -> dict[int, PlanCounts]:
    """Plan id → its counts, in one query; a plan without measures is not there."""
    rows: Any = (
        measures.order_by()
        .annotate(belongs=Case(When(question.belongs, then=Value(True)), default=Value(False)))
        .values("plan_id", "belongs")
        .annotate(
            total=Count("plan_id"),
            reported=Count("plan_id", filter=IS_REPORTED),
            overdue=Count("plan_id", filter=overdue_q(on)),
            high_risk=Count("plan_id", filter=Q(state_risk=RiskLevel.HIGH)),
            with_strategy=Count("plan_id", filter=question.is_tied),
        )
    )
    by_plan: dict[int, PlanCounts] = {}
    for row in rows:
        counts = Counts(row["total"], row["reported"], row["overdue"], row["high_risk"])
        before = by_plan.get(row["plan_id"], PlanCounts())
        by_plan[row["plan_id"]] = PlanCounts(
            before.whole + counts,
            counts if row["belongs"] else before.belonging,
            before.with_strategy + row["with_strategy"],
        )
    return by_plan


def _first_of_each(
    measures: MeasureQuerySet, question: Question, counts: Mapping[int, PlanCounts]
) -> MeasureQuerySet:
    """The first of each plan, so that a page is bounded however long the plans are."""
    no_strategies = [pk for pk, counted in counts.items() if not counted.with_strategy]
    first: MeasureQuerySet = (
        measures.filter(question.belongs | Q(plan__in=no_strategies))
        .annotate(
            place=Window(RowNumber(), partition_by=F("plan_id"), order_by=[F("position"), F("n")])
        )
        .filter(place__lte=MOST_MEASURES)
    )
    return first
