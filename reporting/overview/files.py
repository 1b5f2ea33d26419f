"""The overview as an Excel report."""

from datetime import datetime
from typing import IO

from measures.filters import CountFilter
from reporting.counting import Overview
from reporting.export.matrix import Facts
from reporting.export.status_report import write_report
from ruspolitikk.accounts.models import User


def overview_report(
    counted: Overview,
    facts: Facts,
    filters: CountFilter,
    *,
    user: User,
    made_at: datetime,
) -> IO[bytes]:
    """The plans that the overview counts, and the matrix of all fifteen bydeler."""
    plans = [row.plan for row in counted.with_plan if row.plan]
    return write_report(
        filters.measures.filter(plan__in=plans),
        counted,
        for_whom="Hele byen",
        chosen=[
            f"Planene som telles: {', '.join(plan.short_name for plan in plans)}",
            *(chip.label for chip in filters.chips),
        ],
        made_by=user.acting_as,
        made_at=made_at,
        plan_facts=facts,
    )
