"""«Ny frist»: a deadline that moves, or is understood another way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.detail.views import visible_measure
from measures.editing.forms.deadline import DeadlineForm
from measures.models import StaleMeasureError
from plans.access import not_yours
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def set_deadline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, today, today)
    if not measure.is_editable_by(request.user):
        heading = "Dette tiltaket tilhører %s"
        return not_yours(request, measure.plan, heading, measure.get_absolute_url())
    if request.method != "POST" and "HX-Request" in request.headers:
        typed = DeadlineForm(measure, today, request.GET)
        return render(request, "measures/editing/_deadline_understood.html", {"form": typed})
    form = DeadlineForm(measure, today, request.POST or None)
    if form.is_bound and "preview" not in request.POST and form.is_valid():
        try:
            deadline = form.save(request.user)
        except StaleMeasureError:
            retry = request.POST.copy()
            retry["standing"] = str(measure.latest_deadline_id or 0)
            form = DeadlineForm(measure, today, retry)
            return render(
                request, "measures/editing/deadline.html", _context(form, True), status=409
            )
        messages.success(request, form.describe(deadline))
        return redirect(measure)
    return render(request, "measures/editing/deadline.html", _context(form, False))


def _context(form: DeadlineForm, is_conflict: bool) -> dict[str, object]:
    return {"form": form, "measure": form.measure, "is_conflict": is_conflict}
