"""The city reads what was sent: it asks, returns or receives. Both sides write on until then."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from plans.access import one_or_404
from reporting.models import QuestionPost, Submission
from reporting.submission.files.cells import number_of
from reporting.submission.forms import PostForm, QuestionForm, ReturnForm
from reporting.submission.reading import CityReading
from reporting.submission.returning import (
    ClosedRoundError,
    HandledError,
    NothingAskedError,
    OtherQuestionsError,
    give_back,
    keep_question,
    receive,
    seal_of,
    write_on,
)
from reporting.submission.sent import head_of, how_much
from reporting.submission.threads import Thread, may_write
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import as_id, safe_path
from ruspolitikk.sums import sum_of

OTHERS_ASKED = (
    "En kollega endret spørsmålene mens du så på siden. Ingenting er sendt. Se på dem, og trykk "
    "en gang til."
)


def visible_submission(
    request: AuthenticatedRequest, pk: int, submissions: Any = Submission.objects
) -> Submission:
    """What was sent; with `Submission.ever` also what was kept of a bydel that had not sent."""
    own = submissions.visible_to(request.user).select_related("round", "bydel")
    submission: Submission = one_or_404(own, pk)
    return submission


def may_be_asked_about(submission: Submission) -> bool:
    """Of the newest version: whether the city has not read it, or may ask for a new one of what it
    has received. A closed round is opened again for that."""
    is_received = submission.state == Submission.State.RECEIVED
    return submission.state == Submission.State.SENT or (
        is_received and not submission.round.is_closed
    )


@require_safe
def read_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What to read first, with the questions and the two ways out; `?spor=` opens one row."""
    submission = visible_submission(request, pk)
    if not request.user.keeps_for_the_city:
        return not_the_citys(request, submission)
    newest = Submission.objects.of(submission.round, submission.bydel)[0]
    if newest != submission:
        return redirect("reporting:read-submission", newest.pk)
    if not may_be_asked_about(submission):
        return redirect(submission)
    return _page(request, submission)


@require_POST
def ask(request: AuthenticatedRequest, pk: int, measure_pk: int) -> HttpResponse:
    """A question is made ready; blank, it is taken away."""
    submission = visible_submission(request, pk)
    row = submission.rows.filter(measure_pk=measure_pk).first()
    if row is None:
        raise Http404
    if not request.user.keeps_for_the_city:
        return not_the_citys(request, submission)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, opened=measure_pk, question=form)
    text, read = form.cleaned_data["text"], form.what_was_read
    try:
        keep_question(submission, measure_pk, text, **read, by=request.user)
    except HandledError as refused:
        return _handled(request, refused, text)
    except OtherQuestionsError:
        form.add_error(None, "En kollega skrev et annet spørsmål til tiltaket i mellomtiden.")
        return _page(request, submission, opened=measure_pk, question=form)
    except ClosedRoundError:
        form.add_error(None, _closed_meanwhile(submission))
        return _page(request, visible_submission(request, pk), opened=measure_pk, question=form)
    is_received = form.cleaned_data["read_as"] == Submission.State.RECEIVED
    then = "ber om en ny versjon" if is_received else "sender rapporten tilbake"
    told = f"er klart. Bydelen ser det når du {then}." if text else "er tatt bort."
    messages.success(request, f"Spørsmålet til tiltak {number_of(row.told)} {told}")
    return redirect("reporting:read-submission", pk)


@require_POST
def return_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    submission = visible_submission(request, pk)
    if not request.user.keeps_for_the_city:
        return not_the_citys(request, submission)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, submission, returning=form)
    words, read = form.cleaned_data["words"], form.what_was_read
    try:
        n = give_back(submission, words, **read, by=request.user)
    except HandledError as refused:
        return _handled(request, refused, words)
    except (OtherQuestionsError, NothingAskedError):
        form.add_error(None, OTHERS_ASKED)
        return _page(request, submission, returning=form)
    except ClosedRoundError:
        form.add_error(None, _closed_meanwhile(submission))
        return _page(request, visible_submission(request, pk), returning=form)
    messages.success(
        request, f"{submission.bydel.full_name} har fått rapporten tilbake med {n} spørsmål."
    )
    return redirect(submission)


