"""From a document and its layout to its measures, one by one."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from measures.importing.document import Document, Row, Table
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.one_row import Groups, Made, measure_of
from measures.importing.rows.values import RowValues, values_of
from measures.importing.rows.words import Words
from measures.importing.tables.columns import is_code
from measures.importing.tables.guessing import same_heading
from measures.importing.tables.habits import Habits, has_lists_in, is_lettered
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Layout, Meaning, Part
from measures.importing.tables.sections import (
    GROUPS,
    Group,
    is_note,
    is_sum,
    section_of,
    without_label,
)

_TO_FILL_IN = re.compile(r"\[[^\]]+\]|<[^>]+>|\.{3,}|…+|_{3,}")
_LOWER_WORD = re.compile(r"[a-zæøå]+[ ,]")
_ENDS = ".!?:;"
_FACTS = (
    Meaning.RESPONSIBLE,
    Meaning.DEADLINE,
    Meaning.DEADLINE_CROSS,
    Meaning.STATUS,
    Meaning.STATUS_CROSS,
    Meaning.RISK,
    Meaning.NUMBER,
    Meaning.CODE,
)


def read_rows(document: Document, layout: Layout, *, words: Words) -> list[MeasureRow]:
    """The measures of the parts that are taken, in the document's order. Never raises.

    A row with facts and no text is among them, with the doubt `NO_TEXT`.
    """
    made: list[MeasureRow] = []
    groups = Groups()
    before: Part | None = None
    last: Group | None = None
    has_lists = has_lists_in(document, layout)
    for part in layout.taken:
        groups = _groups_of(part, before, groups)
        if last is not None and before is not None and before.above == part.above:
            # A heading at the end of a page, whose table is on the next.
            groups = groups.with_section(last)
        reader = _PartReader(document.tables[part.table], part, words, groups, has_lists)
        made += reader.measures()
        groups, before, last = reader.groups, part, reader.last_group
    return [replace(row, n=n) for n, row in enumerate(made, start=1)]


def rows_that_tell(table: Table, part: Part) -> Iterator[Row]:
    """The rows of a part that say something: not blank, a heading again, a sum or a note."""
    rows = table.rows[part.first : part.last + 1]
    for row in rows[: _where_notes_begin(rows, part)]:
        is_nothing = row.is_blank or is_heading_again(row, table, part)
        if not (is_nothing or is_sum(row) or _is_note_row(row)):
            yield row


def rows_passed_by(table: Table, part: Part) -> list[Row]:
    """Those of `rows_that_tell` that stand across the table and name nothing that measures belong
    to: a note between them."""
    reader = _PartReader(table, part, Words({}), Groups(), has_lists=False)
    for _made in reader.put_together():
        pass
    return reader.passed_by


def is_heading_again(row: Row, table: Table, part: Part) -> bool:
    return any(same_heading(row, table.rows[place]) for place in part.headings)


def _groups_of(part: Part, before: Part | None, groups: Groups) -> Groups:
    """What a part begins with: what stands above it, else what went before when it continues."""
    over = [(part.above, part.above_means), *part.outer]
    above = {meaning: without_label(line) for line, meaning in over if meaning in GROUPS}
    if above:
        kept = groups if before is not None and before.above == part.above else Groups()
        return replace(kept, sections={**kept.sections, **above})
    if before is None or (part.headings and part.above and part.above != before.above):
        return Groups()
    if not part.headings or _means_the_same(part, before):
        return groups
    return Groups(goal=groups.goal)


def _means_the_same(part: Part, before: Part) -> bool:
    return [c.meaning for c in part.columns] == [c.meaning for c in before.columns]


@dataclass(slots=True)
class _PartReader:
    """One part on its way through: what its measures belong to so far."""

    table: Table
    part: Part
    words: Words
    groups: Groups
    has_lists: bool
    habits: Habits = field(init=False)
    passed_by: list[Row] = field(default_factory=list)
    last_group: Group | None = None
    row_over: Group | None = None
    """The row across the table right above the newest measures, where it is no «Mål 1: …»."""

    def __post_init__(self) -> None:
        rows = self.table.rows[self.part.first : self.part.last + 1]
        self.habits = Habits.of(rows, self.part, has_lists=self.has_lists)

    def measures(self) -> Iterator[MeasureRow]:
        for made in self.put_together():
            yield from measure_of(made, self.part, self.words, self.habits)

    def put_together(self) -> Iterator[Made]:
        """The rows of each measure; what is across the table becomes what they belong to."""
        made: Made | None = None
        for row in rows_that_tell(self.table, self.part):
            values = values_of(row, self.part)
            group = self._group(row, values)
            if group is None and not self._is_left_out(row):
                if made is not None and self._continues(made.values, values):
                    made = made.going_on_with(values)
                    continue
                if made is not None:
                    yield made
                    made = None
            if group is None and self.last_group is not None:
                self.row_over = self.last_group if not self.last_group.is_labelled else None
            if group is not None:
                if group.meaning is Meaning.UNUSED:
                    self.passed_by.append(row)
                self.groups = self._groups_under(group)
                self.last_group = group
                continue
            self.last_group = None
            self.groups = self._groups_of(values)
            is_measure = values.has_measure and not _is_template(row)
            if is_measure and not self._is_left_out(row):
                made = Made(self.table, row, values, self.groups)
        if made is not None:
            yield made

    def _group(self, row: Row, values: RowValues) -> Group | None:
        """What the measures below it belong to, where the row says that and is none itself."""
        section = section_of(
            row,
            self.part,
            bold_is_rare=self.habits.bold_is_rare,
            after_section=self.last_group is not None and self.last_group.meaning is Meaning.GOAL,
            is_beside_topics=self._is_beside({Meaning.TOPIC, Meaning.STRATEGY}),
        )
        return section or _group_in_number(values) or _numbered_group(values)

    def _is_beside(self, meanings: Collection[Meaning]) -> bool:
        """Whether a row across the table here stands beside one of these: measures are between."""
        over = self.row_over
        return self.last_group is None and over is not None and over.meaning in meanings

    def _groups_under(self, group: Group) -> Groups:
        """A topic beside a strategy («Tidlig innsats», its measures, «Bolig») is not under it."""
        is_beside = self._is_beside({Meaning.STRATEGY})
        if group.meaning is Meaning.TOPIC and not group.is_labelled and is_beside:
            return self.groups.without_strategy().with_section(group)
        return self.groups.with_section(group)

    def _groups_of(self, values: RowValues) -> Groups:
        """A value written once in a table holds for the next rows; a card has its own alone."""
        if self.table.is_of_cards:
            goal, topic, strategy = values.goal, values.topic, values.strategy
            return replace(self.groups, goal=goal, topic=topic, strategy=strategy)
        return self.groups.carried(values)

    def _is_left_out(self, row: Row) -> bool:
        """Hidden, struck through, or the city's; the goal that it names holds for the next rows."""
        is_hidden = row.hidden is not None and not self.part.with_hidden_rows
        is_struck = self.part.is_struck(row) and not self.part.with_struck_rows
        is_of_the_city = self.habits.city_letters and is_lettered(row, self.part)
        return is_hidden or is_struck or is_of_the_city

    def _continues(self, above: RowValues, values: RowValues) -> bool:
        """The same measure on another row: its text is merged with the row above, or nothing stands
        there but a rest of other cells, or the rest of a sentence."""
        if values.is_text_from_above or _is_rest_of_sentence(above, values):
            return True
        has_own = values.text or values.title or values.items or values.number
        return not has_own and values.has_facts and not values.goal_is_own


