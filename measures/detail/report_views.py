"""Reporting on one measure, on its own page."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.detail.page import PageForms, measure_page
from measures.remaining import Remaining
from measures.report_form import ReportForm, save_report, what_was_saved
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import safe_path
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.days import Day


def _day_of_the_page_before(request: AuthenticatedRequest, day: Day) -> date | None:
    """The day that the page before is about (`?gjelder=31.08.2026`), where it has come."""
    try:
        on = read_day(request.GET.get("gjelder", ""), today=day.today)
    except DayRefusedError:
        return None
    return on if on <= day.today else None


@require_http_methods(["GET", "HEAD", "POST"])
def report_status(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The measure's page with its form."""
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        form = ReportForm(measure, day.today, on=_day_of_the_page_before(request, day))
        return measure_page(request, measure, day, PageForms(form))
    form = ReportForm(measure, day.today, request.POST)
    if not form.is_valid():
        return measure_page(request, measure, day, PageForms(form))
    if conflict := save_report(form, request.user, day):
        forms = PageForms(conflict.form, conflict=conflict)
        return measure_page(request, form.measure, day, forms, status=409)
    level, sentence = what_was_saved(form)
    remaining = Remaining.after(form.measure, request.user, day)
    sentence = f"{sentence} {remaining.sentence}".rstrip()
    messages.add_message(request, level, sentence, extra_tags=form.undo_tag)
    back = safe_path(request.POST.get("next", ""))
    if remaining.next and "neste" in request.POST:
        query = urlencode({"next": back}) if back else ""
        return redirect(f"{reverse('measures:report-status', args=[remaining.next.pk])}?{query}")
    return redirect(back or measure)
