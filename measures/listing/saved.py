"""What stands under a row that was just saved: what is so now, and the next that remains."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q

from measures.models import Measure
from measures.remaining import Remaining
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import as_id
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Saved:
    """A row that was saved: a sentence with its level, the act that «Angre» takes back (as
    `ReportForm.undo_tag`), and what remains."""

    measure: Measure
    level: str
    sentence: str
    undo_tag: str
    remaining: Remaining


def saved_in(request: AuthenticatedRequest, measures: Iterable[Measure], day: Day) -> Saved | None:
    """The receipt of a report on one of these rows, which is told under it and not on top."""
    for message in messages.get_messages(request):
        act = as_id(message.extra_tags or "")
        if act is None:
            continue
        reported = Measure.objects.filter(Q(statuses__act=act) | Q(risks__act=act)).distinct()
        if measure := next((one for one in reported if one in measures), None):
            after = Remaining.after(measure, request.user, day)
            return Saved(measure, message.level_tag, message.message, message.extra_tags, after)
    return None
