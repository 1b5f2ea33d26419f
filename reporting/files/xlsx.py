"""Excel workbooks: cells, tables and bars. What the cells mean is the caller's business.

Rows are yielded through openpyxl's write-only sheets to temporary files, so memory stays flat,
and the zip is opened last: rows that fail half-way leave the caller's file untouched.

Three promises to whoever typed the text: it never becomes a formula, it never breaks the file,
and nothing of it is cut silently.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.chart import BarChart, Reference, Series
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from reporting.files.sheets import (
    CellKind,
    ChartSpec,
    Column,
    FactSheet,
    MatrixSheet,
    Sheet,
    TableSheet,
)
from reporting.files.xlsx_text import (
    ODD,
    escaped,
    fits,
    legible,
    one_line,
    pieces,
    sheet_names,
    unique_name,
    wrapped_lines,
)

CREATOR = "ruspolitikk"
YES, NO = "Ja", "Nei"
UNNAMED = "Kolonne"
FOOTER = "&A – side &P av &N"  # Excel's codes: the sheet's name, the page, the pages
LONG_TEXTS = "Lange tekster"
CONTINUES = " … fortsetter på arket «{sheet}», nr. {number}"

LINE_HEIGHT, MAX_HEIGHT = 15, 409  # points
MAX_TEXT, MAX_HEADING = 32_767, 255  # UTF-16 units
OUTLINE = "2A2859"
LOCAL = ZoneInfo("Europe/Oslo")


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
        long_texts.close(tables)
        book.properties.title, book.properties.creator = legible(title), CREATOR
        book.properties.language = language
        book.properties.created = book.properties.modified = now.astimezone(UTC)
        with _DatedZip(file, "w", ZIP_DEFLATED) as archive:
            archive.date_time = now.astimezone(LOCAL).timetuple()[:6]
            ExcelWriter(book, archive).save()
    finally:
        for target in book.worksheets:  # what failed would stay on disk until the process ends
            rows = getattr(target, "_writer", None)
            if rows and Path(rows.out).exists():
                if not target.closed:
                    target.close()
                rows.cleanup()


_FORMATS = {"date": "dd.mm.yyyy", "datetime": "dd.mm.yyyy hh:mm", "share": "0 %"}
_KINDS: dict[type, CellKind] = dict.fromkeys((int, float, Decimal), CellKind.NUMBER)
_KINDS |= {bool: CellKind.YESNO, date: CellKind.DATE, datetime: CellKind.DATETIME}
_BOLD, _LINE = Font(bold=True), Side("thin")


def _typed(value: object, kind: CellKind) -> date | float | Decimal | str:
    """The value as Excel can hold it under this kind, or else as text."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(LOCAL).replace(tzinfo=None)
    match kind, value:
        case CellKind.YESNO, bool():
            return YES if value else NO
        case CellKind.DATE, datetime(year=year) if year >= 1900:
            return value.date()
        case CellKind.DATE | CellKind.DATETIME, date(year=year) if year >= 1900:
            return value
        case ((CellKind.NUMBER | CellKind.SHARE), (int() | float() | Decimal())):
            return value if isfinite(value) and not isinstance(value, bool) else str(value)
    return str(value)


type _Pen = Callable[[object, int], Cell | None]


def _pen(sheet: Worksheet, column: Column, long_texts: "_LongTexts", **style: object) -> _Pen:
    """Write one column: a value and its row number give a cell; None, «no answer», gives none.

    Every row gets the same cell: openpyxl has it on disk when ``append`` returns, and to style
    cells is dear. So a pen writes once in a row, in the format it has from the start.
    """
    is_text = column.kind is CellKind.TEXT
    style = {"alignment": Alignment(vertical="top", wrap_text=is_text)} | style
    style["number_format"] = _FORMATS.get(column.kind, "General")
    plain, quoted = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
    for attribute, setting in style.items():
        setattr(plain, attribute, setting)
        setattr(quoted, attribute, setting)
    quoted.quotePrefix = True  # Excel's own apostrophe: still text after F2 and Enter

    def write(value: object, row: int) -> Cell | None:
        if value is None:
            return None
        if not is_text:
            value = _typed(value, column.kind)
            if not isinstance(value, str):
                plain.value = value
                return plain
        text = str(value)
        if not text:
            return None
        if ODD.search(text) or len(text) * 2 > MAX_TEXT:
            text = legible(text)
            if not fits(text, MAX_TEXT):
                text = long_texts.keep(text, sheet.title, column.heading, row)
            text = escaped(text)
        cell = quoted if text[0] in "=+-@\t" else plain
        cell.value = text
        cell.data_type = "s"  # after the value, of which openpyxl makes formulas and errors
        return cell

    return write


def _over(column: Column) -> Alignment:
    """How a heading stands over its column: text to the left, numbers and days to the right."""
    is_text = column.kind is CellKind.TEXT
    return Alignment(vertical="bottom", wrap_text=True, horizontal="left" if is_text else "right")


def _lines(values: Sequence[object], columns: Sequence[Column]) -> int:
    """How many lines the tallest text of a row takes, wrapped in its column."""
    pairs = zip(values, columns, strict=True)
    return max((wrapped_lines(v, c.width) for v, c in pairs if isinstance(v, str)), default=1)


def _append(sheet: Worksheet, row: int, cells: list[Cell | None], lines: int) -> None:
    """Append a row as tall as its text: not every program fits a row to it when it opens."""
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT, MAX_HEIGHT)
    sheet.append(cells)
    if lines > 1:
        del sheet.row_dimensions[row]  # it is on disk now, and memory stays flat


