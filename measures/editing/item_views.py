"""The items of a measure: written, moved or withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.editing.forms.items import ItemFormSet, item_lines
from measures.models import Measure, StaleMeasureError
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import as_id
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def edit_items(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST":
        return _page(request, item_lines(measure), measure)
    lines = item_lines(measure, request.POST)
    if not lines.is_valid():
        of_all = " ".join(map(str, lines.non_form_errors()))
        problem = of_all or "Noe må rettes før det kan lagres."
        return _page(request, lines, measure, problem=problem)
    if lines.leaves_nothing():
        return _page(request, lines, measure, problem="La minst ett delpunkt stå.")
    version = as_id(request.POST.get("version", ""))
    try:
        lines.save(version, on=day.today, by=request.user)
    except StaleMeasureError:
        return _page(request, lines, measure, is_conflict=True)
    messages.success(request, "Delpunktene er lagret.")
    return redirect(f"{measure.get_absolute_url()}#delpunkter")


def _page(
    request: AuthenticatedRequest,
    lines: ItemFormSet,
    measure: Measure,
    *,
    problem: str = "",
    is_conflict: bool = False,
) -> HttpResponse:
    context = {
        "measure": measure,
        "lines": lines,
        "version": measure.edit_version,
        "problem": problem,
        "is_conflict": is_conflict,
    }
    status = 409 if is_conflict else 422 if problem else 200
    return render(request, "measures/editing/items.html", context, status=status)
