"""The bare openpyxl loop that our workbooks are held against: the same styled cells alone."""

from copy import copy
from io import BytesIO
from typing import Any, NamedTuple

import openpyxl


class Cells(NamedTuple):
    """Those of a workbook, sheet by sheet, and how each style of them is aligned."""

    sheets: list[list[list[Any]]]
    alignments: dict[int, Any]


def cells_of(content: bytes) -> Cells:
    book = openpyxl.load_workbook(BytesIO(content))
    sheets = [[list(row) for row in sheet] for sheet in book]
    cells = (cell for sheet in sheets for row in sheet for cell in row)
    return Cells(sheets, {cell.style_id: copy(cell.alignment) for cell in cells})


def write_bare(cells: Cells, file: Any) -> None:
    book = openpyxl.Workbook(write_only=True)
    for rows in cells.sheets:
        sheet = book.create_sheet()
        for row in rows:
            own = [openpyxl.cell.WriteOnlyCell(sheet, cell.value) for cell in row]
            for cell, was in zip(own, row, strict=True):
                cell.alignment = cells.alignments[was.style_id]
                cell.number_format = was.number_format
            sheet.append(own)
    book.save(file)