def _is_rest_of_sentence(above: RowValues, values: RowValues) -> bool:
    """«med sikte på felles resepsjon», alone in a row below «Utrede et legekontor»."""
    others = (values.title, values.items, values.number, values.code, values.topic, values.strategy)
    if any(others) or values.has_facts or values.goal_is_own or not above.has_facts:
        return False
    begins = _LOWER_WORD.match(values.text) is not None and above.text[:1].isupper()
    return begins and above.text[-1] not in _ENDS


def _is_template(row: Row) -> bool:
    """«[Skriv hva som skal gjøres]», «[Rolle, ikke navn]»: an empty form at the end."""
    told = [cell.text.strip() for cell in row.own_cells if cell.text.strip()]
    return len(told) > 1 and all(_TO_FILL_IN.fullmatch(text) for text in told)


def _group_in_number(values: RowValues) -> Group | None:
    """«Mål 1» where the number stands, and its words where the measures' are."""
    named = labelled(f"{values.number}: {values.text or values.title}") if values.number else None
    is_label = named is not None and labelled(f"{values.number}: x") is not None
    if named is None or not is_label or values.has_facts:
        return None
    return Group(named.meaning, named.text, is_labelled=True)


def _numbered_group(values: RowValues) -> Group | None:
    """«Mål: Flere i arbeid» with a number of its own, and nobody who does it."""
    named = labelled(values.text) if values.number or values.code else None
    if named is None or values.has_facts or values.title or values.goal:
        return None
    return Group(named.meaning, named.text, is_labelled=True)


def _is_note_row(row: Row) -> bool:
    own = [cell for cell in row.own_cells if cell.text.strip()]
    return len(own) == 1 and is_note(own[0].as_written)


def _where_notes_begin(rows: Sequence[Row], part: Part) -> int:
    """How many of the rows belong to the table: what stands below a blank row and tells neither who
    nor when, where the measures above do, are notes."""
    last = len(rows)
    if not part.places(*_FACTS):
        return last
    while True:
        blank = next((n for n in range(last - 1, -1, -1) if rows[n].is_blank), None)
        if blank is None:
            return last
        below = [row for row in rows[blank + 1 : last] if not row.is_blank]
        above = [row for row in rows[:blank] if not row.is_blank]
        if not below:
            last = blank
            continue
        told_above = _share_told(above, part)
        if told_above < 0.5 or _share_told(below, part) > 0:
            return last
        last = blank


def _share_told(rows: Sequence[Row], part: Part) -> float:
    """How many of some rows tell who, when, how far, or have a number."""
    places = part.places(*_FACTS)
    told = [any(_tells(row.cells[n].text, part.columns[n].meaning) for n in places) for row in rows]
    return sum(told) / len(told) if told else 0.0


def _tells(text: str, meaning: Meaning) -> bool:
    if meaning in {Meaning.NUMBER, Meaning.CODE}:
        return is_code(text)
    return bool(text.strip())
