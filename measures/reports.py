"""The same act on many measures at once, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from measures.models import Act, Measure, Report, Status
from plans.models import locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed

AT_A_TIME = 100
WHAT_STOOD = ("latest_status__applies_on", "latest_status__ordered_at")


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """A report on one measure; `expected_version` is of the measure when it was looked at."""

    measure: Measure
    report: Report
    expected_version: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of many reports: the act (None where nothing was written), and those whose
    measure somebody saved first."""

    act: Act | None
    stale: list[MeasureReport]


@transaction.atomic
def report_many(reports: Sequence[MeasureReport], *, on: date, by: User, digest: str = "") -> Batch:
    """Append a status for each, all in one act; those whose measure somebody saved first are given
    back.

    Those are not written, the others are. Five queries, and one more for each hundred rows.
    """
    ids = [one.measure.pk for one in reports]
    own = Measure.objects.filter(pk__in=ids).select_related("latest_status")
    rows = {row.pk: row for row in locked_by_id(own.only("report_version", *WHAT_STOOD))}
    versions = {row.pk: row.report_version for row in rows.values()}
    stale = [one for one in reports if versions.get(one.measure.pk) != one.expected_version]
    stale_ids = {one.measure.pk for one in stale}
    fresh = [one for one in reports if one.measure.pk not in stale_ids]
    if not fresh:
        return Batch(None, stale)
    owner = fresh[0].measure.plan.organisation
    act: Act = Act.objects.create(organisation=owner, kind=Act.Kind.BATCH, **signed(by, owner))
    statuses = [
        Status(
            measure=one.measure,
            applies_on=on,
            act=act,
            **signed(by, one.measure.plan.organisation),
            words=one.report.words,
            code=one.report.code,
            remark=one.report.remark,
        )
        for one in fresh
    ]
    for status in statuses:
        status.follows = rows[status.measure_id].latest_status
    Status.objects.bulk_create(statuses, batch_size=AT_A_TIME)
    changed = Measure.objects.filter(pk__in=[one.measure.pk for one in fresh])
    changed.update(report_version=F("report_version") + 1, report_digest=digest)
    changed.point_at_newest(Status)
    return Batch(act, stale)
