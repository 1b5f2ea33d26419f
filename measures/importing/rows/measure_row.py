"""A measure as it was read: what will be saved, where it stands in the file, and what is doubted.

The fields bear the names of `export_status`; None is «nothing there», an empty tuple «none».
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self

from measures.deadline_language import DeadlineKind, Meaning, Recurrence
from measures.vocabulary import RiskLevel, StatusCode


class DoubtKind(StrEnum):
    """What a person is asked about a row. The set is closed; any may be left unanswered.

    Those above the line hold a fact back; those below it are guesses that were made.
    """

    NO_TEXT = "no_text"  # facts and no measure
    TOO_LONG = "too_long"
    DOES_NOT_FIT = "does_not_fit"  # words: a code or a topic that is longer than one may be
    STATUS_UNKNOWN = "status_unknown"  # words: the status words
    STATUS_BY_COLOUR = "status_by_colour"  # words: the colour
    STATUS_OF_SEVERAL = "status_of_several"  # words: the status; answers: its code, if known
    DEADLINE_OF_SEVERAL = "deadline_of_several"  # words: the deadline
    DEADLINE_BY_COLOUR = "deadline_by_colour"  # words: the time that is coloured
    DEADLINE_UNCLEAR = "deadline_unclear"  # words: the deadline; answers: years, where one is asked
    RISK_UNKNOWN = "risk_unknown"
    NO_VALUE = "no_value"  # words: «#REF!», or nothing
    SEVERAL_GOALS = "several_goals"
    # ------
    COLUMNS_RUN_TOGETHER = "columns_run_together"
    SEVERAL_MEASURES = "several_measures"  # answers: their texts
    BULLETS = "bullets"  # answers: the items
    NEW_DEADLINE_IN_STATUS = "new_deadline_in_status"
    STATUS_IN_DEADLINE = "status_in_deadline"
    DEADLINE_IN_STATUS = "deadline_in_status"
    DEADLINE_IN_TEXT = "deadline_in_text"
    STATUS_IN_TEXT = "status_in_text"
    PERSON = "person"  # words: what looks like a person's name
    PERSONAL_DATA = "personal_data"  # words: a sentence's part, «et telefonnummer («…»)»
    CROSSES_WITH_GAP = "crosses_with_gap"
    PARTLY_STRUCK = "partly_struck"
    CARRIED_GOAL = "carried_goal"  # an empty goal that was filled from the row above


LONGEST_DEADLINE = 1000
LONGEST = {"code": 20, "topic": 200}
"""What a measure's own fields hold, in characters; the others hold any text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about one field: the words that it is about, and the answers that are possible.

    `field` is the name of a field of `MeasureRow`.
    """

    kind: DoubtKind
    field: str
    words: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where it stands: «Tabell 2» or the sheet's name, the row as people count, a PDF's page.

    `is_text`: in running text, where a reader finds no row by its number.
    """

    table: str
    row: int
    page: int | None = None
    is_text: bool = False

    @property
    def can_be_found(self) -> bool:
        """Whether it says more than that it is somewhere in the text."""
        return not self.is_text or self.page is not None

    def __str__(self) -> str:
        page = f"side {self.page}" if self.page else ""
        row = "" if self.is_text else f"rad {self.row}"
        return ", ".join(filter(None, (self.table, page, row)))


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """`n`: its place among the document's measures, from 1. `text`: with its items as lines that
    begin with «- ». `deadline_text` is the first wording; `due_on` the newest day, and
    `due_on_before` the one before it, where the file tells of both (`deadline_reason`: its words
    for why). `responsible`: the parties, where certain; else the whole text as one. `original`: the
    file's own words of each field that is not word for word the same.
    """

    n: int
    text: str
    source: Source
    code: str | None = None
    title: str | None = None
    topic: str | None = None
    strategy: str | None = None
    goal_text: str | None = None
    items: tuple[str, ...] = ()
    responsible_text: str | None = None
    responsible: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    due_on: date | None = None
    starts_on: date | None = None
    recurrence: Recurrence | None = None
    days: tuple[str, ...] = ()
    month: int | None = None
    due_on_before: date | None = None
    deadline_reason: str | None = None
    status_text: str | None = None
    status: StatusCode | None = None
    risk_text: str | None = None
    risk: RiskLevel | None = None
    remarks: str | None = None
    doubts: tuple[Doubt, ...] = ()
    original: tuple[tuple[str, str], ...] = ()

    def with_meaning(self, meaning: Meaning) -> Self:
        """The same row, due as its deadline's words are understood."""
        return replace(
            self,
            deadline_kind=meaning.kind,
            due_on=meaning.due_on,
            starts_on=meaning.starts_on,
            recurrence=meaning.recurrence,
            days=meaning.days,
            month=meaning.month,
        )

    def fitting(self, field: str) -> str:
        """The code or the topic, as far as a measure can hold it: whole, or not at all."""
        words: str = getattr(self, field) or ""
        return words if len(words) <= LONGEST[field] else ""
