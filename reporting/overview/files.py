"""The overview to take along: as a workbook with the measures behind it, and as one table."""

from reporting.export.matrix import columns_of, table_rows
from reporting.export.status_report import status_report
from reporting.files.downloads import Download, name_of_file
from reporting.overview.query import OverviewQuery


def overview_report(query: OverviewQuery) -> Download:
    """The measures of the plans that are counted, and the matrix of all fifteen bydeler."""
    plans = query.counted.plans
    return status_report(
        query.filters.measures.filter(plan__in=plans).with_entries(query.day),
        query.counted,
        name=name_of_overview(query),
        for_whom="Hele byen",
        chosen=query.in_words or ["Ingen, alle tiltak i planene som telles"],
        more_facts=[*_left_out(query), *query.since_then.facts],
        plan_facts=query.facts,
    )


def _left_out(query: OverviewQuery) -> list[tuple[str, object]]:
    """What the filter cannot see, plan by plan."""
    lines = [
        f"{plan.short_name}: {left_out}"
        for plan in query.counted.plans
        if (left_out := query.left_out_of_plan(plan))
    ]
    return [("Ikke med", "\n".join(lines))] if lines else []


def overview_table(query: OverviewQuery) -> Download:
    """The tables of the page as one, a row for each bydel and the city's sum last."""
    return Download(
        name=name_of_overview(query),
        title="Status per bydel",
        sheet="Status per bydel",
        facts=[("Status per", query.day.on), *query.since_then.facts],
        columns=columns_of(query.counted),
        rows=table_rows(query.counted, query.facts),
    )


def name_of_overview(query: OverviewQuery) -> str:
    return name_of_file("oversikt", query.in_words, query.day.on)
