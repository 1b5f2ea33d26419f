"""The byadministrator closes a round after its due day, and opens it again for a bydel."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_http_methods

from plans.access import one_or_404
from reporting.access import not_yours
from reporting.closing.acts import (
    ClosedAlreadyError,
    Missing,
    NotYetError,
    OpenedAlreadyError,
    close,
    reopen,
)
from reporting.closing.forms import ReopenForm
from reporting.models import Round, Submission
from reporting.submission.city.tasks import make_city_files
from reporting.submission.freezing import NothingToSendError
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Who is missing and what follows, and the button."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if not one.is_editable_by(request.user):
        return not_yours(request)
    if one.is_closed:
        return _closed_already(request, one)
    if request.method == "POST":
        return _close(request, one)
    states = [each.state for each in Submission.objects.filter(round=one).newest().values()]
    context = {
        "round": one,
        "missing": Missing.of(one),
        "unread": states.count(Submission.State.SENT),
        "returned": states.count(Submission.State.RETURNED),
        "may_close": one.may_be_closed_on(localdate()),
    }
    return render(request, "reporting/closing/close.html", context)


def _close(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    try:
        missing = close(one, by=request.user, today=localdate())
        make_city_files.enqueue(one.pk)
    except ClosedAlreadyError as refused:
        return _closed_already(request, refused.round)
    except NotYetError:
        messages.error(request, f"{one} kan ikke lukkes før fristen er ute. Ingenting er endret.")
    else:
        messages.success(request, f"{one} er lukket {missing.in_words}".strip() + ".")
    return redirect(one)


def _closed_already(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    if one.closed_at:
        when = localtime(one.closed_at)
        messages.info(request, f"{one} ble lukket {when:%d.%m.%Y} kl. {when:%H.%M}.")
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_round(request: AuthenticatedRequest, pk: int, slug: str) -> HttpResponse:
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    bydel = Organisation.objects.bydeler().filter(slug=slug).first()
    if bydel is None:
        raise Http404
    if not one.is_editable_by(request.user):
        return not_yours(request)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _reopen(request, one, bydel, form.cleaned_data["reason"])
    context = {
        "round": one,
        "bydel": bydel,
        "form": form,
        "newest": Submission.objects.of(one, bydel).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/closing/reopen.html", context, status=status)


def _reopen(
    request: AuthenticatedRequest, one: Round, bydel: Organisation, reason: str
) -> HttpResponse:
    name = bydel.full_name
    try:
        reopening = reopen(one, bydel, reason=reason, by=request.user)
    except NotYetError:
        messages.error(request, f"{one} er ikke lukket, så {name} kan sende inn.")
    except NothingToSendError:
        on = f"{one.cut_off:%d.%m.%Y}"
        messages.error(request, f"{name} har ingen vedtatt plan som gjelder {on}.")
    except OpenedAlreadyError as refused:
        when = f"{localtime(refused.reopening.recorded_at):%d.%m.%Y}"
        messages.info(
            request, f"{one} ble åpnet igjen for {name} {when}: {refused.reopening.reason}"
        )
    else:
        version = reopening.after_version + 1
        messages.success(request, f"{name} kan nå sende inn versjon {version} av {one}.")
    return redirect(one)
