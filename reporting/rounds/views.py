"""«Runder»: what the city asks the bydeler about. All read them; the byadministrator keeps them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max, ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.rounds import RoundPeriod
from plans.access import one_or_404
from reporting.access import not_yours
from reporting.mails.letters import key_of
from reporting.models import CityFile, PublicationAct, Round, Submission
from reporting.models.round import open_among
from reporting.models.stored_file import WAITS_FOR
from reporting.rounds.desk import ALL, CHOICES, Choice, Desk
from reporting.rounds.forms import RoundForm, what_locks
from reporting.rounds.frozen import frozen_rows
from reporting.rounds.history import events_of, events_since_closing
from reporting.rounds.lines import Line, lines_of
from reporting.rounds.news import news_of, since_in_words
from reporting.rounds.preview import OpeningMail, Preview
from reporting.rounds.since_before import since_before
from reporting.submission.files.contents import Counts
from reporting.submission.freezing import plans_of
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.accounts.outbox import take_back

PREVIEW = "vis"
"""The button that shows what follows, and saves nothing."""
CAME_IN = "inn"
"""Of a closed round (`?bilde=`): with what has come in since, not as it was when it was closed."""


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
    """Byens pult: each bydel in the round. One that asks for no report is told alone."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    if one.due_on is None:
        return about_round(request, pk)
    today, rounds = localdate(), Round.objects.with_periods()
    period = next(period for each, period in rounds if each.pk == one.pk)
    lines = lines_of(one, period, request.user, today, as_it_came_in=asks_what_came_in(request))
    desk = Desk(one, period, today, lines, _choice(request))
    may_keep = one.is_editable_by(request.user)
    has_reports = any(line.submission for line in lines)
    before = next((each for _one, each in rounds[::-1] if each.cut_off < one.cut_off), None)
    changed = {}
    if one.is_closed and before:
        is_when_closed = not asks_what_came_in(request)
        changed = since_before(one, before, lines, is_when_closed=is_when_closed)
    context = {
        "round": one,
        "desk": desk,
        "may_keep": may_keep,
        "to_send": _to_send(request, one, {line.bydel.pk for line in lines if line.has_sent}),
        "others": [] if one.is_closed else _also_open(one, rounds, today),
        "following": next((each for each, _days in rounds if each.cut_off > one.cut_off), None),
        "before": before,
        "last_closed": next((each for each, _days in rounds[::-1] if each.is_closed), None),
        "compares": bool(changed),
        "rows": [(line, changed.get(line.bydel.pk)) for line in desk.shown],
        **(_after_closing(request, one, has_reports) if one.is_closed else {}),
        **(_of_frozen(lines) if one.is_closed else {}),
    }
    if may_keep and one.is_closed:
        plans = plans_of([line.bydel for line in lines], one)
        context["may_be_reopened"] = {plan.organisation_id for plan in plans}
    if may_keep and not one.is_closed:
        context |= {"news": news_of(one, period, today), "since": since_in_words(today)}
    return render(request, "reporting/rounds/round.html", context)


def _of_frozen(lines: Sequence[Line]) -> dict[str, Any]:
    """What is over frist and of high risk, of what was frozen."""
    counts = Counts.of([row.told for row in frozen_rows(lines)], {})
    return {"frozen": counts}


def _also_open(one: Round, rounds: Sequence[tuple[Round, RoundPeriod]], today: date) -> list[Round]:
    return [each for each, _days in open_among(rounds, today) if each.due_on and each != one]


def asks_what_came_in(request: AuthenticatedRequest) -> bool:
    """Whether the picture is asked for that later versions are in."""
    return request.GET.get("bilde") == CAME_IN


def _choice(request: AuthenticatedRequest) -> Choice:
    asked = request.GET.get("vis", "")
    if asked not in CHOICES:
        messages.error(request, f"«{asked[:40]}» finnes ikke å velge her. Alle bydelene vises.")
    return CHOICES.get(asked, ALL)


def _after_closing(request: AuthenticatedRequest, one: Round, has_reports: bool) -> dict[str, Any]:
    """Which of the two pictures is shown, the city's files, and what has come in since."""
    own = Submission.objects.visible_to(request.user).filter(round=one)
    since = own.sent_after_closing().aggregate(n=Count("pk"), last=Max("recorded_at"))
    n_new = since["n"]
    files_asked_at = since["last"] or one.closed_at or now()
    acts = list(PublicationAct.objects.visible_to(request.user).of(one))
    files = CityFile.objects.visible_to(request.user).in_order_of_use(one)
    return {
        "city_files": files,
        "city_files_missing": has_reports and len(files) < len(CityFile.Kind) * (1 + n_new),
        "city_files_stalled": now() - files_asked_at > WAITS_FOR,
        "is_when_closed": not asks_what_came_in(request),
        "came_in": CAME_IN,
        "n_new": n_new,
        "publication": acts[0] if acts else None,
        "later": events_since_closing(one, acts),
    }


@require_safe
def about_round(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What the city asks for, the covering letter, and all that has happened."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    context = {
        "round": one,
        "preview": Preview.of(one),
        "events": events_of(one, PublicationAct.objects.of(one)),
        "may_edit": one.is_editable_by(request.user),
    }
    return render(request, "reporting/rounds/about.html", context)


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
        with transaction.atomic():
            take_back(key_of(one))
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
        "mail": OpeningMail.of(form.instance, localdate()) if shows and is_new else None,
        "due_on": form.instance.due_on if shows else None,
        "on": localdate(),
    }
    status = 422 if form.errors else 200
    return render(request, "reporting/rounds/form.html", context, status=status)
