"""Which tables of a document hold measures, and what their columns mean.

A guess: it is shown, and a person may change it (`layout`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from measures.importing.document import Document, Row, Table
from measures.importing.tables.columns import (
    by_content,
    is_answer,
    is_code,
    is_deadline,
    is_status,
    mean_length,
    share,
    texts_of,
)
from measures.importing.tables.heading_rows import (
    answers,
    columns_of,
    goes_on_with,
    is_heading_row,
    says_parts_of_years,
)
from measures.importing.tables.headings import is_of_other_tables, meaning_of, plain
from measures.importing.tables.layout import Column, Layout, Meaning, Part
from measures.importing.tables.left_out import (
    WHO_AND_WHEN,
    why_left_out,
    without_follow_up,
    without_older,
    without_repeats,
    without_risks,
)
from measures.importing.tables.legends import without_legend
from measures.importing.tables.list_marks import is_only_a_list
from measures.importing.tables.sections import (
    above_of,
    title_over_all,
    titles_over,
)
from measures.importing.tables.several_plans import names_another_plan
from measures.importing.tables.status_columns import (
    is_target,
    one_status,
    with_coloured_status,
    with_crossed_statuses,
    with_crossed_times,
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Some rows of a table under one heading: places of rows, and the columns that it names."""

    headings: tuple[int, ...]
    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def is_headed(self) -> bool:
        return bool(self.headings)


def guess_layout(document: Document) -> Layout:
    """Which tables of a document are measures, and what their columns mean. Never raises."""
    parts: list[Part] = []
    before: Part | None = None
    for number, table in enumerate(document.tables):
        for block in _blocks(table):
            part = _part(number, document, block, before)
            parts.append(part)
            if part.why_left_out is None:
                before = part
    of_the_plan = without_risks(document, without_follow_up(document, parts))
    return Layout(without_older(document, without_repeats(document, of_the_plan)))


# --- Headings ------------------------------------------------------------------------------------


def _blocks(table: Table) -> Iterator[_Block]:
    """A table, parted where another heading stands in it. The same one again parts nothing."""
    starts = _headings_in(table)
    if not starts:
        columns = tuple(Column("", Meaning.UNUSED) for _ in range(table.width))
        yield _Block((), 0, len(table.rows) - 1, columns)
        return
    for n, places in enumerate(starts):
        following = starts[n + 1][0] if n + 1 < len(starts) else len(table.rows)
        last = titles_over(table, following)[0] - 1 if n + 1 < len(starts) else following - 1
        columns = columns_of([table.rows[place] for place in places])
        yield _Block(tuple(places), places[-1] + 1, last, columns)


def _headings_in(table: Table) -> list[list[int]]:
    found: list[list[int]] = []
    known: tuple[tuple[Meaning, str], ...] = ()
    place = 0
    while place < len(table.rows):
        row = table.rows[place]
        if not _is_heading(table, place, found):
            place += 1
            continue
        places = [place]
        if place + 1 < len(table.rows) and goes_on_with(row, table.rows[place + 1]):
            places.append(place + 1)
            if place + 2 < len(table.rows) and says_parts_of_years(table.rows[place + 2]):
                places.append(place + 2)
        columns = columns_of([table.rows[each] for each in places])
        meanings = tuple((column.meaning, _time_of(column)) for column in columns)
        is_other = meanings != known and not _is_repeated(row, table, found)
        if not found or is_other or names_another_plan(table, place, found[-1][0]):
            found.append(places)
            known = meanings
        place = places[-1] + 1
    return found


def _time_of(column: Column) -> str:
    """Of a column that is crossed off for a time, which; else empty."""
    return plain(column.heading) if column.meaning is Meaning.DEADLINE_CROSS else ""


def _is_heading(table: Table, place: int, found: Sequence[Sequence[int]]) -> bool:
    row = table.rows[place]
    if row.repeats_heading and place < 2:
        return any(meaning_of(cell.text) for cell in row.own_cells)
    # Beside a cell that is merged with the one above stands a measure.
    is_measure = any(cell.is_from_above and cell.text.strip() for cell in row.cells)
    if (found and is_measure) or not is_heading_row(row):
        return False
    if found and answers(row, [table.rows[each] for each in found[-1]]):
        return False
    # A lone «Tiltak» is a heading on top; further down it is a word.
    return len([c for c in row.own_cells if c.text.strip()]) > 1 or not found


