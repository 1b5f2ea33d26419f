"""Step 3 of «Les inn plan»: each row beside the document's own words, and what is doubted."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.importing.access import held, own_reading
from measures.importing.begun import words_for
from measures.importing.difference.incoming import the_same_plan
from measures.importing.kept import (
    answers_from,
    as_json,
    document_from,
    layout_from,
    rows_from,
)
from measures.importing.review.at_once import (
    Alike,
    accept_all,
    alike,
    answered_at_once,
    ask_again,
    leave_all,
    proposals,
    take_back_all,
)
from measures.importing.review.decisions import ReviewRow, answer, find, put, settle_words
from measures.importing.review.faults import faults_in
from measures.importing.review.forms import RowForm
from measures.importing.review.questions import STATUSES
from measures.importing.review.row_shown import opened_fields, shown
from measures.importing.rows.measure_row import DoubtKind
from measures.importing.rows.not_read import beside
from measures.importing.views import already_taken_in
from measures.models import Reading
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import as_id
from ruspolitikk.days import Day

VIEWS = ("trenger", "klare", "alle")
OF_MANY = ("la-alle", "spor-igjen", "godta-alle", "angre-alle")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.rows is None:
        return redirect("measures:reading-tables", reading.pk)
    if request.method == "POST":
        is_of_many = request.POST.get("hva") in OF_MANY
        return _answered_many(request, reading) if is_of_many else _answered(request, reading)
    rows = rows_from(reading.rows)
    opened = find(rows, as_id(request.GET.get("endre", "")) or 0)
    form = RowForm(opened.row) if opened else None
    return _page(request, reading, rows, opened, form)


def _page(
    request: AuthenticatedRequest,
    reading: Reading,
    rows: Sequence[ReviewRow],
    opened: ReviewRow | None,
    form: RowForm | None,
) -> HttpResponse:
    today = Day.now().today
    waiting = [one for one in rows if one.needs_a_person]
    ready = [one for one in rows if not one.needs_a_person and not one.is_out]
    asked_for = request.GET.get("vis", "")
    view = asked_for if asked_for in VIEWS else ("trenger" if waiting else "alle")
    listed = {"trenger": waiting, "klare": ready, "alle": rows}[view]
    if opened and opened not in listed:
        listed = [opened, *listed]
    at = shown(opened, today) if opened else None
    answers = answers_from(reading.answers)
    context = {
        "reading": reading,
        "view": view,
        "opened_fields": opened_fields(at, form) if at and form else [],
        "rows": [shown(one, today) for one in listed],
        "opened": opened.id if opened else None,
        "form": form,
        "statuses": STATUSES,
        "answers": answers,
        "alike": alike(rows),
        "proposals": proposals(rows),
        "left_at_once": answered_at_once(answers.left_at_once),
        "every_word": request.GET.get("bokstaver") == "alle",
        "waiting": len(waiting),
        "ready": len(ready),
        "total": len(waiting) + len(ready),
        "out": [shown(one, today) for one in rows if one.is_out],
        "faulty": len(faults_in(reading, rows, today)),
        "same": None if reading.plan else the_same_plan(reading),
        "beside": beside(document_from(reading.document), layout_from(reading.layout)),
    }
    return render(request, "measures/importing/review.html", context)


def _answered(request: AuthenticatedRequest, reading: Reading) -> HttpResponse:
    """One answer is kept at once, in the reading alone; the page comes back at the same row."""
    said, row_id = request.POST, as_id(request.POST.get("rad", "")) or 0
    with transaction.atomic():
        own = held(reading)
        rows = rows_from(own.rows)
        one = find(rows, row_id)
        if one is None or own.is_taken_in:
            messages.warning(request, "Raden er endret i mellomtiden. Ingenting er gjort.")
            return redirect("measures:reading-review", reading.pk)
        if said.get("hva") == "lagre":
            form = RowForm(one.row, said)
            if not form.is_valid():
                return _page(request, reading, rows, one, form)
            known = words_for(reading, document_from(reading.document), Day.now().today)
            row = form.changed(known)
            changed = put(rows, one.id, replace(one, row=row))
        else:
            changed = _changed(rows, one, said)
        if said.get("hva") == "ord" and said.get("status") in StatusCode.values:
            code, words = StatusCode(said["status"]), one.row.status_text or ""
            own.answers = as_json(answers_from(own.answers).with_word(words, code))
        own.rows = as_json(changed)
        own.save(update_fields={"rows", "answers"})
    _tell(request, one, changed)
    return redirect(_back(request, reading, one, changed))


def _answered_many(request: AuthenticatedRequest, reading: Reading) -> HttpResponse:
    """«La alle stå uavklart» for one kind of doubt, «Godta alle forslag» for all of them, and
    «Angre» of either."""
    kind, said = request.POST.get("tvil", ""), request.POST["hva"]
    with transaction.atomic():
        own = held(reading)
        if own.is_taken_in:
            return already_taken_in(request, own)
        rows, answers = rows_from(own.rows), answers_from(own.answers)
        if said == "godta-alle":
            rows, accepted, words = accept_all(rows)
            answers = answers.accepting_all(accepted, words)
            n = sum(map(len, accepted.values()))
            messages.success(
                request, f"{n} forslag er godtatt. Det som sto i filen, er tatt vare på."
            )
        elif said == "angre-alle":
            rows, gone = take_back_all(rows, answers.accepted_at_once)
            answers = answers.accepting_none(gone)
            messages.info(request, "Angret. Det blir spurt om hver av dem igjen.")
        elif said == "la-alle":
            rows, ids = leave_all(rows, kind)
            if ids:
                answers = answers.leaving_all(kind, ids)
                messages.success(request, Alike(DoubtKind(kind), len(ids)).answered)
        elif ids := answers.left_at_once.get(kind, ()):
            rows, answers = ask_again(rows, kind, ids), answers.leaving_all(kind, ())
            messages.info(request, "Angret. Det blir spurt om hver av dem igjen.")
        own.rows, own.answers = as_json(rows), as_json(answers)
        own.save(update_fields={"rows", "answers"})
    return redirect("measures:reading-review", reading.pk)


def _changed(rows: list[ReviewRow], one: ReviewRow, said: QueryDict) -> list[ReviewRow]:
    match said.get("hva"):
        case "ut" | "inn":
            return put(rows, one.id, replace(one, is_out=said["hva"] == "ut"))
        case "ord":
            code = said.get("status", "")
            meaning = StatusCode(code) if code in StatusCode.values else None
            return settle_words(rows, one.row.status_text or "", meaning)
        case "svar":
            doubt = next((each for each in one.row.doubts if each.kind == said.get("tvil")), None)
            return answer(rows, one, doubt, said.get("svar", "")) if doubt else rows
    return rows


def _tell(request: AuthenticatedRequest, one: ReviewRow, changed: Sequence[ReviewRow]) -> None:
    waiting = sum(1 for each in changed if each.needs_a_person)
    total = sum(1 for each in changed if not each.is_out)
    now = find(changed, one.id)
    what = f"Tiltak {one.row.n}"
    if now and now.is_out:
        messages.info(request, f"{what} er tatt ut.")
    elif now and not now.needs_a_person:
        rest = f"{total - waiting} av {total} er klare"
        rest += f", {waiting} trenger deg." if waiting else "."
        messages.success(request, f"{what} er klart. {rest}")


def _back(
    request: AuthenticatedRequest, reading: Reading, one: ReviewRow, changed: Sequence[ReviewRow]
) -> str:
    """The same place: the row itself while it is listed, else the next that needs a person."""
    view = request.POST.get("vis", "")
    query = f"?{urlencode({'vis': view})}" if view in VIEWS else ""
    if view == "trenger" and not any(each.needs_a_person for each in changed):
        query = ""
    after = [each for each in changed if each.row.n >= one.row.n and each.needs_a_person]
    at = after[0].id if view == "trenger" and after else one.id
    return f"{reverse('measures:reading-review', args=[reading.pk])}{query}#rad-{at}"
