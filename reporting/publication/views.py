"""The byadministrator judges what is pointed at, chooses remarks, publishes, and takes back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import one_or_404
from reporting.access import not_yours
from reporting.models import PublicationAct, Round
from reporting.publication.acts import (
    NotClearedError,
    NotClosedError,
    NotPublishedError,
    PublishedAlreadyError,
    address_of,
    judge,
    let_through,
    publish,
    take_back,
)
from reporting.publication.document import document_of
from reporting.publication.forms import JudgementForm, RemarksForm, TakeBackForm
from reporting.publication.gate import Gate
from reporting.publication.public import PUBLIC, drawn
from reporting.publication.public_views import (
    BYDEL_PAGE,
    ROUND_PAGE,
    context_of_bydel,
    context_of_round,
)
from reporting.publication.published import Published
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.wording import plural

A_PAGE = 150
"""Findings: a form of all that a large city may have is more than a browser should send."""

View = Callable[..., HttpResponse]
OPEN = "{} er ikke lukket. Bare en lukket runde kan publiseres."
NOBODY = "Ingen bydel sendte inn for {}, så det er ingenting å publisere."
CHANGED = (
    "Noe er vurdert, valgt eller åpnet igjen etter at du åpnet siden, eller et funn gjenstår. "
    "Ingenting er publisert. Se over, og trykk en gang til."
)


def of_a_closed_round(view: View) -> View:
    """For the byadministrator, about a round that is closed; of an open one a sentence."""

    @wraps(view)
    def about(request: AuthenticatedRequest, pk: int, **more: str) -> HttpResponse:
        one = one_or_404(Round.objects.visible_to(request.user), pk)
        if not one.is_editable_by(request.user):
            return not_yours(request)
        if not one.is_closed:
            messages.error(request, OPEN.format(one))
            return redirect(one)
        return view(request, one, **more)

    return about


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_closed_round
def gate(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    """What is pointed at, with two answers each; and the button, when all are judged."""
    is_sent = request.method == "POST"
    read = Gate.of(one)
    form = JudgementForm(read.findings, request.POST if is_sent else None)
    if is_sent and form.is_valid():
        n = judge(one, form.verdicts, by=request.user)
        _tell_what_was_judged(request, n, form.n_gone)
        return redirect(request.get_full_path())
    page = Paginator(read.findings, A_PAGE).get_page(request.GET.get("page"))
    last = PublicationAct.objects.last_of(one)
    context = {
        "round": one,
        "gate": read,
        "form": form,
        "groups": [(group, form.questions(group)) for group in read.groups_of(page)],
        "page_obj": page,
        "last": last,
        "heading": f"{one} er publisert" if last and last.is_public else f"Før {one} publiseres",
        "few": settings.FEW_PEOPLE,
        "address": f"{PUBLIC}{last.publication.slug if last else address_of(one)}/",
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/publication/gate.html", context, status=status)


def _tell_what_was_judged(request: AuthenticatedRequest, n: int, n_gone: int) -> None:
    if n_gone:
        gone = plural(n_gone, "Ett funn du svarte på,", f"{n_gone} funn du svarte på,")
        messages.warning(request, f"{gone} finnes ikke lenger. Resten er lagret.")
    elif n:
        messages.success(request, f"{n} {plural(n, 'vurdering', 'vurderinger')} er lagret.")
    else:
        messages.info(request, "Ingen vurderinger er endret.")


@require_safe
@of_a_closed_round
def first_remarks(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    """Of the first bydel that has any."""
    return _remarks(request, one)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_closed_round
def remarks(request: AuthenticatedRequest, one: Round, slug: str) -> HttpResponse:
    """A bydel's remarks, of which each may be let through."""
    return _remarks(request, one, slug)


def _remarks(request: AuthenticatedRequest, one: Round, slug: str = "") -> HttpResponse:
    read = Gate.of(one)
    with_remarks = {remark.report.slug for remark in read.remarks}
    bydeler = [report for report in read.sent if report.slug in with_remarks]
    among = read.sent if slug else bydeler
    chosen = next((each for each in among if each.slug == (slug or each.slug)), None)
    if slug and chosen is None:
        raise Http404
    own = [each for each in read.remarks if chosen and each.report.slug == chosen.slug]
    form = RemarksForm(own, request.POST if request.method == "POST" else None)
    if form.is_valid():
        n = let_through(one, form.chosen, by=request.user)
        told = (
            f"{n} {plural(n, 'merknad', 'merknader')} er endret." if n else "Ingenting er endret."
        )
        messages.success(request, told)
        return redirect(request.path)
    context = {"round": one, "gate": read, "form": form, "bydeler": bydeler, "chosen": chosen}
    return render(request, "reporting/publication/remarks.html", context)


@require_safe
@of_a_closed_round
def preview(request: AuthenticatedRequest, one: Round, bydel: str = "") -> HttpResponse:
    """The public pages as they would be now; what is not judged yet is left out."""
    read = Gate.of(one)
    if not read.sent:
        messages.error(request, NOBODY.format(one))
        return redirect(one)
    published = Published.of(document_of(read, localdate()))
    context: dict[str, Any] | None = context_of_round(published)
    if bydel:
        context = context_of_bydel(published, bydel)
    if context is None:
        raise Http404
    response = drawn(
        BYDEL_PAGE if bydel else ROUND_PAGE, {**context, "preview_of": one, "description": ""}
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@of_a_closed_round
def publish_round(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    try:
        publish(one, seen=request.POST.get("seen", ""), by=request.user, today=localdate())
    except PublishedAlreadyError as refused:
        when = localtime(refused.act.recorded_at)
        messages.info(request, f"{one} ble publisert {when:%d.%m.%Y kl. %H.%M}.")
    except NotClearedError:
        messages.error(request, CHANGED)
    except NotClosedError:
        messages.error(request, NOBODY.format(one))
    else:
        messages.success(request, f"{one} er publisert. Adressen står på denne siden.")
    return redirect("reporting:publication", one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_closed_round
def take_back_round(request: AuthenticatedRequest, one: Round) -> HttpResponse:
    last = PublicationAct.objects.last_of(one)
    if last is None or not last.is_public:
        return _not_public(request, one, last)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"round": one, "last": last, "form": form}
        status = 422 if form.errors else 200
        return render(request, "reporting/publication/take_back.html", context, status=status)
    try:
        take_back(one, reason=form.cleaned_data["reason"], by=request.user)
    except NotPublishedError as refused:
        return _not_public(request, one, refused.act)
    messages.success(request, f"{one} er trukket tilbake. Adressen viser nå en setning om det.")
    return redirect(one)


def _not_public(
    request: AuthenticatedRequest, one: Round, last: PublicationAct | None
) -> HttpResponse:
    told = f"{one} er ikke publisert, så det er ingenting å trekke tilbake."
    if last:
        told = f"{one} ble trukket tilbake {localtime(last.recorded_at):%d.%m.%Y kl. %H.%M}."
    messages.info(request, told)
    return redirect(one)
