"""Excel workbooks: cells, tables and bars. What the cells mean is the caller's business.

Rows are yielded through openpyxl's write-only sheets to temporary files, so memory stays flat,
and the zip is opened last: rows that fail half-way leave the caller's file untouched.

Three promises to whoever typed the text: it never becomes a formula, it never breaks the file,
and nothing of it is cut silently.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reporting.files.archive import DatedZip
from reporting.files.sheets import (
    CellKind,
    Column,
    FactSheet,
    FormSheet,
    HiddenSheet,
    MatrixSheet,
    Sheet,
    TableSheet,
)
from reporting.files.xlsx.cells import (
    BOLD,
    KINDS,
    LINE,
    LINE_HEIGHT,
    MARGIN,
    MAX_TEXT,
    append_row,
    over,
    pen_of,
    set_up,
    tallest,
    write_title,
)
from reporting.files.xlsx.chart import stacked_bars
from reporting.files.xlsx.form import write_form, write_hidden
from reporting.files.xlsx.text import (
    as_property,
    escaped,
    one_line,
    pieces,
    sheet_names,
    unique_name,
)

CREATOR = "ruspolitikk"
UNNAMED = "Kolonne"
LONG_TEXTS = "Lange tekster"
CONTINUES = " … fortsetter på arket «{sheet}», nr. {number}"

ROWS_A_CENTIMETRE = 72 / 2.54 / LINE_HEIGHT
MAX_HEADING = 255  # UTF-16 units
A4_LANDSCAPE = 11.69 - 2 * MARGIN
# 7 points, of the 11 that cells are written in. LibreOffice's columns are wider than Excel's: it
# printed at 6.8 what is 7.0 in Excel.
SMALLEST_PRINT = 7.25 / 11
MOST_ON_A_PAGE = 20  # rows of a matrix that are readable on one page with their chart
PIXELS = 96  # an inch; a column of n characters is 7 n + 5 of them


def write_workbook(
    file: IO[bytes], sheets: Sequence[Sheet], *, title: str, now: datetime, language: str = "nb-NO"
) -> None:
    """Write the sheets in order to a binary file. Same input and same ``now``: same bytes.

    ``now`` is aware. A row of another length than the columns is a ValueError.
    """
    book = Workbook(write_only=True)
    *names, last_name = sheet_names([*(sheet.name for sheet in sheets), LONG_TEXTS])
    long_texts = _LongTexts(book, last_name)
    tables: set[str] = set()
    try:
        for name, sheet in zip(names, sheets, strict=True):
            target: Worksheet = book.create_sheet(name)
            match sheet:
                case FactSheet():
                    _write_facts(target, sheet, long_texts)
                case TableSheet():
                    grid = _Grid(target, sheet.columns, long_texts)
                    for row in sheet.rows:
                        grid.append(row)
                    grid.make_table(sheet.table_name, tables, sheet.empty_text)
                case MatrixSheet():
                    _write_matrix(target, sheet, long_texts)
                case FormSheet():
                    write_form(target, sheet, long_texts)
                case HiddenSheet():
                    write_hidden(target, sheet, long_texts)
        long_texts.close(tables)
        book.properties.title, book.properties.creator = as_property(title), CREATOR
        book.properties.language = language
        book.properties.created = book.properties.modified = now.astimezone(UTC)
        with DatedZip(file, now) as archive:
            ExcelWriter(book, archive).save()
    finally:
        for target in book.worksheets:  # what failed would stay on disk until the process ends
            rows = getattr(target, "_writer", None)
            if rows and Path(rows.out).exists():
                if not target.closed:
                    target.close()
                rows.cleanup()


class _Grid:
    """Rows under a heading that stays on the screen and is printed on every page."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], long_texts: "_LongTexts", title: str = ""
    ) -> None:
        self.sheet, self.long_texts = sheet, long_texts
        self.row = self.head = head = 3 if title else 1
        set_up(sheet, columns, freeze=f"B{head + 1}" if title else "A2")
        sheet.print_title_rows = f"{head}:{head}"
        if title:
            write_title(sheet, title, long_texts)
        taken: set[str] = set()  # a table's headings are unique and not empty
        lines = [one_line(c.heading) or f"{UNNAMED} {n}" for n, c in enumerate(columns, 1)]
        names = [unique_name(line, taken, MAX_HEADING, " {}") for line in lines]
        self.columns = [replace(c, heading=name) for c, name in zip(columns, names, strict=True)]
        style = {"font": BOLD, "border": Border(bottom=LINE)} if title else {}
        heads = [
            pen_of(sheet, Column(name, 0), long_texts, alignment=over(column), **style)
            for name, column in zip(names, columns, strict=True)
        ]
        cells = [pen(name, head) for pen, name in zip(heads, names, strict=True)]
        append_row(sheet, head, cells, tallest(names, columns))
        self.use_pens()

    def use_pens(self, **style: object) -> None:
        self.pens = [pen_of(self.sheet, c, self.long_texts, **style) for c in self.columns]

    def append(self, values: Sequence[object]) -> None:
        self.row = row = self.row + 1
        cells = [pen(value, row) for pen, value in zip(self.pens, values, strict=True)]
        append_row(self.sheet, row, cells, tallest(values, self.columns))

    def make_table(self, wanted: str, taken: set[str], empty_text: str) -> None:
        """Lay a table over the rows. Excel refuses one with no row under its heading."""
        if self.row == 1:
            self.append([empty_text] + [None] * (len(self.columns) - 1))
        name = re.sub(r"\W", "_", wanted)
        if not re.match(r"[^\W\d]{4}", name):  # shorter words may be cells: A1, R1C1
            name = f"Tabell_{name}"
        name = unique_name(name, taken, MAX_HEADING, "_{}")
        ref = f"A1:{get_column_letter(len(self.columns))}{self.row}"
        table = Table(displayName=name, ref=ref, autoFilter=AutoFilter(ref=ref))
        names = enumerate((escaped(column.heading) for column in self.columns), 1)
        table.tableColumns = [TableColumn(id=number, name=heading) for number, heading in names]
        table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        self.sheet.tables.add(table)  # add_table warns of what is done two lines above
        _print_readable(self.sheet, self.columns, self.row)


