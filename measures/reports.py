"""The same act on many measures at once, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from measures.models.measure import Measure
from measures.models.status import Status
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed

AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Report:
    """A status for one measure; `expected_version` is of the measure when it was looked at."""

    measure: Measure
    words: str
    code: StatusCode | None
    remark: str
    expected_version: int


@transaction.atomic
def report_statuses(
    reports: Sequence[Report], *, on: date, by: User, digest: str = ""
) -> list[Report]:
    """Append a status for each; the reports whose measure somebody saved first are given back.

    Those are not written, the others are. Four queries, and one more for each hundred rows.
    """
    ids = [report.measure.pk for report in reports]
    versions = dict(
        Measure.objects.select_for_update()
        .filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", "report_version")
    )
    stale = [r for r in reports if versions.get(r.measure.pk) != r.expected_version]
    written = versions.keys() - {report.measure.pk for report in stale}
    Status.objects.bulk_create(
        [
            Status(
                measure=report.measure,
                applies_on=on,
                **signed(by, report.measure.plan.organisation),
                words=report.words,
                code=report.code,
                remark=report.remark,
            )
            for report in reports
            if report.measure.pk in written
        ],
        batch_size=AT_A_TIME,
    )
    changed = Measure.objects.filter(pk__in=written)
    changed.update(report_version=F("report_version") + 1, report_digest=digest)
    changed.point_at_newest(Status)
    return stale
