"""A PDF without tables: what its text says of itself, and no more.

Three forms are certain: values with their names before them («Tiltak 1: …», «Ansvarlig: …»), a
numbered list under «Tiltak», and paragraphs that each say who or when («Åpne kafé (Ansvar: NAV)»).
Everything else stays text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from measures.importing.document import Cell, Row, Table
from measures.importing.readers.cards import cards_in_text
from measures.importing.readers.pdf.paragraphs import (
    OnPage,
    Paragraph,
    as_text_lines,
    in_columns,
    paragraphs_of,
    with_facts,
)
from measures.importing.readers.pdf.print import Line, flowing
from measures.importing.tables.headings import labelled, meaning_of
from measures.importing.tables.labels_in_cells import tells_who_or_when
from measures.importing.tables.layout import Meaning

_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=[A-ZÆØÅ])")
_MEASURE = {Meaning.TEXT, Meaning.TITLE}
_GROUPS = {Meaning.GOAL, Meaning.STRATEGY, Meaning.TOPIC}
_NUMBER, _TEXT = "Nr", "Tiltak"
_BLANK_LINE = 1.8
"""Of a letter's height: more than this between two lines is a new paragraph."""
_FEWEST = 2
_SHARE = 0.7


@dataclass(slots=True)
class _Value:
    """The first line of a value without its label, and the lines that follow it."""

    first: str
    lines: list[Line]

    def text(self, right: float) -> str:
        whole = flowing(self.lines, right)
        label = len(self.lines[0].text) - len(self.first)
        return whole[label:].strip()


@dataclass(slots=True)
class _Record:
    page: int
    values: dict[str, _Value] = field(default_factory=dict)


def tables_in_text(lines: Sequence[OnPage]) -> tuple[list[Table], list[OnPage]]:
    """The table that text makes, and the lines that are not in it; each line is with its page. No
    table where nothing is certain."""
    columns = in_columns(lines)
    lines = [(column.page, line) for column in columns for line in column.lines]
    if cards := cards_in_text(as_text_lines(columns), "Teksten"):
        rest = [each for n, each in enumerate(lines) if n not in cards.places]
        return [cards.table], rest
    if len(records := list(_numbered(lines))) >= _FEWEST:
        table = _table(records, max(line.x1 for _, line in lines))
        used = {
            id(line)
            for record in records
            for value in record.values.values()
            for line in value.lines
        }
        return [table], [each for each in lines if id(each[1]) not in used]
    return _of_paragraphs(lines)


def _numbered(lines: Sequence[tuple[int, Line]]) -> Iterator[_Record]:
    """The list that begins after a line that only says «Tiltak»; it ends with the numbers."""
    record: _Record | None = None
    value: _Value | None = None
    is_in_list = False
    for page, line in lines:
        if meaning_of(line.text) is Meaning.TEXT:
            is_in_list = True
            continue
        found = _NUMBERED.match(line.text) if is_in_list else None
        if found is None:
            value = _going_on(value, line)
            continue
        if record:
            yield record
        value = _Value(line.text[found.end() :], [line])
        record = _Record(page, {_NUMBER: _Value(found["number"], [line]), _TEXT: value})
    if record:
        yield record


def _going_on(value: _Value | None, line: Line) -> _Value | None:
    """The value that a line without a label belongs to; none after a blank line or a heading."""
    if value is None or labelled(line.text) is not None:
        return None
    before = value.lines[-1]
    if not value.first and len(value.lines) == 1:  # «Tiltak 1.1» alone: its text is below
        value.lines.append(line)
        return value
    if line.top - before.bottom > _BLANK_LINE * before.size - before.size:
        return None
    if line.is_bold and not before.is_bold:
        return None
    value.lines.append(line)
    return value


def _table(records: Sequence[_Record], right: float) -> Table:
    names = list(dict.fromkeys(name for record in records for name in record.values))
    heading = Row(1, tuple(Cell(name) for name in names), page=records[0].page)
    rows = (
        Row(n, tuple(_cell(record, name, right) for name in names), page=record.page)
        for n, record in enumerate(records, start=2)
    )
    return Table("Teksten", (heading, *rows), page=records[0].page)


def _cell(record: _Record, name: str, right: float) -> Cell:
    value = record.values.get(name)
    if value is None:
        return Cell()
    return Cell(value.first if name == _NUMBER else value.text(right))


# --- Paragraphs that tell who or when ------------------------------------------------------------


def _of_paragraphs(lines: Sequence[OnPage]) -> tuple[list[Table], list[OnPage]]:
    """The paragraphs that each tell who or when, with the headings over them."""
    right = max((line.x1 for _, line in lines), default=0.0)
    kept: list[Paragraph] = []
    heading: Paragraph | None = None
    for paragraph in with_facts(paragraphs_of(lines)):
        text = paragraph.text(right)
        if tells_who_or_when(text):
            kept += [*([heading] if heading else []), paragraph]
            heading = None
        elif paragraph.is_heading or labelled(text) is not None:
            heading = paragraph
    kept = _alike(kept)
    if sum(not each.is_heading for each in kept) < _FEWEST:
        return [], [*lines]
    used = {id(line) for paragraph in kept for line in paragraph.all_lines}
    rows = [Row(1, (Cell(_NUMBER), Cell(_TEXT)), page=kept[0].page)]
    rows += [_row(n, each, right) for n, each in enumerate(kept, start=2)]
    table = Table("Teksten", tuple(rows), page=kept[0].page)
    return [table], [each for each in lines if id(each[1]) not in used]


def _alike(kept: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; where measures are numbered or marked, what is neither tells of the plan
    itself: «Vedtatt av bydelsutvalget. Ansvarlig: Bydelsdirektøren»."""
    measures = [each for each in kept if not each.is_heading]
    items = [each for each in measures if each.is_item]
    if len(items) < _SHARE * len(measures):
        return [*kept]
    return [each for each in kept if each.is_item or each.is_heading]


def _row(number: int, paragraph: Paragraph, right: float) -> Row:
    text = Cell(paragraph.text(right))
    if tells_who_or_when(text.text):
        return Row(number, (Cell(paragraph.number), text), page=paragraph.page)
    over = Cell(text.text, is_from_left=True)
    return Row(number, (text, over), page=paragraph.page)