class _LongTexts:
    """The last sheet: texts too long for a cell, whole, in pieces. Made when first needed."""

    COLUMNS = (
        Column("Nr.", 8, CellKind.NUMBER),
        Column("Ark", 20),
        Column("Kolonne", 24),
        Column("Rad", 8, CellKind.NUMBER),
        Column("Del", 8, CellKind.NUMBER),
        Column("Tekst", 110),
    )

    def __init__(self, book: Workbook, name: str) -> None:
        self.book, self.name, self.count = book, name, 0
        self.grid: _Grid | None = None

    def keep(self, text: str, sheet: str, heading: str, row: int) -> str:
        """Keep the whole text here, and give what its own cell has room for."""
        if self.grid is None:
            target: Worksheet = self.book.create_sheet(self.name)
            self.grid = _Grid(target, self.COLUMNS, self)
        self.count += 1
        for part, piece in enumerate(pieces(text, MAX_TEXT), 1):
            self.grid.append((self.count, sheet, heading, row, part, piece))
        continues = CONTINUES.format(sheet=self.name, number=self.count)
        return next(pieces(text, MAX_TEXT - len(continues))) + continues

    def close(self, tables: set[str]) -> None:
        if self.grid:
            self.grid.make_table(self.name, tables, "")
            self.book.move_sheet(self.name, len(self.book.worksheets))


def _print_readable(sheet: Worksheet, columns: Sequence[Column], last_row: int) -> None:
    """Print the first columns, as many as are readable on a page; the rest are on the screen."""
    room, fitting = A4_LANDSCAPE / SMALLEST_PRINT * PIXELS, 0
    for column in columns:
        room -= 7 * column.width + 5
        fitting += room >= 0
    if 0 < fitting < len(columns):
        sheet.print_area = f"A1:{get_column_letter(fitting)}{last_row}"


def _write_facts(sheet: Worksheet, facts: FactSheet, long_texts: _LongTexts) -> None:
    left, right = Column("", 28), Column("", 90)
    set_up(sheet, [left, right])
    write_title(sheet, facts.heading, long_texts)
    label, note = pen_of(sheet, left, long_texts, font=BOLD), pen_of(sheet, right, long_texts)
    left_aligned = Alignment(vertical="top", horizontal="left", wrap_text=True)
    row = 2
    for row, (name, value) in enumerate(facts.facts, 3):
        column = Column(name, right.width, KINDS.get(type(value), CellKind.TEXT))
        fact = pen_of(sheet, column, long_texts, alignment=left_aligned)
        lines = tallest([name, value], [left, right])
        append_row(sheet, row, [label(name, row), fact(value, row)], lines)
    sheet.append([])
    for note_row, text in enumerate(facts.notes, row + 2):
        append_row(sheet, note_row, [None, note(text, note_row)], tallest([text], [right]))


def _write_matrix(sheet: Worksheet, matrix: MatrixSheet, long_texts: _LongTexts) -> None:
    grid = _Grid(sheet, matrix.columns, long_texts, matrix.heading)
    for values in matrix.rows:
        grid.append(values)
    last = grid.row
    if matrix.total is not None:
        grid.use_pens(font=BOLD, border=Border(top=LINE))
        grid.append(matrix.total)
    if matrix.chart and last > grid.head and any(column.colour for column in matrix.columns):
        bars = stacked_bars(sheet, grid.columns, matrix.chart, range(grid.head, last + 1))
        sheet.add_chart(bars, f"A{grid.row + 2}")
        grid.row += 2 + round(bars.height * ROWS_A_CENTIMETRE)
        if len(matrix.rows) <= MOST_ON_A_PAGE:
            sheet.page_setup.fitToHeight = 1  # the chart is not cut by a page's end
    _print_readable(sheet, matrix.columns, grid.row)
