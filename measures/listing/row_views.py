"""One row of the list: as it reads, opened, or saved where it stands."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.detail.reporting import report_status
from measures.listing.rows import RowDrawing, announced
from measures.models import Measure, StaleMeasureError
from measures.report_form import Conflict, ReportForm, somebody_was_first, what_was_saved
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One row of the list, for htmx: as it reads, opened (`?endre`), or saved.

    Asked for by anything else, it is the measure's own page.
    """
    if "HX-Request" not in request.headers:
        return report_status(request, pk)
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        opened = ReportForm(measure, today, in_row=True) if "endre" in request.GET else None
        return _row_page(request, measure, today, opened)
    form = ReportForm(measure, today, request.POST, in_row=True)
    if not form.is_valid():
        return _row_page(request, measure, today, form, status=422)
    try:
        form.save(request.user)
    except StaleMeasureError:
        form.measure = measure = visible_measure(request.user, pk, Day.being(today))
        if not form.was_saved_already():
            fresh, conflict = somebody_was_first(form, request.POST, today)
            return _row_page(request, measure, today, fresh, conflict, status=409)
    _level, sentence = what_was_saved(form, today, measure.status)
    return _row_page(request, measure, today, None, said=sentence)


def _row_page(
    request: AuthenticatedRequest,
    measure: Measure,
    today: date,
    form: ReportForm | None,
    conflict: "Conflict | None" = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The row as it reads, with what a screen reader says of it, or opened."""
    shows_bydel = "bydel" in request.GET
    drawing = RowDrawing(
        request.GET, {measure.pk}, shows_bydel=shows_bydel, is_alone=True, is_saved=bool(said)
    )
    rows = drawing.rows([measure], today, measure.pk if form else None)
    if form is None:
        return HttpResponse(rows.before + announced(said))
    context = {
        "row": rows.opened,
        "shows_bydel": shows_bydel,
        "opened": form,
        "conflict": conflict,
        "may_edit": measure.is_editable_by(request.user),
    }
    return render(request, "measures/listing/_row_opened.html", context, status=status)
