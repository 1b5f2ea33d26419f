"""Tables that go on on the next page: their headings again, and rows that the page's end broke."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from measures.importing.readers.pdf.print import Line, flowing
from measures.importing.readers.pdf.ruled import PrintedCell, PrintedRow, PrintedTable
from measures.importing.tables.headings import meaning_of
from ruspolitikk.wording import fold

_NEAR = 8.0
_TELLING = 3
"""Columns that every row fills: a text beside which all of them are blank is no row."""
_FEWEST_ROWS = 4
_GOES_ON = re.compile(
    r"(?:.*[-,/(–]|.*\b(?:og|eller|i|på|av|til|for|med|som|ved|om|å|den|det))$", re.DOTALL
)
_ENDS = re.compile(r".*[.!?:]$", re.DOTALL)


@dataclass(slots=True)
class Joined:
    """A table with all its pages. `again`: places of rows that are its heading once more; `filled`:
    of how many of its `counted` rows each column holds something."""

    first: PrintedTable
    last: PrintedTable
    rows: list[PrintedRow]
    above: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    again: set[int] = field(default_factory=set)
    filled: Counter[int] = field(default_factory=Counter)
    counted: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            self._count(row)

    def goes_on_in(self, table: PrintedTable) -> bool:
        """Whether a table at the top of a later page has the same columns."""
        edges, others = self.last.edges, table.edges
        if table.page <= self.last.page or len(edges) != len(others):
            return False
        if not self.last.is_ruled and not table.is_ruled:
            return not is_heading(table.rows[0]) or _texts(table.rows[0]) == _texts(self.rows[0])
        shift = others[0] - edges[0]
        return all(abs(b - a - shift) <= _NEAR for a, b in zip(edges, others, strict=True))

    def add(self, table: PrintedTable) -> None:
        rows = _without_heading_in_first(table.rows, self.rows[0])
        head = self._heading_again(rows)
        rest = rows[head:]
        is_open = self.last.is_open_below or table.is_open_above
        last = max(set(range(len(self.rows))) - self.again, default=None)
        if last is not None and rest and (is_open or self._is_broken(self.rows[last], rest[0])):
            self._count(self.rows[last], -1)
            self.rows[last] = _whole(self.rows[last], rest[0])
            self._count(self.rows[last])
            rest = self._with_merged_cells(last, rest[1:])
        elif last is not None and rest:
            rest = self._with_merged_cells(last, rest)
        self.again |= set(range(len(self.rows), len(self.rows) + head))
        for row in (*rows[:head], *rest):
            self.rows.append(row)
            self._count(row)
        self.last = table

    def _with_merged_cells(self, last: int, rest: list[PrintedRow]) -> list[PrintedRow]:
        """The rows after the page's end; a merged cell that it broke is whole in all of its rows,
        on both pages."""
        for n, cell in enumerate(self.rows[last].cells):
            below = _merged_below(rest, n)
            lines = cell.lines
            if below and not rest[0].cells[n].is_from_above:
                is_merged = cell.is_from_above or len(below) > 1
                is_rest = goes_on(_text(cell), _text(rest[0].cells[n]))
                if not (is_merged and lines and rest[0].cells[n].lines and is_rest):
                    continue
                lines = (*lines, *rest[0].cells[n].lines)
            for at in below:
                rest[at] = _with_lines(rest[at], n, lines)
            for at in range(last, -1, -1):
                if at < last and self.rows[at].cells[n].lines == lines:
                    break
                self.rows[at] = _with_lines(self.rows[at], n, lines)
                if not self.rows[at].cells[n].is_from_above:
                    break
        return rest

    def _count(self, row: PrintedRow, times: int = 1) -> None:
        """So that no page counts the rows of those before it again."""
        if not is_heading(row):
            self.counted += times
            for n, text in enumerate(_texts(row)):
                self.filled[n] += times * bool(text)

    def _heading_again(self, rows: Sequence[PrintedRow]) -> int:
        """How many of the rows are those that the table begins with, said again."""
        n = 0
        while (
            n < min(len(rows), 3, len(self.rows))
            and _texts(rows[n]) == _texts(self.rows[n])
            and any(_texts(rows[n]))
        ):
            n += 1
        return n

    def _is_broken(self, before: PrintedRow, row: PrintedRow) -> bool:
        """Whether a row only goes on with the one before the page's end."""
        if any(cell.is_from_left for cell in (*row.cells, *before.cells)) or is_heading(before):
            return False
        own = {n: text for n, text in enumerate(_texts(row)) if text}
        was = {n: text for n, text in enumerate(_texts(before)) if text}
        both = {n: text for n, text in own.items() if n in was}
        if not both or (len(both) < len(own) and not self._is_rest(own, was)):
            return False
        if any(goes_on(was[n], text) for n, text in both.items()):
            return not any(_is_whole(was[n], text) for n, text in both.items() if len(own) > 1)
        usual = self._usually_filled() - own.keys()
        if len(usual) < 2 or 2 * len(own) > len(was):
            return False
        if len(self._always_filled() - own.keys()) >= _TELLING and _wraps(row):
            return True
        return all(
            _is_item(text) or not _ENDS.match(was[n]) or not text[:1].isupper()
            for n, text in both.items()
        )

    def _is_rest(self, own: dict[int, str], was: dict[int, str]) -> bool:
        """Whether a row holds the rest of a sentence where all others begin one; then what stands
        in a column that was blank before the page's end is of the same row."""
        if not self._usually_filled() - own.keys():
            return False
        return any(
            text[:1].islower() and not _ENDS.match(was[n]) and self._begins_sentences(n)
            for n, text in own.items()
            if n in was
        )

    def _begins_sentences(self, column: int) -> bool:
        texts = [text for row in self.rows if (text := _text(row.cells[column]))]
        return not any(text[:1].islower() for text in texts)

    def _always_filled(self) -> set[int]:
        is_known = self.counted >= _FEWEST_ROWS
        return {n for n, count in self.filled.items() if is_known and count == self.counted}

    def _usually_filled(self) -> set[int]:
        return {n for n, count in self.filled.items() if count >= 0.8 * self.counted}