def _is_repeated(row: Row, table: Table, found: Sequence[Sequence[int]]) -> bool:
    return any(same_heading(row, table.rows[places[0]]) for places in found[-1:])


def same_heading(row: Row, heading: Row) -> bool:
    """Whether a row is a heading again, as after a page break: all that it says stands there too,
    or means the same («Ansvar», «Ansvarlig»). What stood beside the first («Fargekoder») need not
    come again."""
    said = [
        (plain(cell.text), plain(first.text))
        for cell, first in zip(row.cells, heading.cells, strict=False)
        if cell.text.strip()
    ]
    if len(said) < 2:
        whole = [plain(cell.text) for cell in heading.cells]
        return bool(said) and [plain(cell.text) for cell in row.cells] == whole
    if all(again == first for again, first in said):
        return True
    return all(_is_one_heading(*both) for both in said) and is_heading_row(row)


def _is_one_heading(again: str, first: str) -> bool:
    """Two years are two columns, though both are crossed off."""
    meaning = meaning_of(again)
    is_same = meaning is not None and meaning is meaning_of(first)
    return again == first or (is_same and meaning is not Meaning.DEADLINE_CROSS)


# --- Parts ---------------------------------------------------------------------------------------


def _part(number: int, document: Document, block: _Block, before: Part | None) -> Part:
    table = document.tables[number]
    rows = [row for row in table.rows[block.first : block.last + 1] if not row.is_blank]
    named = without_legend(_corrected(block.columns, rows), rows)
    columns = with_coloured_status(by_content(named, rows), rows)
    if not block.is_headed and before is not None and _goes_on(before, columns, table):
        columns = tuple(replace(column, heading="") for column in before.columns)
    columns = _with_text(_without_hidden(columns, table), rows)
    above = above_of(table, block.headings, columns, title=title_over_all(document))
    nearest, its_meaning = above[-1] if above else ("", Meaning.UNUSED)
    part = Part(
        table=number,
        first=block.first,
        last=block.last,
        columns=columns,
        headings=block.headings,
        above=nearest,
        above_means=its_meaning,
        outer=tuple(above[:-1]),
        bullets_are_measures=_bullets_are_measures(columns, rows),
    )
    return replace(part, why_left_out=why_left_out(table, part, rows, before, document.kind))


