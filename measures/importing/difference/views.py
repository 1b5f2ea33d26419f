"""Step 4 of «Les inn plan» where the plan is there: what the document says otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.importing.access import held, own_reading
from measures.importing.begun import day_told, title_told
from measures.importing.difference.choices import Choices, posted_pair
from measures.importing.difference.compare import Changed, Difference
from measures.importing.difference.forms import DayOfFileForm
from measures.importing.difference.incoming import (
    difference_of,
    the_same_plan,
    without_known_doubts,
)
from measures.importing.difference.joining import JoiningDaysForm
from measures.importing.difference.personal import NOTHING_ASKED, Asked
from measures.importing.difference.shown import shown
from measures.importing.difference.take import Chosen, Written, take_difference
from measures.importing.kept import answers_from, as_json, document_from, layout_from, rows_from
from measures.importing.kept_files import has_file, keep_file
from measures.importing.review.answers import Answers
from measures.importing.review.faults import faults_in, is_stopped
from measures.importing.review.whose import said_of_another_bydel
from measures.importing.saving.take_in import ReadBy
from measures.importing.views import already_taken_in
from measures.likeness.suggesting import count_suggested
from measures.models import MeasureSource, NotDeletedError, Reading
from measures.models.reading import KEPT_AFTERWARDS
from measures.rounds import proposed_day_of
from plans.models import Plan, locked
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day
from ruspolitikk.wording import listed


class NotAsShownError(Exception):
    """The plan has been changed since the page was shown; nothing is written."""


@require_http_methods(["GET", "HEAD", "POST"])
def difference(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.rows is None:
        return redirect("measures:reading-tables", reading.pk)
    if request.POST.get("hva") == "plan":
        return _of_the_same_plan(request, reading)
    if reading.plan is None:
        return redirect("measures:reading-summary", reading.pk)
    today = Day.now().today
    if is_stopped(faults_in(reading, rows_from(reading.rows), today)):
        return redirect("measures:reading-faults", reading.pk)
    guess, where = _day_of(reading, today)
    if request.POST.get("hva") == "dag":
        return _with_another_day(request, reading, today)
    if guess is None:
        return _page(request, reading, _asked_day(reading.plan, today), where)
    if request.POST.get("hva") == "ta-inn":
        return _taken_in(request, reading, guess, today)
    found = difference_of(reading, guess)
    choices = Choices.of(request.POST, found) if request.POST else Choices.at_first(found)
    if pair := posted_pair(request.POST):
        before, found = found, _with_pair(reading, *pair, guess)
        choices = Choices.of(request.POST, found).with_what_came(before, found)
    form = DayOfFileForm(today, initial={"per": guess})
    return _page(request, reading, form, where, found, choices)


def _asked_day(plan: Plan, today: date) -> DayOfFileForm:
    """Where the document does not say its day: that of the round that the bydel is to send for."""
    proposed = proposed_day_of(plan.measures.all(), today)
    form = DayOfFileForm(today, initial={"per": proposed.on if proposed else None})
    form.fields["per"].help_text = str(proposed or "")
    return form


def _with_pair(reading: Reading, row_id: int, key: int, per: date) -> Difference:
    """«Det er samme tiltak», «Det er et annet tiltak»: kept, and compared anew."""
    own = _keep(reading, lambda said: replace(said, pairs={**said.pairs, row_id: key}))
    return difference_of(own, per)


@transaction.atomic
def _keep(reading: Reading, answered: Callable[[Answers], Answers]) -> Reading:
    """An answer beside those that are there now."""
    own = held(reading)
    own.answers = as_json(answered(answers_from(own.answers)))
    own.save(update_fields={"answers"})
    return own


def _of_the_same_plan(request: AuthenticatedRequest, reading: Reading) -> HttpResponse:
    """«Se forskjellene i stedet»: the document is of a plan that is there, and no new one."""
    same = the_same_plan(reading)
    if same is None:
        return redirect("measures:reading-summary", reading.pk)
    with transaction.atomic():
        own = held(reading)
        own.plan, own.makes_plan = same[0], False
        own.rows = as_json(without_known_doubts(rows_from(own.rows), same[0]))
        own.save(update_fields={"plan", "makes_plan", "rows"})
    return redirect("measures:reading-difference", reading.pk)


def _day_of(reading: Reading, today: date) -> tuple[date | None, str]:
    """The day that a person said, else the document's own; today, where it reports nothing."""
    if per := answers_from(reading.answers).per:
        return per, ""
    day, where = day_told(reading, document_from(reading.document), today)
    rows = [one.row for one in rows_from(reading.rows) if not one.is_out]
    if day is None and not any(row.status_text or row.risk_text for row in rows):
        return today, ""
    return day, where


def _with_another_day(request: AuthenticatedRequest, reading: Reading, today: date) -> HttpResponse:
    form = DayOfFileForm(today, request.POST)
    if not form.is_valid():
        return _page(request, reading, form, "")
    per = form.cleaned_data["per"]
    _keep(reading, lambda said: replace(said, per=per))
    return redirect("measures:reading-difference", reading.pk)


