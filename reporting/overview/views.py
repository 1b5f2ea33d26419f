"""«Oversikt»: all bydeler counted in their plans, as a page and as files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from measures.filters import CountFilter
from measures.models import Measure
from measures.vocabulary import UNMAPPED, label_for
from plans.models import Plan
from reporting.counting import Overview, counted_codes, overview, plans_asked_for
from reporting.export.matrix import headings, table_rows
from reporting.files.csv import csv_file
from reporting.files.downloads import CSV, SVG, attached, excel_response
from reporting.overview.chart import Chart, legend, status_chart
from reporting.overview.files import overview_report
from reporting.overview.heads import Headings
from reporting.overview.page import (
    NARROWING,
    Sorting,
    plan_choices,
    sorted_rows,
    stages_and_rest,
)
from reporting.overview.rows import Drawing
from reporting.plan_facts import PlanFacts, facts_of, moves_of_all
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm

CHART_WIDTH, LABEL_WIDTH = 1184, 139
FILE_HEAD, FILE_LINE = 36, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and a sentence for each thing in it that could not be read."""

    day: Day
    day_form: DayForm
    filters: CountFilter
    plans: Sequence[Plan]
    instead: Sequence[Plan]
    counted: Overview
    facts: Mapping[int, PlanFacts]
    problems: list[str]

    @property
    def said(self) -> list[str]:
        """The filter in force, in words: for a print and for a file."""
        return [
            *(chip.label for chip in self.filters.chips),
            *(f"{plan.organisation.name} telles i planen {plan.period}" for plan in self.instead),
        ]


def _asked(request: AuthenticatedRequest) -> Asked:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    on = day.on
    filters = _narrowed(request, day)
    plans = [plan for plan in filters.plans if plan.organisation.is_bydel]
    instead, problems = plans_asked_for(request.GET.getlist("plan"), plans)
    counted = overview(
        filters.measures,
        plans,
        on,
        bydeler=[one for one in filters.organisations if one.is_bydel],
        instead=instead,
    )
    facts = facts_of(
        [row.plan for row in counted.with_plan if row.plan],
        on,
        city={pk for pk, *_rest in filters.city_measures},
        among=filters.measures if filters.data else None,
    )
    problems = [*problems, *filters.problems, *day_form.problems]
    return Asked(day, day_form, filters, plans, instead, counted, facts, problems)


def _narrowed(request: AuthenticatedRequest, day: Day) -> CountFilter:
    """The list's own filters, of those that narrow what is counted."""
    asked = QueryDict(mutable=True)
    for name in NARROWING:
        if value := request.GET.get(name):
            asked[name] = value
    return CountFilter(asked, user=request.user, day=day)


def _to_file(request: AuthenticatedRequest) -> Asked:
    """What could not be read in an address is a 404, never another day or plan."""
    asked = _asked(request)
    if asked.problems:
        raise Http404("Filteret i adressen kan ikke leses.")
    return asked


@require_safe
def overview_page(request: AuthenticatedRequest) -> HttpResponse:
    asked = _asked(request)
    counted, facts = asked.counted, asked.facts
    for problem in asked.problems:
        messages.error(request, problem)
    codes = counted_codes(counted.total)
    stages = stages_and_rest(UNMAPPED in codes)
    sort = Sorting.asked(request.GET.get("sort", ""), codes)
    drawing = Drawing(asked.day.on, asked.day.today, asked.filters.data, codes, stages)
    rows = [
        drawing.row(row, facts.get(row.plan.pk) if row.plan else None)
        for row in sorted_rows(counted, facts, sort)
    ]
    return render(
        request,
        "reporting/overview/overview.html",
        {
            "counted": counted,
            "total": counted.total,
            "codes": [(code, label_for(code)) for code in codes],
            "stages": stages,
            "rows": rows,
            "rows_with_plan": [row for row in rows if row.has_plan],
            "head": Headings(request.GET, sort).drawn(codes, stages),
            "filters": asked.filters,
            "filter_said": asked.said,
            "choices": plan_choices(
                counted, asked.plans, names_plans=bool(request.GET.get("plan"))
            ),
            "city_row": drawing.whole_city(counted, moves_of_all(facts.values())),
            "chart": _chart(counted),
            "phone_chart": status_chart(counted, width=358, label_width=104, with_empty=False),
            "in_system": Measure.objects.filter(plan__in=asked.plans).count(),
            "standings": _standings(counted),
            "reported_percent": _percent(counted.total.reported_percent),
            "day_form": asked.day_form,
            "on": asked.day.on,
            "day_said": asked.day.sentence,
            "past_query": asked.day.query,
        },
    )


def _chart(counted: Overview) -> Chart:
    return status_chart(counted, width=CHART_WIDTH, label_width=LABEL_WIDTH, with_empty=True)


def _standings(counted: Overview) -> str:
    """«1 i kraft, 2 utløpt, 1 antatt start»."""
    standings = Counter(row.standing for row in counted.with_plan)
    return ", ".join(f"{n} {standing}" for standing, n in standings.items())


def _percent(percent: int | None) -> str:
    return "–" if percent is None else f"{percent} %"


# --- Files ----------------------------------------------------------------------------------


@require_safe
def overview_xlsx(request: AuthenticatedRequest) -> FileResponse:
    asked = _to_file(request)
    report = overview_report(asked.counted, asked.facts, asked.filters)
    return excel_response(report, made_by=request.user.acting_as)


@require_safe
def overview_csv(request: AuthenticatedRequest) -> HttpResponse:
    """The tables of the page as one, a row for each bydel and the city's sum last."""
    asked = _to_file(request)
    file = csv_file(headings(asked.counted), table_rows(asked.counted, asked.facts))
    return attached(file, f"oversikt-{asked.day.on:%Y-%m-%d}.csv", CSV)


@require_safe
def overview_svg(request: AuthenticatedRequest) -> HttpResponse:
    asked = _to_file(request)
    chart = _chart(asked.counted)
    items = legend(counted_codes(asked.counted.total), CHART_WIDTH)
    said = asked.said or ["Alle tiltak i planene som gjelder"]
    top = FILE_HEAD + FILE_LINE * len(said)
    context = {
        "chart": chart,
        "legend": items,
        "on": asked.day.on,
        "filter_said": said,
        "top": top,
        "below": top + chart.height + 16,
        "height": top + chart.height + items[-1].y + 48,
    }
    picture = render_to_string("reporting/overview/file.html", context)
    return attached(picture, f"oversikt-{asked.day.on:%Y-%m-%d}.svg", SVG)
