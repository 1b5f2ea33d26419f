"""Days as people write them, in every field of the product: read, or refused with a sentence.

>>> read_day("1. mai 2026", today=date(2026, 11, 23))
datetime.date(2026, 5, 1)
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

FIRST_YEAR = 1990
YEARS_AHEAD = 50
"""domain.md, «Deadlines»: years outside these are refused in every date field."""
_PLANS_REACH = 10
"""Years from today: a day further off is not suggested, since no plan's days lie there."""

MONTH_NAMES = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NAMES = "|".join([*MONTH_NAMES, "sept", *MONTHS])
_YEAR_FIRST = re.compile(r"(?P<year>\d{4,6})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\s*[./-]\s*(?P<month>\d{1,2})\s*[./-]\s*(?P<year>\d{2,6})", re.ASCII
)
_IN_WORDS = re.compile(
    rf"(?P<day>\d{{1,2}})\.?\s*(?P<month>{_NAMES})\.?\s*(?P<year>\d{{2,6}})", re.ASCII
)
_DAYS_AGO = {"i dag": 0, "idag": 0, "i går": 1, "igår": 1}

HOW_TO_WRITE = "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."


class DayRefusedError(ValueError):
    """Why a text is no day that the product takes, in a sentence for whoever wrote it."""


def read_day(text: str, *, today: date) -> date:
    """The day that a text names. Raises DayRefusedError.

    Two digits of a year are the nearest such year that is plausible: 26 is 2026.
    """
    words = " ".join(text.lower().split())
    if words in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[words])
    found = next(
        (m for p in (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS) if (m := p.fullmatch(words))), None
    )
    if found is None:
        raise DayRefusedError(HOW_TO_WRITE)
    year = _year(found["year"], today)
    month = found["month"] if found["month"].isdecimal() else str(_month_named(found["month"]))
    is_year_off = not is_plausible(year, today)
    day = None if is_year_off else _day(year, int(month), int(found["day"]))
    if day is None:
        digits = found["year"] if len(found["year"]) > 2 else str(year)
        raise DayRefusedError(_refusal(found["day"], month, digits, today))
    return day


def names_a_day(text: str) -> bool:
    """Whether a text is shaped as a day, with a year, whether there is such a day or not."""
    words = " ".join(text.lower().split())
    return any(pattern.fullmatch(words) for pattern in (_YEAR_FIRST, _DAY_FIRST, _IN_WORDS))


def is_plausible(year: int, today: date) -> bool:
    return FIRST_YEAR <= year <= today.year + YEARS_AHEAD


def _year(digits: str, today: date) -> int:
    if len(digits) > 2:
        return int(digits)
    this_century = today.year // 100 * 100 + int(digits)
    return this_century if is_plausible(this_century, today) else this_century - 100


def _month_named(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _refusal(day: str, month: str, year: str, today: date) -> str:
    """What is wrong with a day, and the one that a single edit of its year or month gives, the
    nearest to today of several; none where that is further off than plans reach."""
    number = int(year)
    if not 1 <= int(month) <= 12:
        near = [(number, int(other)) for other in _one_edit_from(month) if other]
        problem, alone = f"Måned {month} finnes ikke.", HOW_TO_WRITE
    elif not is_plausible(number, today):
        near = [(int(other), int(month)) for other in _one_edit_from(year) if len(other) == 4]
        problem = f"År {year} er for langt {'fram' if number > today.year else 'tilbake'}."
        alone = problem
    elif int(day) > (last := monthrange(number, int(month))[1]):
        return f"Dagen finnes ikke. {_month_in_words(int(month))} {number} har {last} dager."
    else:
        return HOW_TO_WRITE
    days = [
        found
        for other_year, other_month in near
        if _may_be_meant(other_year, today) and (found := _day(other_year, other_month, int(day)))
    ]
    if not days:
        return alone
    return f"{problem} Mente du {min(days, key=lambda one: abs(one - today)):%d.%m.%Y}?"


def _may_be_meant(year: int, today: date) -> bool:
    return is_plausible(year, today) and abs(year - today.year) <= _PLANS_REACH


def _month_in_words(month: int) -> str:
    return _NAMES.split("|")[month - 1].capitalize()


def _one_edit_from(digits: str) -> Iterable[str]:
    """What one mistyped digit, one too many, one too few, or two that changed places may have
    been."""
    for place in range(len(digits) + 1):
        before, after = digits[:place], digits[place:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for digit in "0123456789":
            yield before + digit + after[1:]
            yield before + digit + after
