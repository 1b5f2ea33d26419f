"""One tiltak, as it is or as it was on a day."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from measures.access import readable_measure, visible_measure
from measures.detail.page import PageForms, measure_page, misfiled_page
from measures.likeness.suggesting import what_is_like
from measures.models import ThemeWord
from measures.report_form import ReportForm
from measures.theme_words import ThemeWords
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm

OPENED = {"trekk": "measures:withdraw", "rett": "measures:correct"}
"""What an address of the page may open in its history."""


def as_key(text: str) -> str:
    """The event that an address names; empty for what can be none."""
    return text if re.fullmatch(r"[srf]\d{1,18}", text) else ""


@require_safe
def measure_detail(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    for field, address in OPENED.items():
        if key := as_key(request.GET.get(field, "")):
            return redirect(address, pk, key)
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    measure = readable_measure(request.user, pk, day)
    if measure.is_misfiled:
        return misfiled_page(request, measure, day)
    for problem in day_form.problems:
        messages.error(request, problem)
    may_report = day.is_today and measure.is_reportable_by(request.user)
    form = ReportForm(measure, day.today) if may_report else None
    return measure_page(request, measure, day, PageForms(form))


@require_safe
def similar_measures(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Apart, so that whoever reads or reports on a measure does not wait for it: what a bydel's
    measure may answer of the city's, while nobody has linked it to anything; who does the same in
    the other bydeler; and the themes that it is in. For htmx the part that the measure's page
    shows; 404 for one of the city's."""
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    measure = visible_measure(request.user, pk, day)
    if not measure.plan.organisation.is_bydel:
        raise Http404
    for problem in day_form.problems:
        messages.error(request, problem)
    themes = ThemeWord.objects.by_theme()
    may_answer = day.is_today and measure.is_editable_by(request.user) and not measure.is_dropped
    is_asked = may_answer and not measure.answers.exists()
    like = what_is_like(measure, request.user, day, themes.values(), is_asked=is_asked)
    context = {
        "measure": measure,
        "suggested": like.suggested,
        "similar": like.similar,
        "themes": [
            t for t, words in themes.items() if ThemeWords(words).in_text(measure.search_text)
        ],
        "day": day,
        "on": day.on,
    }
    part = "#part" if "HX-Request" in request.headers else ""
    return render(request, f"measures/detail/similar.html{part}", context)
