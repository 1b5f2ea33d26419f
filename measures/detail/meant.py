"""The measure that a report was meant for, where the reason of its withdrawal names it."""

import re

from measures.models import Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import row_named
from ruspolitikk.days import Day

_NAMED = re.compile(r"\btiltak(?:et)?\s+(?:nr\.?\s*)?([\w.-]*\w)", re.IGNORECASE)


def named_in(reason: str, measure: Measure) -> Measure | None:
    """«Gjelder tiltak 6» names tiltak 6 of the same plan; None where another number, or several,
    are named."""
    numbers = set(_NAMED.findall(reason)) - {measure.number}
    others = Measure.objects.filter(plan=measure.plan_id).exclude(pk=measure.pk)
    named = [other for other in others.select_related("plan") if other.number in numbers]
    return named[0] if len(named) == 1 else None


def meant_instead(text: str, measure: Measure, user: User, day: Day) -> Measure | None:
    """The measure that an address says a withdrawn report was meant for, where it is the same
    plan's and this person's to report on today."""
    if not text or not day.is_today:
        return None
    others = Measure.objects.reportable_by(user).filter(plan=measure.plan_id)
    meant: Measure | None = row_named(others.select_related("plan"), text)
    return meant
