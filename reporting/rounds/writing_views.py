"""«Skriv til bydelen», from the desk of an open round."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from plans.access import one_or_404
from reporting.access import not_yours
from reporting.models import Round
from reporting.rounds.desk import REMAINING
from reporting.rounds.lines import DeskState, lines_of
from reporting.rounds.writing import WriteForm, without_address, without_readers
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def write_to_bydeler(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """To those that have not sent; those of `?til=` are ticked, or else all that have not begun."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if not one.is_editable_by(request.user):
        return not_yours(request)
    if one.is_closed:
        messages.info(request, f"{one} er lukket. Ingen skal sende inn.")
        return redirect(one)
    today = localdate()
    lines = lines_of(one, Round.objects.period_of(one), request.user, today)
    remaining = [line for line in lines if REMAINING.takes(line)]
    silent = [line.bydel.slug for line in lines if line.state == DeskState.NOT_BEGUN]
    data = request.POST if request.method == "POST" else None
    form = WriteForm(one, remaining, request.GET.getlist("til") or silent, today, data)
    if form.is_valid():
        messages.success(request, str(form.save(request.user)))
        return redirect(one)
    context = {
        "round": one,
        "form": form,
        "remaining": remaining,
        "unread": without_address(without_readers([line.bydel for line in remaining])),
    }
    return render(
        request, "reporting/rounds/write.html", context, status=422 if form.errors else 200
    )
