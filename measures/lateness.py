"""How long ago a day was, as people say it: days up to 59, then months, then years."""

from datetime import date

from django.utils.translation import gettext, ngettext

LAST_COUNTED_IN_DAYS = 59


def time_since(day: date, on: date) -> str:
    """«7 dager», «4 md.», «5 år 10 md.» from an earlier day to `on`."""
    days = (on - day).days
    if days <= LAST_COUNTED_IN_DAYS:
        return ngettext("%(days)d dag", "%(days)d dager", days) % {"days": days}
    months = (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)
    years, rest = divmod(months, 12)
    if not years:
        return gettext("%d md.") % months
    if not rest:
        return gettext("%d år") % years
    return gettext("%(years)d år %(months)d md.") % {"years": years, "months": rest}
