"""Cells and pages of a workbook: how one is styled, written and printed, whatever it means."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Protocol

from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reporting.files.archive import LOCAL
from reporting.files.sheets import CellKind, Column
from reporting.files.xlsx.text import ODD, escaped, fits, legible, wrapped_lines

YES, NO = "Ja", "Nei"
FOOTER = "&A – side &P av &N"  # Excel's codes: the sheet's name, the page, the pages
LINE_HEIGHT, MAX_HEIGHT = 15, 409  # points
MAX_TEXT = 32_767  # UTF-16 units
MARGIN = 0.4  # inches


class KeepsLongTexts(Protocol):
    """Where a text goes that is too long for its cell."""

    def keep(self, text: str, sheet: str, heading: str, row: int) -> str:
        """Keep the whole text, and give what its own cell has room for."""


_FORMATS = {"date": "dd.mm.yyyy", "datetime": "dd.mm.yyyy hh:mm", "share": "0 %"}
_NEARLY_ALL, _HARDLY_ANY = '"99 %"', '"under 1 %"'
"""A share's format where «0 %» would say all of what is not all, or none of what is some."""
KINDS: dict[type, CellKind] = dict.fromkeys((int, float, Decimal), CellKind.NUMBER)
KINDS |= {bool: CellKind.YESNO, date: CellKind.DATE, datetime: CellKind.DATETIME}
FONT = "Calibri"
"""Named in every style: some programs take a serif where none is."""
BOLD, LINE = Font(FONT, bold=True), Side("thin")


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


def _format_of_share(value: object) -> str:
    """As `wording.percent` says it; the cell keeps the number."""
    if isinstance(value, int | float | Decimal):
        if 0.995 <= value < 1:
            return _NEARLY_ALL
        if 0 < value < 0.005:
            return _HARDLY_ANY
    return _FORMATS[CellKind.SHARE]


type Pen = Callable[[object, int], Cell | None]


def pen_of(sheet: Worksheet, column: Column, long_texts: KeepsLongTexts, **style: object) -> Pen:
    """Write one column: a value and its row number give a cell; None, «no answer», gives none.

    Every row gets the same cell: openpyxl has it on disk when ``append`` returns, and to style
    cells is dear. So a pen writes once in a row, in the format it has from the start.
    """
    is_text = column.kind is CellKind.TEXT
    style = {"alignment": _under(column)} | style
    style = {"number_format": _FORMATS.get(column.kind, "General")} | style
    plain, quoted = styled(sheet, style), styled(sheet, style)
    quoted.quotePrefix = True  # Excel's own apostrophe: still text after F2 and Enter
    shares = {
        number_format: styled(sheet, style | {"number_format": number_format})
        for number_format in (_NEARLY_ALL, _HARDLY_ANY, _FORMATS[CellKind.SHARE])
    }

    def write(value: object, row: int) -> Cell | None:
        if value is None:
            return None
        if not is_text:
            value = _typed(value, column.kind)
            if not isinstance(value, str):
                is_share = column.kind is CellKind.SHARE
                number = shares[_format_of_share(value)] if is_share else plain
                number.value = value
                return number
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


def styled(sheet: Worksheet, style: Mapping[str, object]) -> Cell:
    """A cell for every row of a column; openpyxl has a style by reference, so it never changes."""
    cell = WriteOnlyCell(sheet)
    for attribute, setting in style.items():
        setattr(cell, attribute, setting)
    return cell


def over(column: Column) -> Alignment:
    """How a heading stands over its column: text to the left, numbers and days to the right."""
    is_text = column.kind is CellKind.TEXT
    return Alignment(vertical="bottom", wrap_text=True, horizontal="left" if is_text else "right")


def _under(column: Column) -> Alignment:
    """Text to the left; the others to the right, also a «–» among them, and numbers with some air
    before the text of the next column."""
    if column.kind is CellKind.TEXT:
        return Alignment(vertical="top", wrap_text=True, horizontal="left")
    is_number = column.kind in (CellKind.NUMBER, CellKind.SHARE)
    return Alignment(vertical="top", horizontal="right", indent=int(is_number))


def tallest(values: Sequence[object], columns: Sequence[Column]) -> int:
    """How many lines the tallest text of a row takes, wrapped in its column."""
    pairs = zip(values, columns, strict=True)
    return max((wrapped_lines(v, c.width) for v, c in pairs if isinstance(v, str)), default=1)


def append_row(sheet: Worksheet, row: int, cells: list[Cell | None], lines: int) -> None:
    """Append a row as tall as its text: not every program fits a row to it when it opens."""
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT, MAX_HEIGHT)
    sheet.append(cells)
    if lines > 1:
        del sheet.row_dimensions[row]  # it is on disk now, and memory stays flat


def set_up(sheet: Worksheet, columns: Sequence[Column], freeze: str | None = None) -> None:
    """Widths, and a landscape A4 that is one page wide: all that must come before the rows."""
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = freeze
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0  # as many as it takes
    sheet.page_margins = PageMargins(MARGIN, MARGIN, MARGIN, 2 * MARGIN)
    footer: Any = sheet.HeaderFooter.oddFooter
    footer.center.text = FOOTER


def write_title(sheet: Worksheet, title: str, long_texts: KeepsLongTexts) -> None:
    large = Font(FONT, bold=True, sz=14)
    pen = pen_of(sheet, Column("", 0), long_texts, font=large, alignment=Alignment())
    sheet.append([pen(title, 1)])
    sheet.append([])
