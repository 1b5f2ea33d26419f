"""A bydel sends in its report for a round; everybody reads what was sent."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.views.decorators.http import require_http_methods, require_safe

from measures.rounds import GAPS
from plans.access import belongs_to
from reporting.models import Reopening, Round, StoredFile, Submission
from reporting.models.round import PlacedRound
from reporting.models.stored_file import WAITS_FOR
from reporting.submission.checking import altered_files_of
from reporting.submission.city.tasks import make_city_files
from reporting.submission.difference import EVERY_FIELD, changes
from reporting.submission.earlier import version_before
from reporting.submission.forms import SendForm
from reporting.submission.freezing import (
    AlreadySentError,
    ChangedMeanwhileError,
    NothingToSendError,
    reopening_for,
    send,
)
from reporting.submission.reading_views import visible_submission
from reporting.submission.sending import Returned, SentVersions, ToSend, placed_and_bydel
from reporting.submission.sent import SentReport, head_of, how_much
from reporting.submission.summaries import (
    OtherSummaryError,
    keep_summary,
    mark_of,
    saved_summary,
)
from reporting.submission.tasks import make_files
from reporting.submission.threads import threads
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import listed

SEVERAL = 2
KEEP = "lagre"
"""The button that saves the summary and sends nothing."""


@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: AuthenticatedRequest, pk: int, slug: str) -> HttpResponse:
    """What is missing, the bydel's own words, and the button; once it is sent, its receipt."""
    place, bydel = placed_and_bydel(request.user, pk, slug)
    if not request.user.may_act_for(bydel):
        heading = f"Bare {bydel.full_name} sender inn denne rapporten"
        return belongs_to(request, bydel, heading, place.round.get_absolute_url())
    form = SendForm(request.POST) if request.method == "POST" else None
    if form and KEEP in request.POST:
        return _keep(request, place, bydel, form)
    if form and form.is_valid():
        return _send(request, place, bydel, form)
    return _page(request, place, bydel, form)


def _page(
    request: AuthenticatedRequest,
    place: PlacedRound,
    bydel: Organisation,
    form: SendForm | None,
    status: int = 422,
) -> HttpResponse:
    """With what was typed, also where the round was closed meanwhile and takes no report; the
    receipt where nothing was typed and the city has the report."""
    one, sent = place.round, SentVersions.of(place, bydel)
    newest, reopening = sent.newest, reopening_for(one, bydel)
    is_with_the_city = newest and (one.is_closed or not sent.is_returned) and not reopening
    if newest and is_with_the_city and form is None:
        return redirect("reporting:submission-receipt", newest.pk)
    today = localdate()
    ready = ToSend.of(place, bydel, sent, today)
    returned = Returned.of(newest, ready, request.user) if newest and sent.is_returned else None
    kept = saved_summary(one, bydel)
    text = kept.text if kept else returned.comment if returned else ""
    context = {
        "ready": ready,
        "round": one,
        "bydel": bydel,
        "returned": returned,
        "form": form or SendForm(initial={"comment": text}),
        "kept": kept,
        "comment_mark": mark_of(kept),
        "may_send": ready.plan and (reopening or one.takes_reports_on(today)),
        **_over(one, bydel, reopening),
        "reopening": reopening,
        "version": newest.version + 1 if newest else 1,
        "signed_as": request.user.recorded_as(bydel),
        "on": today,
        **_in_the_list(ready, today),
        # The form proposes the cut-off as its day, and leads back here when it is saved.
        "report_query": "?"
        + urlencode({"gjelder": f"{one.cut_off:%d.%m.%Y}", "next": request.path}),
    }
    if returned and ready.plan:
        template = "reporting/submission/returned.html"
    else:
        template = "reporting/submission/send.html"
        context["warnings"] = ready.warnings(request.user, today)
    return render(request, template, context, status=status if form else 200)


def _over(one: Round, bydel: Organisation, reopening: Reopening | None) -> dict[str, Any]:
    """Of a round that is closed for the bydel: what was kept of its measures when it was."""
    if not one.is_closed or reopening:
        return {}
    kept = Submission.ever.of(one, bydel).filter(state=Submission.State.NOT_SENT)
    return {"is_over": True, "kept_rows": kept.first()}


def _in_the_list(ready: ToSend, today: date) -> dict[str, Any]:
    """For `_gaps.html`: the list narrowed to what is not reported, where several are. The list
    knows a round from the day after its cut-off."""
    if ready.plan is None or ready.silent < SEVERAL or ready.round.cut_off >= today:
        return {}
    asked = {
        "bydel": ready.bydel.slug,
        "plan": ready.plan.slug,
        **ready.period.query(GAPS),
    }
    return {
        "list_url": f"{reverse('measures:list')}?{urlencode(asked)}",
        "n_silent": ready.silent,
    }


