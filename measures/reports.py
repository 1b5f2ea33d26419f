"""The same act on many measures at once, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from measures.models import Measure, Report, Status
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed

AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """A report on one measure; `expected_version` is of the measure when it was looked at."""

    measure: Measure
    report: Report
    expected_version: int


@transaction.atomic
def report_many(
    reports: Sequence[MeasureReport], *, on: date, by: User, digest: str = ""
) -> list[MeasureReport]:
    """Append a status for each; those whose measure somebody saved first are given back.

    Those are not written, the others are. Four queries, and one more for each hundred rows.
    """
    ids = [one.measure.pk for one in reports]
    versions = dict(
        Measure.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", "report_version")
    )
    stale = [one for one in reports if versions.get(one.measure.pk) != one.expected_version]
    written = versions.keys() - {one.measure.pk for one in stale}
    Status.objects.bulk_create(
        [
            Status(
                measure=one.measure,
                applies_on=on,
                **signed(by, one.measure.plan.organisation),
                words=one.report.words,
                code=one.report.code,
                remark=one.report.remark,
            )
            for one in reports
            if one.measure.pk in written
        ],
        batch_size=AT_A_TIME,
    )
    changed = Measure.objects.filter(pk__in=written)
    changed.update(report_version=F("report_version") + 1, report_digest=digest)
    changed.point_at_newest(Status)
    return stale
