"""Rows of a document that cannot be taken in as they stand: all of them at once, by their place.

Words that are unclear are no faults. In a sheet that was filled in, a fault stops the reading; in a
plan that was written for people it is a doubt that may be left, but for what cannot be stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter

from measures.importing import sentences
from measures.importing.document import Document, DocumentKind
from measures.importing.faults import Fault
from measures.importing.rows.measure_row import LONGEST, LONGEST_DEADLINE, MeasureRow
from measures.importing.tables.layout import Column, Layout, Meaning, Part
from ruspolitikk.day_reading import DayRefusedError, names_a_day, read_day
from ruspolitikk.fields import LONGEST_TEXT
from ruspolitikk.personal_data import identity_in

MOST = {
    "text": LONGEST_TEXT,
    "title": LONGEST_TEXT,
    "goal_text": LONGEST_TEXT,
    "strategy": LONGEST_TEXT,
    "responsible_text": LONGEST_TEXT,
    "status_text": LONGEST_TEXT,
    "risk_text": LONGEST_TEXT,
    "remarks": LONGEST_TEXT,
    "deadline_text": LONGEST_DEADLINE,
    **LONGEST,
}
"""Characters of each field, at most."""
_STANDS_UNDER = {
    "text": (Meaning.TEXT, Meaning.TITLE, Meaning.ITEMS),
    "title": (Meaning.TITLE,),
    "goal_text": (Meaning.GOAL, Meaning.GOAL_AND_TOPIC),
    "topic": (Meaning.TOPIC, Meaning.GOAL_AND_TOPIC),
    "code": (Meaning.CODE, Meaning.NUMBER),
    "responsible_text": (Meaning.RESPONSIBLE,),
    "deadline_text": (Meaning.DEADLINE,),
    "status_text": (Meaning.STATUS,),
    "strategy": (Meaning.STRATEGY,),
    "risk_text": (Meaning.RISK,),
    "remarks": (Meaning.REMARK, Meaning.DESCRIPTION),
}
_FACTS = {
    "responsible_text": "ansvarlig",
    "deadline_text": "frist",
    "status_text": "status",
    "risk_text": "risiko",
    "remarks": "merknad",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field of a row; `text` is what stands there."""

    row: MeasureRow
    field: str
    text: str
    sentence: str

    @property
    def may_be_left(self) -> bool:
        """Not a deadline that is longer than any can be kept, and not a fødselsnummer."""
        is_kept = len(self.row.deadline_text or "") <= LONGEST_DEADLINE
        return is_kept and not identity_in(getattr(self.row, self.field) or "")


def problems_in(rows: Sequence[MeasureRow], today: date) -> list[Problem]:
    return [problem for row in rows for problem in _of_row(row, today)]


def _of_row(row: MeasureRow, today: date) -> Iterator[Problem]:
    if not row.text.strip():
        facts = [name for field, name in _FACTS.items() if getattr(row, field)]
        yield Problem(row, "text", "(tom)", sentences.without_text(facts))
    for field, most in MOST.items():
        words = getattr(row, field) or ""
        if len(words) > most:
            yield Problem(row, field, sentences.of_length(words), sentences.too_long(most))
        if number := identity_in(words):
            yield Problem(row, field, number, sentences.IDENTITY)
    deadline = row.deadline_text or ""
    if names_a_day(deadline):
        try:
            read_day(deadline, today=today)
        except DayRefusedError as problem:
            yield Problem(row, "deadline_text", deadline, str(problem))


def faults_of(problems: Sequence[Problem], document: Document, layout: Layout) -> list[Fault]:
    """The same as the file shows them."""
    parts = {
        (document.tables[part.table].name, row.number): part
        for part in layout.taken
        for row in document.tables[part.table].rows[part.first : part.last + 1]
    }
    is_a_sheet = document.kind in {DocumentKind.EXCEL, DocumentKind.CSV}
    return [
        Fault(
            sheet=one.row.source.table,
            row=one.row.source.row,
            column=_column(parts.get((one.row.source.table, one.row.source.row)), one, is_a_sheet),
            text=one.text,
            problem=one.sentence,
            may_be_left=not is_a_sheet and one.may_be_left,
        )
        for one in problems
    ]


def _column(part: Part | None, problem: Problem, is_a_sheet: bool) -> str:
    """«F, Frist»; «Frist» where columns have no letters; empty where it stands in none."""
    places = part.places(*_STANDS_UNDER[problem.field]) if part else []
    if part is None or not places:
        return ""
    named = _named(part.columns[places[0]])
    return f"{get_column_letter(places[0] + 1)}, {named}" if is_a_sheet else named


def _named(column: Column) -> str:
    return " ".join(column.heading.split()) or column.meaning.label
