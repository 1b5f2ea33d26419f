"""Tables with lines around their cells: which cells there are, and what is printed in each.

Where a page ends in the middle of a row, some programs leave the row open; the page's own end
closes it, and `is_open_below` says so.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from measures.importing.readers.pdf.print import Letter, Line, Word, lines_of, words_of

Page = Any
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom, in points from the page's upper left corner."""

_NEAR = 3.0
"""Points: lines nearer than this are one."""
_THIN = 6.0
_SMALLEST_DOT = 1.5
_WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """`right`: where its lines end when they are full; in points. `is_cut`: its text may be cut
    where the next cell begins."""

    lines: tuple[Line, ...]
    right: float
    is_from_left: bool = False
    is_from_above: bool = False
    fill: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class PrintedRow:
    page: int
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """The part of a table that stands on one page. `edges`: where its columns begin and end."""

    page: int
    edges: tuple[float, ...]
    rows: tuple[PrintedRow, ...]
    top: float
    bottom: float
    is_open_above: bool = False
    is_open_below: bool = False
    is_ruled: bool = True


def ruled_tables(page: Page) -> list[PrintedTable]:
    """The tables of a page whose cells have lines around them, from top to bottom."""
    open_ends = list(_open_ends(page))
    found = page.find_tables(
        {
            "snap_tolerance": _NEAR,
            "join_tolerance": _NEAR,
            "intersection_tolerance": _NEAR,
            "explicit_horizontal_lines": open_ends,
            "explicit_vertical_lines": list(_open_sides(page)),
        }
    )
    made = [_table(page, table.cells, open_ends) for table in found]
    return sorted((table for table in made if table is not None), key=lambda table: table.top)


def _long(page: Page, orientation: str) -> list[Letter]:
    """The lines across (h) or down (v); a thick one is a box, whose short ends are none."""
    length = "width" if orientation == "h" else "height"
    return [
        edge for edge in page.edges if edge["orientation"] == orientation and edge[length] > _THIN
    ]


def _open_ends(page: Page) -> Iterator[float]:
    """How far down at least two upright lines end together where none lies across."""
    across = _long(page, "h")
    tops: dict[int, float] = {}
    bottoms: dict[int, float] = {}
    for edge in _long(page, "v"):
        x = round(edge["x0"] / _NEAR)
        tops[x] = min(tops.get(x, edge["top"]), edge["top"])
        bottoms[x] = max(bottoms.get(x, edge["bottom"]), edge["bottom"])
    for ends in (tops, bottoms):
        together: dict[int, list[int]] = defaultdict(list)
        for x, y in ends.items():
            together[round(y / _NEAR)].append(x)
        for step, xs in together.items():
            first, last, y = min(xs) * _NEAR, max(xs) * _NEAR, step * _NEAR
            if len(xs) >= 2 and not any(_lies_across(edge, first, last, y) for edge in across):
                yield y


def _open_sides(page: Page) -> Iterator[Letter]:
    """A line down where at least three lines across begin, or end, together and none goes down."""
    upright = _long(page, "v")
    if not upright:
        return
    top, bottom = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    for side in ("x0", "x1"):
        together: dict[int, set[int]] = defaultdict(set)
        for edge in _long(page, "h"):
            if top - _NEAR <= edge["top"] <= bottom + _NEAR:
                together[round(edge[side] / _NEAR)].add(round(edge["top"]))
        outermost = (min if side == "x0" else max)(together, default=0)
        x = outermost * _NEAR
        if len(together[outermost]) >= 3 and not any(
            abs(edge["x0"] - x) <= 2 * _NEAR for edge in upright
        ):
            yield {
                "object_type": "line",
                "x0": x,
                "x1": x,
                "top": top,
                "bottom": bottom,
                "width": 0,
                "height": bottom - top,
            }


def _lies_across(edge: Letter, first: float, last: float, y: float) -> bool:
    return bool(abs(edge["top"] - y) <= 2 * _NEAR and edge["x1"] > first and edge["x0"] < last)


def _table(page: Page, boxes: Sequence[Box], open_ends: Sequence[float]) -> PrintedTable | None:
    xs = _steps(x for box in boxes for x in (box[0], box[2]))
    ys = _steps(y for box in boxes for y in (box[1], box[3]))
    if len(xs) < 3 or len(ys) < 2:
        return None
    grid = [[_covering(boxes, x, y) for x in _middles(xs)] for y in _middles(ys)]
    letters = _letters_by_box(page, grid, xs, ys)
    strokes = [edge for edge in page.edges if edge["orientation"] == "h"]
    dots = dots_of(page, _THIN)
    made: dict[Box, tuple[Line, ...]] = {
        box: tuple(with_dots(lines_of(words_of(own, _within(strokes, box))), dots))
        for box, own in letters.items()
    }
    fills = _fills(page)
    rows = tuple(
        PrintedRow(
            page.page_number,
            tuple(
                PrintedCell(
                    made.get(box, ()),
                    _right(box, made.get(box, ())),
                    is_from_left=n > 0 and row[n - 1] == box,
                    is_from_above=y > 0 and grid[y - 1][n] == box,
                    fill=_fill_of(box, fills),
                )
                for n, box in enumerate(row)
            ),
        )
        for y, row in enumerate(grid)
    )
    return PrintedTable(
        page.page_number,
        tuple(xs),
        rows,
        ys[0],
        ys[-1],
        is_open_above=any(abs(end - ys[0]) <= _NEAR for end in open_ends),
        is_open_below=any(abs(end - ys[-1]) <= _NEAR for end in open_ends),
    )


