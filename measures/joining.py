"""The day from which a measure is in its plan, put right afterwards."""

from datetime import date

from django.db import transaction
from django.db.models import F, Min

from measures.models import Deadline, Edit, Measure, StaleMeasureError
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


def joined_late(measure: Measure) -> bool:
    """Whether it was added after its plan was adopted: only such a one is in it from a day."""
    return not measure.plan.is_draft and not hasattr(measure, "adopted_wording")


def first_deadline(measure: Measure) -> Deadline | None:
    """The deadline that applies from the measure's first day in its plan."""
    deadlines = Deadline.objects.counting().filter(measure=measure)
    found: Deadline | None = deadlines.order_by("applies_on", "recorded_at").first()
    return found if found and found.applies_on == measure.first_day else None


def first_report(measure: Measure) -> date | None:
    """The first day that something is known about: a measure is in its plan by then."""
    first = first_deadline(measure)
    days = [
        entries.aggregate(day=Min("applies_on"))["day"]
        for entries in (
            measure.statuses.counting(),
            measure.risks.counting(),
            measure.deadlines.counting().exclude(pk=first.pk if first else 0),
        )
    ]
    return min((day for day in days if day), default=None)


@transaction.atomic
def correct_joining_day(
    measure: Measure, on: date, *, reason: str, by: User, expected_version: int
) -> None:
    """Let it be in its plan from another day; its first deadline applies from that day too.

    `expected_version` counts its edits. Raises StaleMeasureError, with nothing written, where
    somebody edited it, or moved its deadline, meanwhile.
    """
    before, deadline = measure.first_day, first_deadline(measure)
    claimed = Measure.objects.filter(pk=measure.pk, edit_version=expected_version)
    if not claimed.update(edit_version=F("edit_version") + 1, joined_on=on):
        raise StaleMeasureError
    if deadline:
        measure.correct_deadline(
            deadline,
            deadline.words,
            on=on,
            reason=reason,
            by=by,
            expected_version=measure.report_version,
        )
    Edit.objects.create(
        measure=measure,
        part=Edit.Part.JOINED_ON,
        before=f"{before:%d.%m.%Y}" if before else "",
        after=f"{on:%d.%m.%Y}",
        reason=reason,
        **signed(by, measure.plan.organisation),
    )
