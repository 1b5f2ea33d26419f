"""What moved between two days: forward, back, or said for the first time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from measures.models import Measure
from measures.models.measure_queries import MeasureQuerySet
from measures.vocabulary import NOT_REPORTED, StatusCode, progress, shown_code
from plans.models import Plan


class Direction(StrEnum):
    FORWARD = "forward"
    BACK = "back"
    ENDED = "ended"
    FIRST = "first"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    measure: Measure
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
    was = _codes(before.filter(plan__in=plans))
    by_id = {plan.pk: plan for plan in plans}
    moved = []
    for measure in after.filter(plan__in=plans):
        state: Any = measure  # what with_state annotates
        code = shown_code(state.state_code, is_reported=bool(state.state_status))
        if code == was.get(measure.pk, NOT_REPORTED):
            continue
        measure.plan = by_id[measure.plan_id]
        earlier = was.get(measure.pk, NOT_REPORTED)
        direction = direction_of(earlier, code)
        moved.append(Move(measure, earlier, code, direction, state.state_reported_on))
    return moved


def counted_by_plan(
    moves: Iterable[Move], plans: Sequence[Plan]
) -> list[tuple[Plan, dict[Direction, int]]]:
    """How many of each plan moved in each direction."""
    counts = {plan.pk: dict.fromkeys(Direction, 0) for plan in plans}
    for move in moves:
        counts[move.measure.plan_id][move.direction] += 1
    return [(plan, counts[plan.pk]) for plan in plans]


def _codes(measures: MeasureQuerySet) -> dict[int, str]:
    columns: Any = measures.order_by()
    rows = columns.values_list("pk", "state_status", "state_code")
    return {pk: shown_code(code, is_reported=bool(status)) for pk, status, code in rows}