@require_POST
def receive_report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    submission = visible_submission(request, pk)
    if not request.user.keeps_for_the_city:
        return not_the_citys(request, submission)
    form = ReturnForm(request.POST)
    try:
        receive(submission, seen=request.POST.get("seen", ""), by=request.user)
    except HandledError as refused:
        return _handled(request, refused, "")
    except OtherQuestionsError:
        form.add_error(None, OTHERS_ASKED)
        return _page(request, submission, returning=form)
    messages.success(request, f"Rapporten fra {submission.bydel.full_name} er mottatt.")
    return redirect(submission)


@require_POST
def write_in_thread(request: AuthenticatedRequest, pk: int, measure_pk: int) -> HttpResponse:
    """An answer, or more words; it sends nothing in."""
    submission = visible_submission(request, pk)
    posts = QuestionPost.objects.visible_to(request.user).of(submission.round, submission.bydel)
    own = posts.filter(measure_pk=measure_pk)
    row = submission.rows.filter(measure_pk=measure_pk).first()
    if row is None or not own.exists():
        raise Http404
    if not may_write(request.user, submission.bydel):
        return not_the_citys(request, submission)
    form = PostForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            write_on(submission, measure_pk, form.cleaned_data["text"], by=request.user)
        except HandledError:
            form.add_error(None, "Byen har mottatt rapporten. Det du skrev, er ikke sendt.")
            status = 409
        else:
            back = safe_path(request.POST.get("next", "")) or submission.get_absolute_url()
            return redirect(f"{back}#sporsmal-{measure_pk}")
    context = {
        "submission": submission,
        "thread": Thread(measure_pk, row.told, list(own), ()),
        "form": form,
        "back": safe_path(request.POST.get("next", "")),
    }
    return render(request, "reporting/submission/write.html", context, status=status)


def _page(
    request: AuthenticatedRequest,
    submission: Submission,
    *,
    opened: int | None = None,
    question: QuestionForm | None = None,
    returning: ReturnForm | None = None,
) -> HttpResponse:
    reading = CityReading.of(submission, request.user, localdate())
    # Of a closed round nothing can be returned, so nothing is asked; what was typed is kept.
    asked = 0 if submission.round.is_closed else as_id(request.GET.get("spor", "")) or 0
    row = reading.rows.get(opened or asked)
    text = row.draft.text if row and row.draft else ""
    context: dict[str, Any] = {
        "submission": submission,
        "reading": reading,
        "head": head_of(submission),
        "how_much": how_much(head_of(submission)),
        "opened": row,
        "question": question or QuestionForm(initial={"text": text}),
        "question_seen": sum_of(text) if text else "",
        "returning": returning or ReturnForm(),
        "seen": seal_of(reading.drafts),
    }
    status = 422 if (question and question.errors) or (returning and returning.errors) else 200
    return render(request, "reporting/submission/read.html", context, status=status)


def _closed_meanwhile(submission: Submission) -> str:
    return f"{submission.round} ble lukket mens du så på siden."


def _handled(request: AuthenticatedRequest, refused: HandledError, text: str) -> HttpResponse:
    """A colleague returned or received it first, or the bydel sent a newer version: what was
    written is shown, so that it is not lost."""
    context = {"newest": refused.newest, "text": text}
    return render(request, "reporting/submission/handled.html", context, status=409)


def not_the_citys(request: AuthenticatedRequest, submission: Submission) -> HttpResponse:
    context = {
        "heading": "Byadministrator leser rapportene",
        "sentence": (
            "Du kan lese rapporten. Bare byadministrator spør, sender tilbake og mottar, og bare "
            f"{submission.bydel.full_name} svarer."
        ),
        "read_url": submission.get_absolute_url(),
    }
    return render(request, "403.html", context, status=403)
