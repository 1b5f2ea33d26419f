"""«Oversikt»: all bydeler counted in their plans, as a page and as files."""

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from measures.filters.measure_filter import IN_FORCE
from reporting.counting import Overview, counted_codes
from reporting.files.downloads import Download, svg_response
from reporting.overview.chart import phone_chart, picture_of, wide_chart
from reporting.overview.files import name_of_overview, overview_report, overview_table
from reporting.overview.query import overview_query, query_of_file
from reporting.overview.rates import rates_of
from reporting.overview.sentences import headline
from reporting.overview.sorting import Sorting
from reporting.overview.tables import tables_of
from ruspolitikk.accounts.http import AuthenticatedRequest

OPENS_WITH = f"?plan={IN_FORCE}"
"""What a bare address asks for: the plans that count, as the list of tiltak does for the city."""


@require_safe
def overview_page(request: AuthenticatedRequest) -> HttpResponse:
    if not request.GET:
        return redirect(f"{request.path}{OPENS_WITH}")
    query = overview_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    counted = query.counted
    codes = counted_codes(counted.total)
    sort = Sorting.from_address(request.GET.get("sort", ""), codes)
    context = {
        "query": query,
        "plan_choices": query.plan_choices,
        "counted": counted,
        "total": counted.total,
        "headline": headline(query),
        "base": query.base,
        "rates": rates_of(query, sort),
        "plan_states": _plan_states(counted),
        "codes": codes,
        "chart": wide_chart(counted),
        "phone_chart": phone_chart(counted),
        "tables": tables_of(query, sort),
        "on": query.day.on,
    }
    return render(request, "reporting/overview/overview.html", context)


def _plan_states(counted: Overview) -> str:
    """«1 i kraft, 2 utløpt, 1 antatt start»."""
    states = Counter(row.state_label for row in counted.with_plan)
    return ", ".join(f"{n} {state}" for state, n in states.items())


# --- Files ----------------------------------------------------------------------------------


def report(request: AuthenticatedRequest) -> Download:
    return overview_report(query_of_file(request))


def table(request: AuthenticatedRequest) -> Download:
    return overview_table(query_of_file(request))


@require_safe
def overview_svg(request: AuthenticatedRequest) -> HttpResponse:
    query = query_of_file(request)
    sentences = query.in_words or ["Alle tiltak i planene som gjelder"]
    return svg_response(
        "reporting/overview/file.html",
        {"picture": picture_of(query.counted, sentences), "on": query.day.on},
        name=name_of_overview(query),
    )
