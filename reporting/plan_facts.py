"""Beside a plan's counts: how its deadlines move, and what it answers of the city's plan."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Value

from measures.models import Measure, NoLocalMeasure
from measures.models.deadline import deadline_moves
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`deadline_moves` are dated deadlines that replaced dated ones, of `moved_measures` measures
    and by `days_moved` days together.

    `answered` and `refused` are of the `city_measures`: those that a local measure answers, and
    those that the bydel has reported to have none for.
    """

    deadline_moves: int = 0
    moved_measures: int = 0
    days_moved: int = 0
    answered: int = 0
    refused: int = 0
    city_measures: int = 0

    @property
    def average_slip(self) -> int | None:
        """Days; None where no deadline has moved. A deadline moved forward counts below zero."""
        return round(self.days_moved / self.deadline_moves) if self.deadline_moves else None


def facts_of(
    plans: Iterable[Plan],
    day: Day,
    *,
    city: Collection[int],
    among: MeasureQuerySet | None = None,
) -> Mapping[int, PlanFacts]:
    """Plan id → its facts on a day, in two queries for any number of plans.

    `city` are the ids of the city's measures, which may be answered. Deadlines are those of the
    measures `among`, where these are some; what a plan answers is counted in the whole plan.
    """
    ids = [plan.pk for plan in plans]
    answered, refused = _answers(ids, city, day)
    moves = _moves(ids, day.on, among)
    return {
        plan: PlanFacts(
            deadline_moves=len(moves[plan]),
            moved_measures=len({measure for measure, _days in moves[plan]}),
            days_moved=sum(days for _measure, days in moves[plan]),
            answered=answered[plan],
            refused=refused[plan],
            city_measures=len(city),
        )
        for plan in ids
    }


def _answers(
    plans: Sequence[int], city: Collection[int], day: Day
) -> tuple[Counter[int], Counter[int]]:
    """Plan id → how many of the city's measures it answers, and how many it has no measure for.

    Who answers what is part of the plan and holds for all its days; a measure that had not joined
    the plan yet answers nothing, nor does one that was dropped.
    """
    linked = Measure.objects.filter(plan__in=plans, answers__isnull=False)
    answers = linked.counted_as_of(day, "state_code").answering().order_by()
    refusals = NoLocalMeasure.objects.in_effect().filter(plan__in=plans).order_by()
    # Of several that answer the same one, the union keeps one.
    rows = list(
        answers.values_list("plan_id", "answers", Value(1))
        .union(refusals.values_list("plan_id", "city_measure_id", Value(0)))
        .order_by()
    )
    answered = Counter(plan for plan, measure, is_answer in rows if is_answer and measure in city)
    return answered, Counter(plan for plan, _measure, is_answer in rows if not is_answer)


def moves_of_all(facts: Iterable[PlanFacts]) -> PlanFacts:
    """The moves of several plans; what they answer does not add up, since they answer the same."""
    every = list(facts)
    return PlanFacts(
        sum(one.deadline_moves for one in every),
        sum(one.moved_measures for one in every),
        sum(one.days_moved for one in every),
    )


def _moves(
    plans: Sequence[int], on: date, among: MeasureQuerySet | None
) -> Mapping[int, list[tuple[int, int]]]:
    """Plan id → (measure, days) of each dated deadline that replaced another."""
    moves = deadline_moves(plans, on)
    if among is not None:
        moves = moves.filter(measure__in=among.order_by().values("pk"))
    by_plan: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = moves.values_list("measure__plan_id", "measure_id", "moved_from", "due_on")
    for plan, measure, moved_from, due_on in rows:
        by_plan[plan].append((measure, (due_on - moved_from).days))
    return by_plan
