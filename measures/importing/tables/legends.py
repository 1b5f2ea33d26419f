"""What the colours or the words of a table mean, where that stands beside the table."""

from collections.abc import Sequence
from dataclasses import replace

from measures.importing.document import Row
from measures.importing.tables.columns import texts_of
from measures.importing.tables.headings import is_of_other_tables
from measures.importing.tables.layout import Column, Meaning

_MEASURES = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
_BESIDE = "Ved siden av tabellen"


def without_legend(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns; those of a legend, which an empty column parts from the table («Forklaring»:
    «Ferdig», «I rute»), mean nothing."""
    texts = [n for n, column in enumerate(columns) if column.meaning in _MEASURES]
    gaps = [
        n
        for n, column in enumerate(columns)
        if texts and n > texts[0] and not column.heading and not texts_of(rows, n)
    ]
    if not gaps:
        return columns
    return tuple(
        replace(column, heading=column.heading or _BESIDE, meaning=Meaning.UNUSED)
        if n > gaps[0] and _is_legend(column, texts_of(rows, n), len(rows))
        else column
        for n, column in enumerate(columns)
    )


def _is_legend(column: Column, texts: Sequence[str], rows: int) -> bool:
    if is_of_other_tables(column.heading):
        return len(texts) < rows
    return not column.heading and 0 < 2 * len(texts) < rows
