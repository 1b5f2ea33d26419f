"""Which rows stand over a plan's table, and the columns that they make.

A heading may have up to three rows: «2025» over «Q1 | Q2 | Q3 | Q4», «Status» over «per 31.08».
"""

import re

from measures.importing.document import Cell, Row
from measures.importing.tables.headings import (
    ANY_YEAR,
    JULY,
    LONGEST,
    LONGEST_TIME,
    YEAR,
    crossed_status,
    is_part_of_year,
    meaning_of,
    plain,
)
from measures.importing.tables.layout import Column, Meaning
from ruspolitikk.wording import fold

_DAY_OF_STATUS = re.compile(
    rf"(?:(?:per|pr|ved|etter|ultimo|utgangen av) )?(?:\d{{1,2}}\.\d{{1,2}}\.(?:{YEAR}|\d\d)?"
    rf"|(?:\d\. ?|t)\d? ?(?:tertial|kvartal|halvår)?(?: {YEAR})?|[a-zæøå]{{3,9}} {YEAR}"
    rf"|(?:vår|høst|haust)(?:en)?(?: {YEAR})?|{YEAR})"
)
_GOAL_AND_ITS_NAME = re.compile(r"m[åa]l(?:$|\s*:\s*\S)")
"""«MÅL: FOREBYGGING», over a column of goals; a scanner makes it «MAL»."""


def is_heading_row(row: Row) -> bool:
    """Whether a row says what the columns are: most of its cells are headings, and none is long."""
    cells = [cell.text for cell in row.own_cells if cell.text.strip()]
    if not cells or any(len(text) > LONGEST for text in cells):
        return False
    meanings = [meaning_of(text) for text in cells]
    known = [meaning for meaning in meanings if meaning]
    if not known:
        return False
    others = [text for text, meaning in zip(cells, meanings, strict=True) if meaning is None]
    statuses = {fold(text) for text in others if crossed_status(text)}
    times = [text for text in others if is_part_of_year(text)]
    if len(times) > 1:  # «Aktivitet | Ansvarlig | Jan | Feb», to be crossed off
        known += [Meaning.DEADLINE_CROSS] * len(times)
    if len(statuses) > 1:  # «Tiltak | Påbegynt | Fullført», to be crossed off
        known += [Meaning.STATUS_CROSS] * len(statuses)
    kinds = {meaning for meaning in known if meaning is not Meaning.DEADLINE_CROSS}
    if len(cells) == 1:
        return (
            kinds <= {Meaning.TEXT}
            and bool(kinds)
            and plain(cells[0])
            in {
                "tiltak",
                "tiltaksbeskrivelse",
                "beskrivelse av tiltaket",
                "aktivitet",
                "aktiviteter",
            }
        )
    if kinds == {Meaning.TEXT} and len(known) == len(cells) > 2:
        return True  # «Tiltak | 2025 | 2026»
    if {Meaning.TEXT, Meaning.RESPONSIBLE} <= kinds and len(kinds - {Meaning.UNUSED}) >= 3:
        return True  # of a table so wide that most of its headings are its own
    # «Oppfølging | Lage plan | Samhandlingskoordinator | x» is a measure.
    tells = Meaning.TEXT in kinds or len(kinds - {Meaning.UNUSED}) >= 2
    return tells and len(kinds) >= 2 and 2 * len(known) >= len(cells)


def answers(row: Row, heading: list[Row]) -> bool:
    """Whether a row answers the heading above it, and is none: its words of status stand where a
    status or a deadline is asked for («Fortløpende», «Pågår»), and its text is no heading."""
    columns = columns_of(heading)
    statuses, texts = set(), set()
    for cell, column in zip(row.cells, columns, strict=False):
        if crossed_status(cell.text):
            statuses.add(column.meaning)
        if column.meaning is Meaning.TEXT and cell.text.strip():
            texts.add(meaning_of(cell.text))
    asked = {Meaning.STATUS, Meaning.DEADLINE}
    return bool(statuses) and statuses <= asked and texts == {None}


