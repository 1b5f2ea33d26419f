"""«Ord»: what the wordings mean, and those that wait for somebody to say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.models import Status, StatusWord
from measures.models.waiting_words import Waiting, catch_of, waiting_words
from measures.models.word_mapping import (
    MappingIsWithdrawnError,
    WordMapping,
    map_words,
    newest_mappings_by_owner,
)
from measures.status_words.forms import MappingForm, WithdrawMappingForm
from measures.vocabulary import DISPLAY_ORDER, StatusCode, label_for
from plans.access import one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.addresses import row_named
from ruspolitikk.wording import fold, plural

ACTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A wording that waits, and the form that says what it means."""

    wording: Waiting
    form: MappingForm


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of the vocabulary; `mapping` gave it its meaning, where it was not there from the
    start. `is_own`: whether this person keeps it."""

    word: StatusWord
    mapping: WordMapping | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """A status, and the words that are known for it; `is_open`: one of them was just saved, or is
    being withdrawn."""

    label: str
    words: Sequence[KnownWord]
    is_open: bool


@dataclass(frozen=True, slots=True)
class WithdrawingRow:
    """A word that is being withdrawn, and the reports that will wait again."""

    mapping: WordMapping
    form: WithdrawMappingForm
    entries: list[Status]


@require_safe
def word_list(request: AuthenticatedRequest) -> HttpResponse:
    return _page(request, None)


@require_POST
def map_word(request: AuthenticatedRequest) -> HttpResponse:
    owners = request.user.acts_for
    if not owners:
        return _not_yours(request)
    form = MappingForm(owners, data=request.POST, key="sendt")
    in_place = "HX-Request" in request.headers
    if not form.is_valid():
        return _preview(request, form, 422) if in_place else _page(request, form, status=422)
    meaning = form.cleaned_data
    owner, words, code = meaning["owner"], meaning["words"], StatusCode(meaning["code"])
    if in_place or "vis" in request.POST:
        form.catch = catch_of(owner, words, code, seen_by=request.user)
        return _preview(request, form) if in_place else _page(request, form)
    mapping = map_words(owner, words, code, by=request.user)
    messages.success(request, _what_was_saved(mapping))
    return redirect(f"{reverse('measures:words')}?avklart={mapping.pk}")


def _preview(request: AuthenticatedRequest, form: MappingForm, status: int = 200) -> HttpResponse:
    """For htmx, which never saves: what the words catch, with the buttons."""
    context = {"form": form, "in_place": True}
    return render(request, "measures/status_words/_form.html#preview", context, status=status)


def _page(
    request: AuthenticatedRequest,
    sent: MappingForm | None,
    withdrawing: WithdrawingRow | None = None,
    status: int = 200,
) -> HttpResponse:
    """The wordings that wait, each with its form; what was typed stays in the one that was sent."""
    owners = request.user.acts_for
    waiting = _waiting(request.user, sent)
    is_among_them = any(row.form is sent for row in waiting)
    undoable = _undoable(request)
    opened = withdrawing.mapping if withdrawing else undoable
    context = {
        "waiting": waiting,
        "sent": None if is_among_them else sent,
        "new": MappingForm(owners, key="ny") if owners else None,
        "owners": owners,
        "meanings": _meanings(request.user, owners, opened),
        "withdrawn": WordMapping.objects.visible_to(request.user)
        .filter(withdrawal__isnull=False)
        .select_related("organisation", "withdrawal")[:ACTS_SHOWN],
        "withdrawing": withdrawing,
        "undoable": undoable,
    }
    return render(request, "measures/status_words/words.html", context, status=status)


def _meanings(
    user: User, owners: Sequence[Organisation], opened: WordMapping | None
) -> list[Meaning]:
    """Each status that there are words for, in the order of display."""
    by_code: dict[str, list[KnownWord]] = {code: [] for code in DISPLAY_ORDER}
    for known in _vocabulary(user, owners):
        by_code[known.word.code].append(known)
    return [
        Meaning(label_for(code), words, is_open=opened is not None and code == opened.code)
        for code, words in by_code.items()
        if words
    ]


def _vocabulary(user: User, owners: Sequence[Organisation]) -> list[KnownWord]:
    """The words that are known, each with the mapping that gave it its meaning, if one did."""
    words = StatusWord.objects.visible_to(user).select_related("organisation")
    newest = newest_mappings_by_owner(user)
    own = {owner.pk for owner in owners}
    return [
        KnownWord(
            word,
            newest.get((word.organisation_id, fold(word.words))),
            word.organisation_id in own,
        )
        for word in words.order_by("organisation__number", "words")
    ]


def _undoable(request: AuthenticatedRequest) -> WordMapping | None:
    """The mapping that this person has just saved, while it may be undone."""
    mappings = WordMapping.objects.visible_to(request.user).filter(withdrawal=None)
    mapping = row_named(mappings, request.GET.get("avklart", ""))
    return mapping if mapping and mapping.may_be_undone_by(request.user, timezone.now()) else None


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_mapping(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Which measures lose their status is said first; why is always asked."""
    mapping = _visible_mapping(request.user, pk)
    if not request.user.may_act_for(mapping.organisation):
        return _not_yours(request, mapping.organisation)
    if mapping.is_withdrawn:
        return _gone_already(request, mapping)
    newest = newest_mappings_by_owner(request.user)
    if newest.get((mapping.organisation_id, fold(mapping.words))) != mapping:
        return _replaced_since(request, mapping)
    form = WithdrawMappingForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        entries = mapping.entries_read_by_it().visible_to(request.user).counting()
        row = WithdrawingRow(mapping, form, list(entries.select_related("measure__plan")))
        return _page(request, None, row, status=422 if form.is_bound else 200)
    return _withdraw(request, mapping, form.cleaned_data["reason"])


