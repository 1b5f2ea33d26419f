"""Which of a table's columns are its status: one of several, or one for each status; and those that
are crossed off for a time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from measures.importing.document import Row
from measures.importing.rows.times import is_tick_or_none, is_ticked
from measures.importing.tables.columns import is_answer, is_status, share, texts_of
from measures.importing.tables.headings import crossed_status, is_part_of_year, plain
from measures.importing.tables.layout import Column, Meaning

_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR = re.compile(
    r"(?P<n>[1-4])\.? ?(?P<what>tertial|kvartal|halvår)|\bt(?P<tertial>[1-3])\b"
)
_EITHER = {"måloppnåelse", "måloppnåing", "grad av måloppnåelse", "grad av måloppnåing"}
_MOST_ARE_WORDS = 0.5
_MONTHS_OF = {"tertial": 4, "kvartal": 3, "halvår": 6}
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")


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


def with_crossed_times(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Columns of parts of a year that is not told («Jan | Feb»), where they are crossed off, or
    coloured."""
    times = {
        n: _time_in(column.heading)
        for n, column in enumerate(columns)
        if column.meaning in {Meaning.UNUSED, Meaning.DEADLINE, Meaning.STATUS}
    }
    texts = {n: texts_of(rows, n) for n, time in times.items() if time}
    written = [text for each in texts.values() for text in each]
    is_marked = written or any(row.cells[n].fill for row in rows for n in texts)
    if len(texts) < 2 or not is_marked or not all(map(is_tick_or_none, written)):
        return columns
    return [
        Column(times[n], Meaning.DEADLINE_CROSS) if n in texts else column
        for n, column in enumerate(columns)
    ]


def _time_in(heading: str) -> str:
    """«Q1», also where it is «Tidsplan Q1», as of a heading in two rows; else empty."""
    ends = (heading, heading.partition(" ")[2])
    return next((words for words in ends if is_part_of_year(words)), "")


def is_target(heading: str, texts: Sequence[str]) -> bool:
    """Whether «Måloppnåelse» says what is aimed at («Minst 150 deltakere»), and not how far one has
    come: few of its cells are statuses."""
    return plain(heading) in _EITHER and bool(texts) and share(texts, is_answer) < 0.5


def with_coloured_status(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """A column with neither heading nor words, of which most cells have a colour, is the status
    where no other is: what the colours mean is asked."""
    if any(column.meaning in {Meaning.STATUS, Meaning.STATUS_CROSS} for column in columns):
        return columns
    for n, column in enumerate(columns):
        fills = [row.cells[n].fill for row in rows if row.cells[n].fill]
        is_empty = not column.heading and not texts_of(rows, n)
        if is_empty and len(set(fills)) > 1 and 2 * len(fills) > len(rows):
            return (*columns[:n], replace(column, meaning=Meaning.STATUS), *columns[n + 1 :])
    return columns


def one_status(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Of several columns of status the one about the newest day is the status, else the last that
    says it in words («Påbegynt», and beside it «50 %»), else the last."""
    places = [n for n, column in enumerate(columns) if column.meaning is Meaning.STATUS]
    if len(places) < 2:
        return columns
    newest = max(
        places,
        key=lambda n: (
            said_of(columns[n].heading),
            share(texts_of(rows, n), is_status) >= _MOST_ARE_WORDS,
            n,
        ),
    )
    return tuple(
        replace(column, meaning=Meaning.UNUSED) if n in places and n != newest else column
        for n, column in enumerate(columns)
    )


def said_of(heading: str) -> tuple[int, int, int]:
    """The year, the month and the day that a heading names, for order: 0 where it names none."""
    words = plain(heading)
    if day := _DAY.search(words):
        return int(day["year"]), int(day["month"]), int(day["day"])
    years = [int(year) for year in _YEAR.findall(words)]
    part = _PART_OF_YEAR.search(words)
    months = [n for n, month in enumerate(_MONTHS, start=1) if f" {month}" in f" {words}"]
    if part:
        month = 4 * int(part["tertial"] or 0) or int(part["n"]) * _MONTHS_OF[part["what"]]
    else:
        month = max(months, default=0)
    return max(years, default=0), month, 0
