"""A PDF in, a `Document` out: its tables over all their pages, and the text around them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from statistics import median
from typing import Any, BinaryIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from measures.importing.document import (
    Cell,
    Document,
    DocumentKind,
    PrintedLine,
    Row,
    Table,
    Unreadable,
)
from measures.importing.progress import Progress, Tell, tell_nobody
from measures.importing.readers.pdf.across_pages import Joined, goes_on, is_heading, text_of
from measures.importing.readers.pdf.apart import columns_apart
from measures.importing.readers.pdf.columns_of_text import as_text_lines, in_columns
from measures.importing.readers.pdf.labels_over import with_labels_beside
from measures.importing.readers.pdf.print import Letter, Line, lines_of, straightened, words_of
from measures.importing.readers.pdf.row_starts import Across, rules_across
from measures.importing.readers.pdf.ruled import (
    Page,
    PrintedCell,
    PrintedTable,
    dots_of,
    ruled_tables,
    with_dots,
)
from measures.importing.readers.pdf.running import (
    PageLines,
    is_heading_line,
    running_lines,
    without_numbers,
)
from measures.importing.readers.pdf.shaded import are_alike, painted_tables, striped_among
from measures.importing.readers.pdf.side_by_side import (
    Printed,
    pages_beside,
    put_together,
)
from measures.importing.readers.pdf.unruled import unruled_tables
from measures.importing.sentences import locked, not_whole, only_pictures, too_many_pages

PAGES = 300
_NEAR_ABOVE = 4.0
"""Line heights between a heading and the table under it."""
_LONGEST_HEADING = 120
_SPACE_IN_YEARS = re.compile(r"(?<=\d[-–]) (?=\d)")
_LARGEST_DOT = 8.0
"""Points: what is drawn larger before a text is a sign, and no bullet."""
_NEXT_LINE = 1.6
"""Of the letters' size: so near stands the next line of a heading."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page before its tables without lines are looked for.

    `rules`: its lines across; `dots`: what may be bullets; `painted`: those of its tables that have
    no lines, but only paint; then `letters` are all of the page's.
    """

    number: int
    height: float
    lines: tuple[Line, ...]
    ruled: tuple[PrintedTable, ...]
    rules: tuple[Across, ...]
    dots: tuple[Letter, ...] = ()
    painted: tuple[PrintedTable, ...] = ()
    letters: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class _PrintedPage:
    """`running`: its head and foot, which are none of its `lines`."""

    number: int
    lines: tuple[Line, ...]
    running: tuple[Line, ...]
    tables: tuple[PrintedTable, ...]
    across: tuple[int, ...] = ()


def read_pdf(file: BinaryIO, name: str, tell: Tell = tell_nobody) -> Document:
    """The tables of a PDF and its other text; `tell` is called after each page.

    Raises `Unreadable` with the sentence.
    """
    with _opened(file, name) as pdf:
        pages = _side_by_side(pdf.pages, _as_whole([*_sheets(pdf.pages, tell)]))
        count = len(pdf.pages)
    if not any(page.lines or page.running or page.tables for page in pages):
        raise Unreadable(only_pictures(name))
    tables = [_table(n, each) for n, each in enumerate(_joined(pages), start=1)]
    columns = in_columns([(page.number, line) for page in pages for line in page.lines])
    return Document(
        DocumentKind.PDF,
        name,
        tuple(tables),
        tuple(_lines(pages)),
        count,
        tuple(PrintedLine(each.page, line.text) for each in columns for line in each.lines),
        columns_apart([(page.number, page.lines, page.tables) for page in pages]),
        tuple(as_text_lines(columns)),
    )


def count_pages(file: BinaryIO, name: str) -> int:
    """Raises `Unreadable` with the sentence; the file stands at its beginning afterwards."""
    with _opened(file, name) as pdf:
        file.seek(0)
        return len(pdf.pages)


@contextmanager
def _opened(file: BinaryIO, name: str) -> Iterator[Any]:
    """pdfplumber's own PDF, of no more than `PAGES`."""
    try:
        with pdfplumber.open(BytesIO(file.read())) as pdf:
            if len(pdf.pages) > PAGES:
                raise Unreadable(too_many_pages(name, len(pdf.pages), PAGES))
            yield pdf
    except PdfminerException as problem:
        cause = problem.args[0] if problem.args else None
        sentence = locked if isinstance(cause, PDFPasswordIncorrect) else not_whole
        raise Unreadable(sentence(name)) from problem
    except PSException as problem:
        raise Unreadable(not_whole(name)) from problem


