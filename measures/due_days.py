"""When a recurring deadline falls due, and whether its last time was reported on."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from measures.deadline_language import SOME_YEARS, DeadlineKind, Meaning


def next_due(meaning: Meaning, on: date) -> date | None:
    """The first day from `on` on, `on` included, when a recurring deadline falls due.

    None when the words give no day or month, and for «every second year» and the like, since
    nobody knows which years. A month means its last day; 29 February is the 28th in other years.
    """
    return min((day for day in _due_days(meaning, on) if day >= on), default=None)


def last_due(meaning: Meaning, on: date) -> date | None:
    """The last day strictly before `on` when it fell due; None as for `next_due`."""
    return max((day for day in _due_days(meaning, on) if day < on), default=None)


def _due_days(meaning: Meaning, on: date) -> Iterator[date]:
    """Every due day in the years around `on`, in no particular order."""
    if meaning.kind is not DeadlineKind.RECURRING or meaning.recurrence in SOME_YEARS:
        return
    named = [(int(day[:2]), int(day[3:])) for day in meaning.days]
    if not named and meaning.month:
        named = [(meaning.month, 31)]
    for year in range(max(on.year - 1, MINYEAR), min(on.year + 1, MAXYEAR) + 1):
        for month, day in named:
            yield date(year, month, min(day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last day that a recurring deadline fell due, and whether a report serves it."""

    due_on: date
    is_reported: bool


def last_time(
    meaning: Meaning, on: date, *, applies_from: date, reported_on: date | None
) -> LastTime | None:
    """The last time before `on`; None where it has not fallen due since `applies_from`.

    `reported_on` is the day that the newest report speaks of, None where there is none. It serves
    where it is later than the due day before the last one, so that 28.06 serves 01.07: domain.md,
    «A recurring deadline that has passed».
    """
    last = last_due(meaning, on)
    if last is None or last < applies_from:
        return None
    before = last_due(meaning, last)
    is_reported = reported_on is not None and (before is None or reported_on > before)
    return LastTime(last, is_reported)
