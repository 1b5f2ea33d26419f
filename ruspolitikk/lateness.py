"""How long ago a day was, as people say it: days up to 59, then months, then years."""

from datetime import date

from ruspolitikk.wording import plural

LAST_COUNTED_IN_DAYS = 59


def time_since(day: date, on: date) -> str:
    """«7 dager», «4 md.», «5 år 10 md.» from an earlier day to `on`."""
    days = (on - day).days
    if days <= LAST_COUNTED_IN_DAYS:
        return f"{days} {plural(days, 'dag', 'dager')}"
    months = (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)
    years, rest = divmod(months, 12)
    if not years:
        return f"{months} md."
    if not rest:
        return f"{years} år"
    return f"{years} år {rest} md."
