"""What the lists of «Å gjøre» are made of: each row ends in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Measure

FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class FallsDue:
    """The day, how soon it is, and the plan's own words for it."""

    on: date
    how_soon: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """What it is about, what is known of it, and the act that settles it.

    Beside the note stands one more thing that is known: a fact in words, a day that is near, or
    the deadline of a measure; or nothing.
    """

    title: str
    url: str
    note: str
    act: str
    act_url: str
    fact: str = ""
    falls_due: FallsDue | None = None
    deadline_of: Measure | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A list on the page. Where `url` leads to all of it, `rows` are its first few, of so many as
    `all_rows` says.

    `rows_are` names the rows where they are not the measures that are counted; `act` is one for
    all the rows, at `act_url`.
    """

    anchor: str
    label: str
    note: str
    count: int
    rows: Sequence[Row]
    url: str = ""
    all_rows: int = 0
    rows_are: str = ""
    act: str = ""
    act_url: str = ""

    @property
    def more(self) -> str:
        """The words of the link to the rest; none where all are shown."""
        if self.all_rows <= len(self.rows):
            return ""
        return " ".join([f"Vis alle {self.all_rows}", self.rows_are]).rstrip()