def _taken_in(
    request: AuthenticatedRequest, reading: Reading, per: date, today: date
) -> HttpResponse:
    form = DayOfFileForm(today, initial={"per": per})
    found = difference_of(reading, per)
    choices = Choices.of(request.POST, found)
    if request.POST.get("versjon") != found.digest:
        return _not_as_shown(request, reading, form, found)
    if found.is_empty and not (choices.confirms or choices.keeps_file):
        messages.warning(request, "Du har ikke valgt noe. Ingenting er lagret.")
        return _page(request, reading, form, "", found, choices)
    unsettled = list(choices.unsettled(found))
    days = _joining_days(request, reading, found, choices, today)
    asked = Asked.of(found, choices.chosen(found, {})).unless_answered(choices.answered)
    if unsettled or asked.where or choices.asks_before_deleting or not days.is_valid():
        return _page(request, reading, form, "", found, choices, unsettled, days, asked)
    chosen = choices.chosen(found, days.days)
    try:
        done = _write(request, reading, found.digest, chosen, per, today, choices.keeps_file)
    except (NotAsShownError, NotDeletedError):
        return _not_as_shown(request, reading, form, difference_of(reading, per))
    if done is None:
        return already_taken_in(request, own_reading(request.user, reading.pk, timezone.now()))
    if done.new and reading.plan:  # when all others may write again
        suggested = count_suggested(reading.plan, done.act, Day.now())
        Reading.objects.filter(act=done.act).update(suggested=suggested)
    messages.success(request, receipt(done, is_kept=choices.keeps_file))
    return redirect(reading.plan) if reading.plan else redirect("measures:plans")


def _not_as_shown(
    request: AuthenticatedRequest, reading: Reading, form: DayOfFileForm, found: Difference
) -> HttpResponse:
    messages.warning(
        request, "Noen har endret planen i mellomtiden. Ingenting er lagret. Se over forskjellene."
    )
    return _page(request, reading, form, "", found, Choices.of(request.POST, found), status=409)


def _joining_days(
    request: HttpRequest, reading: Reading, found: Difference, choices: Choices, today: date
) -> JoiningDaysForm:
    """As they were sent with the last button; else as they are typed so far."""
    plan: Any = reading.plan
    if request.POST.get("hva") == "ta-inn":
        return JoiningDaysForm(plan, found, today, request.POST, choices.taken_new)
    typed = {name: day for name, day in request.POST.items() if name.startswith("med-fra-")}
    return JoiningDaysForm(plan, found, today, initial=typed)


@transaction.atomic
def _write(
    request: AuthenticatedRequest,
    reading: Reading,
    digest: str,
    chosen: Chosen,
    per: date,
    today: date,
    keeps_file: bool,
) -> Written | None:
    """None where it was taken in already. The rows of the reading and the plan are the locks, under
    which it is compared again: what is written is what was shown. Raises NotAsShownError."""
    reading = held(reading)
    if reading.is_taken_in or reading.plan is None:
        return None
    plan = locked(reading.plan, Plan.objects.select_related("organisation"))
    found = difference_of(reading, per)
    if found.digest != digest:
        raise NotAsShownError
    answers = answers_from(reading.answers)
    rows = [one.row for one in rows_from(reading.rows) if not one.is_out]
    read = ReadBy(
        document=reading.file_name,
        by=request.user,
        today=today,
        on=per,
        words=answers.words_of(rows),
        repairs=answers.repairs,
    )
    done = take_difference(found, chosen, plan, read, by=request.user)
    if keeps_file and reading.content:
        keep_file(reading, plan, done.act)
    reading.state, reading.act, reading.before = Reading.State.TAKEN_IN, done.act, done.before
    reading.content, reading.kept_until = None, timezone.now() + KEPT_AFTERWARDS
    reading.suggested = None
    reading.save(update_fields={"state", "act", "before", "content", "kept_until", "suggested"})
    return done


def receipt(done: Written, *, is_kept: bool = False) -> str:
    counts = [
        f"{done.changed} tiltak er endret" if done.changed else "",
        f"{done.new} {'nytt' if done.new == 1 else 'nye'} er lagt til" if done.new else "",
        f"{done.dropped} er satt til Utgått" if done.dropped else "",
        f"{done.deleted} er slettet fra utkastet" if done.deleted else "",
        f"{done.confirmed} er bekreftet uendret" if done.confirmed else "",
    ]
    told = listed([each for each in counts if each] or ["Ingen tiltak er endret"])
    return f"Lagret. {told}. {'Filen er tatt vare på.' if is_kept else 'Filen er slettet.'}"


def _page(
    request: HttpRequest,
    reading: Reading,
    form: DayOfFileForm,
    where: str,
    found: Difference | None = None,
    choices: Choices | None = None,
    unsettled: Sequence[Changed] = (),
    days: JoiningDaysForm | None = None,
    asked: Asked = NOTHING_ASKED,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "reading": reading,
        "form": form,
        "where": where,
        "another": _of_another_bydel(reading),
    }
    if found is not None and choices is not None:
        last = MeasureSource.objects.filter(measure__plan=reading.plan, act__isnull=False)
        numbers = [one.standing.number for one in unsettled]
        days = days or _joining_days(request, reading, found, choices, form.today)
        deleted = [one for one in found.gone if one.key in choices.deleted]
        context |= {
            "found": found,
            "shown": shown(found, choices, days, asked),
            "asked": asked,
            "days": days,
            "deleted": deleted if days.is_bound and choices.asks_before_deleting else [],
            "has_file": has_file(reading),
            "choices": choices,
            "total": found.recognised + len(found.new),
            "unsettled": listed(numbers) if numbers else "",
            "last_read": last.order_by("-act__recorded_at")
            .values_list("act__recorded_at", flat=True)
            .first(),
        }
    return render(request, "measures/importing/difference.html", context, status=status)


def _of_another_bydel(reading: Reading) -> str:
    """As when a plan is read for the first time: the sentence, or nothing."""
    document, layout = document_from(reading.document), layout_from(reading.layout)
    title = title_told(reading, document, layout).title
    return said_of_another_bydel(title, reading.file_name, reading.organisation)
