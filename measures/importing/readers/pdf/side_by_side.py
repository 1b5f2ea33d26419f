"""Pages of a printed spreadsheet that stand beside each other, put together as one wide page.

Only where it is certain: the pages' headings stand equally high and say different things, one of
them alone names the measures, and every row has its like on each of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.table import Table, TableFinder

from measures.importing.readers.pdf.apart import NAMES_IT, Headed, headed
from measures.importing.readers.pdf.print import Letter, Line
from measures.importing.readers.pdf.ruled import Page, PrintedTable
from measures.importing.tables.layout import Meaning

_NEAR = 2.0
_FEWEST_ROWS = 3
_BETWEEN = 24.0
"""Points between two pages that have no lines around their cells."""

type Outside = tuple[float, float]
"""How far down a line of the page's head or foot begins and ends."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A page: its place among the document's, what is printed on it, and its lines across."""

    number: int
    lines: Sequence[Line]
    tables: Sequence[PrintedTable]
    across: tuple[int, ...]

    @property
    def heading(self) -> Headed | None:
        return headed(self.number, self.lines, self.tables)


@dataclass(frozen=True, slots=True)
class WidePage:
    """Several pages as one, as far as tables and words are looked for in it."""

    page_number: int
    width: float
    height: float
    chars: Sequence[Letter]
    edges: Sequence[Letter]
    rects: Sequence[Letter]
    curves: Sequence[Letter]

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        return (0.0, 0.0, self.width, self.height)

    def find_tables(self, settings: dict[str, Any]) -> list[Table]:
        return list(TableFinder(self, settings).tables)  # type: ignore[arg-type]

    def close(self) -> None:
        """The pages that it was made of are closed already."""


def pages_beside(pages: Sequence[Printed]) -> list[tuple[int, ...]]:
    """The places of pages that are one, from left to right. A sheet is printed downwards first, or
    to the right first: page 1 has its rest on page 2, or on page 3 of 4."""
    headings = [page.heading for page in pages]
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(pages):
        starts = _starts(headings, at)
        height = starts[1] - starts[0] if len(starts) > 1 else 0
        whole = [tuple(start + n for start in starts) for n in range(height)]
        if _are_even(starts, len(pages)) and all(
            _is_one([pages[n] for n in places], [headings[n] for n in places]) for places in whole
        ):
            found += whole
            at = starts[-1] + height
        else:
            at += 1
    return found


def _starts(headings: Sequence[Headed | None], at: int) -> list[int]:
    """The pages from `at` on that each begin with headings of their own, until one comes again or
    means what another does."""
    starts: list[int] = []
    known: list[Headed] = []
    for n in range(at, len(headings)):
        heading = headings[n]
        if heading is None and not starts:
            break
        if heading is None or (known and heading.headings == known[-1].headings):
            continue
        if any((heading.meanings & each.meanings) - {Meaning.UNUSED} for each in known):
            break
        starts.append(n)
        known.append(heading)
    names_it = [heading for heading in known if heading.meanings & NAMES_IT]
    return starts if len(names_it) == 1 else []


def _are_even(starts: Sequence[int], pages: int) -> bool:
    steps = {b - a for a, b in pairwise(starts)}
    return len(steps) == 1 and starts[-1] + steps.pop() <= pages


def _is_one(pages: Sequence[Printed], headings: Sequence[Headed | None]) -> bool:
    """Whether each row of these pages has its like on all of them; of those at the top, the
    headings too."""
    told = [heading for heading in headings if heading is not None]
    if told and (len(told) < len(pages) or max(abs(each.top - told[0].top) for each in told) > 2):
        return False
    if all(len(page.across) > _FEWEST_ROWS for page in pages):
        return all(_are_alike(page.across, pages[0].across) for page in pages[1:])
    tops = [heading.tops for heading in told]
    most = max(tops, key=len, default=())
    return bool(tops) and all(
        len(each) >= _FEWEST_ROWS and all(any(abs(y - x) <= _NEAR for x in most) for y in each)
        for each in tops
    )


def _are_alike(some: Sequence[int], others: Sequence[int]) -> bool:
    return len(some) == len(others) and all(
        abs(a - b) <= _NEAR for a, b in zip(some, others, strict=True)
    )


def put_together(pages: Sequence[Page], number: int, outside: Sequence[Sequence[Outside]]) -> Page:
    """One wide page of some, from left to right, without what is in each one's head and foot."""
    made: dict[str, list[Letter]] = {"chars": [], "edges": [], "rects": [], "curves": []}
    right = 0.0
    for n, (page, left_out) in enumerate(zip(pages, outside, strict=True)):
        own = {name: list(_of(page, name, left_out)) for name in made}
        drawn = [*own["chars"], *own["edges"]]
        is_ruled = any(edge["orientation"] == "v" for edge in own["edges"])
        between = 0.0 if is_ruled else _BETWEEN
        left = min((each["x0"] for each in drawn), default=0.0)
        shift = right + between - left if n else 0.0
        for name, found in own.items():
            made[name] += [_moved(each, shift) for each in found]
        right = max((each["x1"] + shift for each in drawn), default=right)
        page.close()
    return WidePage(number, right + _BETWEEN, pages[0].height, **made)


def _of(page: Page, name: str, left_out: Sequence[Outside]) -> Iterator[Letter]:
    for each in getattr(page, name):
        middle = (each["top"] + each["bottom"]) / 2
        if name != "chars" or not any(top <= middle <= bottom for top, bottom in left_out):
            yield each


def _moved(drawn: Letter, shift: float) -> Letter:
    return drawn | {"x0": drawn["x0"] + shift, "x1": drawn["x1"] + shift}