def goes_on_with(heading: Row, row: Row) -> bool:
    """Whether a row is the second one of a heading: only times and heading words stand in it, and
    nothing where the measure's text is. One text across the table names no column."""
    if len(row.cells) > 1 and all(cell.is_from_left for cell in row.cells[1:]):
        return False
    own = _own_of(row)
    if not own or any(len(cell.text) > LONGEST for _place, cell in own):
        return False
    if _parts_columns_of(heading, own) or says_parts_of_years(row):
        return True
    first = {place: meaning_of(cell.text) for place, cell in enumerate(heading.cells)}
    meanings = [
        meaning_of(cell.text)
        or (Meaning.STATUS_CROSS if _is_one_of_the_statuses(first.get(place), cell) else None)
        or (Meaning.STATUS if _is_day_of_status(first.get(place), cell) else None)
        for place, cell in own
    ]
    if any(meaning is None for meaning in meanings):
        return False
    texts = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
    return not any(
        first.get(place) in texts and meaning not in texts
        for (place, _cell), meaning in zip(own, meanings, strict=True)
    )


def _parts_columns_of(heading: Row, own: list[tuple[int, Cell]]) -> bool:
    """Whether all that a row says stands under headings that span several columns: «Utførende |
    Bidragsyter» under «Ansvar»."""
    spanned = {
        each
        for place, cell in enumerate(heading.cells)
        if cell.is_from_left and cell.text.strip()
        for each in (place - 1, place)
    }
    is_under = all(place in spanned and len(cell.text) <= LONGEST_TIME for place, cell in own)
    return is_under and len(own) > 1 and heading.own_cells[0].text.strip() != ""


def _own_of(row: Row) -> list[tuple[int, Cell]]:
    """What a row says that is not merged with what stands above it or to the left."""
    return [
        (place, cell)
        for place, cell in enumerate(row.cells)
        if cell.text.strip() and not cell.is_from_above and not cell.is_from_left
    ]


def says_parts_of_years(row: Row) -> bool:
    """Whether a row says nothing but parts of years: «Q1 | Q2 | Q3 | Q4» under «2025»."""
    own = _own_of(row)
    return len(own) > 1 and all(is_part_of_year(cell.text) for _place, cell in own)


def _is_one_of_the_statuses(above: Meaning | None, cell: Cell) -> bool:
    """«Påbegynt» under «Status», in the second row of a heading."""
    return above is Meaning.STATUS and bool(crossed_status(cell.text))


def _is_day_of_status(above: Meaning | None, cell: Cell) -> bool:
    """«per 31.08.2025» or «T2 2025» under «Status», in the second row of a heading."""
    return above is Meaning.STATUS and _DAY_OF_STATUS.fullmatch(plain(cell.text)) is not None


def columns_of(rows: list[Row]) -> tuple[Column, ...]:
    """The columns under a heading of up to three rows; those it does not name are UNUSED so far."""
    width = max(len(row.cells) for row in rows)
    years = _years_over(rows)
    return tuple(
        _column([row.cells[n] for row in rows if n < len(row.cells)], years.get(n, ""))
        for n in range(width)
    )


def _years_over(rows: list[Row]) -> dict[int, str]:
    """Of each column that is a part of a year, the year over it: it may be written once, over the
    first of them."""
    if len(rows) < 2:
        return {}
    years: dict[int, str] = {}
    year = ""
    for n, (above, below) in enumerate(zip(rows[-2].cells, rows[-1].cells, strict=False)):
        if above.text.strip():
            year = above.text.strip() if ANY_YEAR.fullmatch(plain(above.text)) else ""
        if year and is_part_of_year(below.text):
            years[n] = year
    return years


def _column(cells: list[Cell], year_over: str) -> Column:
    said = list(dict.fromkeys(" ".join(cell.text.split()) for cell in cells if cell.text.strip()))
    if len(said) > 1 and _is_day_of_status(meaning_of(said[0]), cells[-1]):
        return Column(" ".join(said), Meaning.STATUS)
    if year_over:
        part = JULY.sub("Juli", said[-1])
        return Column(f"{part} {year_over}", Meaning.DEADLINE_CROSS)
    lowest_first = [*reversed(said), " ".join(said)]
    for words in lowest_first:
        meaning = meaning_of(words)
        if meaning is None and _GOAL_AND_ITS_NAME.match(fold(words)):
            meaning = Meaning.GOAL
        if meaning is not None:
            year = ANY_YEAR.fullmatch(plain(words))
            is_cross = meaning is Meaning.DEADLINE_CROSS
            return Column(
                words if is_cross else " ".join(said),
                meaning,
                int(year.group()) if year and is_cross else None,
            )
    return Column(" ".join(said), Meaning.UNUSED)