def _corrected(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """«Gjennomført» over dates is a deadline, and «Ferdig?» over answers a status: where a word may
    be both, what stands in the column decides."""
    made = list(columns)
    for n, column in enumerate(columns):
        texts = texts_of(rows, n)
        if column.meaning is Meaning.TEXT and share(texts, is_code) >= 0.8:
            made[n] = replace(column, meaning=Meaning.NUMBER)
        if column.meaning is Meaning.DEADLINE and "frist" not in plain(column.heading):
            if share(texts, is_deadline) < 0.3 and share(texts, is_answer) >= 0.6:
                made[n] = replace(column, meaning=Meaning.STATUS)
        elif column.meaning is Meaning.STATUS and is_target(column.heading, texts):
            made[n] = replace(column, meaning=Meaning.UNUSED)
        elif column.meaning is Meaning.DESCRIPTION and share(texts, is_status) >= 0.6:
            made[n] = replace(column, meaning=Meaning.STATUS)
        elif column.meaning is Meaning.STATUS and "status" not in plain(column.heading):
            has_deadline = any(each.meaning is Meaning.DEADLINE for each in columns)
            if not has_deadline and share(texts, is_deadline) >= 0.6:
                made[n] = replace(column, meaning=Meaning.DEADLINE)
        elif column.meaning is Meaning.REMARK and "status" in plain(column.heading):
            has_status = any(each.meaning is Meaning.STATUS for each in columns)
            if not has_status and share(texts, is_status) >= 0.5:  # «Kommentar/status»
                made[n] = replace(column, meaning=Meaning.STATUS)
    return with_crossed_statuses(with_crossed_times(made, rows), rows)


def _without_hidden(columns: tuple[Column, ...], table: Table) -> tuple[Column, ...]:
    """What is hidden in Excel is not used, unless nothing else holds the measures."""
    texts = {Meaning.TEXT, Meaning.DESCRIPTION, Meaning.TITLE}
    shown = [c.meaning for n, c in enumerate(columns) if n not in table.hidden_columns]
    if not texts & {*shown}:
        return columns
    return tuple(
        replace(column, meaning=Meaning.UNUSED) if n in table.hidden_columns else column
        for n, column in enumerate(columns)
    )


def _bullets_are_measures(columns: tuple[Column, ...], rows: Sequence[Row]) -> bool:
    """Whether each bullet is a promise of its own: the measures are nothing but lists, and nobody
    says of a list who does it, when, or how far it has come."""
    told = WHO_AND_WHEN | {Meaning.STATUS, Meaning.RISK, Meaning.NUMBER, Meaning.CODE}
    if any(texts_of(rows, n) for n, column in enumerate(columns) if column.meaning in told):
        return False
    texts = [
        text
        for n, column in enumerate(columns)
        if column.meaning is Meaning.TEXT
        for text in texts_of(rows, n)
    ]
    return bool(texts) and share(texts, is_only_a_list) >= 0.8


def _goes_on(before: Part, columns: Sequence[Column], table: Table) -> bool:
    """Whether a table without a heading continues the one before it: as wide, and what its cells
    show does not speak against it."""
    if len(before.columns) != table.width or _explains_words(table):
        return False
    shown = {Meaning.DEADLINE, Meaning.STATUS, Meaning.RISK}
    return not any(
        column.meaning in shown
        and was.meaning not in {column.meaning, Meaning.UNUSED, Meaning.REMARK, Meaning.DEADLINE}
        for column, was in zip(columns, before.columns, strict=True)
    )


def _explains_words(table: Table) -> bool:
    """A legend of the plan's own words: «Tiltak: det vi gjør», «Frist: når det skal være gjort»."""
    return share(texts_of(table.rows, 0), lambda text: meaning_of(text) is not None) >= 0.6


def _with_text(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """One column is the measure's text, where any can be.

    «Tiltak» beside «Beskrivelse av tiltaket» is its title. Where nothing is called a measure, a
    description is, or the longest texts of a table that tells who and when.
    """
    meanings = [column.meaning for column in columns]
    texts = [n for n, meaning in enumerate(meanings) if meaning is Meaning.TEXT]
    described = [n for n, meaning in enumerate(meanings) if meaning is Meaning.DESCRIPTION]
    made = list(columns)
    if texts and described:
        made[texts[0]] = replace(columns[texts[0]], meaning=Meaning.TITLE)
        made[described[0]] = replace(columns[described[0]], meaning=Meaning.TEXT)
        for n in texts[1:]:
            made[n] = replace(columns[n], meaning=Meaning.ITEMS)
    elif len(texts) > 1:
        made[texts[0]] = replace(columns[texts[0]], meaning=Meaning.TITLE)
        for n in texts[2:]:
            made[n] = replace(columns[n], meaning=Meaning.ITEMS)
    elif not texts:
        place = _instead_of_text(columns, rows)
        if place is not None:
            made[place] = replace(columns[place], meaning=Meaning.TEXT)
    return one_status(tuple(made), rows)


def _instead_of_text(columns: Sequence[Column], rows: Sequence[Row]) -> int | None:
    meanings = [column.meaning for column in columns]
    tells = {*meanings} & {
        Meaning.GOAL,
        Meaning.RESPONSIBLE,
        Meaning.DEADLINE,
        Meaning.DEADLINE_CROSS,
        Meaning.STATUS,
        Meaning.STATUS_CROSS,
        Meaning.RISK,
    }
    for stand_in in (Meaning.DESCRIPTION, Meaning.TITLE, Meaning.ITEMS):
        if stand_in in meanings:
            place = meanings.index(stand_in)
            is_of_measures = "tiltak" in plain(columns[place].heading)
            if is_of_measures or tells - {Meaning.STATUS, Meaning.RISK, Meaning.GOAL}:
                return place
    if len(tells) < 2 or any(is_of_other_tables(column.heading) for column in columns):
        return None
    free = [
        n
        for n, column in enumerate(columns)
        if column.meaning is Meaning.UNUSED
        and (not column.heading or meaning_of(column.heading) is None)
        and mean_length(texts_of(rows, n)) >= 15
    ]
    return max(free, key=lambda n: mean_length(texts_of(rows, n)), default=None)
