"""«Runder»: what the city asks the bydeler about. All read them; the byadministrator keeps them."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import one_or_404
from reporting.access import not_yours
from reporting.models import Round, Submission
from reporting.rounds.forms import RoundForm, what_locks
from reporting.rounds.history import events_of
from reporting.rounds.preview import Preview, period_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation

PREVIEW = "vis"
"""The button that shows what follows, and saves nothing."""


@require_safe
def round_list(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "rounds": Round.objects.visible_to(request.user).with_periods()[::-1],
        "may_keep": request.user.keeps_for_the_city,
        "on": localdate(),
    }
    return render(request, "reporting/rounds/rounds.html", context)


@require_safe
def round_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    sent = Submission.ever.visible_to(request.user).filter(round=one).newest()
    bydeler = list(Organisation.objects.bydeler()) if one.due_on or sent else []
    context = {
        "round": one,
        "bydeler": [(bydel, sent.get(bydel.pk)) for bydel in bydeler],
        "sent": sum(each.is_sent for each in sent.values()),
        "to_send": _to_send(request, one, set(sent)),
        "period": period_of(one),
        "preview": Preview.of(one),
        "events": events_of(one),
        "may_edit": one.is_editable_by(request.user),
        "may_close": one.may_be_closed_on(localdate()),
    }
    return render(request, "reporting/rounds/round.html", context)


def _to_send(request: AuthenticatedRequest, one: Round, sent: set[int]) -> list[Organisation]:
    """The bydeler that one may send in for, and that have not."""
    if not one.takes_reports_on(localdate()):
        return []
    return [bydel for bydel in request.user.edits_bydeler if bydel.pk not in sent]


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: AuthenticatedRequest) -> HttpResponse:
    if not request.user.keeps_for_the_city:
        return not_yours(request)
    return _edit(request, Round())


@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if not one.is_editable_by(request.user):
        return not_yours(request)
    if one.closed_at:
        when = f"{localtime(one.closed_at):%d.%m.%Y}"
        messages.info(request, f"{one} ble lukket {when} og kan ikke endres.")
        return redirect(one)
    return _edit(request, one)


@require_POST
def delete_round(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if not one.is_editable_by(request.user):
        return not_yours(request)
    if why := what_locks(one.cut_off):
        messages.error(request, f"{one} er ikke slettet: {why}.")
        return redirect(one)
    try:
        one.delete()
    except ProtectedError:  # sent in this very moment
        messages.error(request, f"{one} er ikke slettet: en bydel sendte inn i samme øyeblikk.")
        return redirect("reporting:rounds")
    messages.success(request, f"{one.name} er slettet. Det som er rapportert, er som før.")
    return redirect("reporting:rounds")


def _edit(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    name, is_new = one.name, one.pk is None
    form = RoundForm(one, request.POST if request.method == "POST" else None)
    is_preview = PREVIEW in request.POST
    if form.is_valid() and not is_preview and form.store(request.user):
        done = "er åpnet. Alle bydelene ser den i Å gjøre." if is_new else "er lagret."
        messages.success(request, f"{form.instance.name} {done}")
        return redirect(form.instance)
    shows = form.is_valid() if form.is_bound else not is_new
    context = {
        "form": form,
        "name": name,
        "pk": None if is_new else one.pk,
        "preview": Preview.of(form.instance) if shows else None,
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/rounds/form.html", context, status=status)
