"""How a measure's deadline came to be what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from measures.models import Deadline, Measure
from measures.models.deadline import deadlines_until, slip_days


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """A deadline and the one before it; how many days it slipped where both name a day."""

    deadline: Deadline
    before: Deadline
    slip_days: int | None


@dataclass(frozen=True, slots=True)
class DeadlineMoves:
    """The moves, the newest first, from the deadline that the measure had first."""

    moves: Sequence[DeadlineMove]
    first: Deadline
    slip_days: int | None

    @property
    def newest(self) -> DeadlineMove:
        return self.moves[0]

    @property
    def times(self) -> int:
        """How many times it moved; one that was set or taken away, or the same day in other words,
        has not moved."""
        return sum(
            bool(move.before.words and move.deadline.words) and move.slip_days != 0
            for move in self.moves
        )


def deadline_moves(measure: Measure) -> DeadlineMoves | None:
    """None where the deadline is what it always was."""
    deadlines = deadlines_until(measure.deadlines.all(), measure.deadline)
    if len(deadlines) < 2:
        return None
    moves = [
        DeadlineMove(after, before, slip_days(before, after))
        for before, after in pairwise(deadlines)
    ]
    first, *_later, now = deadlines
    return DeadlineMoves(moves[::-1], first, slip_days(first, now))
