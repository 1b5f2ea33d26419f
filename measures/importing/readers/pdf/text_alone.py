"""A PDF without tables: what its text says of itself, and no more.

Two forms are certain: values with their names before them («Tiltak 1: …», «Ansvarlig: …»), and a
numbered list under «Tiltak». Everything else stays text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from measures.importing.document import Cell, Row, Table
from measures.importing.readers.pdf.print import Line, flowing
from measures.importing.tables.headings import labelled, meaning_of
from measures.importing.tables.layout import Meaning

_LABEL = re.compile(
    r"(?P<label>[A-ZÆØÅ][^:.]{1,40}?)(?:\s+(?:nr\.?\s*)?(?P<number>\d+(?:\.\d+)*))?\s*:\s*"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=[A-ZÆØÅ])")
_MEASURE = {Meaning.TEXT, Meaning.TITLE}
_GROUPS = {Meaning.GOAL, Meaning.STRATEGY, Meaning.TOPIC}
_NUMBER, _TEXT = "Nr", "Tiltak"
_BLANK_LINE = 1.8
"""Of a letter's height: more than this between two lines is a new paragraph."""
_FEWEST = 2


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


type OnPage = tuple[int, Line]


def tables_in_text(lines: Sequence[OnPage]) -> tuple[list[Table], list[OnPage]]:
    """The table that text makes, and the lines that are not in it; each line is with its page. No
    table where nothing is certain."""
    for records in (list(_labelled(lines)), list(_numbered(lines))):
        if len(records) >= _FEWEST:
            table = _table(records, max(line.x1 for _, line in lines))
            used = {
                id(line)
                for record in records
                for value in record.values.values()
                for line in value.lines
            }
            return [table], [each for each in lines if id(each[1]) not in used]
    return [], [*lines]


def _labelled(lines: Sequence[tuple[int, Line]]) -> Iterator[_Record]:
    """A record begins at its measure; goals and the like hold for those after them."""
    groups: dict[str, _Value] = {}
    record: _Record | None = None
    value: _Value | None = None
    for page, line in lines:
        found = _LABEL.match(line.text)
        meaning = meaning_of(found["label"]) if found else None
        if found is None or meaning is None:
            value = _going_on(value, line)
            continue
        value = _Value(line.text[found.end() :], [line])
        if meaning in _GROUPS:
            groups[found["label"]] = value
        elif meaning in _MEASURE:
            if record:
                yield record
            record = _Record(page, dict(groups))
            if found["number"]:
                record.values[_NUMBER] = _Value(found["number"], [line])
            record.values[_TEXT] = value
        elif record:
            record.values[found["label"]] = value
    if record:
        yield record


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
    if line.top - before.bottom > _BLANK_LINE * before.size - before.size or line.is_bold:
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
