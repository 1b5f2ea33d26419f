"""Steps 1 and 2 of «Les inn plan»: the file, and what its tables and columns are."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.importing.access import held, own_reading, reads_for
from measures.importing.begun import understand, wait_for_worker, words_for
from measures.importing.difference.incoming import without_known_doubts
from measures.importing.forms import FileForm
from measures.importing.kept import answers_from, as_json, document_from, layout_from, rows_from
from measures.importing.review.decisions import begin
from measures.importing.review.faults import faults_in, is_stopped
from measures.importing.review.layout_form import LayoutForm
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.not_read import beside
from measures.importing.rows.reading import read_rows
from measures.importing.tables.layout import Layout
from measures.importing.tasks import read_in
from measures.importing.worksheet.reading import Worksheet
from measures.importing.worksheet.sentences import NOTHING_IS_FILLED_IN
from measures.models import Reading
from measures.models.reading import KEPT_UNFINISHED
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.views import in_the_browser
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def read_plan(request: AuthenticatedRequest) -> HttpResponse:
    """Step 1: a file or a pasted table is read, and nothing is saved in any plan."""
    owners = reads_for(request.user)
    if not owners:
        raise PermissionDenied("Bare redaktører leser inn planer, for sin egen bydel.")
    today = Day.now().today
    if request.method == "POST":
        form = FileForm(owners, today, request.POST, request.FILES)
        if form.is_valid() and form.worksheet:
            return _begin_worksheet(request, form, form.worksheet)
        if form.is_valid():
            reading = _begun(form, request.user)
            if not reading.is_read:
                read_in.enqueue(reading.pk)
            return redirect("measures:reading-tables", reading.pk)
    else:
        form = FileForm(owners, today, initial={"plan": request.GET.get("plan", "")})
    now = timezone.now()
    waiting = Reading.objects.visible_to(request.user).fresh(now).unfinished()
    context = {"form": form, "owners": owners, "waiting": waiting}
    return render(request, "measures/importing/file.html", context)


def _begun(form: FileForm, by: User) -> Reading:
    now = timezone.now()
    Reading.objects.old(now).delete()
    plan = form.cleaned_data.get("plan")
    reading = Reading(
        organisation=form.owner,
        uploaded_by=by,
        uploaded_at=now,
        kept_until=now + KEPT_UNFINISHED,
        file_name=form.file_name,
        content=form.content,
        plan=plan,
        makes_plan=plan is None,
    )
    if form.document is None:
        wait_for_worker(reading)
    else:
        understand(reading, form.document)
    reading.save()
    return reading


def _begin_worksheet(
    request: AuthenticatedRequest, form: FileForm, sheet: Worksheet
) -> HttpResponse:
    """An arbeidsark that was filled in waits for its page; nothing is kept of its file."""
    if sheet.faults:
        context = {"sheet": sheet, "file_name": form.file_name}
        return render(request, "measures/importing/worksheet/faults.html", context)
    plan = form.cleaned_data["plan"]
    if not sheet.rows and not sheet.not_read:
        messages.info(request, NOTHING_IS_FILLED_IN)
        return redirect(plan)
    now = timezone.now()
    Reading.objects.old(now).delete()
    reading = Reading.objects.create(
        organisation=plan.organisation,
        uploaded_by=request.user,
        uploaded_at=now,
        kept_until=now + KEPT_UNFINISHED,
        file_name=form.file_name,
        document={},
        layout={},
        worksheet=as_json(sheet),
        plan=plan,
        makes_plan=False,
    )
    return redirect("measures:reading-worksheet", reading.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def being_read(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How far the worker is; POST takes up again a reading that nobody reads any longer.

    The page itself asks every few seconds: what has changed since (`?lest=`) is put in its place.
    """
    now = timezone.now()
    reading = own_reading(request.user, pk, now)
    if reading.is_read:
        return in_the_browser(request, reverse("measures:reading-tables", args=[reading.pk]))
    if request.method == "POST":
        if reading.is_stalled(now):
            wait_for_worker(reading)
            reading.save(update_fields={"state", "pages_read", "pages_with_tables", "seen_at"})
            read_in.enqueue(reading.pk)
        return redirect("measures:being-read", reading.pk)
    is_stalled = reading.is_stalled(now)
    is_awaited = not (reading.has_failed or is_stalled)
    part = ""
    if "HX-Request" in request.headers:
        if not is_awaited:
            return in_the_browser(request, request.path)
        if request.GET.get("lest") == (
            "" if reading.pages_read is None else str(reading.pages_read)
        ):
            return HttpResponse(status=204)
        part = "#progress"
    context = {"reading": reading, "is_awaited": is_awaited, "is_stalled": is_stalled}
    return render(request, f"measures/importing/being_read.html{part}", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Step 2: which tables hold measures, and what their columns mean."""
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.worksheet is not None:
        return redirect("measures:reading-worksheet", reading.pk)
    if not reading.is_read:
        return redirect("measures:being-read", reading.pk)
    document = answers_from(reading.answers).repaired(document_from(reading.document))
    layout = layout_from(reading.layout)
    words = words_for(reading, document, Day.now().today)
    form = LayoutForm(document, layout, request.POST or None)
    if form.is_bound and form.is_valid():
        rows = read_rows(document, form.layout, words=words)
        return _begun_again(request, reading, form.layout, rows)
    count = len(read_rows(document, layout, words=words))
    context = {
        "form": form,
        "reading": reading,
        "document": document,
        "count": count,
        "beside": beside(document, layout),
    }
    return render(request, "measures/importing/tables.html", context)


def _begun_again(
    request: AuthenticatedRequest, reading: Reading, layout: Layout, rows: Sequence[MeasureRow]
) -> HttpResponse:
    """The review in another layout. What somebody has answered while the rows were read stands;
    where it is letters, they are read once more."""
    today = Day.now().today
    with transaction.atomic():
        own = held(reading)
        if own.is_taken_in:
            return already_taken_in(request, own)
        answers = answers_from(own.answers)
        if own.answers != reading.answers:
            document = answers.repaired(document_from(own.document))
            rows = read_rows(document, layout, words=words_for(own, document, today))
        begun = begin(rows, rows_from(own.rows) if own.rows else [])
        if own.plan:
            begun = without_known_doubts(begun, own.plan)
        own.layout, own.rows = as_json(layout), as_json(begun)
        own.answers = as_json(replace(answers, pairs={}, left_at_once={}, accepted_at_once={}))
        own.save(update_fields={"layout", "rows", "answers"})
    is_faulty = is_stopped(faults_in(own, begun, today))
    return redirect(f"measures:reading-{'faults' if is_faulty else 'review'}", own.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """«Forkast innlesingen»: asked once, then all of it is gone."""
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if request.method == "POST":
        reading.delete()
        messages.success(request, "Innlesingen er forkastet. Alt som var lest, er slettet.")
        return redirect("measures:plans")
    return render(request, "measures/importing/discard.html", {"reading": reading})


def already_taken_in(request: AuthenticatedRequest, reading: Reading) -> HttpResponse:
    messages.info(request, "Innlesingen er lagret allerede. Her er planen.")
    return redirect(reading.plan) if reading.plan else redirect("measures:plans")
