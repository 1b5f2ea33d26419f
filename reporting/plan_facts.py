"""Beside a plan's counts: how its deadlines move, and what it answers of the city's plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Value

from measures.models import Measure, NoLocalMeasure
from measures.models.deadline import moves
from measures.models.measure_queries import MeasureQuerySet
from plans.models import Plan


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`moves` are dated deadlines that replaced dated ones, of `moved` measures; `slipped` is the
    days that they moved.

    `answered` and `refused` are of the city's `asked` measures: those that a local measure
    answers, and those that the bydel has said it has none for.
    """

    moves: int = 0
    moved: int = 0
    slipped: int = 0
    answered: int = 0
    refused: int = 0
    asked: int = 0

    @property
    def average_slip(self) -> int | None:
        """Days; None where no deadline has moved. A deadline moved forward counts below zero."""
        return round(self.slipped / self.moves) if self.moves else None


def facts_of(
    plans: Iterable[Plan], on: date, *, asked: int, among: MeasureQuerySet | None = None
) -> Mapping[int, PlanFacts]:
    """Plan id → its facts on a day, in two queries for any number of plans.

    `asked` is how many measures the city has that may be answered. Deadlines are those of the
    measures `among`, where these are some; what a plan answers is told of the whole plan.
    """
    ids = [plan.pk for plan in plans]
    answered, refused = _answers(ids)
    moved = _moves(ids, on, among)
    return {
        plan: PlanFacts(
            moves=len(moved[plan]),
            moved=len({measure for measure, _days in moved[plan]}),
            slipped=sum(days for _measure, days in moved[plan]),
            answered=answered.get(plan, 0),
            refused=refused.get(plan, 0),
            asked=asked,
        )
        for plan in ids
    }


def _answers(plans: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Plan id → how many of the city's measures it answers, and how many it has said it cannot."""
    links: Any = Measure.answers.through.objects
    # Named by their plan and not by id, or SQLite begins with them and reads all who answer.
    city = Plan.objects.adopted().framework()
    answers = (
        links.filter(from_measure__plan__in=plans, to_measure__plan__in=city)
        .order_by()
        .values(of=F("from_measure__plan_id"))
        .annotate(n=Count("to_measure_id", distinct=True), is_answer=Value(1))
        .values_list("of", "n", "is_answer")
    )
    refusals = (
        NoLocalMeasure.objects.standing()
        .filter(plan__in=plans)
        .order_by()
        .values(of=F("plan_id"))
        .annotate(n=Count("pk"), is_answer=Value(0))
        .values_list("of", "n", "is_answer")
    )
    rows = list(answers.union(refusals, all=True))
    answered = {plan: n for plan, n, is_answer in rows if is_answer}
    return answered, {plan: n for plan, n, is_answer in rows if not is_answer}


def moves_of_all(facts: Iterable[PlanFacts]) -> PlanFacts:
    """The moves of several plans; what they answer does not add up, since they answer the same."""
    read = list(facts)
    return PlanFacts(
        sum(one.moves for one in read),
        sum(one.moved for one in read),
        sum(one.slipped for one in read),
    )


def _moves(
    plans: Sequence[int], on: date, among: MeasureQuerySet | None
) -> Mapping[int, list[tuple[int, int]]]:
    """Plan id → (measure, days) of each dated deadline that replaced another."""
    moved = moves(plans, on)
    if among is not None:
        moved = moved.filter(measure__in=among.order_by().values("pk"))
    days: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for plan, measure, was, due in moved.values_list(
        "measure__plan_id", "measure_id", "before", "due_on"
    ):
        days[plan].append((measure, (due - was).days))
    return days
