"""«Feilleste bokstaver»: proposals for what a scanner lost, accepted one by one or together."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from measures.importing.access import held, own_reading
from measures.importing.begun import words_for
from measures.importing.kept import answers_from, as_json, document_from, layout_from, rows_from
from measures.importing.review.answers import Answers, again
from measures.importing.rows.reading import read_rows
from measures.importing.views import already_taken_in
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_POST
def repair(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Accept a proposal, all that are sure, or none; the rows are read again in those letters."""
    reading = own_reading(request.user, pk, timezone.now())
    if reading.is_taken_in:
        return already_taken_in(request, reading)
    if reading.rows is None:
        return redirect("measures:reading-tables", reading.pk)
    with transaction.atomic():
        own = held(reading)
        before = answers_from(own.answers)
        after = _answered(before, request.POST.get("ord", ""), request.POST.get("svar", ""))
        document = after.repaired(document_from(own.document))
        words = words_for(reading, document, Day.now().today)
        rows = read_rows(document, layout_from(own.layout), words=words)
        own.answers = as_json(after)
        own.rows = as_json(again(rows, rows_from(own.rows or []), after))
        own.save(update_fields={"answers", "rows"})
    if request.POST.get("svar") == "alle":
        n = len(after.repairs)
        messages.success(
            request,
            f"{n} forslag er godtatt, på {after.accepted_places} steder. "
            "Det som sto i filen, er tatt vare på.",
        )
    query = "?bokstaver=alle" if request.POST.get("bokstaver") == "alle" else ""
    return redirect(f"{reverse('measures:reading-review', args=[reading.pk])}{query}#bokstaver")


def _answered(answers: Answers, word: str, said: str) -> Answers:
    if said == "alle":
        return answers.accepting({one.word: one.repaired for one in answers.sure})
    if said == "angre":
        return answers.without_repairs()
    found = next((one for one in answers.open_proposals if one.word == word), None)
    if found is None:
        return answers
    if said in {found.repaired, *found.others}:
        return answers.accepting({word: said})
    return answers.leaving(word)
