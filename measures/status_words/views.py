"""«Ord»: what the wordings mean, and those that wait for somebody to say it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from measures.models import StatusWord
from measures.models.word_mapping import WordMapping, map_words, waiting_words
from measures.status_words.forms import MappingForm
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.wording import plural

ACTS_SHOWN = 20


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
    said = form.cleaned_data
    mapping = map_words(said["owner"], said["words"], StatusCode(said["code"]), by=request.user)
    messages.success(request, _said(mapping))
    return redirect("measures:words")


def _page(request: AuthenticatedRequest, sent: MappingForm | None) -> HttpResponse:
    """The wordings that wait, each with its form; what was typed stays in the one that was sent."""
    owners = request.user.acts_for
    speaks_for_all = any(not owner.is_bydel for owner in owners)
    scope = list(Organisation.objects.bydeler()) if speaks_for_all else owners
    answered = sent.data.get("waits") if sent else None
    waiting = [
        (
            one,
            sent if sent and one.words == answered else MappingForm(owners, one.words, key=str(n)),
        )
        for n, one in enumerate(waiting_words(scope, seen_by=request.user))
    ]
    shown = {form for _one, form in waiting}
    return render(
        request,
        "measures/status_words/words.html",
        {
            "waiting": waiting,
            "sent": sent if sent and sent not in shown else None,
            "new": MappingForm(owners, key="ny") if owners else None,
            "owners": owners,
            "vocabulary": StatusWord.objects.select_related("organisation").order_by(
                "organisation__number", "code", "words"
            ),
            "acts": WordMapping.objects.filter(organisation__in=owners)[:ACTS_SHOWN],
        },
        status=422 if sent else 200,
    )


def _said(mapping: WordMapping) -> str:
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
