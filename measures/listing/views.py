"""The list of tiltak."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.filters import MeasureFilters
from measures.listing.table import MeasureTable
from measures.models import Measure
from measures.models.queries import IS_UNMAPPED, MeasureQuerySet, overdue_q
from measures.paging import CountedPaginator, page_or_nearest
from measures.report_form import ReportForm
from measures.vocabulary import DISPLAY_ORDER, label_for
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import DayForm

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list holds, in four counts."""

    total: int
    reported: int
    overdue: int
    unmapped: int

    @classmethod
    def of(cls, measures: MeasureQuerySet, on: date) -> "Summary":
        """One query, of measures that have their state on the day."""
        counts = measures.order_by().aggregate(
            total=Count("pk"),
            reported=Count("state_reported_on"),
            overdue=Count("pk", filter=overdue_q(on)),
            unmapped=Count("pk", filter=IS_UNMAPPED),
        )
        return cls(**counts)

    @property
    def reported_share(self) -> int | None:
        """Percent of all; None where there is nothing to share."""
        return round(100 * self.reported / self.total) if self.total else None


@require_safe
def measure_list(request: AuthenticatedRequest) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    filters = MeasureFilters(request.GET, user=request.user, day=day)
    summary = Summary.of(filters.measures, day.on)
    table = paged_table(request, filters, summary.total)
    measures = [row.record for row in table.paginated_rows]
    reportable = reportable_among(measures, request.user) if day.is_today else frozenset()
    opened = opened_row(request, measures, reportable, day.today)
    for problem in (*filters.problems, *day_form.problems, *unknown_sorting(request, table)):
        messages.error(request, problem)
    context = {
        "filters": filters,
        "day_form": day_form,
        "day": day,
        "on": day.on,
        "summary": summary,
        "table": table,
        "shows_bydel": filters.owner is None,
        "reportable": reportable,
        "opened": opened,
        "may_edit": opened is not None and opened.measure.is_editable_by(request.user),
        "all_ticked": request.GET.get("velg") == "alle",
        "status_choices": [(code, label_for(code)) for code in DISPLAY_ORDER],
        "may_add": bool(request.user.edits_bydeler),
    }
    return render(request, "measures/listing/list.html", context)


def paged_table(request: HttpRequest, filters: MeasureFilters, total: int) -> MeasureTable:
    """The list in the order that the address asks for, at the page that it names."""
    table = MeasureTable(
        filters.measures.select_related("plan__organisation"),
        order_by=request.GET.get("sort", ""),
        exclude=("bydel",) if filters.owner else (),
    )
    table.paginate(CountedPaginator, ROWS_A_PAGE, count=total)
    table.page = page_or_nearest(request, table.paginator)
    return table


def unknown_sorting(request: HttpRequest, table: MeasureTable) -> list[str]:
    """A sentence where the address asks for an order that there is not."""
    sort = request.GET.get("sort", "")
    known = {column.name for column in table.columns if column.orderable}
    if not sort or sort.removeprefix("-") in known:
        return []
    return [f"Listen kan ikke sorteres etter «{sort}»."]


def reportable_among(measures: Sequence[Measure], user: User) -> frozenset[int]:
    """The ids of those that this person may report on."""
    shown = [measure.pk for measure in measures]
    reportable = Measure.objects.reportable_by(user).filter(pk__in=shown)
    return frozenset(reportable.values_list("pk", flat=True))


def opened_row(
    request: HttpRequest, measures: Sequence[Measure], reportable: Collection[int], today: date
) -> ReportForm | None:
    """The form of the row that `?endre=` opens, for a browser without scripts."""
    pk = request.GET.get("endre", "")
    measure = next((m for m in measures if m.pk in reportable and str(m.pk) == pk), None)
    return ReportForm(measure, today, in_row=True) if measure else None
