"""«Ny frist»: the words of a deadline, and how they are understood while they are written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.editing.forms.deadline import DeadlineForm
from measures.models import StaleMeasureError
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def set_deadline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST" and "HX-Request" in request.headers:
        typed = DeadlineForm(measure, day.today, request.GET)
        context = {"understood": typed.understood}
        return render(request, "measures/editing/_understood.html", context)
    form = DeadlineForm(measure, day.today, request.POST or None)
    if not form.is_bound or "preview" in request.POST or not form.is_valid():
        return _page(request, form)
    try:
        deadline = form.save(request.user)
    except StaleMeasureError:
        retry = request.POST.copy()
        retry["standing"] = str(measure.deadline.pk if measure.deadline else 0)
        return _page(request, DeadlineForm(measure, day.today, retry), is_conflict=True)
    messages.success(request, form.describe(deadline))
    return redirect(measure)


def _page(
    request: AuthenticatedRequest, form: DeadlineForm, *, is_conflict: bool = False
) -> HttpResponse:
    context = {"form": form, "measure": form.measure, "is_conflict": is_conflict}
    status = 409 if is_conflict else 200
    return render(request, "measures/editing/deadline.html", context, status=status)
