"""How large a sheet may be: counted in what stands there, not in what it says of itself."""

import re
from collections.abc import Iterable

from measures.importing.document import Unreadable
from measures.importing.sentences import too_many_columns, too_many_rows, too_much_of

ROWS, COLUMNS = 5_000, 200
CELLS = 150_000
"""Of all sheets, written or only formatted, and as many that are merged: openpyxl keeps each, at
0.7 KB. A plan of 5,000 rows and 30 columns has as many."""

_ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\sr=\"(\d+)\")?")
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]+)\d+\"[^>]*(?<!/)>")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_SAYS = re.compile(rb"<(?:\w+:)?dimension\b[^>]*?ref=\"[A-Z]+\d+:[A-Z]+(\d+)\"")
_LONGEST_TAG = 4096


def check_sheet(pieces: Iterable[bytes], title: str, name: str, cells: int = 0) -> int:
    """That nothing stands below `ROWS`, nothing is written to the right of `COLUMNS`, and that
    there are no more than `CELLS`; how many there are, with the `cells` of the sheets before it.

    The sheet's XML comes in pieces; no more of them are taken than it needs to find out.
    Raises `Unreadable` with the sentence.
    """
    row, says, rest, merged = 0, 0, b"", 0
    for piece in pieces:
        text = rest + piece
        whole = text.rfind(b">") + 1
        text, rest = text[:whole], text[whole:][-_LONGEST_TAG:]
        says = says or max(map(int, _SAYS.findall(text)), default=0)
        for found in _ROW.finditer(text):
            row = int(found[1]) if found[1] else row + 1
            if row > ROWS:
                raise Unreadable(too_many_rows(title, name, _as_far_as_known(row, says), ROWS))
        column = max(map(_place, set(_CELL.findall(text))), default=0)
        if column > COLUMNS:
            raise Unreadable(too_many_columns(title, name, column, COLUMNS))
        cells += len(_ANY_CELL.findall(text))
        merged += sum(map(_area, _MERGED.findall(text)))
        if cells > CELLS:
            raise Unreadable(too_much_of("celler", name, CELLS))
        if merged > CELLS:
            raise Unreadable(too_much_of("sammenslåtte celler", name, CELLS))
    return cells


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = corners
    return (_place(right) - _place(left) + 1) * (int(bottom) - int(top) + 1)


def _as_far_as_known(row: int, says: int) -> int | None:
    """How many rows there are, after stopping at one of them; None where more may follow."""
    if says >= row:
        return says
    return row if row > ROWS + 1 else None


def _place(letters: bytes) -> int:
    """«A» is 1, «XFD» 16,384."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place