def _keep(
    request: AuthenticatedRequest, place: PlacedRound, bydel: Organisation, form: SendForm
) -> HttpResponse:
    """Save the summary without sending; as one writes, for htmx, only what is said of it comes."""
    one, in_place = place.round, "HX-Request" in request.headers
    kept, theirs = None, None
    if form.is_valid():
        text, seen = form.cleaned_data["comment"], form.cleaned_data["seen_comment"]
        try:
            kept = keep_summary(one, bydel, text, seen=seen, by=request.user)
        except OtherSummaryError as other:
            form.add_error("comment", theirs_in_words(other.text))
            theirs = saved_summary(one, bydel)
    if in_place:
        context = {"form": form, "kept": kept, "comment_mark": mark_of(kept or theirs)}
        return render(request, "reporting/submission/_kept.html", context)
    if kept is None:
        return _page(request, place, bydel, form)
    messages.success(request, "Oppsummeringen er lagret, ikke sendt.")
    return redirect("reporting:send-in", one.pk, bydel.slug)


def theirs_in_words(text: str) -> str:
    return (
        "En kollega har lagret en annen oppsummering i mellomtiden, og din er ikke lagret. "
        f"Kollegaens: «{text}». Lagrer eller sender du igjen, gjelder din."
    )


def _send(
    request: AuthenticatedRequest, place: PlacedRound, bydel: Organisation, form: SendForm
) -> HttpResponse:
    one, comment, by = place.round, form.cleaned_data["comment"], request.user
    try:
        # Saved by itself: it is not lost where nothing is sent.
        keep_summary(one, bydel, comment, seen=form.cleaned_data["seen_comment"], by=by)
        seen = form.cleaned_data["seen"]
        submission = send(one, bydel, by=by, comment=comment, today=localdate(), seen=seen)
        make_files.enqueue(submission.pk)
        make_city_files.enqueue(one.pk)
    except NothingToSendError:
        place, bydel = placed_and_bydel(request.user, one.pk, bydel.slug)
        messages.error(request, _not_now(place.round))
        return _page(request, place, bydel, form, status=409)
    except OtherSummaryError as other:
        form.add_error("comment", theirs_in_words(other.text))
        return _page(request, place, bydel, form, status=409)
    except ChangedMeanwhileError as changed:
        form.add_error(None, _changed_meanwhile(changed))
        return _page(request, place, bydel, form, status=409)
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


def _changed_meanwhile(changed: ChangedMeanwhileError) -> str:
    numbers = listed(changed.numbers)
    return (
        f"Tiltak {numbers} ble endret mens du så på siden. Ingenting er sendt. Se på endringen, og "
        "send inn på nytt."
    )


def _already_sent(request: AuthenticatedRequest, submission: Submission) -> str:
    when = localtime(submission.recorded_at)
    who = "Du" if submission.recorded_by_id == request.user.pk else "En kollega"
    return (
        f"{who} sendte inn {submission.round} {when:%d.%m.%Y} kl. {when:%H.%M}. "
        "Det ble én versjon. Her er kvitteringen."
    )


@require_safe
def receipt(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    submission = visible_submission(request, pk)
    head = head_of(submission)
    versions = Submission.objects.of(submission.round, submission.bydel)
    context = {
        "submission": submission,
        "head": head,
        "how_much": how_much(head),
        "versions": list(versions.prefetch_related("state_changes")),
        **_ways_on(request, submission),
        **_files(submission),
    }
    return render(request, "reporting/submission/receipt.html", context)


@require_safe
def sent_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """A version that was sent, or what was kept of a bydel that had not sent at closing."""
    submission = visible_submission(request, pk, Submission.ever)
    newest = Submission.objects.of(submission.round, submission.bydel).first()
    before = version_before(submission)
    report = SentReport.of(submission)
    ways = _ways_on(request, submission)
    may_write = ways["reads"] or ways["may_act"]
    is_open = newest is not None and newest.state != Submission.State.RECEIVED
    context = {
        "report": report,
        "newest": newest,
        "submission": submission,
        "threads": threads(submission, {**before, **report.facts}, request.user),
        "changes": changes(before, report.facts, EVERY_FIELD),
        "writes": ("bydel" if ways["may_act"] else "city") if may_write and is_open else "",
        **ways,
        **_files(submission),
    }
    if report.fault:
        context["altered_files"] = altered_files_of(submission)
    return render(request, "reporting/submission/report.html", context)


def _files(submission: Submission) -> dict[str, Any]:
    """For `_files.html`: the files, or how long they have been waited for."""
    return {
        "files": StoredFile.objects.in_order_of_use(submission),
        "is_stalled": now() - submission.recorded_at > WAITS_FOR,
    }


def _ways_on(request: AuthenticatedRequest, submission: Submission) -> dict[str, Any]:
    """What a person may do next with what was sent."""
    return {
        "reads": request.user.keeps_for_the_city,
        "may_act": request.user.may_act_for(submission.bydel),
        "send_url": reverse("reporting:send-in", args=[submission.round_id, submission.bydel.slug]),
    }
