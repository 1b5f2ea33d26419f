"""A row on the page «Gjennomgang»: field by field, as it is read and as it stands in the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.utils.text import Truncator

from measures.importing.review.decisions import ReviewRow
from measures.importing.review.forms import RowForm
from measures.importing.review.questions import Question, questions
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.entries import meaning_of
from measures.models.deadline import explain
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.wording import fold

FIELDS = (
    ("text", "Tiltak", "text"),
    ("title", "Tittel", "title"),
    ("code", "Nr", "number"),
    ("goal_text", "Mål", "goal"),
    ("topic", "Innsatsområde", "topic"),
    ("strategy", "Strategi", "strategy"),
    ("responsible_text", "Ansvarlig", "responsible"),
    ("deadline_text", "Frist", "deadline"),
    ("status_text", "Status", "status"),
    ("risk_text", "Risiko", "risk"),
    ("remarks", "Merknad", "remark"),
)
"""The name in a row, on screen, and of what stands in the file (`MeasureRow.original`)."""
ALWAYS = {"text", "goal_text", "responsible_text", "deadline_text", "status_text", "risk_text"}
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A field: what will be saved, and the file's own words; None where they are the same."""

    name: str
    label: str
    read: str
    in_file: str | None
    question: Question | None


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row with its questions, and the lines of its table."""

    one: ReviewRow
    questions: Sequence[Question]
    lines: Sequence[Line]

    @property
    def row(self) -> MeasureRow:
        return self.one.row

    @property
    def heading(self) -> str:
        """What is wrong, in a few words; where nothing is, its title or how its text begins."""
        if not self.questions:
            words = " ".join((self.row.title or self.row.text).split())
            return Truncator(words).chars(_LONGEST_HEADING) or "Uten tekst"
        headings = dict.fromkeys(question.heading for question in self.questions)
        first, *others = headings
        return ", og ".join([first, *(f"{each[:1].lower()}{each[1:]}" for each in others)])

    @property
    def status_code(self) -> str:
        if self.row.status:
            return self.row.status.value
        return "unmapped" if self.row.status_text else "not_reported"

    @property
    def status_label(self) -> str:
        return str(self.row.status.label) if self.row.status else "Ikke rapportert"

    @property
    def risk_level(self) -> str:
        return self.row.risk.value if self.row.risk else "none"


def shown(one: ReviewRow, on: date) -> RowShown:
    """The text first, then what is asked, then the rest."""
    asked = questions(one.row, on) if not one.is_out else []
    by_field = {question.field: question for question in asked}
    original = dict(one.as_read.original)
    lines = [
        Line(
            name,
            label,
            _read(one.row, name, on),
            _in_file(one, name, original.get(in_file, "")),
            by_field.get(name),
        )
        for name, label, in_file in FIELDS
        if name in ALWAYS or getattr(one.row, name) or getattr(one.as_read, name)
    ]
    first = [line for line in lines if line.name == "text"]
    rest = [line for line in lines if line.name != "text"]
    in_order = [*first, *sorted(rest, key=lambda line: line.question is None)]
    return RowShown(one, asked, in_order)


BESIDE = {"risk": "risk_text"}
"""Fields of an opened row that stand beside another's words in the file."""


def opened_fields(row: RowShown, form: RowForm) -> list[tuple[BoundField, Line]]:
    """The fields of an opened row, each with its line of the file."""
    lines = {line.name: line for line in row.lines}
    nothing = Line("", "", "", None, None)
    return [
        (field, lines.get(BESIDE.get(field.name, field.name), nothing))
        for field in form.visible_fields()
    ]


def _read(row: MeasureRow, name: str, on: date) -> str:
    if name == "deadline_text":
        return _deadline(row, on)
    if name == "responsible_text" and len(row.responsible) > 1:
        return "\n".join(row.responsible)
    return str(getattr(row, name) or "")


def _deadline(row: MeasureRow, on: date) -> str:
    """As it is understood, and from which day it was moved; after its words, unless they are a
    day's own."""
    understood = explain(meaning_of(row), on) if meaning_of(row) else ""
    if row.due_on_before:
        return f"{understood}, flyttet fra {row.due_on_before:%d.%m.%Y}"
    if not row.deadline_text or row.deadline_text == understood:
        return understood
    return f"{row.deadline_text}: {understood}"


def _in_file(one: ReviewRow, name: str, original: str) -> str | None:
    """None: word for word the same."""
    written = original or str(getattr(one.as_read, name) or "")
    if name == "status_text" and one.row.status and fold(written) != fold(one.row.status.label):
        return written or "–"
    if name == "deadline_text" and one.row.deadline_kind not in {"date", "none", "unclear"}:
        return written or "–"
    return None if written == str(getattr(one.row, name) or "") else written or "–"


def status_counts(rows: Sequence[MeasureRow]) -> dict[StatusCode | None, int]:
    """How many rows have each status; None: words that nobody has explained. Blank ones are not
    counted."""
    counts: dict[StatusCode | None, int] = {}
    for row in rows:
        if row.status_text:
            counts[row.status] = counts.get(row.status, 0) + 1
    return counts


def risk_counts(rows: Sequence[MeasureRow]) -> dict[RiskLevel, int]:
    return {level: n for level in RiskLevel if (n := sum(1 for row in rows if row.risk == level))}