def _steps(places: Iterable[float]) -> list[float]:
    """The places, from the least; those that are nearly the same once."""
    steps: list[float] = []
    for place in sorted(places):
        if not steps or place - steps[-1] > _THIN:
            steps.append(place)
    return steps


def _middles(steps: Sequence[float]) -> list[float]:
    return [(a + b) / 2 for a, b in pairwise(steps)]


def _covering(boxes: Sequence[Box], x: float, y: float) -> Box:
    """The cell at a place; where the table has none, an empty one of its own."""
    for box in boxes:
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return box
    return (x, y, x, y)


def _letters_by_box(
    page: Page, grid: Sequence[Sequence[Box]], xs: Sequence[float], ys: Sequence[float]
) -> dict[Box, list[Letter]]:
    found: dict[Box, list[Letter]] = defaultdict(list)
    for letter in page.chars:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
            found[grid[bisect_right(ys, y) - 1][bisect_right(xs, x) - 1]].append(letter)
    return found


def dots_of(page: Page, largest: float) -> list[Letter]:
    """What is drawn and filled on a page, no larger than a bullet."""
    return [
        each
        for each in (*page.curves, *page.rects)
        if each.get("fill")
        and all(_SMALLEST_DOT < each[side] < largest for side in ("width", "height"))
    ]


def with_dots(lines: Iterable[Line], dots: Sequence[Letter]) -> Iterator[Line]:
    """The lines; before a word that has a dot drawn right before it, and no other word between,
    stands a bullet, as if it were text."""
    for line in lines:
        words: list[Word] = []
        for word in line.words:
            after = words[-1].x1 if words else 0.0
            before = [dot for dot in dots if _is_before(dot, word, after)]
            if before:
                x0, x1 = before[0]["x0"], before[0]["x1"]
                words.append(replace(word, text="•", x0=x0, x1=x1, ends_text=False))
            words.append(word)
        yield Line(tuple(words))


def _is_before(dot: Letter, word: Word, after: float) -> bool:
    is_beside = word.top < (dot["top"] + dot["bottom"]) / 2 < word.bottom
    return bool(is_beside and after <= dot["x0"] and 0 < word.x0 - dot["x1"] < 2 * word.size)


def _within(strokes: Sequence[Letter], box: Box) -> list[Letter]:
    return [
        stroke
        for stroke in strokes
        if box[1] + _NEAR < stroke["top"] < box[3] - _NEAR and box[0] < stroke["x0"] < box[2]
    ]


def _right(box: Box, lines: Sequence[Line]) -> float:
    """As far from the cell's right side as its text begins from the left."""
    padding = min((line.x0 - box[0] for line in lines), default=0.0)
    widest = max((line.x1 for line in lines), default=box[2])
    return max(box[2] - min(padding, 12.0), widest)


# --- Colours -------------------------------------------------------------------------------------


def _fills(page: Page) -> list[tuple[Box, str]]:
    made = []
    for rect in page.rects:
        colour = _colour(rect.get("non_stroking_color")) if rect.get("fill") else None
        if colour and min(rect["width"], rect["height"]) > _THIN:
            made.append(((rect["x0"], rect["top"], rect["x1"], rect["bottom"]), colour))
    return made


def _fill_of(box: Box, fills: Sequence[tuple[Box, str]]) -> str | None:
    """The colour behind a cell: the last that was painted over its middle."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    over = [colour for (x0, top, x1, bottom), colour in fills if x0 < x < x1 and top < y < bottom]
    return over[-1] if over and over[-1] != _WHITE else None


def _colour(painted: Any) -> str | None:
    """«RRGGBB» of a PDF's colour: grey, red-green-blue, or cyan-magenta-yellow-black; each 0–1."""
    parts = [*painted] if isinstance(painted, tuple | list) else [painted]
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) == 4:
        *inks, black = parts
        parts = [(1 - ink) * (1 - black) for ink in inks]
    if len(parts) != 3:
        return None
    return "".join(f"{round(255 * min(max(part, 0), 1)):02X}" for part in parts)