class _Grid:
    """Rows under a heading that stays on the screen and is printed on every page."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], long_texts: "_LongTexts", title: str = ""
    ) -> None:
        self.sheet, self.long_texts = sheet, long_texts
        self.row = self.head = head = 3 if title else 1
        _set_up(sheet, columns, freeze=f"B{head + 1}" if title else "A2")
        sheet.print_title_rows = f"{head}:{head}"
        if title:
            _write_title(sheet, title, long_texts)
        taken: set[str] = set()  # a table's headings are unique and not empty
        lines = [one_line(c.heading) or f"{UNNAMED} {n}" for n, c in enumerate(columns, 1)]
        names = [unique_name(line, taken, MAX_HEADING, " {}") for line in lines]
        self.columns = [replace(c, heading=name) for c, name in zip(columns, names, strict=True)]
        style = {"font": _BOLD, "border": Border(bottom=_LINE)} if title else {}
        heads = [
            _pen(sheet, Column(name, 0), long_texts, alignment=_over(column), **style)
            for name, column in zip(names, columns, strict=True)
        ]
        cells = [pen(name, head) for pen, name in zip(heads, names, strict=True)]
        _append(sheet, head, cells, _lines(names, columns))
        self.use_pens()

    def use_pens(self, **style: object) -> None:
        self.pens = [_pen(self.sheet, c, self.long_texts, **style) for c in self.columns]

    def append(self, values: Sequence[object]) -> None:
        self.row = row = self.row + 1
        cells = [pen(value, row) for pen, value in zip(self.pens, values, strict=True)]
        _append(self.sheet, row, cells, _lines(values, self.columns))

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


def _set_up(sheet: Worksheet, columns: Sequence[Column], freeze: str | None = None) -> None:
    """Widths, and a landscape A4 that is one page wide: all that must come before the rows."""
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = freeze
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # as many as it takes
    footer: Any = sheet.HeaderFooter.oddFooter
    footer.center.text = FOOTER


def _write_title(sheet: Worksheet, title: str, long_texts: _LongTexts) -> None:
    large = Font(bold=True, size=14)
    pen = _pen(sheet, Column("", 0), long_texts, font=large, alignment=Alignment())
    sheet.append([pen(title, 1)])
    sheet.append([])


def _write_facts(sheet: Worksheet, facts: FactSheet, long_texts: _LongTexts) -> None:
    left, right = Column("", 28), Column("", 90)
    _set_up(sheet, [left, right])
    _write_title(sheet, facts.heading, long_texts)
    label, note = _pen(sheet, left, long_texts, font=_BOLD), _pen(sheet, right, long_texts)
    left_aligned = Alignment(vertical="top", horizontal="left", wrap_text=True)
    row = 2
    for row, (name, value) in enumerate(facts.facts, 3):
        column = Column(name, right.width, _KINDS.get(type(value), CellKind.TEXT))
        fact = _pen(sheet, column, long_texts, alignment=left_aligned)
        _append(sheet, row, [label(name, row), fact(value, row)], _lines([value], [right]))
    sheet.append([])
    for note_row, text in enumerate(facts.notes, row + 2):
        _append(sheet, note_row, [None, note(text, note_row)], _lines([text], [right]))


def _write_matrix(sheet: Worksheet, matrix: MatrixSheet, long_texts: _LongTexts) -> None:
    grid = _Grid(sheet, matrix.columns, long_texts, matrix.heading)
    for values in matrix.rows:
        grid.append(values)
    last = grid.row
    if matrix.total is not None:
        grid.use_pens(font=_BOLD, border=Border(top=_LINE))
        grid.append(matrix.total)
    if matrix.chart and last > grid.head and any(column.colour for column in matrix.columns):
        sheet.add_chart(_bars(grid, matrix.chart, last), f"A{grid.row + 2}")


def _bars(grid: _Grid, spec: ChartSpec, last: int) -> Any:
    """Bars that refer to the cells, from the headings to the last row before the total."""
    sheet, head = grid.sheet, grid.head
    bars: Any = BarChart(gapWidth=40, overlap=100)
    bars.type, bars.grouping = "bar", "percentStacked" if spec.percent else "stacked"
    bars.title, bars.roundedCorners = legible(spec.title), False
    bars.x_axis.title, bars.y_axis.title = legible(spec.category_axis), legible(spec.value_axis)
    for text in (bars.title, bars.x_axis.title, bars.y_axis.title, bars.legend):
        text.overlay = False  # Excel lays them over the bars unless told
    bars.legend.position = "b"
    bars.x_axis.delete = bars.y_axis.delete = False  # openpyxl 3.1 hides the axes
    bars.x_axis.scaling.orientation = "maxMin"  # the first row on top …
    bars.y_axis.crosses = "max"  # … and the numbers still at the bottom
    bars.y_axis.number_format = "0%" if spec.percent else "0"
    for number, column in enumerate(grid.columns, 1):
        if column.colour:
            cells = Reference(sheet, min_col=number, min_row=head, max_row=last)
            series = Series(cells, title_from_data=True)
            series.graphicalProperties.solidFill = column.colour.removeprefix("#")
            series.graphicalProperties.line.solidFill = OUTLINE
            bars.series.append(series)
    bars.set_categories(Reference(sheet, min_col=1, min_row=head + 1, max_row=last))
    bars.width, bars.height = 26, 6 + 0.8 * (last - head)  # centimetres
    return bars


class _DatedZip(ZipFile):
    """A zip whose members are all from one moment, so that equal workbooks are equal bytes."""

    date_time: tuple[int, ...]

    def open(self, name: Any, *args: Any, **options: Any) -> IO[bytes]:
        name.date_time, name.external_attr = self.date_time, 0o600 << 16
        return super().open(name, *args, **options)