def _without_heading_in_first(rows: Sequence[PrintedRow], heading: PrintedRow) -> list[PrintedRow]:
    """The rows; where no line parts the heading from the broken row under it, they are parted."""
    first = rows[0]
    pairs = list(zip(first.cells, heading.cells, strict=True))
    if not is_heading(heading) or not all(
        _line_texts(cell)[: len(head.lines)] == _line_texts(head) for cell, head in pairs
    ):
        return [*rows]
    heads = tuple(replace(cell, lines=cell.lines[: len(head.lines)]) for cell, head in pairs)
    rest = tuple(replace(cell, lines=cell.lines[len(head.lines) :]) for cell, head in pairs)
    if not any(cell.lines for cell in rest):
        return [*rows]
    return [replace(first, cells=heads), replace(first, cells=rest), *rows[1:]]


def _line_texts(cell: PrintedCell) -> list[str]:
    return [line.text for line in cell.lines]


def is_heading(row: PrintedRow) -> bool:
    known = {meaning_of(text) for text in _texts(row) if text} - {None}
    return len(known) >= 2


def _texts(row: PrintedRow) -> list[str]:
    return [_text(cell) for cell in row.cells]


def _text(cell: PrintedCell) -> str:
    return " ".join(line.text for line in cell.lines).strip()


def _merged_below(rows: Sequence[PrintedRow], column: int) -> list[int]:
    """The places, from the first, of the rows that a page's uppermost merged cell stands in."""
    places = [0] if rows else []
    for at, row in enumerate(rows[1:], start=1):
        if not row.cells[column].is_from_above:
            break
        places.append(at)
    return places


def _with_lines(row: PrintedRow, column: int, lines: tuple[Line, ...]) -> PrintedRow:
    cell = replace(row.cells[column], lines=lines)
    return replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))


def goes_on(before: str, text: str) -> bool:
    """Whether a text is the rest of another, which a page's or a line's end broke."""
    return text[:1].islower() or bool(_GOES_ON.match(before))


def _wraps(row: PrintedRow) -> bool:
    """Whether a text is broken where its column ends, and no title is: a cell of that column."""
    return all(
        len(cell.lines) > 1 and not any(line.is_bold for line in cell.lines)
        for cell in row.cells
        if cell.lines
    )


def _is_whole(before: str, text: str) -> bool:
    """Two short values, each whole: two dates, two statuses."""
    return (
        text[:1].isupper()
        and before[:1].isupper()
        and len(text) < 25
        and fold(before) != ""
        and (not _GOES_ON.match(before) and len(before) < 25)
    )


def _is_item(text: str) -> bool:
    return re.match(r"[-–•·o▪\uf0b7]\s*\S", text) is not None


def _whole(before: PrintedRow, row: PrintedRow) -> PrintedRow:
    cells = tuple(
        replace(a, lines=(*a.lines, *b.lines), right=max(a.right, b.right))
        for a, b in zip(before.cells, row.cells, strict=True)
    )
    return replace(before, cells=cells)


def text_of(cell: PrintedCell) -> str:
    return flowing(cell.lines, cell.right)
