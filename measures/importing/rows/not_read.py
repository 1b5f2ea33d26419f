"""What stands in a document beside the rows that are read: nothing is cut in silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from measures.importing.document import Document, DocumentKind, Row, Table
from measures.importing.rows.reading import is_heading_again, rows_passed_by, rows_that_tell
from measures.importing.sentences import columns_apart
from measures.importing.tables.layout import Layout
from ruspolitikk.wording import fold

_TEXT = "i teksten"


@dataclass(frozen=True, slots=True)
class NotRead:
    """`where`: a page («på side 3»), or a table («i Tabell 2»). `lines`: what stands there and is
    in no row, from top to bottom as far as is known."""

    where: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """`lines`: of the pages or tables that have rows which are read; `apart`: the sentence about
    columns that were printed on other pages than their tiltak, empty where none were."""

    lines: tuple[NotRead, ...]
    apart: str


def beside(document: Document, layout: Layout) -> Beside:
    apart = columns_apart(document.apart) if document.apart else ""
    return Beside(tuple(not_read(document, layout)), apart)


def not_read(document: Document, layout: Layout) -> list[NotRead]:
    """By page in a PDF, with the lines that are in no table: in other documents text and tables are
    told apart by the file itself, and text is told of where measures are in it. Tables that are
    left out are told as such."""
    taken = {part.table for part in layout.taken}
    tables = [document.tables[n] for n in sorted(taken)]
    if document.kind is not DocumentKind.PDF:
        told = {_TEXT: [line.text for line in document.beside]}
        for table, rows in _rows_left(document, layout):
            where = _TEXT if table.is_text else f"i «{table.name}»"
            told.setdefault(where, []).extend(map(_line, rows))
        return [NotRead(where, tuple(lines)) for where, lines in told.items() if lines]
    pages = {row.page for table in tables for row in table.rows} | {table.page for table in tables}
    headings = {fold(line) for table in document.tables for line in table.above}
    found: dict[int, list[str]] = {}
    for line in document.beside:
        if line.page and line.page in pages and fold(line.text) not in headings:
            found.setdefault(line.page, []).append(line.text)
    for table, rows in _rows_left(document, layout):
        for row in rows:
            found.setdefault(row.page or table.page or 1, []).append(_line(row))
    return [NotRead(f"på side {page}", tuple(lines)) for page, lines in sorted(found.items())]


def _line(row: Row) -> str:
    return " | ".join(filter(None, (" ".join(cell.text.split()) for cell in row.own_cells)))


def _rows_left(document: Document, layout: Layout) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of tables that are read which are in no part of them, or are a sum or a note, or
    stand across the table and are passed by. What stands over the heading of a table is its title,
    but for a PDF's, whose lines are told there."""
    for n in sorted({part.table for part in layout.taken}):
        table = document.tables[n]
        parts = [part for part in layout.parts if part.table == n]
        told = {id(row) for part in parts for row in rows_that_tell(table, part)}
        told -= {id(row) for part in parts for row in rows_passed_by(table, part)}
        headings = {place for part in parts for place in part.headings}
        is_printed = document.kind is DocumentKind.PDF
        first = 0 if is_printed else min(headings, default=0)
        yield (
            table,
            [
                row
                for place, row in enumerate(table.rows)
                if place >= first
                and not (id(row) in told or row.is_blank or place in headings)
                and not row.repeats_heading
                and not any(is_heading_again(row, table, part) for part in parts)
            ],
        )
