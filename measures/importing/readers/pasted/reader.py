"""What was pasted from Word, Excel or a PDF: HTML tables where the browser gave them, else text."""

from collections.abc import Iterator

from measures.importing.document import (
    Document,
    DocumentKind,
    PrintedLine,
    Row,
    Table,
    Unreadable,
)
from measures.importing.readers.pasted.cards import PastedCards
from measures.importing.readers.pasted.html import TABLE_ROW, html_tables, text_of
from measures.importing.readers.pasted.lines import table_of_lines
from measures.importing.readers.pasted.tabbed import cells_of, tabbed
from measures.importing.readers.sheet_limits import ROWS
from measures.importing.sentences import too_much_pasted
from measures.importing.tables.cards import with_cards_as_rows
from measures.importing.tables.labels_in_cells import with_labels_as_columns
from measures.importing.tables.transposed import with_measures_as_rows

PASTED = "Innlimt tabell"
_MOST_LINES = 15_000
"""Without tabs 20,000 take 2.2 s, and 49,000 take 6.6."""


def read_pasted(text: str, html: str = "") -> Document:
    """The tables of the HTML; where it has none, those of the text, whose cells tabs part.

    Lines without tabs are a table of one column, or what their numbers make of them.
    Raises `Unreadable` with the sentence of more than is read.
    """
    if text.count("\n") >= _MOST_LINES:
        raise Unreadable(too_much_pasted("linjer", _MOST_LINES))
    if len(TABLE_ROW.findall(html)) > ROWS:
        raise Unreadable(too_much_pasted("rader", ROWS))
    tables = tuple(html_tables(html)) if html.strip() else ()
    left: tuple[PrintedLine, ...] = ()
    if not tables:
        text = text if text.strip() else text_of(html)
        found = _table_of_text(text)
        left = found.left if isinstance(found, PastedCards) else ()
        table = found.table if isinstance(found, PastedCards) else found
        tables = (table,) if table else ()
    if sum(len(table.rows) for table in tables) > ROWS:
        raise Unreadable(too_much_pasted("rader", ROWS))
    lines = tuple(_lines_outside(text))
    read = Document(DocumentKind.PASTED, PASTED, tables, lines, beside=left)
    document = with_measures_as_rows(read)
    return with_labels_as_columns(with_cards_as_rows(document))


def _lines_outside(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.split("\n") if line.strip() and "\t" not in line)


def _table_of_text(text: str) -> Table | PastedCards | None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\t" not in lines and (found := table_of_lines(lines.split("\n"), PASTED)):
        return found
    rows = list(tabbed(lines)) if "\t" in lines else [[line] for line in lines.split("\n")]
    width = max((len(row) for row in rows), default=0)
    made = tuple(Row(number, cells_of(row, width)) for number, row in enumerate(rows, start=1))
    return Table(PASTED, made) if any(not row.is_blank for row in made) else None
