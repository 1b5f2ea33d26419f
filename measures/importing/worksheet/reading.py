"""An arbeidsark that was filled in: its rows, exactly as they were written, before they are
compared with the plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from urllib.parse import urlencode

from openpyxl.utils import get_column_letter

from measures.importing.document import Cell, Document, Row, Table, Unreadable
from measures.importing.faults import Fault
from measures.importing.rows.measure_row import LONGEST_DEADLINE
from measures.importing.sentences import IDENTITY, of_length, too_long
from measures.importing.worksheet import sentences
from measures.importing.worksheet.marks import (
    DAY_CELL,
    GUIDE,
    KEYS,
    LISTS,
    LOCKED,
    OPEN,
    RISKS,
    Keys,
    Known,
    NotWholeError,
    Origin,
    Part,
    digest_of,
    read_keys,
)
from measures.importing.worksheet.quick import quick_document
from measures.vocabulary import RiskLevel
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.personal_data import identity_in
from ruspolitikk.wording import fold

NOT_READ = frozenset({GUIDE, LISTS, KEYS})
"""Its other sheets, by their names."""
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_STATUS = 1000
LONGEST_QUERY = 3000
"""Characters of an address that every browser and server takes."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row in which something is written. Empty: as before.

    `risk` is a level, or empty where `has_risk` says that it is taken away («Ikke vurdert»).
    """

    row: int
    key: str
    known: Known
    status: str = ""
    has_risk: bool = False
    risk: str = ""
    deadline: str = ""
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A row that says something and is not read; the sentence (bokmål) says why.

    One without a key may be a new measure: then `text` and `deadline` are what it says.
    """

    row: int
    sentence: str
    text: str = ""
    deadline: str = ""

    @property
    def for_a_new_measure(self) -> str:
        """The address's query of «Nytt tiltak» with its words; empty where they do not fit in
        one."""
        query = urlencode({"tekst": self.text, "frist": self.deadline})
        return query if self.text and len(query) <= LONGEST_QUERY else ""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """`empty` and `missing` are the numbers (n) of measures whose row is empty, or not there."""

    origin: Origin
    day: date | None
    day_text: str
    rows: tuple[FilledRow, ...]
    empty: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_worksheet(file: BinaryIO, name: str, today: date) -> Worksheet | None:
    """The same of a file. Raises `Unreadable` as `read_document` does."""
    document = quick_document(file, name)
    return worksheet_in(document, today) if document else None


def worksheet_in(document: Document, today: date) -> Worksheet | None:
    """None of a document that is no arbeidsark. Raises `Unreadable` of one that has lost the sheet
    by which it is known."""
    keys = _keys_in(document)
    tables = [table for table in document.tables if table.name not in NOT_READ and _head_of(table)]
    if keys is None:
        if tables:
            raise Unreadable(sentences.lost_its_keys(document.name))
        return None
    if not tables:
        raise Unreadable(sentences.lost_its_rows(document.name))
    return _Reader(keys, today).read(tables, document.name)


def _keys_in(document: Document) -> Keys | None:
    for table in document.tables:
        try:
            keys = read_keys([written(cell) for cell in row.cells] for row in table.rows)
        except NotWholeError as problem:
            raise Unreadable(sentences.lost_its_keys(document.name)) from problem
        if keys is not None:
            return keys
        if table.name == KEYS:
            raise Unreadable(sentences.lost_its_keys(document.name))
    return None


