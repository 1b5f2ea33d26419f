"""A bydel sends in its report for a round; everybody reads what was sent."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_http_methods, require_safe

from measures.rounds import BASE, RoundPart
from plans.access import belongs_to, one_or_404
from reporting.models import Round, StoredFile, Submission
from reporting.models.stored_file import WAITS_FOR
from reporting.submission.forms import SendForm
from reporting.submission.freezing import (
    AlreadySentError,
    NothingToSendError,
    plan_of,
    reopening_for,
    send,
    to_freeze,
)
from reporting.submission.gaps import gaps
from reporting.submission.sent import SentReport, head_of, how_much
from reporting.submission.tasks import make_files
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: AuthenticatedRequest, pk: int, slug: str) -> HttpResponse:
    """What is missing, the bydel's own words, and the button; once it is sent, its receipt."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    bydel = Organisation.objects.bydeler().filter(slug=slug).first()
    if bydel is None:
        raise Http404
    if not request.user.may_act_for(bydel):
        heading = f"Bare {bydel.full_name} sender inn denne rapporten"
        return belongs_to(request, bydel, heading, one.get_absolute_url())
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _send(request, one, bydel, form.cleaned_data["comment"])
    newest = Submission.objects.of(one, bydel).first()
    is_with_the_city = newest and (one.is_closed or newest.state != Submission.State.RETURNED)
    if newest and is_with_the_city and not reopening_for(one, bydel) and not form.is_bound:
        return redirect("reporting:submission-receipt", newest.pk)
    return _page(request, one, bydel, form)


def _page(
    request: AuthenticatedRequest, one: Round, bydel: Organisation, form: SendForm
) -> HttpResponse:
    """With what was typed, also where the round was closed meanwhile and takes no report."""
    today = localdate()
    reopening = reopening_for(one, bydel)
    plan = plan_of(bydel, one)
    measures = to_freeze([plan], Round.objects.period_of(one), today) if plan else []
    parts = [measure.round_part for measure in measures]
    context = {
        "round": one,
        "bydel": bydel,
        "plan": plan,
        "form": form,
        "gaps": gaps(measures, one),
        "base": sum(parts.count(part) for part in BASE),
        "reported": parts.count(RoundPart.REPORTED),
        "may_send": plan and (reopening or one.takes_reports_on(today)),
        "reopening": reopening,
        "following": Round.objects.filter(cut_off__gt=one.cut_off).order_by("cut_off").first(),
        "signed_as": request.user.recorded_as(bydel),
        "on": today,
        # The form proposes the cut-off as its day, and leads back here when it is saved.
        "report_query": "?"
        + urlencode({"gjelder": f"{one.cut_off:%d.%m.%Y}", "next": request.path}),
    }
    was_not_sent = form.is_bound and not form.errors
    status = 422 if form.errors else 409 if was_not_sent else 200
    return render(request, "reporting/submission/send.html", context, status=status)


def _send(
    request: AuthenticatedRequest, one: Round, bydel: Organisation, comment: str
) -> HttpResponse:
    try:
        submission = send(one, bydel, by=request.user, comment=comment, today=localdate())
        make_files.enqueue(submission.pk)
    except NothingToSendError:
        one = one_or_404(Round.objects.visible_to(request.user), one.pk)
        messages.error(request, _not_now(one))
        return _page(request, one, bydel, SendForm({"comment": comment}))
    except AlreadySentError as refused:
        submission = refused.submission
        messages.info(request, _already_sent(request, submission))
    else:
        messages.success(
            request, f"{one} er sendt inn. Byen har fått versjon {submission.version}."
        )
    return redirect("reporting:submission-receipt", submission.pk)


def _not_now(one: Round) -> str:
    if one.closed_at is None:
        return f"{one} kan ikke sendes inn nå. Ingenting er sendt."
    when = localtime(one.closed_at)
    return f"{one} ble lukket {when:%d.%m.%Y} kl. {when:%H.%M}. Ingenting er sendt."


def _already_sent(request: AuthenticatedRequest, submission: Submission) -> str:
    when = localtime(submission.recorded_at)
    who = "Du" if submission.recorded_by_id == request.user.pk else "En kollega"
    return (
        f"{who} sendte inn {submission.round} {when:%d.%m.%Y} kl. {when:%H.%M}. "
        "Det ble én versjon. Her er kvitteringen."
    )


@require_safe
def receipt(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    submission = _one_of(Submission.objects.visible_to(request.user), pk)
    head = head_of(submission)
    context = {
        "submission": submission,
        "head": head,
        "how_much": how_much(head),
        "versions": Submission.objects.of(submission.round, submission.bydel),
        "may_act": request.user.may_act_for(submission.bydel),
        "send_url": reverse("reporting:send-in", args=[submission.round_id, submission.bydel.slug]),
        **_files(submission),
    }
    return render(request, "reporting/submission/receipt.html", context)


@require_safe
def sent_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A version that was sent, or what was kept of a bydel that had not sent at closing."""
    submission = _one_of(Submission.ever.visible_to(request.user), pk)
    newest = Submission.objects.of(submission.round, submission.bydel).first()
    context = {
        "report": SentReport.of(submission),
        "newest": newest,
        "submission": submission,
        **_files(submission),
    }
    return render(request, "reporting/submission/report.html", context)


def _files(submission: Submission) -> dict[str, Any]:
    """For `_files.html`: the files, or how long they have been waited for."""
    return {
        "files": StoredFile.objects.in_order_of_use(submission),
        "is_stalled": now() - submission.recorded_at > WAITS_FOR,
    }


def _one_of(rows: QuerySet[Submission], pk: int) -> Submission:
    submission: Submission = one_or_404(rows.select_related("round", "bydel"), pk)
    return submission
