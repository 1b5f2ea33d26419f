"""«Arbeidsarket er lest»: what was filled in, what somebody changed meanwhile, and one button."""

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.importing.access import held, own_reading
from measures.importing.difference.take import take_difference
from measures.importing.kept import worksheet_from
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import ReadBy
from measures.importing.views import already_taken_in
from measures.importing.worksheet.forms import SheetForm
from measures.importing.worksheet.incoming import SheetDifference, compare_sheet, stands_now
from measures.importing.worksheet.reading import Worksheet
from measures.importing.worksheet.shown import rows_shown
from measures.models import Reading
from measures.models.reading import KEPT_AFTERWARDS
from measures.rounds import proposed_day_of
from plans.models import Plan, locked
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.days import Day

MOST_ROWS = 300
OF_THE_SHEET = "Lest fra celle D4 i arket."
CHANGED_MEANWHILE = (
    "Noen har rapportert mens du så på dette, og ingenting er lagret. Se over valgene en gang til."
)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.worksheet is None or reading.plan is None:
        return redirect("measures:reading-tables", reading.pk)
    today, filled = Day.now().today, worksheet_from(reading.worksheet)
    proposed = None if filled.day else proposed_day_of(reading.plan.measures.all(), today)
    usual = filled.day or (proposed.on if proposed else None)
    per = _per(request, usual or today, today)
    told = _compared(filled, reading.plan, per)
    data = request.POST if request.method == "POST" else None
    initial = {"applies_on": usual, "stands": told.stands}
    day_where = str(proposed) if proposed else OF_THE_SHEET
    form = SheetForm(told.difference, today, data, day_where=day_where, initial=initial)
    if form.is_bound and form.is_valid() and (answer := _taken_in(request, reading, form, told)):
        return answer
    context = _context(reading, filled, told, form, today)
    return render(request, "measures/importing/worksheet/sheet.html", context)


class Count(NamedTuple):
    """A number of the page's head, and the part of the page that it leads to."""

    n: int
    label: str
    place: str


def _context(
    reading: Reading, filled: Worksheet, told: SheetDifference, form: SheetForm, today: date
) -> dict[str, Any]:
    rows = rows_shown(form)
    conflicts = [row for row in rows if row.conflicts]
    ready = [row for row in rows if not row.conflicts]
    if len(ready) > MOST_ROWS:  # what is asked about is shown, whatever is not
        ready.sort(key=lambda row: not row.asked)
    plan: Any = reading.plan
    counts = [
        Count(len(conflicts), "Må avgjøres", "velg"),
        Count(len(ready), "Kan tas inn", "klare"),
        Count(len(filled.empty), "Ikke fylt ut", "tomme"),
        Count(len(told.not_read), "Ikke lest", "ikke-lest"),
    ]
    in_force = Plan.objects.in_force(today).filter(pk=plan.pk)
    return {
        "reading": reading,
        "plan": plan,
        "sheet": filled,
        "form": form,
        "counts": counts,
        "conflicts": conflicts,
        "ready": ready[:MOST_ROWS],
        "n_ready": len(ready),
        "as_it_is": [one.standing for one in told.difference.unchanged],
        "not_read": told.not_read,
        "n_filled": len(filled.rows),
        "n": len(filled.rows) + len(filled.empty) + len(filled.not_read),
        "is_older": not plan.is_draft and not in_force.exists(),
    }


def _per(request: AuthenticatedRequest, usual: date, today: date) -> date:
    """The day that is asked for, or the usual one; a faulty one is told by the form."""
    try:
        return read_day(request.POST.get("applies_on", ""), today=today)
    except DayRefusedError:
        return usual


def _compared(filled: Worksheet, plan: Plan, per: date) -> SheetDifference:
    return compare_sheet(filled, plan, per, Words.of(plan.organisation, per))


def _taken_in(
    request: AuthenticatedRequest, reading: Reading, form: SheetForm, told: SheetDifference
) -> HttpResponse | None:
    """The way on from a form that is valid; None where nothing of the sheet was chosen."""
    if not form.chosen.parts:
        form.add_error(None, "Du har ikke valgt noe å ta inn.")
        return None
    if form.cleaned_data["stands"] != told.stands:
        messages.error(request, CHANGED_MEANWHILE)
        return redirect("measures:reading-worksheet", reading.pk)
    try:
        n = _take_in(reading, form, told, request.user)
    except ReportedMeanwhileError:
        messages.error(request, CHANGED_MEANWHILE)
        return redirect("measures:reading-worksheet", reading.pk)
    if n is None:
        return already_taken_in(request, reading)
    messages.success(request, f"Lagret. {n} tiltak er oppdatert fra arbeidsarket.")
    plan: Any = reading.plan
    return redirect(plan)


class ReportedMeanwhileError(Exception):
    """Somebody reported after the sheet was compared; nothing is written."""


@transaction.atomic
def _take_in(reading: Reading, form: SheetForm, told: SheetDifference, by: User) -> int | None:
    """How many measures were changed; None where the sheet has been taken in already. The
    reading's row is the lock, and the measures'."""
    own = held(reading)
    if own.is_taken_in:
        return None
    plan: Any = reading.plan
    locked(plan, Plan.objects)
    if stands_now(worksheet_from(own.worksheet), plan) != told.stands:
        raise ReportedMeanwhileError
    per = form.cleaned_data["applies_on"]
    read = ReadBy(reading.file_name, by, Day.now().today, on=per, through="fra et arbeidsark")
    written = take_difference(told.difference, form.chosen, plan, read, by=by)
    own.state, own.act, own.before = Reading.State.TAKEN_IN, written.act, written.before
    own.kept_until = timezone.now() + KEPT_AFTERWARDS
    own.save(update_fields={"state", "act", "before", "kept_until"})
    return written.changed
