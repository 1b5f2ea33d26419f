"""Reporting on one measure, on its own page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.detail.page import measure_page
from measures.report_form import ReportForm, save_report, what_was_saved
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def report_status(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The measure's page with its form."""
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        return measure_page(request, measure, day, ReportForm(measure, day.today))
    form = ReportForm(measure, day.today, request.POST)
    if not form.is_valid():
        return measure_page(request, measure, day, form)
    if conflict := save_report(form, request.user, day):
        return measure_page(request, form.measure, day, conflict.form, conflict, status=409)
    level, sentence = what_was_saved(form)
    messages.add_message(request, level, sentence)
    return redirect(measure)
