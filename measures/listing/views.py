"""The list of tiltak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from measures.filters import MeasureFilters
from measures.listing.rows import SHOWN, RowDrawing
from measures.listing.table import MeasureTable
from measures.models import Measure
from measures.models.queries import (
    MeasureQuerySet,
    attach_state,
    overdue_q,
)
from measures.report_form import ReportForm
from measures.vocabulary import DISPLAY_ORDER, label_for
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm

ROWS_A_PAGE = 50
IN_ROW = ("status", "deadline")
"""The entries that a row shows something of; of a risk it shows the level, which is kept."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list holds, in four counts."""

    total: int = 0
    reported: int = 0
    overdue: int = 0
    unmapped: int = 0

    def __add__(self, other: "Summary") -> "Summary":
        return Summary(
            self.total + other.total,
            self.reported + other.reported,
            self.overdue + other.overdue,
            self.unmapped + other.unmapped,
        )

    @property
    def reported_share(self) -> int | None:
        """Percent of all; None where there is nothing to share."""
        return round(100 * self.reported / self.total) if self.total else None


@require_safe
def measure_list(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    day_form = DayForm.from_query(request.GET, today)
    on = day_form.day(today)
    filters = MeasureFilters(request.GET, user=request.user, on=on, today=today)
    counts = count_in_plans(filters.measures, on)
    summary = sum(counts.values(), Summary())
    one_plan = filters.chosen_plan or filters.chosen_bydel
    table = MeasureTable(
        filters.measures,
        order_by=request.GET.get("sort", ""),
        exclude=("bydel",) if one_plan else (),
    )
    in_plans = [(plan.pk, counts[plan.pk].total) for plan in filters.plans if plan.pk in counts]
    paginator = ListPaginator(table.data.data, in_plans, by_plan=not table.order_by)
    page = asked_page(request, paginator)
    filters.attach_plans(page.object_list)
    attach_state(page.object_list, only=IN_ROW)
    reportable = reportable_ids(request, page) if on == today else frozenset()
    opened = opened_row(request, page, reportable, today)
    shows_bydel, all_ticked = not one_plan, request.GET.get("velg") == "alle"
    past_query = f"?per={on:%d.%m.%Y}" if on != today else ""
    drawing = RowDrawing(
        request.GET,
        reportable,
        shows_bydel=shows_bydel,
        past_query=past_query,
        all_ticked=all_ticked,
    )
    problems = (*filters.problems, *day_form.problems, *unknown_sorting(request, table))
    for problem in problems:
        messages.error(request, problem)
    return render(
        request,
        "measures/listing/list.html",
        {
            "filters": filters,
            "day_form": day_form,
            "on": on,
            "day_said": day_form.said(today),
            "summary": summary,
            "table": table,
            "shows_bydel": shows_bydel,
            "page": page,
            "rows": drawing.rows(page.object_list, on, opened.measure.pk if opened else None),
            "reportable": reportable,
            "opened": opened,
            "may_edit": opened is not None and opened.measure.is_editable_by(request.user),
            "all_ticked": all_ticked,
            "status_choices": [(code, label_for(code)) for code in DISPLAY_ORDER],
            "may_add": bool(request.user.edits_bydeler),
        },
    )


def unknown_sorting(request: HttpRequest, table: MeasureTable) -> list[str]:
    """A sentence where the address asks for an order that there is not."""
    asked = request.GET.get("sort", "")
    known = {column.name for column in table.columns if column.orderable}
    if not asked or asked.removeprefix("-") in known:
        return []
    return [f"Listen kan ikke sorteres etter «{asked}»."]


def count_in_plans(measures: MeasureQuerySet, on: date) -> dict[int, Summary]:
    """Plan id → what the list holds of it, in one query over one index."""
    counts = (
        measures.order_by()
        .values("plan_id")
        .annotate(
            total=Count("plan_id"),
            reported=Count("state_status"),
            coded=Count("state_code"),
            overdue=Count("plan_id", filter=overdue_q(on)),
        )
    )
    return {
        count["plan_id"]: Summary(
            count["total"],
            count["reported"],
            count["overdue"],
            unmapped=count["reported"] - count["coded"],
        )
        for count in counts
    }


class ListPaginator(Paginator[Measure]):
    """Finds a page's ids before its measures, and in the list's own order only in its plans.

    A database sorts 36,000 numbers faster than 36,000 measures, and the few hundred of the plans
    that the page falls in faster still.
    """

    def __init__(
        self, measures: MeasureQuerySet, in_plans: Sequence[tuple[int, int]], *, by_plan: bool
    ) -> None:
        super().__init__(measures, ROWS_A_PAGE)
        self.measures = measures.joining(*IN_ROW)
        self.in_plans = in_plans
        self.by_plan = by_plan
        self.count = sum(n for _plan, n in in_plans)

    def page(self, number: int | str) -> Page[Measure]:
        page = super().page(number)
        first, last = max(page.start_index() - 1, 0), page.end_index()
        if self.by_plan:
            before, plans, skipped = 0, [], 0
            for plan, n in self.in_plans:
                if before + n <= first:
                    skipped += n
                elif before < last:
                    plans.append(plan)
                before += n
            in_plans = self.measures.filter(plan_id__in=plans)
            if len(plans) == 1:
                in_plans = in_plans.order_by("position", "n")  # an index has the plan's own order
            page.object_list = list(in_plans.only(*SHOWN)[first - skipped : last - skipped])
            return page
        ids = list(self.measures.values_list("pk", flat=True)[first:last])
        shown = self.measures.order_by().filter(pk__in=ids).only(*SHOWN)
        found = {measure.pk: measure for measure in shown}
        page.object_list = [found[pk] for pk in ids]
        return page


def asked_page[T](request: HttpRequest, paginator: Paginator[T]) -> Page[T]:
    """The page that the address names; one that is not there is said, and the nearest shown."""
    asked = request.GET.get("page", 1)
    try:
        return paginator.page(asked)
    except (PageNotAnInteger, EmptyPage):
        page = paginator.get_page(asked)
        messages.warning(
            request,
            f"Side «{asked}» finnes ikke. Dette er side {page.number} av {paginator.num_pages}.",
        )
        return page


def reportable_ids(request: AuthenticatedRequest, page: Page[Measure]) -> frozenset[int]:
    """Which rows of the page this person may report on."""
    own = {m.pk for m in page if m.plan.is_editable_by(request.user)}
    if request.user.reports_for_ids:
        shown = [measure.pk for measure in page]
        linked = Measure.objects.reportable_by(request.user).filter(pk__in=shown)
        own.update(linked.values_list("pk", flat=True))
    return frozenset(own)


def opened_row(
    request: HttpRequest, page: Page[Measure], reportable: frozenset[int], today: date
) -> ReportForm | None:
    """The form of the row that `?endre=` opens, for a browser without scripts."""
    asked = request.GET.get("endre", "")
    measure = next((m for m in page if m.pk in reportable and str(m.pk) == asked), None)
    return ReportForm(measure, today, in_row=True) if measure else None
