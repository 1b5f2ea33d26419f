"""Lines of a form in the order that their typed places ask for."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any


def in_typed_order(rows: Sequence[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Lines beside the place each had on the page, in the order that their places ask for.

    A line whose place was changed stands at exactly that place, or the nearest end; the others
    keep their order around it. Of two that ask for the same place, the upper one gets it.
    """
    placed = [row for place, row in rows if row["place"] in {None, place}]
    moved = [row for place, row in rows if row["place"] not in {None, place}]
    free = 0
    for row in sorted(moved, key=itemgetter("place")):
        at = min(max(row["place"] - 1, free), len(placed))
        placed.insert(at, row)
        free = at + 1
    return placed
