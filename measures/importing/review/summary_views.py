"""Step 4 of «Les inn plan»: what will be saved, the facts no file tells, and «Angre» afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from measures.importing.access import held, own_reading
from measures.importing.begun import day_told, title_told
from measures.importing.difference.incoming import the_same_plan
from measures.importing.document import Document
from measures.importing.kept import answers_from, document_from, layout_from, rows_from
from measures.importing.kept_files import has_file, keep_file
from measures.importing.review.answers import Answers
from measures.importing.review.decisions import seen_from, taken
from measures.importing.review.faults import faults_in, is_stopped
from measures.importing.review.forms import SummaryForm
from measures.importing.review.summary import counted, lines_of, unmapped_words
from measures.importing.review.whose import said_of_another_bydel
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.not_read import beside
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import NewPlan, ReadBy, TakenIn, take_in
from measures.importing.saving.undo import ChangedSinceError, take_back_reading
from measures.importing.tables.layout import Layout, Meaning
from measures.importing.tables.titles import TitleGuess
from measures.importing.views import already_taken_in
from measures.likeness.suggesting import count_suggested
from measures.models import Act, Reading
from measures.models.reading import KEPT_AFTERWARDS
from plans.access import one_or_404
from plans.table_columns import headings_to_choose
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day
from ruspolitikk.wording import fold

WHAT_WAS_READ = ("rows", "answers", "layout")


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.rows is None:
        return redirect("measures:reading-tables", reading.pk)
    if reading.plan:
        return redirect("measures:reading-difference", reading.pk)
    all_rows = rows_from(reading.rows)
    rows = taken(all_rows)
    today = Day.now().today
    if is_stopped(faults_in(reading, all_rows, today)):
        return redirect("measures:reading-faults", reading.pk)
    document, layout = document_from(reading.document), layout_from(reading.layout)
    form, guess = _form(request, reading, document, layout, rows)
    if form.is_bound and form.is_valid() and rows:
        done = _take_in(request, reading, form.cleaned_data, today)
        if done is None:
            return already_taken_in(request, own_reading(request.user, pk, timezone.now()))
        messages.success(request, _receipt(done, is_kept=bool(form.cleaned_data.get("keep"))))
        return redirect(done.plan)
    lines = lines_of(rows)
    context = {
        "reading": reading,
        "form": form,
        "guess": guess,
        "lines": lines,
        "holds": counted(lines[0].count, lines[2].count, lines[3].count),
        "unmapped": unmapped_words(rows),
        "n": sum(1 for row in rows if row.text.strip()),
        "without_text": sum(1 for row in rows if not row.text.strip()),
        "out": len(all_rows) - len(rows),
        "another": said_of_another_bydel(guess.title, reading.file_name, reading.organisation),
        "same": the_same_plan(reading),
        "tables_out": len(layout.parts) - len(layout.taken),
        "beside": beside(document, layout),
    }
    return render(request, "measures/importing/summary.html", context)


def _form(
    request: AuthenticatedRequest,
    reading: Reading,
    document: Document,
    layout: Layout,
    rows: Sequence[MeasureRow],
) -> tuple[SummaryForm, TitleGuess]:
    """The facts that no table holds, as far as the document tells them; and what it told."""
    today = Day.now().today
    guess = title_told(reading, document, layout)
    day, day_where = day_told(reading, document, today)
    facts = {
        "title": guess.title,
        "starts_on": guess.starts_on,
        "ends_on": guess.ends_on,
        "applies_on": day,
    }
    form = SummaryForm(
        today,
        request.POST or None,
        initial=facts,
        makes_plan=reading.makes_plan,
        has_reports=any(row.status_text or row.risk_text for row in rows),
        has_file=has_file(reading),
        day_where=day_where,
    )
    return form, guess


@dataclass(frozen=True, slots=True)
class Understood:
    """What is written of a reading, as it was when it was read from the database."""

    rows: Sequence[MeasureRow]
    as_read: Sequence[MeasureRow]
    answers: Answers
    columns: tuple[str, ...]

    @classmethod
    def of(cls, reading: Reading, on: date | None) -> Self:
        reviewed = [one for one in rows_from(reading.rows) if not one.is_out]
        reviewed = seen_from(reviewed, Words.of(reading.organisation, on)) if on else reviewed
        columns = _columns_of(layout_from(reading.layout))
        as_read = [one.as_read for one in reviewed]
        return cls(taken(reviewed), as_read, answers_from(reading.answers), columns)


def _take_in(
    request: AuthenticatedRequest, reading: Reading, said: dict[str, Any], today: date
) -> TakenIn | None:
    """None where it has been taken in already, by a second press or by somebody else.

    SQLite lets one write at a time, so what can be done before or after is no part of the
    transaction: of 1,200 rows it took 1.5 s with all of it in, and 1.1 without.
    """
    understood = Understood.of(reading, said.get("applies_on"))
    done = _write(request, reading, understood, said, today)
    if done and done.act:
        suggested = count_suggested(done.plan, done.act, Day.now())
        Reading.objects.filter(act=done.act).update(suggested=suggested)
    return done


@transaction.atomic
def _write(
    request: AuthenticatedRequest,
    seen: Reading,
    understood: Understood,
    said: dict[str, Any],
    today: date,
) -> TakenIn | None:
    """The reading's row is the lock. Where it was changed since it was seen, it is understood
    anew."""
    reading = held(seen)
    if reading.is_taken_in:
        return None
    on = said.get("applies_on")
    if any(getattr(reading, name) != getattr(seen, name) for name in WHAT_WAS_READ):
        understood = Understood.of(reading, on)
    into: Any = reading.plan or NewPlan(
        organisation=reading.organisation,
        title=said.get("title") or reading.file_name,
        starts_on=said.get("starts_on"),
        ends_on=said.get("ends_on"),
        columns=understood.columns,
    )
    read = ReadBy(
        document=reading.file_name,
        by=request.user,
        today=today,
        on=on,
        words=understood.answers.words_of(understood.rows),
        repairs=understood.answers.repairs,
    )
    done = take_in(understood.rows, into, read, understood.as_read)
    if said.get("keep") and done.act:
        keep_file(reading, done.plan, done.act)
    reading.state, reading.act, reading.plan = Reading.State.TAKEN_IN, done.act, done.plan
    reading.content, reading.kept_until = None, timezone.now() + KEPT_AFTERWARDS
    reading.save(update_fields={"state", "act", "plan", "content", "kept_until"})
    return done


def _columns_of(layout: Layout) -> tuple[str, ...]:
    """The headings of the plan's own table that the product knows, as the document writes them."""
    own = [
        " ".join(column.heading.split())
        for part in layout.taken[:1]
        for column in part.columns
        if column.heading and column.meaning is not Meaning.UNUSED
    ]
    folded = {fold(heading) for heading in own}
    return tuple(one for one in headings_to_choose(own) if fold(one) in folded)


