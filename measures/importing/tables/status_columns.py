"""Which of a table's columns are its status: one of several, or one for each status."""

from collections.abc import Sequence
from dataclasses import replace

from measures.importing.document import Row
from measures.importing.rows.times import is_tick_or_none, is_ticked
from measures.importing.tables.columns import texts_of
from measures.importing.tables.headings import crossed_status, plain
from measures.importing.tables.layout import Column, Meaning


def with_crossed_statuses(columns: list[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Columns that are statuses and are crossed off: «Ikke startet | Påbegynt | Fullført»."""
    names = {n: crossed_status(column.heading) for n, column in enumerate(columns)}
    texts = {n: texts_of(rows, n) for n, name in names.items() if name}
    places = [n for n in texts if all(map(is_tick_or_none, texts[n]))]
    is_crossed = any(is_ticked(text) for n in places for text in texts[n])
    if len(places) < 2 or not is_crossed:
        return tuple(columns)
    return tuple(
        Column(names[n], Meaning.STATUS_CROSS) if n in places else column
        for n, column in enumerate(columns)
    )


def one_status(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Of several columns of status the newest year's, else the last, is the status."""
    places = [n for n, column in enumerate(columns) if column.meaning is Meaning.STATUS]
    if len(places) < 2:
        return columns
    newest = max(places, key=lambda n: (_years_in(columns[n].heading), n))
    return tuple(
        replace(column, meaning=Meaning.UNUSED) if n in places and n != newest else column
        for n, column in enumerate(columns)
    )


def _years_in(heading: str) -> int:
    years = [int(word) for word in plain(heading).replace(".", " ").split() if word.isdigit()]
    return max((year for year in years if 1990 < year < 2100), default=0)
