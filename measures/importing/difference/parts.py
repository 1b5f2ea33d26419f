"""The parts of a measure that a document can tell of, and when two documents tell the same."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from measures.deadline_language import DeadlineKind, Meaning
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.saving.entries import deadlines_of, meaning_of
from measures.importing.saving.goals_and_strategies import code_and_text
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.wording import fold


class Part(StrEnum):
    """Those that are compared, by their names in `MeasureRow`, in the order of a page.

    A remark belongs to its status: alone it is no report. Items stand in the text.
    """

    TEXT = "text"
    TITLE = "title"
    CODE = "code"
    GOAL = "goal_text"
    TOPIC = "topic"
    STRATEGY = "strategy"
    RESPONSIBLE = "responsible_text"
    DEADLINE = "deadline_text"
    STATUS = "status_text"
    RISK = "risk_text"


LABELS = {
    Part.TEXT: "Tiltak",
    Part.TITLE: "Tittel",
    Part.CODE: "Nr",
    Part.GOAL: "Mål",
    Part.TOPIC: "Innsatsområde",
    Part.STRATEGY: "Strategi",
    Part.RESPONSIBLE: "Ansvarlig",
    Part.DEADLINE: "Frist",
    Part.STATUS: "Status",
    Part.RISK: "Risiko",
}
REPORTED = (Part.DEADLINE, Part.STATUS, Part.RISK)
"""Those with a history of their own, in which each entry speaks of a day; the rest are words."""


@dataclass(frozen=True, slots=True)
class Value:
    """What is said of a part: the words, and what a status, a risk or a deadline means (None: its
    words are not understood).

    Of what stands in the product also the day that it speaks of, who said it (blank: it was read
    in), when, and whether that was after the measure was last read from a document.
    """

    words: str = ""
    means: StatusCode | RiskLevel | Meaning | None = None
    remark: str = ""
    on: date | None = None
    by: str = ""
    at: datetime | None = None
    is_since: bool = False

    def __bool__(self) -> bool:
        return bool(self.words.strip())


NOTHING = Value()


def plain(words: str) -> str:
    """Words as they are compared: line breaks and double spaces say nothing."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def is_same(part: Part, one: Value, other: Value) -> bool:
    """Whether two values say the same: a status by its code, a risk by its level, a deadline by
    what it means; else by their words. A remark that is not given takes none away."""
    match part:
        case Part.STATUS:
            remark_stays = not other.remark or plain(one.remark) == plain(other.remark)
            return remark_stays and _mean_the_same(one, other)
        case Part.RISK | Part.DEADLINE:
            return _mean_the_same(one, other)
        case Part.GOAL:
            return fold(code_and_text(one.words)[1]) == fold(code_and_text(other.words)[1])
        case Part.STRATEGY | Part.TOPIC:
            return fold(one.words) == fold(other.words)
    return plain(one.words) == plain(other.words)


def _mean_the_same(one: Value, other: Value) -> bool:
    if _is_clear(one.means) and _is_clear(other.means):
        return one.means == other.means
    return fold(one.words) == fold(other.words)


def _is_clear(means: StatusCode | RiskLevel | Meaning | None) -> bool:
    is_unclear = isinstance(means, Meaning) and means.kind == DeadlineKind.UNCLEAR
    return means is not None and not is_unclear


def value_of(row: MeasureRow, part: Part) -> Value:
    """What a row that was read says of a part; no words where it says nothing."""
    match part:
        case Part.STATUS:
            return Value(row.status_text or "", row.status, row.remarks or "")
        case Part.RISK:
            return Value(row.risk_text or "", row.risk)
        case Part.DEADLINE:
            return Value(_newest_wording(row), meaning_of(row))
        case Part.CODE | Part.TOPIC:
            return Value(row.fitting(part))
    return Value(str(getattr(row, part) or ""))


def said_in(row: MeasureRow) -> dict[Part, str]:
    """What a document says of each part, in its own words: what the next one is held against.

    Give it the row as it was read, before a person put anything right.
    """
    words = {part: value_of(row, part).words for part in Part}
    if row.due_on_before and row.due_on:
        words[Part.DEADLINE] = f"{row.deadline_text or ''}\n{row.due_on:%d.%m.%Y}".strip()
    if row.status_text and row.remarks:
        words[Part.STATUS] = f"{row.status_text}\n{row.remarks}"
    return {part: text for part, text in words.items() if text}


def says_the_same(part: Part, one: Mapping[Part, str], other: Mapping[Part, str]) -> bool:
    return plain(one.get(part, "")) == plain(other.get(part, ""))


def _newest_wording(row: MeasureRow) -> str:
    written = deadlines_of(row)
    return str(written[-1]["words"]) if written else ""
