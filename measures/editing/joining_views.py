"""«Rett dagen»: from which day a measure that came late is in its plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, visible_measure
from measures.editing.forms.joining import JoiningForm
from measures.joining import joined_late
from measures.models import StaleMeasureError
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def edit_joining(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if not joined_late(measure):
        messages.info(request, "Tiltaket er med i planen fra planens første dag.")
        return redirect(measure)
    form = JoiningForm(measure, day.today, request.POST if request.method == "POST" else None)
    is_stale = False
    if form.is_bound and form.is_valid():
        try:
            form.save(request.user)
        except StaleMeasureError:
            measure, is_stale = visible_measure(request.user, pk, day), True
            retry = request.POST.copy()
            retry["version"] = str(measure.edit_version)
            form = JoiningForm(measure, day.today, retry)
        else:
            on = form.cleaned_data["joined_on"]
            messages.success(request, f"Lagret. Tiltaket er med i planen fra {on:%d.%m.%Y}.")
            return redirect(measure)
    context = {"form": form, "measure": measure, "is_stale": is_stale}
    status = 409 if is_stale else 200
    return render(request, "measures/editing/joining.html", context, status=status)
