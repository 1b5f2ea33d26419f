"""One tiltak, as it is or as it was on a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from measures.access import visible_measure
from measures.detail.page import measure_page
from measures.report_form import ReportForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm


@require_safe
def measure_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    measure = visible_measure(request.user, pk, day)
    for problem in day_form.problems:
        messages.error(request, problem)
    may_report = day.is_today and measure.is_reportable_by(request.user)
    form = ReportForm(measure, day.today) if may_report else None
    return measure_page(request, measure, day, form)
