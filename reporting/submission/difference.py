"""What differs between two writings of the same measures, field by field.

Both are facts as `shape.row_of` gives them, by the measure's id: of two versions that were
sent, or of what was sent and what would be sent now.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from measures.rounds import RoundPart
from reporting.submission.files.cells import number_of
from ruspolitikk.wording import fold

Facts = Mapping[str, Any]
Rows = Mapping[int, Facts]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a measure, before and after. `kind` says what the two are: the facts of a status
    or of a risk, or text; None or blank where there was nothing."""

    measure_pk: int
    number: str
    name: str
    field: str
    kind: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Field:
    """What a row says under a heading, and what of it counts as another saying."""

    name: str
    kind: str
    read: Callable[[Facts], Any]
    counts: Callable[[Facts], Any] | None = None

    def differs(self, before: Facts, after: Facts) -> bool:
        counts = self.counts or self.read
        return bool(counts(before) != counts(after))


def _status(row: Facts) -> Any:
    """A status is another where its code is, or, where nobody has mapped it, its words."""
    status = row["status"]
    if status is None:
        return None
    is_unmapped = status["code"] == "unmapped"
    return (status["code"], fold(status["words"]) if is_unmapped else "")


def _level(row: Facts) -> Any:
    return row["risk"]["level"] if row["risk"] else None


def _deadline_words(row: Facts) -> str:
    return row["deadline"]["words"] if row["deadline"] else ""


def _due(row: Facts) -> Any:
    """The day that a deadline means, else its words."""
    deadline = row["deadline"]
    return deadline and (deadline["due_on"] or deadline["words"])


def _remark(row: Facts) -> str:
    return (row["status"] or {}).get("remark") or ""


def _items(row: Facts) -> str:
    return "\n".join(
        f"{item['text']} (utført {day_of(item['done_on'])})" if item["done_on"] else item["text"]
        for item in row["items"]
    )


def _part(row: Facts) -> str:
    return str(RoundPart(row["in_round"]).label)


def _words(row: Facts) -> str:
    return row["status"]["words"] if row["status"] else ""


def _own_words(row: Facts) -> str:
    """The bydel's word where it is another than the city's; blank where it is the same."""
    words = fold(_words(row))
    return "" if row["status"] and words == fold(row["status"]["label"]) else words


def day_of(written: str) -> str:
    """«31.08.2026» of a day as facts have it."""
    year, month, day = written.split("-")
    return f"{day}.{month}.{year}"


STATUS = Field("Status", "status", lambda row: row["status"], _status)
RISK = Field("Risiko", "risk", lambda row: row["risk"], _level)
DEADLINE = Field("Frist", "text", _deadline_words, lambda row: fold(_deadline_words(row)))
SINCE_A_ROUND = (STATUS, RISK, Field("Frist", "text", _deadline_words, _due))
"""What a reader of the next round's report asks about first, on pages and in files; a deadline that
is worded otherwise and means the same day is the same."""

EVERY_FIELD = (
    Field("I runden", "text", _part),
    STATUS,
    Field("Bydelens ord", "text", _words, _own_words),
    Field("Merknad", "text", _remark),
    RISK,
    DEADLINE,
    Field("Ansvarlig", "text", lambda row: row["responsible_text"] or ""),
    Field("Tittel", "text", lambda row: row["title"] or ""),
    Field("Tiltak", "text", lambda row: row["text"]),
    Field("Delpunkter", "text", _items),
    Field("Mål", "text", lambda row: "\n".join(row["goals"]) or row["goal_text"] or ""),
    Field("Strategi", "text", lambda row: row["strategy"] or ""),
    Field("Innsatsområde", "text", lambda row: row["topic"] or ""),
    Field("Svar på byens plan", "text", lambda row: "\n".join(row["answers"])),
)


def changes(before: Rows, after: Rows, fields: Iterable[Field]) -> list[FieldChange]:
    """Of the measures that both have, in the order of `after`, where a field says something else;
    a status that only its words set apart is told as its words alone."""
    chosen = tuple(fields)
    return [
        FieldChange(
            pk,
            number_of(row),
            row["name"],
            field.name,
            field.kind,
            field.read(before[pk]),
            field.read(row),
        )
        for pk, row in after.items()
        if pk in before
        for field in chosen
        if field.differs(before[pk], row)
    ]


def only_in(one: Rows, other: Rows) -> list[Facts]:
    """The measures that one has and the other has not."""
    return [row for pk, row in one.items() if pk not in other]
