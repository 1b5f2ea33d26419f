"""Which tables hold measures, and what each column means: guessed, shown, and changed by a person.

The meanings are those of the page «Tabeller» (documents.md, 22).
"""

from dataclasses import dataclass
from enum import StrEnum

from measures.importing.document import Row
from measures.vocabulary import StatusCode


class Meaning(StrEnum):
    """What a column, or the heading above a table, is."""

    GOAL = "goal"
    GOAL_AND_TOPIC = "goal_and_topic"
    TOPIC = "topic"
    STRATEGY = "strategy"
    NUMBER = "number"
    CODE = "code"
    TITLE = "title"
    TEXT = "text"
    DESCRIPTION = "description"
    ITEMS = "items"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    DEADLINE_CROSS = "deadline_cross"
    STATUS = "status"
    STATUS_CROSS = "status_cross"
    RISK = "risk"
    REMARK = "remark"
    UNUSED = "unused"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Meaning.GOAL: "Mål",
    Meaning.GOAL_AND_TOPIC: "Mål og innsatsområde",
    Meaning.TOPIC: "Innsatsområde",
    Meaning.STRATEGY: "Strategi",
    Meaning.NUMBER: "Nr",
    Meaning.CODE: "Kode",
    Meaning.TITLE: "Tittel",
    Meaning.TEXT: "Tiltak",
    Meaning.DESCRIPTION: "Beskrivelse",
    Meaning.ITEMS: "Delpunkter",
    Meaning.RESPONSIBLE: "Ansvarlig",
    Meaning.DEADLINE: "Frist",
    Meaning.DEADLINE_CROSS: "Frist (kryss)",
    Meaning.STATUS: "Status",
    Meaning.STATUS_CROSS: "Status (kryss)",
    Meaning.RISK: "Risiko",
    Meaning.REMARK: "Merknad",
    Meaning.UNUSED: "Brukes ikke",
}


class WhyLeftOut(StrEnum):
    """Why a table is taken for no measures; what is said is the page's."""

    ABBREVIATIONS = "abbreviations"
    MOSTLY_NUMBERS = "mostly_numbers"
    HIDDEN = "hidden"
    OLD_PLAN = "old_plan"
    OTHER_PLAN = "other_plan"
    OLDER = "older"
    DROP_DOWN_VALUES = "drop_down_values"
    SUMS = "sums"
    RISKS = "risks"
    NO_MEASURES = "no_measures"
    NEVER_COMPUTED = "never_computed"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        return _WHY[self]


_WHY = {
    WhyLeftOut.ABBREVIATIONS: "Forkortelser.",
    WhyLeftOut.MOSTLY_NUMBERS: "Nesten bare tall.",
    WhyLeftOut.HIDDEN: "Arket er skjult i Excel. Det kan være en gammel plan.",
    WhyLeftOut.OLD_PLAN: "Det ser ut som en gammel plan.",
    WhyLeftOut.OTHER_PLAN: "Hører til en annen plan i dokumentet.",
    WhyLeftOut.OLDER: "De samme tiltakene står i en nyere tabell.",
    WhyLeftOut.DROP_DOWN_VALUES: "Verdiene i nedtrekkslistene.",
    WhyLeftOut.SUMS: "Bare summer.",
    WhyLeftOut.RISKS: "Risikoer for planen, og hva som gjøres med dem.",
    WhyLeftOut.NO_MEASURES: "Ingen kolonne ligner på tiltak.",
    WhyLeftOut.NEVER_COMPUTED: "Tiltakene er formler som ikke er regnet ut. "
    "Åpne filen i Excel, lagre den, og last den opp på nytt.",
    WhyLeftOut.EMPTY: "Tabellen er tom.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands over it in the file (empty: nothing), and what it means.

    `year`: of a column that is crossed off (DEADLINE_CROSS). The heading of one that is crossed off
    for a status (STATUS_CROSS) is that status.
    """

    heading: str
    meaning: Meaning
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table under one heading. A table whose heading is another further down has two.

    `table` is its place in the document's tables. `first` and `last` are places in the table's
    rows: the first that may be a measure, the last that belongs to it. `headings` are the places of
    the rows that say what the columns are; the same heading again, after a page break, is skipped
    and is no part.
    `above`: the heading over it, where that is a goal, a strategy or a topic (`above_means`;
    UNUSED where it is none). `outer`: the headings further out, and what they are.
    `bullets_are_measures`: each bullet of a cell is a measure of its own, not an item.
    `colours_are_times`: a person says that colours in columns of years are the deadline.
    `colours`: what a person says that a status given by colour alone means; «RRGGBB» → a code.
    `why_left_out`: it holds no measures, as far as we can tell. None: it does.
    """

    table: int
    first: int
    last: int
    columns: tuple[Column, ...]
    headings: tuple[int, ...] = ()
    above: str = ""
    above_means: Meaning = Meaning.UNUSED
    outer: tuple[tuple[str, Meaning], ...] = ()
    bullets_are_measures: bool = False
    with_hidden_rows: bool = False
    with_struck_rows: bool = False
    colours_are_times: bool = False
    colours: tuple[tuple[str, StatusCode | None], ...] = ()
    why_left_out: WhyLeftOut | None = None

    def is_struck(self, row: Row) -> bool:
        """Whether the measure of a row is struck through: all that is written, or all its text."""
        texts = [
            row.cells[n]
            for n in self.places(Meaning.TITLE, Meaning.TEXT, Meaning.DESCRIPTION)
            if n < len(row.cells) and row.cells[n].text.strip()
        ]
        return row.is_struck or (bool(texts) and all(cell.is_struck for cell in texts))

    def places(self, *meanings: Meaning) -> list[int]:
        """The columns that have one of these meanings, from left to right."""
        return [n for n, column in enumerate(self.columns) if column.meaning in meanings]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is to be read."""

    parts: tuple[Part, ...]

    @property
    def taken(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.why_left_out is None)
