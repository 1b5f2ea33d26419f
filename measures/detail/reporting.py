"""Reporting on one measure: on its own page, or in its row of the list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.detail.views import measure_page
from measures.listing.addresses import _back_to
from measures.models import StaleMeasureError
from measures.report_form import ReportForm, somebody_was_first, what_was_saved
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def report_status(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The measure's page with its form, which also is how a row is saved without scripts."""
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        return measure_page(request, measure, Day.being(today), ReportForm(measure, today))
    form = ReportForm(measure, today, request.POST)
    if not form.is_valid():
        return measure_page(request, measure, Day.being(today), form)
    try:
        form.save(request.user)
    except StaleMeasureError:
        form.measure = measure = visible_measure(request.user, pk, Day.being(today))
        if not form.was_saved_already():
            fresh, conflict = somebody_was_first(form, request.POST, today)
            return measure_page(request, measure, Day.being(today), fresh, conflict, status=409)
    level, sentence = what_was_saved(form, today)
    messages.add_message(request, level, sentence)
    return redirect(_back_to(request, measure))
