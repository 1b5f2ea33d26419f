"""What moved between two days: forward, back, or said for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from measures.models import Measure
from measures.models.queries import SHOWN_CODE, MeasureQuerySet
from measures.vocabulary import NOT_REPORTED, StatusCode, progress
from plans.models import Plan


class Direction(StrEnum):
    FORWARD = "forward"
    BACK = "back"
    ENDED = "ended"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """A measure's id and plan, and its codes: there may be many, and few are shown."""

    measure_id: int
    plan: Plan
    before: str
    after: str
    direction: Direction
    reported_on: date | None


def direction_of(before: str, after: str) -> Direction:
    """From one code to another. Words that nobody has mapped have no stage, and no direction."""
    if before == NOT_REPORTED:
        return Direction.FIRST
    was, now = progress(before), progress(after)
    if after == StatusCode.CANCELLED:
        return Direction.ENDED
    if was is None or now is None or was == now:
        return Direction.OTHER
    return Direction.FORWARD if now > was else Direction.BACK


def moves_between(
    before: MeasureQuerySet, after: MeasureQuerySet, plans: Sequence[Plan]
) -> list[Move]:
    """The measures of these plans whose code differs, in the list's order: two queries.

    Both querysets have their state on a day; `after` is in order.
    """
    was = dict(_coded(before.order_by(), plans).values_list("pk", "shown"))
    now = _coded(after, plans).values_list("pk", "plan_id", "shown", "state_reported_on")
    by_id = {plan.pk: plan for plan in plans}
    moved = []
    for pk, plan, code, reported_on in now:
        earlier = was.get(pk, NOT_REPORTED)
        if code != earlier:
            direction = direction_of(earlier, code)
            moved.append(Move(pk, by_id[plan], earlier, code, direction, reported_on))
    return moved


def with_measures(moves: Sequence[Move]) -> list[tuple[Move, Measure]]:
    """Each move with its measure, in one query."""
    read = Measure.objects.in_bulk([move.measure_id for move in moves])
    for move in moves:
        read[move.measure_id].plan = move.plan
    return [(move, read[move.measure_id]) for move in moves]


def counted_by_plan(
    moves: Iterable[Move], plans: Sequence[Plan]
) -> list[tuple[Plan, dict[Direction, int]]]:
    """How many of each plan moved in each direction."""
    counts = {plan.pk: dict.fromkeys(Direction, 0) for plan in plans}
    for move in moves:
        counts[move.plan.pk][move.direction] += 1
    return [(plan, counts[plan.pk]) for plan in plans]


def _coded(measures: MeasureQuerySet, plans: Sequence[Plan]) -> Any:
    return measures.filter(plan__in=plans).annotate(shown=SHOWN_CODE)
