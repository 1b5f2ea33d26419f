"""The overview as an Excel report."""

from measures.filters import CountFilter
from reporting.counting import Overview
from reporting.export.matrix import Facts
from reporting.export.status_report import status_report
from reporting.files.downloads import Download


def overview_report(counted: Overview, facts: Facts, filters: CountFilter) -> Download:
    """The plans that the overview counts, and the matrix of all fifteen bydeler."""
    plans = [row.plan for row in counted.with_plan if row.plan]
    return status_report(
        filters.measures.filter(plan__in=plans),
        counted,
        name=f"oversikt-{counted.on:%Y-%m-%d}",
        for_whom="Hele byen",
        chosen=[
            f"Planene som telles: {', '.join(plan.short_name for plan in plans)}",
            *(chip.label for chip in filters.chips),
        ],
        plan_facts=facts,
    )