def _sheets(pages: Sequence[Page], tell: Tell) -> Iterator[_Sheet]:
    with_tables = 0
    for page in pages:
        sheet = _sheet(page)
        yield sheet
        page.close()
        with_tables += bool(sheet.ruled) or any(is_heading_line(line) for line in sheet.lines)
        tell(Progress(page.page_number, len(pages), with_tables))


def _sheet(page: Page) -> _Sheet:
    ruled = tuple(ruled_tables(page))
    outside = _outside(page.chars, ruled)
    words = words_of(outside if ruled else straightened(outside))
    dots = tuple(dots_of(page, _LARGEST_DOT))
    painted = tuple(painted_tables(page, ruled))
    return _Sheet(
        page.page_number,
        page.height,
        tuple(with_dots(lines_of(words), dots)),
        ruled,
        rules_across(page),
        dots,
        painted,
        tuple(page.chars) if painted else (),
    )


def _outside(letters: Sequence[Letter], tables: Sequence[PrintedTable]) -> list[Letter]:
    return [
        letter
        for letter in letters
        if not any(table.top <= letter["top"] + 1 < table.bottom for table in tables)
    ]


def _as_whole(sheets: Sequence[_Sheet]) -> list[_PrintedPage]:
    """The pages with their tables; where rows are painted by turns, as tables without lines, if
    less is left outside them so, or they are fewer."""
    pages = _pages(sheets)
    striped = [table for each in sheets for table in striped_among(each.painted, each.lines)]
    if not striped:
        return pages
    others = _pages([_without_paint(sheet, striped) for sheet in sheets])
    return min(pages, others, key=_left_and_tables)


def _left_and_tables(pages: Sequence[_PrintedPage]) -> tuple[int, int]:
    """How many lines stand outside the tables, and how many tables there are."""
    return sum(len(page.lines) for page in pages), sum(len(page.tables) for page in pages)


def _without_paint(sheet: _Sheet, striped: Sequence[PrintedTable]) -> _Sheet:
    """The page, with what stands in such tables as lines among the others."""
    dropped = [each for each in sheet.painted if any(are_alike(each, one) for one in striped)]
    if not dropped:
        return sheet
    ruled = tuple(table for table in sheet.ruled if table not in dropped)
    lines = with_dots(lines_of(words_of(_outside(sheet.letters, ruled))), sheet.dots)
    return replace(sheet, lines=tuple(lines), ruled=ruled)


def _pages(sheets: Sequence[_Sheet]) -> list[_PrintedPage]:
    """The pages with their tables; one without lines may go on on the next page."""
    beside = with_labels_beside([sheet.lines for sheet in sheets])
    sheets = [replace(each, lines=tuple(own)) for each, own in zip(sheets, beside, strict=True)]
    running = running_lines([PageLines(each.number, each.height, each.lines) for each in sheets])
    pages: list[_PrintedPage] = []
    before: PrintedTable | None = None
    for sheet, edges in zip(sheets, running, strict=True):
        page, before = _printed(sheet, edges, before)
        pages.append(page)
    return pages


def _printed(
    sheet: _Sheet, running: Sequence[Line], before: PrintedTable | None
) -> tuple[_PrintedPage, PrintedTable | None]:
    """A page, and its last table without lines, which may go on on the next one."""
    inner = [line for line in sheet.lines if line not in running]
    unruled, lines = unruled_tables(sheet.number, sheet.rules, inner, before)
    tables = tuple(sorted((*sheet.ruled, *unruled), key=lambda table: table.top))
    across = tuple(sorted({round(rule.top) for rule in sheet.rules}))
    made = _PrintedPage(sheet.number, tuple(lines), tuple(running), tables, across)
    return made, unruled[-1] if unruled else None


def _side_by_side(pages: Sequence[Page], printed: list[_PrintedPage]) -> list[_PrintedPage]:
    """The same pages; those that a spreadsheet's columns were printed on are one."""
    found = pages_beside([Printed(p.number, p.lines, p.tables, p.across) for p in printed])
    made: dict[int, _PrintedPage] = {}
    before: PrintedTable | None = None
    for places in found:
        outside = [[(line.top, line.bottom) for line in printed[n].running] for n in places]
        number = printed[places[0]].number
        sheet = _sheet(put_together([pages[n] for n in places], number, outside))
        wide, before = _printed(sheet, (), before)
        made[places[0]] = replace(wide, running=printed[places[0]].running)
    others = {n for places in found for n in places[1:]}
    return [made.get(n, page) for n, page in enumerate(printed) if n not in others]