def _receipt(done: TakenIn, *, is_kept: bool) -> str:
    where = "utkastet" if done.plan.is_draft else "planen"
    holds = counted(done.measures, done.goals, done.strategies)
    the_file = "Filen er tatt vare på." if is_kept else "Filen er slettet."
    return f"Lagret. {holds} er lest inn i {where}. {the_file}"


# --- Angre ----------------------------------------------------------------------------------------


@require_POST
def undo(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """«Angre innlesingen»: what the act wrote is gone, and the review is there for one more day."""
    act: Act = one_or_404(Act.objects.filter(kind=Act.Kind.READING).visible_to(request.user), pk)
    if act.recorded_by_id != request.user.pk:
        raise PermissionDenied(
            f"Bare den som leste inn dokumentet for {act.organisation}, kan angre det."
        )
    if not act.may_be_undone_by(request.user, timezone.now()):
        messages.error(request, "Det er for sent å angre. Slett utkastet på vanlig måte.")
        return redirect("measures:plans")
    reading = Reading.objects.filter(act=act).defer("content").select_related("plan").first()
    plan = reading.plan if reading else None
    try:
        outcome = take_back_reading(act, on=Day.now().today, by=request.user)
    except ChangedSinceError:
        messages.error(request, "Utkastet er endret siden. Slett det på vanlig måte.")
        return redirect(plan) if plan else redirect("measures:plans")
    messages.success(request, outcome.sentence)
    return (
        redirect("measures:reading-review", reading.pk) if reading else redirect("measures:plans")
    )
