"""A row's words become a measure: what belongs together is put together, and doubts are told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from measures.importing.document import Row, Table
from measures.importing.rows.measure_row import (
    LONGEST,
    LONGEST_DEADLINE,
    Doubt,
    DoubtKind,
    MeasureRow,
    Source,
)
from measures.importing.rows.personal import persons_in, with_personal_data
from measures.importing.rows.responsible import parties_of
from measures.importing.rows.risks import level_of
from measures.importing.rows.several import several_in
from measures.importing.rows.times import Told, read_times
from measures.importing.rows.values import RowValues, together
from measures.importing.rows.words import Words
from measures.importing.tables.habits import Habits, code_before
from measures.importing.tables.layout import Meaning, Part
from measures.importing.tables.list_marks import beside_items, items_of
from measures.importing.tables.sections import Group
from measures.models.measure import listed
from ruspolitikk.fields import LONGEST_TEXT

_SEVERAL_GOALS = re.compile(r"^\s*(?:- |(?:mål|delmål)?\s*\d+(?:[.\-]\d+)*[.):\s])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Groups:
    """What the next measure belongs to: the values last written in its columns, and the sections
    that it stands under."""

    goal: str = ""
    goals: tuple[str, ...] = ()
    topic: str = ""
    strategy: str = ""
    sections: dict[Meaning, str] = field(default_factory=dict)

    def with_section(self, section: Group) -> Self:
        """Under another section; what stood under the one before it is over."""
        if section.meaning is Meaning.UNUSED:
            return self
        sections = {**self.sections, section.meaning: section.text}
        if section.meaning in {Meaning.GOAL, Meaning.STRATEGY}:
            sections.pop(Meaning.TOPIC, None)
        if section.meaning is Meaning.STRATEGY:
            sections.pop(Meaning.GOAL, None)
        return replace(self, goal="", goals=(), topic="", sections=sections)

    def without_strategy(self) -> Self:
        sections = dict(self.sections)
        sections.pop(Meaning.STRATEGY, None)
        return replace(self, strategy="", sections=sections)

    def carried(self, values: RowValues) -> Self:
        """A value written once holds until the next one is written: a goal («Mål») over the next
        one of those under it («Delmål») too."""
        goals = self._goals_with(values.goals)
        goal = together(*goals) if values.goal else self.goal
        topic = values.topic or (self.topic if not values.goal or goal == self.goal else "")
        strategy = values.strategy or self.strategy
        return replace(self, goal=goal, goals=goals, topic=topic, strategy=strategy)

    def _goals_with(self, written: tuple[str, ...]) -> tuple[str, ...]:
        first = next((n for n, words in enumerate(written) if words), None)
        if first is None:
            return self.goals
        above = self.goals[:first] if len(self.goals) == len(written) else ("",) * first
        return (*above, *written[first:])


@dataclass(frozen=True, slots=True)
class Made:
    """A measure whose rows are still being put together."""

    table: Table
    row: Row
    values: RowValues
    groups: Groups

    def going_on_with(self, values: RowValues) -> Self:
        return replace(self, values=self.values.with_rest(values))


_FIELDS = {
    Meaning.TITLE: "title",
    Meaning.TEXT: "text",
    Meaning.GOAL: "goal_text",
    Meaning.RESPONSIBLE: "responsible_text",
    Meaning.DEADLINE: "deadline_text",
    Meaning.STATUS: "status_text",
    Meaning.RISK: "risk_text",
    Meaning.REMARK: "remarks",
}


def measure_of(made: Made, part: Part, words: Words, habits: Habits) -> Iterator[MeasureRow]:
    """The measure of some rows; several where its bullets are measures of their own, or where its
    cells hold the facts of several on as many lines."""
    for each in several_in(made.values):
        yield from _one_or_bullets(replace(made, values=each), part, words, habits)


def _one_or_bullets(made: Made, part: Part, words: Words, habits: Habits) -> Iterator[MeasureRow]:
    values = made.values
    title, text = values.title, values.text
    if title and not text:
        title, text = "", title
    code = values.code or values.number or values.list_number
    if habits.has_codes:
        own, title = code_before(title) if title else ("", title)
        own, text = (own, text) if title else code_before(text)
        code = code or own
    items = (*items_of(text), *items_of(_as_items(values.items)))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not items and habits.has_lists and len(lines) > 1:
        items = tuple(lines)
    if values.items:
        text = listed("\n".join(filter(None, [text])), items_of(_as_items(values.items)))
    whole = _with_facts(made, part, words, habits, text)
    code = code.strip().rstrip(".):").strip()
    whole = _with_what_fits(replace(whole, code=code or None, title=title or None, items=items))
    whole = with_personal_data(whole)
    if part.bullets_are_measures and items:
        yield from _each_bullet(whole, text)
        return
    yield _with_doubts_of_text(whole)


def _with_what_fits(row: MeasureRow) -> MeasureRow:
    """What is longer than its field is told, for a person to shorten; it is never cut."""
    doubts = [
        Doubt(DoubtKind.DOES_NOT_FIT, field, words)
        for field in LONGEST
        if (words := getattr(row, field)) and not row.fitting(field)
    ]
    return replace(row, doubts=(*row.doubts, *doubts))


def _as_items(words: str) -> str:
    """A column of items: each of its lines is one, marked or not."""
    lines = [line for line in words.split("\n") if line.strip()]
    return "\n".join(line if items_of(line) else f"- {line.strip()}" for line in lines)


def _with_facts(made: Made, part: Part, words: Words, habits: Habits, text: str) -> MeasureRow:
    values, groups = made.values, made.groups
    coloured = habits.coloured.get(made.row.number, "")
    deadline = values.deadline or (coloured if part.colours_are_times else "")
    told = read_times(deadline, values.newer_deadline, values.status, text, words=words)
    goal, topic = _goal_and_topic(groups, part, habits.goal_line)
    row = MeasureRow(
        n=0,
        text=text,
        source=Source(made.table.name, made.row.number, made.row.page, made.table.is_text),
        topic=topic or None,
        strategy=groups.strategy or groups.sections.get(Meaning.STRATEGY) or None,
        goal_text=goal or None,
        responsible_text=values.responsible or None,
        responsible=parties_of(values.responsible),
        status_text=told.status_text,
        status=told.status,
        risk_text=values.risk or None,
        risk=level_of(values.risk, reaches=habits.risk_reaches) if values.risk else None,
        remarks=values.remarks or None,
        doubts=(*_doubts(values, told, habits), *_held_back(values, told, coloured, words)),
        original=values.original,
    )
    return _by_colour(_with_deadline(row, told), values, part)


def _goal_and_topic(groups: Groups, part: Part, goal_line: int | None) -> tuple[str, str]:
    goal = groups.goal or groups.sections.get(Meaning.GOAL, "")
    topic = groups.topic or groups.sections.get(Meaning.TOPIC, "")
    if goal_line is not None and goal.count("\n") == 1:
        lines = goal.split("\n")
        return lines[goal_line], topic or lines[1 - goal_line]
    if part.places(Meaning.GOAL_AND_TOPIC) and goal.count("\n") == 1:
        first, second = goal.split("\n")
        shorter, longer = sorted((first, second), key=len)
        return longer, topic or shorter
    return goal, topic


def _with_deadline(row: MeasureRow, told: Told) -> MeasureRow:
    meaning = told.meaning
    if meaning is None:
        return row
    return replace(
        row.with_meaning(meaning),
        deadline_text=told.deadline_text,
        due_on_before=told.due_on_before,
        deadline_reason=told.reason,
    )


def _doubts(values: RowValues, told: Told, habits: Habits) -> Iterator[Doubt]:
    if not (values.text or values.title or values.items):
        yield Doubt(DoubtKind.NO_TEXT, "text")
    if len(values.text) > LONGEST_TEXT:
        yield Doubt(DoubtKind.TOO_LONG, "text")
    if len(told.deadline_text or "") > LONGEST_DEADLINE:
        yield Doubt(DoubtKind.TOO_LONG, "deadline_text", told.deadline_text or "")
    if values.is_one_of_several:
        yield Doubt(DoubtKind.SEVERAL_MEASURES, "text", values.text)
    yield from told.doubts
    if values.risk and level_of(values.risk, reaches=habits.risk_reaches) is None:
        yield Doubt(DoubtKind.RISK_UNKNOWN, "risk_text", values.risk)
    if values.crosses_have_gap:
        yield Doubt(DoubtKind.CROSSES_WITH_GAP, "deadline_text", values.deadline)
    for meaning in values.cut:
        if field := _FIELDS.get(meaning):
            yield Doubt(DoubtKind.COLUMNS_RUN_TOGETHER, field)
    for meaning, error in values.without_value:
        if field := _FIELDS.get(meaning):
            yield Doubt(DoubtKind.NO_VALUE, field, error)
    if values.has_struck_words:
        yield Doubt(DoubtKind.PARTLY_STRUCK, "text")
    goals = [line for line in values.goal.split("\n") if line.strip()]
    if len(goals) > 1 and all(_SEVERAL_GOALS.match(line) for line in goals):
        yield Doubt(DoubtKind.SEVERAL_GOALS, "goal_text", values.goal, tuple(goals))
    if persons := persons_in(values.responsible):
        yield Doubt(DoubtKind.PERSON, "responsible_text", "», «".join(persons))


def _held_back(values: RowValues, told: Told, coloured: str, words: Words) -> Iterator[Doubt]:
    """What may be a deadline or a status of the row, and is only put where a person says that it
    is: what a row of several measures has one of, and a time that is told by colour alone."""
    if status := values.status_of_several:
        code = words.status_of(status)
        yield Doubt(
            DoubtKind.STATUS_OF_SEVERAL, "status_text", status, (code.value,) if code else ()
        )
    if told.deadline_text:
        return
    if values.deadline_of_several:
        yield Doubt(DoubtKind.DEADLINE_OF_SEVERAL, "deadline_text", values.deadline_of_several)
    elif coloured:
        yield Doubt(DoubtKind.DEADLINE_BY_COLOUR, "deadline_text", coloured)


def _by_colour(row: MeasureRow, values: RowValues, part: Part) -> MeasureRow:
    """A status that is a colour alone is asked about, or is what a person said that it means."""
    fills = dict(values.fills)
    colour = fills.get(Meaning.STATUS)
    if colour is None or row.status_text:
        return row
    said = dict(part.colours)
    if said.get(colour) is not None:
        code = said[colour]
        return replace(row, status_text=code.label if code else None, status=code)
    if colour in said:
        return row
    return replace(
        row, doubts=(*row.doubts, Doubt(DoubtKind.STATUS_BY_COLOUR, "status_text", colour))
    )


def _each_bullet(whole: MeasureRow, text: str) -> Iterator[MeasureRow]:
    """Each bullet as a measure of its own, under what stands beside the bullets."""
    beside = "\n".join(beside_items(text))
    for item in whole.items:
        yield replace(whole, text=item, items=(), title=whole.title or beside or None)


def _with_doubts_of_text(row: MeasureRow) -> MeasureRow:
    """Whether the cell may hold several measures is asked, not guessed."""
    paragraphs = [line for line in row.text.split("\n") if line.strip()]
    if row.items or len(paragraphs) < 2 or not _are_promises(paragraphs):
        return row
    doubt = Doubt(DoubtKind.SEVERAL_MEASURES, "text", row.text, tuple(paragraphs))
    return replace(row, doubts=(*row.doubts, doubt))


def _are_promises(lines: Sequence[str]) -> bool:
    return all(line[:1].isupper() and line.rstrip().endswith((".", "!")) for line in lines)