def _lines(pages: Sequence[_PrintedPage]) -> Iterator[str]:
    """The text outside the tables; what runs over the pages once."""
    told: set[str] = set()
    for page in pages:
        for line in sorted([*page.lines, *page.running], key=lambda line: line.top):
            key = without_numbers(line)
            if line not in page.running:
                yield line.text
            elif key not in told:
                told.add(key)
                yield line.text


# --- Tables over their pages ---------------------------------------------------------------------


def _joined(pages: Sequence[_PrintedPage]) -> list[Joined]:
    tables: list[Joined] = []
    above = _Above(pages)
    for page in pages:
        lines: Sequence[Line] = page.lines
        for table in page.tables:
            over = [line for line in lines if line.top < table.top]
            lines = [line for line in lines if line.top >= table.top]
            above.see(over)
            if (
                tables
                and tables[-1].goes_on_in(table)
                and not (above.has_seen_any and is_heading(table.rows[0]))
            ):
                tables[-1].add(table)
            else:
                whole = Joined(table, table, [*table.rows], above.of(table), above.between)
                tables.append(whole)
            above.is_over_table()
        above.see(lines)
    return tables


class _Above:
    """The headings that stand over the next table: those printed larger or bold, by their size,
    and the line right above it."""

    def __init__(self, pages: Sequence[_PrintedPage]) -> None:
        sizes = [
            line.size
            for page in pages
            for line in [
                *page.lines,
                *(
                    line
                    for t in page.tables
                    for row in t.rows
                    for c in row.cells
                    for line in c.lines
                ),
            ]
        ]
        self._usual = median(sizes) if sizes else 0.0
        self._stack: list[tuple[float, str]] = []
        self._last: Line | None = None
        self._since: list[str] = []

    @property
    def has_seen_any(self) -> bool:
        return bool(self._since)

    @property
    def between(self) -> tuple[str, ...]:
        """The lines since the table before."""
        return tuple(self._since)

    def see(self, lines: Sequence[Line]) -> None:
        for line in lines:
            before, self._last = self._last, line
            self._since.append(line.text)
            if len(line.text) > _LONGEST_HEADING:
                continue
            if line.size > 1.1 * self._usual or line.is_bold:
                rank = line.size + (0.1 if line.is_bold else 0)
                text = line.text
                if self._goes_on(before, line, rank):
                    text = _SPACE_IN_YEARS.sub("", f"{self._stack[-1][1]} {text}")
                self._stack = [each for each in self._stack if each[0] > rank + 0.05]
                self._stack.append((rank, text))

    def _goes_on(self, before: Line | None, line: Line, rank: float) -> bool:
        """Whether a heading was too long for one line: the next is as large, close under it, and
        begins as no heading does."""
        if before is None or not self._stack or not self._stack[-1][1].endswith(before.text):
            return False
        is_alike = abs(self._stack[-1][0] - rank) < 0.05
        is_near = 0 < line.top - before.top < _NEXT_LINE * line.size
        return is_alike and is_near and goes_on(before.text, line.text)

    def of(self, table: PrintedTable) -> tuple[str, ...]:
        texts = [text for _, text in self._stack]
        last = self._last
        if (
            last is not None
            and self.has_seen_any
            and len(last.text) <= _LONGEST_HEADING
            and 0 <= table.top - last.bottom < _NEAR_ABOVE * last.size
            and not any(text.endswith(last.text) for text in texts)
        ):
            texts.append(last.text)
        return tuple(texts)

    def is_over_table(self) -> None:
        self._since = []


# --- In the shapes that every reader gives -------------------------------------------------------


def _table(number: int, table: Joined) -> Table:
    rows = tuple(
        Row(
            n,
            tuple(_cell(cell) for cell in row.cells),
            page=row.page,
            repeats_heading=n - 1 in table.again,
        )
        for n, row in enumerate(table.rows, start=1)
    )
    return Table(
        f"Tabell {number}", rows, table.above, between=table.between, page=table.first.page
    )


def _cell(printed: PrintedCell) -> Cell:
    text = text_of(printed)
    raw = "\n".join(line.text for line in printed.lines)
    return Cell(
        text=text,
        raw=raw if raw.split() != text.split() else "",
        is_from_left=printed.is_from_left,
        is_from_above=printed.is_from_above,
        fill=printed.fill,
        is_struck=bool(printed.lines) and all(line.is_struck for line in printed.lines),
        is_bold=bool(printed.lines) and all(line.is_bold for line in printed.lines),
        is_cut=printed.is_cut,
    )
