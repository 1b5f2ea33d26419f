"""What is printed on a PDF's pages beside the rows that are read: nothing is cut in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from measures.importing.document import Document, DocumentKind
from measures.importing.rows.reading import is_heading_again, rows_that_tell
from measures.importing.sentences import columns_apart
from measures.importing.tables.layout import Layout
from ruspolitikk.wording import fold


@dataclass(frozen=True, slots=True)
class NotRead:
    """The lines of a page that are in no row, from top to bottom as far as is known."""

    page: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """`lines`: of the pages that have rows which are read; `apart`: the sentence about columns that
    were printed on other pages than their tiltak, empty where none were."""

    lines: tuple[NotRead, ...]
    apart: str


def beside(document: Document, layout: Layout) -> Beside:
    apart = columns_apart(document.apart) if document.apart else ""
    return Beside(tuple(not_read(document, layout)), apart)


def not_read(document: Document, layout: Layout) -> list[NotRead]:
    """By page, of the pages that have rows which are read. Of a PDF alone: in other documents text
    and tables are told apart by the file itself. Tables that are left out are told as such."""
    if document.kind is not DocumentKind.PDF:
        return []
    taken = {part.table for part in layout.taken}
    tables = [document.tables[n] for n in sorted(taken)]
    pages = {row.page for table in tables for row in table.rows} | {table.page for table in tables}
    headings = {fold(line) for table in document.tables for line in table.above}
    found: dict[int, list[str]] = {}
    for line in document.beside:
        if line.page in pages and fold(line.text) not in headings:
            found.setdefault(line.page, []).append(line.text)
    for page, text in _rows_left(document, layout):
        found.setdefault(page, []).append(text)
    return [NotRead(page, tuple(lines)) for page, lines in sorted(found.items())]


def _rows_left(document: Document, layout: Layout) -> Iterator[tuple[int, str]]:
    """The rows of tables that are read which are in no part of them, or are a sum or a note."""
    for n in sorted({part.table for part in layout.taken}):
        table = document.tables[n]
        parts = [part for part in layout.parts if part.table == n]
        told = {id(row) for part in parts for row in rows_that_tell(table, part)}
        headings = {place for part in parts for place in part.headings}
        for place, row in enumerate(table.rows):
            is_heading = place in headings or row.repeats_heading
            is_again = any(is_heading_again(row, table, part) for part in parts)
            if not (id(row) in told or row.is_blank or is_heading or is_again):
                texts = (" ".join(cell.text.split()) for cell in row.own_cells)
                yield row.page or table.page or 1, " | ".join(filter(None, texts))
