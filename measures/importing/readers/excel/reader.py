"""A workbook in, a `Document` out: of each sheet a table of what its cells show."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import column_index_from_string, range_boundaries

from measures.importing.document import Cell, Document, DocumentKind, Hidden, Row, Table
from measures.importing.readers.excel.cells import (
    fill_of,
    shown,
    theme_colours,
    unstruck,
    value_of,
)
from measures.importing.readers.excel.formulas import formulas_without_value
from measures.importing.readers.lines import with_whole_words
from measures.importing.tables.labels import labelled
from measures.importing.tables.list_marks import with_plain_marks

MOST_COLUMNS = 200
"""What stands further to the right is not read; no plan is as wide."""

_SHEET_NAMED = re.compile(r"^=?'?(?P<sheet>[^'!]+)'?!")


def read_excel(file: BinaryIO, name: str) -> Document:
    """Raises what openpyxl raises of a file that is no whole .xlsx.

    The values are those that were last computed; a formula that never was is blank.
    """
    empty = formulas_without_value(file)
    book = load_workbook(file, data_only=True, rich_text=True)
    theme = theme_colours(book.loaded_theme)
    lists = {sheet for each in book.worksheets for sheet in _named_in_lists(each, book)}
    tables = tuple(
        _table(sheet, theme, empty.get(sheet.title, set()), is_list=sheet.title in lists)
        for sheet in book.worksheets
    )
    book.close()
    return Document(DocumentKind.EXCEL, name, tables)


def _table(sheet: Any, theme: list[str], empty: set[str], *, is_list: bool) -> Table:
    """`empty`: the cells, «B3», whose formula has no value."""
    written = {
        (cell.row, cell.column): _cell(cell, theme, is_empty=cell.coordinate in empty)
        for cell in sheet._cells.values()
        if cell.column <= MOST_COLUMNS
    }
    merged = _with_merged(sheet, written)
    told = [place for place, cell in merged.items() if cell.text.strip() or cell.has_no_value]
    filled = [place for place in told if merged[place].text.strip()] or told
    last_row = max((row for row, _column in told), default=0)
    width = max((column for _row, column in filled), default=0)
    filtered = _filtered_rows(sheet)
    rows = tuple(
        Row(
            number,
            tuple(merged.get((number, column), Cell()) for column in range(1, width + 1)),
            hidden=_hidden(sheet, number, filtered),
        )
        for number in range(1, last_row + 1)
    )
    return Table(
        sheet.title,
        rows,
        above=(sheet.title,) if labelled(sheet.title) else (),  # «Mål 1 Bolig»
        hidden=None if sheet.sheet_state == "visible" else Hidden.BY_HAND,
        hidden_columns=tuple(sorted(n for n in _hidden_columns(sheet) if n < width)),
        is_list=is_list,
    )


def _cell(cell: Any, theme: list[str], *, is_empty: bool) -> Cell:
    value, form, font = cell.value, cell.number_format, cell.font
    is_struck = bool(font and font.strike)
    if isinstance(value, CellRichText):
        words, whole, is_struck = unstruck(value, is_struck=is_struck)
    else:
        words = whole = shown(value, form)
    lines = [line.strip("\r").rstrip() for line in words.replace("_x000D_", "").split("\n")]
    text = with_plain_marks(with_whole_words("\n".join(line for line in lines if line.strip())))
    is_error = cell.data_type == "e"
    if is_error:
        text = ""  # «#REF!» is nobody's words
    return Cell(
        text=text,
        raw=whole if whole != text else "",
        fill=fill_of(cell, theme),
        is_struck=is_struck and bool(text),
        is_bold=bool(font and font.b) and bool(text),
        has_struck_words=words != whole,
        has_no_value=is_error or is_empty,
        value=value_of(value, form),
    )


def _with_merged(sheet: Any, written: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """All cells, with the text of a merged one repeated over the cells that it covers."""
    cells = dict(written)
    last_row = max((row for row, _column in written), default=0)
    for area in sheet.merged_cells.ranges:
        first = written.get((area.min_row, area.min_col), Cell())
        for row in range(area.min_row, min(area.max_row, last_row) + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                if (row, column) != (area.min_row, area.min_col):
                    cells[row, column] = replace(
                        first,
                        is_from_left=column > area.min_col,
                        is_from_above=row > area.min_row,
                    )
    return cells


def _hidden(sheet: Any, number: int, filtered: range) -> Hidden | None:
    if number not in sheet.row_dimensions or not sheet.row_dimensions[number].hidden:
        return None
    return Hidden.BY_FILTER if number in filtered else Hidden.BY_HAND


def _filtered_rows(sheet: Any) -> range:
    """The rows that a filter may hide: those under its heading."""
    area = sheet.auto_filter.ref
    if not area or not sheet.auto_filter.filterColumn:
        tables = [each.ref for each in sheet.tables.values() if each.autoFilter is not None]
        area = tables[0] if tables else None
    if not area:
        return range(0)
    _left, top, _right, bottom = range_boundaries(area)
    return range((top or 0) + 1, (bottom or 0) + 1)


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Places from 0; neighbours that look the same are kept as one by Excel."""
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            first = column.min or column_index_from_string(letter)
            last = min(column.max or first, MOST_COLUMNS)
            yield from range(first - 1, last)


def _named_in_lists(sheet: Any, book: Any) -> Iterator[str]:
    """The sheets whose values this sheet's drop-down lists offer."""
    for rule in sheet.data_validations.dataValidation:
        if rule.type != "list" or not rule.formula1:
            continue
        named = _SHEET_NAMED.match(rule.formula1)
        if named is None and rule.formula1 in book.defined_names:
            named = _SHEET_NAMED.match(book.defined_names[rule.formula1].attr_text or "")
        if named is not None and named["sheet"] != sheet.title:
            yield named["sheet"]
