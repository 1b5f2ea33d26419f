"""What must be put right before anything is taken in: all faulty rows at once."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.importing.access import held, own_reading
from measures.importing.kept import as_json, rows_from
from measures.importing.review.decisions import taken
from measures.importing.review.faults import faults_in, is_stopped
from measures.importing.views import already_taken_in
from measures.models import Reading
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def faults(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """POST leaves out the rows that have no text."""
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.rows is None:
        return redirect("measures:reading-tables", reading.pk)
    if request.method == "POST":
        n = _without_empty_rows(reading)
        messages.success(request, f"{n} rader uten tiltakstekst er tatt ut.")
        return redirect("measures:reading-faults", reading.pk)
    rows = rows_from(reading.rows)
    found = faults_in(reading, rows, Day.now().today)
    if not found:
        return redirect("measures:reading-review", reading.pk)
    faulty = len({(fault.sheet, fault.row) for fault in found})
    total = len(taken(rows))
    context = {
        "reading": reading,
        "faults": found,
        "faulty": faulty,
        "readable": total - faulty,
        "total": total,
        "is_stopped": is_stopped(found),
        "without_text": sum(1 for row in taken(rows) if not row.text.strip()),
    }
    return render(request, "measures/importing/faulty.html", context)


@transaction.atomic
def _without_empty_rows(reading: Reading) -> int:
    own = held(reading)
    rows = rows_from(own.rows)
    empty = [one for one in rows if not one.is_out and not one.row.text.strip()]
    own.rows = as_json([replace(one, is_out=one.is_out or one in empty) for one in rows])
    own.save(update_fields={"rows"})
    return len(empty)
