"""The bar in a table's row: how a bydel's tiltak are shared, in whole numbers for a template."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 300
STAGE_FILLS = {
    "waiting": "not_started",
    "under_way": "in_progress",
    "in_force": "implemented",
    "completed": "completed",
    "cancelled": "cancelled",
}
"""Which code's fill each stage is drawn with."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """`n` measures, filled as `kind` says, from `x` on."""

    kind: str
    label: str
    n: int
    x: int
    width: int


def bar_of(parts: Sequence[tuple[str, str, int]]) -> list[BarPart]:
    """Of (kind, label, n), in order, the parts of a bar that is `WIDTH` wide; none of nothing."""
    total = sum(n for _kind, _label, n in parts)
    drawn, before = [], 0
    for kind, label, n in parts:
        if n:
            left, right = (round(WIDTH * end / total) for end in (before, before + n))
            drawn.append(BarPart(kind, label, n, left, right - left))
            before += n
    return drawn