@require_POST
def undo_mapping(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """«Angre»: one click, by the same person within the hour."""
    mapping = _visible_mapping(request.user, pk)
    if mapping.recorded_by != request.user or not request.user.may_act_for(mapping.organisation):
        return _not_yours(request, mapping.organisation)
    if mapping.is_withdrawn:
        return _gone_already(request, mapping)
    if not mapping.may_be_undone_by(request.user, timezone.now()):
        messages.warning(request, "Det kan angres i en time. Trekk ordet tilbake i stedet.")
        return redirect("measures:words")
    return _withdraw(request, mapping, "Angret av den som avklarte.")


def _visible_mapping(user: User, pk: int) -> WordMapping:
    rows = WordMapping.objects.visible_to(user).select_related("organisation", "withdrawal")
    mapping: WordMapping = one_or_404(rows, pk)
    return mapping


def _withdraw(request: AuthenticatedRequest, mapping: WordMapping, reason: str) -> HttpResponse:
    try:
        n = mapping.withdraw(reason, by=request.user)
    except MappingIsWithdrawnError:
        messages.warning(
            request,
            f"«{mapping.words}» har fått en ny betydning siden. Ingenting er trukket tilbake.",
        )
        return redirect("measures:words")
    waits = f"{n} {plural(n, 'rapport', 'rapporter')} venter på at ordet avklares igjen."
    sentence = f"«{mapping.words}» er trukket tilbake."
    messages.success(request, f"{sentence} {waits}" if n else sentence)
    return redirect("measures:words")


def _replaced_since(request: AuthenticatedRequest, mapping: WordMapping) -> HttpResponse:
    sentence = f"«{mapping.words}» har fått en ny betydning siden."
    messages.warning(request, f"{sentence} Ingenting er trukket tilbake.")
    return redirect("measures:words")


def _gone_already(request: AuthenticatedRequest, mapping: WordMapping) -> HttpResponse:
    at = localtime(mapping.withdrawal.recorded_at)
    messages.warning(
        request,
        f"«{mapping.words}» ble trukket tilbake av {mapping.withdrawal.recorded_as} "
        f"{at:%d.%m.%Y} kl. {at:%H.%M}. Det er ikke noe mer å gjøre.",
    )
    return redirect("measures:words")


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


def _not_yours(request: AuthenticatedRequest, owner: Organisation | None = None) -> HttpResponse:
    whose = f" Dette ordet gjelder {owner.full_name}." if owner else ""
    context = {
        "heading": "Ordene avklares av andre",
        "sentence": f"Redaktører avklarer bydelens ord, og byadministrator ord for alle.{whose}",
    }
    return render(request, "403.html", context, status=403)
