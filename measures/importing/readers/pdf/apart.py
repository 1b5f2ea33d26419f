"""Columns of a spreadsheet that were printed on pages of their own.

A sheet that is too wide for its paper goes on to the right on later pages: «Frist» and «Status»
stand on page 2 at the height of «Tiltak» on page 1, and every row at the height of its own. What
is not put together again (`side_by_side`) is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from measures.importing.document import ColumnsApart
from measures.importing.readers.pdf.column_headings import segments_of
from measures.importing.readers.pdf.print import Line
from measures.importing.readers.pdf.ruled import PrintedTable
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_SAME_HEIGHT = 2.0
"""Points."""
_LONGEST_HEADING = 30
_FEWEST_ROWS = 3
_SHARE = 0.8
NAMES_IT = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}


@dataclass(frozen=True, slots=True)
class Headed:
    """A page's uppermost headings, how high they stand, and where each line begins."""

    page: int
    headings: tuple[str, ...]
    top: float
    tops: tuple[float, ...]

    @property
    def meanings(self) -> set[Meaning | None]:
        return {meaning_of(text) for text in self.headings}


def columns_apart(
    pages: Sequence[tuple[int, Sequence[Line], Sequence[PrintedTable]]],
) -> tuple[ColumnsApart, ...]:
    """The pages whose columns belong beside those of an earlier one."""
    printed = [found for page in pages if (found := headed(*page))]
    return tuple(
        ColumnsApart(one.page, first.page, one.headings)
        for n, one in enumerate(printed)
        if (first := next((each for each in printed[:n] if _goes_on_in(each, one)), None))
    )


def headed(page: int, lines: Sequence[Line], tables: Sequence[PrintedTable]) -> Headed | None:
    every = sorted(chain(lines, _lines_of(tables)), key=lambda line: line.top)
    first = next((line for line in every if _headings(line)), None)
    if first is None:
        return None
    beside = [line for line in every if abs(line.top - first.top) < _SAME_HEIGHT]
    headings = tuple(chain.from_iterable(map(_headings, beside)))
    tops = {round(line.top) for line in every if line.top > first.bottom}
    return Headed(page, headings, first.top, tuple(tops))


def _lines_of(tables: Sequence[PrintedTable]) -> Iterator[Line]:
    return (
        line
        for table in tables
        for row in table.rows
        for cell in row.cells
        if not (cell.is_from_left or cell.is_from_above)
        for line in cell.lines
    )


def _headings(line: Line) -> tuple[str, ...]:
    """The texts of a line, where every one of them is a heading."""
    texts = tuple(" ".join(word.text for word in one) for one in segments_of(line.words))
    meanings = {meaning_of(text) if len(text) <= _LONGEST_HEADING else None for text in texts}
    return () if meanings & {None, Meaning.DEADLINE_CROSS} else texts


def _goes_on_in(first: Headed, one: Headed) -> bool:
    """Whether only the one page tells what the measures are, and their rows are equally high."""
    if not first.meanings & NAMES_IT or one.meanings & NAMES_IT:
        return False
    if abs(first.top - one.top) > _SAME_HEIGHT or len(one.tops) < _FEWEST_ROWS:
        return False
    known = [any(abs(top - each) <= _SAME_HEIGHT for each in first.tops) for top in one.tops]
    return sum(known) >= _SHARE * len(known)
