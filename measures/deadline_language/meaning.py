"""What a deadline's words may mean: the kinds, and how often one recurs."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DeadlineKind(StrEnum):
    """What sort of deadline the words name; NONE is for an entry that takes a deadline away.

    `understand` never answers NONE: a blank cell is no deadline at all.
    """

    NONE = "none"
    DATE = "date"
    PERIOD = "period"
    FROM = "from"
    UNTIL = "until"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    PLAN_PERIOD = "plan_period"
    UNCLEAR = "unclear"


class Recurrence(StrEnum):
    """How often a recurring deadline falls due, as far as the words tell."""

    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    TERTIAL = "tertial"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    EVERY_2_YEARS = "every_2_years"
    EVERY_3_YEARS = "every_3_years"
    EVERY_4_YEARS = "every_4_years"
    EVERY_5_YEARS = "every_5_years"
    UNSPECIFIED = "unspecified"


class Doubt(StrEnum):
    """What the words of an unclear deadline leave open."""

    NO_YEAR = "no_year"
    EVENT = "event"
    BEFORE_SEASON = "before_season"
    FEAST = "feast"
    LENGTH = "length"
    SEVERAL = "several"
    ABOUT = "about"
    VAGUE = "vague"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a deadline's words mean.

    `due_on` is the day that the words name: the day itself, a `from`'s first day, an `until`'s or
    a `period`'s last; None for the other kinds. `starts_on` is a period's first day. `days` are a
    recurring deadline's days as MM-DD in the order of the year; `month` is 1–12 where the words
    name a month and no day. `why` is what an unclear deadline's words leave open; it is read of
    the words, and makes no two meanings differ.
    """

    kind: DeadlineKind
    due_on: date | None = None
    starts_on: date | None = None
    recurrence: Recurrence | None = None
    days: tuple[str, ...] = ()
    month: int | None = None
    why: Doubt | None = field(default=None, compare=False)