def written(cell: Cell) -> str:
    """The text of a cell, as it was typed; one of white space alone is empty.

    Excel writes the first half of a line break from elsewhere as «_x000D_», and what looks so and
    is not with «_x005F_» for its first letter; openpyxl undoes the latter in some cells alone.
    """
    text = _ESCAPED.sub("_", cell.as_written.replace("_x000D_\n", "\n"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


def _heading(part: Part) -> str:
    return fold(part)


def _headings(row: Row | None) -> list[str]:
    return [fold(cell.as_written) for cell in row.cells] if row else []


def _head_of(table: Table) -> Row | None:
    wanted = {_heading(Part.KEY), _heading(Part.NEW_STATUS)}
    return next(
        (
            row
            for row in table.rows
            if any(cell.as_written.strip() == Part.KEY for cell in row.cells)
            and wanted <= set(_headings(row))
        ),
        None,
    )


class _Reader:
    """Reads the sheets of one workbook; there are several where somebody copied one."""

    def __init__(self, keys: Keys, today: date) -> None:
        self.keys, self.today = keys, today
        self.rows: list[FilledRow] = []
        self.empty: list[int] = []
        self.not_read: list[NotRead] = []
        self.faults: list[Fault] = []
        self.places: dict[str, tuple[str, int]] = {}

    def read(self, tables: Sequence[Table], name: str) -> Worksheet:
        day, day_text = None, ""
        for table in tables:
            head = _head_of(table)
            if head is None:
                continue
            columns = _columns_of(head)
            if lost := [part for part in Part if part not in columns]:
                raise Unreadable(sentences.lost_columns(name, lost))
            if not day_text:
                day, day_text = self._day_of(table, head)
            for row in table.rows:
                if row.number > head.number:
                    self._read_row(table.name, row, columns)
        seen = {self.keys.known[key].n for key in self.places}
        return Worksheet(
            self.keys.origin,
            day,
            day_text,
            tuple(self.rows),
            tuple(sorted(self.empty)),
            tuple(sorted(known.n for known in self.keys.known.values() if known.n not in seen)),
            tuple(self.not_read),
            tuple(self.faults),
        )

    def _day_of(self, table: Table, head: Row) -> tuple[date | None, str]:
        """The day over the table; a day in a cell, or written as people do."""
        row, column = DAY_CELL
        above = [each for each in table.rows if each.number < head.number]
        own = [each for each in above if each.number == row] or above
        cells = [cell for each in own for cell in each.cells[column - 1 :]]
        text = next((written(cell).strip() for cell in cells if written(cell)), "")
        if not text:
            return None, ""
        try:
            return read_day(text, today=self.today), text
        except DayRefusedError as problem:
            place = f"{get_column_letter(column)}, {sentences.DAY}"
            self.faults.append(Fault(table.name, row, place, text, str(problem)))
            return None, text

    def _read_row(self, sheet: str, row: Row, columns: dict[Part, int]) -> None:
        said = {part: written(_cell(row, place)) for part, place in columns.items()}
        key = said[Part.KEY].strip()
        says = any(said[part] for part in OPEN)
        known = self.keys.known.get(key)
        if known is None:
            if key:
                self.not_read.append(NotRead(row.number, sentences.unknown_key(row.number)))
            elif any(said.values()):
                why = sentences.without_key(row.number)
                deadline = said[Part.NEW_DEADLINE].strip() or said[Part.DEADLINE].strip()
                text = said[Part.TEXT].strip()
                self.not_read.append(NotRead(row.number, why, text, deadline))
            return
        if key in self.places:
            self._twice(sheet, row.number, key, columns)
            return
        self.places[key] = (sheet, row.number)
        if digest_of(said[part] for part in LOCKED) != known.locked:
            self.not_read.append(NotRead(row.number, sentences.locked_is_changed(row.number)))
            return
        if not says:
            self.empty.append(known.n)
            return
        place = _Place(sheet, row.number, columns)
        if faults := list(_faults_in(said, place)):
            self.faults += faults
            return
        risk = fold(said[Part.NEW_RISK])
        self.rows.append(
            FilledRow(
                row=row.number,
                key=key,
                known=known,
                status=said[Part.NEW_STATUS].strip(),
                has_risk=bool(risk),
                risk=_RISKS.get(risk, ""),
                deadline=said[Part.NEW_DEADLINE].strip(),
                reason=said[Part.REASON],
                remark=said[Part.REMARK],
            )
        )

    def _twice(self, sheet: str, row: int, key: str, columns: dict[Part, int]) -> None:
        first_sheet, first_row = self.places[key]
        where = f"rad {first_row}" if first_sheet == sheet else f"{first_sheet}, rad {first_row}"
        place = _Place(sheet, row, columns)
        self.faults.append(place.fault(Part.KEY, key, sentences.twice(key, where, row)))


_RISKS = {fold(label): value for value, label in RiskLevel.choices}
_KNOWN_RISKS = {fold(risk) for risk in RISKS}


@dataclass(frozen=True, slots=True)
class _Place:
    sheet: str
    row: int
    columns: dict[Part, int]

    def fault(self, part: Part, text: str, problem: str) -> Fault:
        heading = part.partition("\n")[0]
        column = f"{get_column_letter(self.columns[part] + 1)}, {heading}"
        return Fault(self.sheet, self.row, column, text, problem)


def _faults_in(said: dict[Part, str], place: _Place) -> Iterator[Fault]:
    risk, deadline = said[Part.NEW_RISK], said[Part.NEW_DEADLINE]
    if risk and fold(risk) not in _KNOWN_RISKS:
        yield place.fault(Part.NEW_RISK, risk, sentences.unknown_risk(risk))
    if said[Part.REASON] and not deadline:
        yield place.fault(Part.REASON, said[Part.REASON], sentences.REASON_WITHOUT_DEADLINE)
    for part in (Part.NEW_STATUS, Part.NEW_DEADLINE, Part.REASON, Part.REMARK):
        if number := identity_in(said[part]):
            yield place.fault(part, number, IDENTITY)
    for part, longest in (
        (Part.NEW_STATUS, LONGEST_STATUS),
        (Part.NEW_DEADLINE, LONGEST_DEADLINE),
    ):
        if len(said[part]) > longest:
            yield place.fault(part, of_length(said[part]), too_long(longest))


def _columns_of(head: Row) -> dict[Part, int]:
    """The place, from 0, of each column that is there; the first of those that are called so."""
    parts = {_heading(part): part for part in Part}
    found: dict[Part, int] = {}
    for place, heading in enumerate(_headings(head)):
        if heading in parts:
            found.setdefault(parts[heading], place)
    return found


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else Cell()
