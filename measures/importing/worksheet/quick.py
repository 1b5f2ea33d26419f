"""An arbeidsark's cells, without all that only a plan's sheet is asked for: colours, merged cells,
hidden rows. A thousand rows are read in the time that a plan's hundred are."""

from typing import BinaryIO
from zipfile import ZipFile

from openpyxl import load_workbook

from measures.importing.document import Cell, Document, DocumentKind, Row, Table, Unreadable
from measures.importing.readers.excel.cells import shown
from measures.importing.readers.unreadable import kind_of
from measures.importing.sentences import not_whole
from measures.importing.worksheet.marks import KEYS

_BOOK, _NAMED = "xl/workbook.xml", f'name="{KEYS}"'.encode()


def quick_document(file: BinaryIO, name: str) -> Document | None:
    """The cells of a workbook that has the hidden sheet of an arbeidsark; None of all else.

    What begins with «=» is somebody's words, also where a program took it for a formula. Raises
    `Unreadable` as `read_document` does.
    """
    if kind_of(file, name) is not DocumentKind.EXCEL or not _has_keys(file):
        return None
    try:
        return _read(file, name)
    except Exception as problem:  # of a file that is broken within, openpyxl raises anything
        raise Unreadable(not_whole(name)) from problem


def _has_keys(file: BinaryIO) -> bool:
    file.seek(0)
    with ZipFile(file) as package:
        return _BOOK in package.namelist() and _NAMED in package.read(_BOOK)


def _read(file: BinaryIO, name: str) -> Document:
    file.seek(0)
    book = load_workbook(file, read_only=True)
    tables = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what it says of itself is not believed
        rows = (tuple(_cell(cell) for cell in row) for row in sheet.iter_rows())
        numbered = [Row(number, cells) for number, cells in enumerate(rows, 1)]
        tables.append(Table(sheet.title, tuple(numbered)))
    book.close()
    return Document(DocumentKind.EXCEL, name, tuple(tables))


_EMPTY = Cell()


def _cell(cell: object) -> Cell:
    value = cell.value  # type: ignore[attr-defined]
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        return Cell(value)
    return Cell(shown(value, cell.number_format))  # type: ignore[attr-defined]
