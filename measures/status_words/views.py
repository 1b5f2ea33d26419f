"""«Ord»: what the wordings mean, and those that wait for somebody to say it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from measures.models import StatusWord
from measures.models.word_mapping import Waiting, WordMapping, map_words, waiting_words
from measures.status_words.forms import MappingForm
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.wording import plural

ACTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A wording that waits, and the form that says what it means."""

    wording: Waiting
    form: MappingForm


@require_safe
def word_list(request: AuthenticatedRequest) -> HttpResponse:
    return _page(request, None)


@require_POST
def map_word(request: AuthenticatedRequest) -> HttpResponse:
    owners = request.user.acts_for
    if not owners:
        return _not_yours(request)
    form = MappingForm(owners, data=request.POST, key="sendt")
    if not form.is_valid():
        return _page(request, form)
    meaning = form.cleaned_data
    code = StatusCode(meaning["code"])
    mapping = map_words(meaning["owner"], meaning["words"], code, by=request.user)
    messages.success(request, _what_was_saved(mapping))
    return redirect("measures:words")


def _page(request: AuthenticatedRequest, sent: MappingForm | None) -> HttpResponse:
    """The wordings that wait, each with its form; what was typed stays in the one that was sent."""
    owners = request.user.acts_for
    waiting = _waiting(request.user, sent)
    is_among_them = any(row.form is sent for row in waiting)
    context = {
        "waiting": waiting,
        "sent": None if is_among_them else sent,
        "new": MappingForm(owners, key="ny") if owners else None,
        "owners": owners,
        "vocabulary": StatusWord.objects.visible_to(request.user)
        .select_related("organisation")
        .order_by("organisation__number", "code", "words"),
        "acts": WordMapping.objects.visible_to(request.user).filter(organisation__in=owners)[
            :ACTS_SHOWN
        ],
    }
    return render(request, "measures/status_words/words.html", context, status=422 if sent else 200)


def _waiting(user: User, sent: MappingForm | None) -> list[WaitingRow]:
    owners = user.acts_for
    speaks_for_all = any(not owner.is_bydel for owner in owners)
    scope = list(Organisation.objects.bydeler()) if speaks_for_all else owners
    rows = []
    for n, wording in enumerate(waiting_words(scope, seen_by=user)):
        was_sent = sent is not None and sent.data.get("waits") == wording.words
        form = sent if sent and was_sent else MappingForm(owners, wording.words, key=str(n))
        rows.append(WaitingRow(wording, form))
    return rows


def _what_was_saved(mapping: WordMapping) -> str:
    if not mapping.filled:
        return (
            f"Lagret. Nye rapporter som begynner med «{mapping.words}», telles som {mapping.label}."
        )
    filled = f"{mapping.filled} {plural(mapping.filled, 'rapport', 'rapporter')}"
    return f"Lagret. «{mapping.words}» betyr {mapping.label}, og {filled} har fått sin status."


def _not_yours(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "heading": "Ordene avklares av andre",
        "sentence": "Redaktører avklarer bydelens ord, og byadministrator ord for alle.",
    }
    return render(request, "403.html", context, status=403)
