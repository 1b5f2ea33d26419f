"""Start pages, the overview, and the files."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from measures.days import DayForm
from measures.filters import REPORTED, MeasureFilters
from measures.models import Measure
from measures.tables import MeasureTable
from measures.vocabulary import UNMAPPED, RiskLevel, label_for
from plans.models import Plan
from reporting.chart import status_chart
from reporting.downloads import attachment
from reporting.overview import ORDER, Overview, Row, counted_plans, overview, plans_asked_for
from reporting.overview_page import NARROWING, Sorting, plan_choices, sorted_rows
from reporting.plan_facts import facts_of
from reporting.status_report import measures_report, overview_report
from reporting.todo import measures_of, todo
from reporting.todo_page import groups, sentence
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def start(request: AuthenticatedRequest) -> HttpResponse:
    """The first page by role: what is to do, what is mine, or the whole city."""
    if request.user.edits_bydeler:
        return redirect("reporting:todo")
    if request.user.is_responsible:
        return redirect("reporting:mine")
    return redirect("reporting:overview")


@require_safe
def todo_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    found = [todo(request.user, bydel, today) for bydel in request.user.edits_bydeler]
    waiting = [(one, sentence(one), groups(one)) for one in found]
    return render(request, "reporting/todo.html", {"waiting": waiting, "on": today})


@require_safe
def mine(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    context = {"measures": measures_of(request.user, today), "on": today}
    return render(request, "reporting/mine.html", context)


@require_safe
def overview_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    filters = narrowed(request, on, today)
    plans = [plan for plan in filters.plans if plan.organisation.is_bydel]
    counted, problems = counted_overview(request, filters, plans, on)
    for problem in (*problems, *day_form.problems):
        messages.error(request, problem)
    codes = [code for code in ORDER if code != UNMAPPED or counted.total.by_code.get(UNMAPPED)]
    sort = Sorting.asked(request.GET.get("sort", ""), codes)
    links = Links(on, today, counted, filters.data)
    facts = facts_of(
        [row.plan for row in counted.with_plan if row.plan], on, asked=filters.city_measures
    )
    return render(
        request,
        "reporting/overview.html",
        {
            "counted": counted,
            "total": counted.total,
            "codes": [(code, label_for(code)) for code in codes],
            "rows": [(row, links.row(row, codes)) for row in sorted_rows(counted, sort)],
            "sort": sort,
            "facts": [(row, facts[row.plan.pk]) for row in counted.with_plan if row.plan],
            "filters": filters,
            "choices": plan_choices(counted, plans),
            "total_links": links.whole_city(codes),
            "chart": status_chart(counted, width=1184, label_width=139, with_empty=True),
            "phone_chart": status_chart(counted, width=358, label_width=104, with_empty=False),
            "in_system": Measure.objects.filter(plan__in=plans).count(),
            "standings": _standings(counted),
            "reported_percent": _percent(counted.total.reported_percent),
            "no_plan_columns": range(len(codes) + 4),
            "day_form": day_form,
            "on": on,
            "day_said": day_form.said(today),
        },
    )


def narrowed(request: AuthenticatedRequest, on: date, today: date) -> MeasureFilters:
    """The list's own filters, of those that narrow what is counted: strategy and innsatsområde."""
    asked = QueryDict(mutable=True)
    for name in NARROWING:
        if value := request.GET.get(name):
            asked[name] = value
    return MeasureFilters(asked, user=request.user, on=on, today=today)


def counted_overview(
    request: AuthenticatedRequest, filters: MeasureFilters, plans: list[Plan], on: date
) -> tuple[Overview, list[str]]:
    """The overview that an address asks for, and a sentence for what could not be read in it."""
    instead, problems = plans_asked_for(request.GET.getlist("plan"), plans)
    counted = overview(
        filters.measures,
        counted_plans(request.user, on),
        on,
        bydeler=[one for one in filters.organisations if one.is_bydel],
        instead=instead,
    )
    return counted, [*problems, *filters.problems]


class Links:
    """The address of the list behind each number."""

    def __init__(
        self, on: date, today: date, counted: Overview, narrowing: Mapping[str, Any]
    ) -> None:
        day = {"per": f"{on:%d.%m.%Y}"} if on != today else {}
        self.day = {**day, **{name: narrowing[name] for name in NARROWING if name in narrowing}}
        self.counted = counted
        self.list_url = reverse("measures:list")

    def row(self, row: Row, codes: list[str]) -> dict[str, Any]:
        if row.plan is None or row.counted is None:
            return {}
        return self._numbers({"bydel": row.bydel.slug, "plan": [row.plan.slug]}, row.counted, codes)

    def whole_city(self, codes: list[str]) -> dict[str, Any]:
        plans = [row.plan.slug for row in self.counted.with_plan if row.plan]
        return self._numbers({"plan": plans}, self.counted.total, codes)

    def _numbers(self, where: dict[str, Any], counted: Any, codes: list[str]) -> dict[str, Any]:
        base = f"{self.list_url}?{urlencode({**where, **self.day}, doseq=True)}"
        return {
            "all": base,
            "reported": f"{base}&status={REPORTED}",
            "codes": [
                (code, label_for(code), counted.by_code.get(code, 0), f"{base}&status={code}")
                for code in codes
            ],
            "overdue": f"{base}&over_frist=1",
            "high_risk": f"{base}&risiko={RiskLevel.HIGH}",
        }


def _standings(counted: Overview) -> str:
    """«1 i kraft, 2 utløpt, 1 antatt start»."""
    standings = Counter(row.standing for row in counted.with_plan)
    return ", ".join(f"{n} {standing}" for standing, n in standings.items())


def _percent(percent: int | None) -> str:
    return "–" if percent is None else f"{percent} %"


@require_safe
def measures_xlsx(request: AuthenticatedRequest) -> FileResponse:
    """The list that an address names, as a file; what could not be read in it is a 404."""
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    filters = MeasureFilters(request.GET, user=request.user, on=on, today=today)
    table = MeasureTable(filters.measures, order_by=request.GET.get("sort", ""))
    if filters.problems or day_form.errors:
        raise Http404(_("Filteret i adressen kan ikke leses."))
    file = measures_report(filters, table.data.data, on, user=request.user, made_at=now())
    return attachment(file, f"tiltak-{on:%Y-%m-%d}.xlsx")


@require_safe
def overview_xlsx(request: AuthenticatedRequest) -> FileResponse:
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    filters = narrowed(request, on, today)
    plans = [plan for plan in filters.plans if plan.organisation.is_bydel]
    counted, problems = counted_overview(request, filters, plans, on)
    if problems or day_form.errors:
        raise Http404(_("Filteret i adressen kan ikke leses."))
    file = overview_report(counted, filters, on, user=request.user, made_at=now())
    return attachment(file, f"oversikt-{on:%Y-%m-%d}.xlsx")
