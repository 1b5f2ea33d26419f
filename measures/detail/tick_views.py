"""The items of a measure, ticked off on its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from measures.access import not_your_measure, visible_measure
from measures.detail.forms import TickForm
from measures.detail.page import PageForms, measure_page
from measures.models import Measure
from measures.report_form import ReportForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day
from ruspolitikk.wording import plural


@require_POST
def tick(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_reportable_by(request.user):
        return not_your_measure(request, measure)
    form = TickForm(measure, day.today, request.POST)
    if not form.is_valid():
        forms = PageForms(ReportForm(measure, day.today), tick=form)
        return measure_page(request, measure, day, forms)
    changed = form.save(request.user)
    messages.success(request, _what_was_saved(measure, changed))
    return redirect(f"{measure.get_absolute_url()}#delpunkter")


def _what_was_saved(measure: Measure, changed: int) -> str:
    if not changed:
        return "Ingenting var endret."
    done = measure.items.filter(done_on__isnull=False).count()
    n = measure.items.count()
    return f"Lagret. {done} av {n} {plural(n, 'delpunkt', 'delpunkter')} er gjort."
