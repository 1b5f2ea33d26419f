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
from reporting.rounds.writing import WriteForm
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.wording import listed


@require_http_methods(["GET", "HEAD", "POST"])
def write_to_bydeler(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """To those that have not sent; those of `?til=` are ticked, or else all that have not begun. A
    bydel where nobody would get a mail has no box; where none of those asked for can be reached,
    there is no form."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if not one.is_editable_by(request.user):
        return not_yours(request)
    if one.is_closed:
        messages.info(request, f"{one} er lukket. Ingen skal sende inn.")
        return redirect(one)
    today = localdate()
    lines = lines_of(one, Round.objects.period_of(one), request.user, today)
    remaining = [line for line in lines if REMAINING.takes(line)]
    reached = [line for line in remaining if line.is_reached]
    silent = [line.bydel.slug for line in lines if line.state == DeskState.NOT_BEGUN]
    asked = request.GET.getlist("til")
    may_choose = [line for line in reached if not asked or line.bydel.slug in asked]
    data = request.POST if request.method == "POST" else None
    form = WriteForm(one, reached, asked or silent, today, data)
    if form.is_valid():
        written = form.save(request.user)
        tell = messages.success if written.mails else messages.info
        tell(request, str(written))
        return redirect(one)
    context = {
        "round": one,
        "form": form,
        "remaining": remaining,
        "reached": reached,
        "unreached": listed([line.bydel.name for line in remaining if not line.is_reached]),
        "may_write": bool(form.errors or may_choose),
    }
    return render(
        request, "reporting/rounds/write.html", context, status=422 if form.errors else 200
    )
