"""What a page of a past day says of reports that were put right since."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from measures.models import Deadline, Measure, Risk, Status
from measures.models.entry import struck_out_among
from measures.models.queries import MeasureQuerySet
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class StruckOut:
    """How many reports and deadlines of a day, or of an earlier one, were corrected or withdrawn
    after it."""

    reports: int = 0
    deadlines: int = 0

    @property
    def sentence(self) -> str:
        """«2 rapporter om denne dagen er rettet eller trukket tilbake siden.» Empty where none."""
        parts = []
        if self.reports:
            parts.append(f"{self.reports} {plural(self.reports, 'rapport', 'rapporter')}")
        if self.deadlines:
            parts.append(f"{self.deadlines} {plural(self.deadlines, 'frist', 'frister')}")
        if not parts:
            return ""
        return f"{' og '.join(parts)} om denne dagen er rettet eller trukket tilbake siden."


def struck_out_columns(measures: MeasureQuerySet, on: date) -> dict[str, Any]:
    """The two numbers as columns of any query: they are the same in each of its rows."""
    own = {"measure__in": measures.order_by().values("pk")}
    # A risk that was told with a status is in the same report.
    alone = Risk.objects.filter(**own).exclude(act__status_entries__isnull=False)
    return {
        "struck_reports": _count(Status.objects.filter(**own), on) + _count(alone, on),
        "struck_deadlines": _count(Deadline.objects.filter(**own), on),
    }


def _count(entries: Any, on: date) -> Any:
    struck_out = entries.struck_out_since(on).order_by().values(all=Value(1))
    number = struck_out.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def struck_out_of(measure: Measure, on: date) -> StruckOut:
    """Of one measure, whose entries are prefetched with their withdrawals."""
    statuses = measure.statuses.all()
    with_a_status = {status.act_id for status in statuses if status.act_id}
    risks = struck_out_among(measure.risks.all(), on)
    alone = [risk for risk in risks if risk.act_id not in with_a_status]
    return StruckOut(
        len(struck_out_among(statuses, on)) + len(alone),
        len(struck_out_among(measure.deadlines.all(), on)),
    )
