"""When something in a clause of a status was: «i fjor», «våren 2024»."""

from datetime import date

from ruspolitikk.day_reading import MONTH_NAMES

_MONTHS = "|".join(MONTH_NAMES)
_SEASON_BEGINS = {"vinter": 1, "vår": 3, "sommer": 6, "høst": 9}

TIME = (
    r"(?: (?P<how>(?:(?:tidlig|sent|siden|fra|fra og med|fr[ae]m til|til|ut|i|i løpet av|den|per"
    r"|primo|medio|ultimo|slutten av|starten av|begynnelsen av) )*)"
    r"(?:(?P<day>\d{1,2}\.\d{1,2}\.20\d\d)"
    rf"|(?:\d{{1,2}}\. ?)?(?:(?P<month>{_MONTHS})|(?P<season>vår|sommer|høst|vinter)(?:en)?)"
    r"(?: (?P<year_of>20\d\d))?|(?P<year>20\d\d)|(?P<last_year>(?:for)?fjor)"
    r"(?: (?:vår|sommer|høst))?|år))?"
)
"""A time after a status, with a blank before it; its parts are the groups that `when` reads."""


def when(said: dict[str, str | None], on: date | None) -> tuple[int, ...] | None:
    """Year, month and day of what `TIME` found, as far as they are told; None where no time is.

    A month or a season alone is of the year of `on`, or of None of a year that nobody knows, before
    all others; a season is from its first month.
    """
    this_year = on.year if on else 0
    if day := said["day"]:
        return tuple(int(part) for part in reversed(day.split(".")))
    year = int(said["year"] or said["year_of"] or this_year)
    if name := said["month"]:
        return year, MONTH_NAMES.index(name) + 1
    if season := said["season"]:
        return year, _SEASON_BEGINS[season]
    if said["year"]:
        return (year,)
    return (max(this_year - 1, 0),) if said["last_year"] else None
