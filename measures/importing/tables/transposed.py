"""A table on its side: «Ansvarlig», «Frist», «Status» down the first column, a measure in each of
the others.

It is turned, so that all that follows reads it as any other; only where one reading is certain:
nothing is merged or hidden, and no heading stands anywhere but in the first column.
"""

import re
from dataclasses import replace

from measures.importing.document import Cell, Document, Row, Table
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_FACTS = {Meaning.RESPONSIBLE, Meaning.DEADLINE, Meaning.STATUS}
_MEASURE = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
_FEWEST_MEASURES, _FEWEST_LABELS = 2, 3
_ONLY_A_NUMBER = re.compile(
    r"(?:tiltak|aktivitet)?\s*(?:nr\.?\s*)?(?P<number>\d+(?:\.\d+)*)\.?", re.IGNORECASE
)


def with_measures_as_rows(document: Document) -> Document:
    """The same document, with its tables that lie on their side turned."""
    tables = tuple(_turned(table) if _lies(table) else table for table in document.tables)
    return replace(document, tables=tables)


def _lies(table: Table) -> bool:
    rows = [row for row in table.rows if not row.is_blank]
    if table.width <= _FEWEST_MEASURES or len(rows) < _FEWEST_LABELS or table.hidden_columns:
        return False
    if any(row.hidden or _is_merged(row) for row in rows):
        return False
    labels = [meaning_of(row.cells[0].text) for row in rows]
    is_numbered = not rows[0].cells[0].text.strip()
    told = labels[1:] if is_numbered else labels
    if None in told or len({*told}) < max(len(told), _FEWEST_LABELS) or not _FACTS & {*told}:
        return False
    values = [cell.text for row in rows for cell in row.cells[1:]]
    is_headed = any(meaning_of(text) not in {None, Meaning.DEADLINE_CROSS} for text in values)
    return bool(_MEASURE & {*told} or is_numbered) and not is_headed


def _is_merged(row: Row) -> bool:
    return any(cell.is_from_left or cell.is_from_above for cell in row.cells)


def _turned(table: Table) -> Table:
    """Its columns as rows, with the labels as their heading; a row's number is its column's."""
    rows = [row for row in table.rows if not row.is_blank]
    columns = [[row.cells[n] for row in rows] for n in range(table.width)]
    numbers = [_ONLY_A_NUMBER.fullmatch(column[0].text.strip()) for column in columns[1:]]
    if not columns[0][0].text.strip():
        columns[0][0] = Cell("Nr" if all(numbers) else "Tiltak")
        for column, number in zip(columns[1:], numbers, strict=True):
            if all(numbers) and number:
                column[0] = replace(column[0], text=number["number"], raw=column[0].as_written)
    made = tuple(Row(n, tuple(cells), table.page) for n, cells in enumerate(columns, start=1))
    return replace(table, rows=tuple(row for row in made if not row.is_blank))
