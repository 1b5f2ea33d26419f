"""The overview to take along: as a workbook with the measures behind it, and as one table."""

from reporting.export.matrix import columns_of, table_rows
from reporting.export.status_report import status_report
from reporting.files.downloads import Download
from reporting.overview.query import OverviewQuery


def overview_report(query: OverviewQuery) -> Download:
    """The measures of the plans that are counted, and the matrix of all fifteen bydeler."""
    plans = query.counted.plans
    return status_report(
        query.filters.measures.filter(plan__in=plans),
        query.counted,
        name=_name(query),
        for_whom="Hele byen",
        chosen=[
            f"Planene som telles: {', '.join(plan.short_name for plan in plans)}",
            *(chip.label for chip in query.filters.chips),
        ],
        plan_facts=query.facts,
    )


def overview_table(query: OverviewQuery) -> Download:
    """The tables of the page as one, a row for each bydel and the city's sum last."""
    return Download(
        name=_name(query),
        title="Status per bydel",
        sheet="Status per bydel",
        facts=[("Tilstand per", query.day.on)],
        columns=columns_of(query.counted),
        rows=table_rows(query.counted, query.facts),
    )


def _name(query: OverviewQuery) -> str:
    return f"oversikt-{query.day.on:%Y-%m-%d}"
