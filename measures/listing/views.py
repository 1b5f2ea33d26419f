"""The list of tiltak."""

from collections.abc import Collection, Sequence
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from measures.access import row_to_report
from measures.filters.measure_filter import IN_FORCE, MeasureFilters
from measures.listing.addresses import list_at
from measures.listing.no_plan import no_plan
from measures.listing.saved import saved_in
from measures.listing.summary import Summary, quick_counts
from measures.listing.table import MeasureTable
from measures.models import Measure
from measures.old_addresses import in_todays_words
from measures.paging import CountedPaginator, page_or_nearest
from measures.report_form import ReportForm
from measures.vocabulary import DISPLAY_ORDER, label_for
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.addresses import as_id
from ruspolitikk.days import Day, DayForm

ROWS_A_PAGE = 50


@require_safe
def measure_list(request: AuthenticatedRequest) -> HttpResponse:
    """For htmx, which asks when a row was saved where it stands, what is said above the rows."""
    if not request.GET:
        return redirect(f"{reverse('measures:list')}?{urlencode(opens_with(request.user))}")
    if meant := in_todays_words(request.GET):
        return redirect(f"{request.path}{meant}")
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    filters = MeasureFilters(request.GET, user=request.user, day=day)
    summary = Summary.of(filters)
    quick = list(quick_counts(filters, summary))
    counts = {
        "filters": filters,
        "day": day,
        "summary": summary,
        "quick_counts": quick,
        "is_quick": any(count.is_chosen for count in quick),
    }
    if "HX-Request" in request.headers:
        return render(request, "measures/listing/_counts.html", counts)
    table = paged_table(request, filters, summary.total)
    measures = [row.record for row in table.paginated_rows]
    reportable = reportable_among(measures, request.user) if day.is_today else frozenset()
    if elsewhere := opened_elsewhere(request, measures):
        return elsewhere
    opened = opened_row(request, measures, reportable, day.today)
    for problem in (*filters.problems, *day_form.problems, *unknown_sorting(request, table)):
        messages.error(request, problem)
    context = counts | {
        "day_form": day_form,
        "on": day.on,
        "no_plan": no_plan(filters),
        "table": table,
        "shows_bydel": filters.owner is None,
        "reportable": reportable,
        "opened": opened,
        "may_edit": opened is not None and opened.measure.is_editable_by(request.user),
        "saved": saved_in(request, measures, day),
        "back_url": list_at(request.GET),
        "all_ticked": request.GET.get("velg") == "alle",
        "status_choices": [(code, label_for(code)) for code in DISPLAY_ORDER],
        "may_add": bool(request.user.edits_bydeler),
    }
    return render(request, "measures/listing/list.html", context)


def opens_with(user: User) -> dict[str, str]:
    """What a bare address asks for: the plans that count, of the own bydel where there is one."""
    own = [bydel.slug for bydel in user.edits_bydeler]
    return {"bydel": own[0], "plan": IN_FORCE} if len(own) == 1 else {"plan": IN_FORCE}


def paged_table(request: HttpRequest, filters: MeasureFilters, total: int) -> MeasureTable:
    """The list in the order that the address asks for, at the page that it names."""
    table = MeasureTable(
        filters.measures.with_entries(filters.day).select_related("plan__organisation"),
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


def opened_elsewhere(request: HttpRequest, measures: Sequence[Measure]) -> HttpResponse | None:
    """Where `?endre=` names a measure that is not on this page of the list: its own page."""
    pk = as_id(request.GET.get("endre", ""))
    if pk is None or pk in {measure.pk for measure in measures}:
        return None
    may_report = Measure.objects.reportable_by(request.user).filter(pk=pk).exists()
    return redirect("measures:report-status", pk) if may_report else None


def opened_row(
    request: AuthenticatedRequest,
    measures: Sequence[Measure],
    reportable: Collection[int],
    today: date,
) -> ReportForm | None:
    """The form of the row that `?endre=` opens, for a browser without scripts."""
    pk = request.GET.get("endre", "")
    measure = next((m for m in measures if m.pk in reportable and str(m.pk) == pk), None)
    if measure is None:
        return None
    # Read once more, with what its form asks of it beside the list's.
    measure = row_to_report(request.user, measure.pk, Day.being(today))
    return ReportForm(measure, today, in_row=True)
