"""Kontroll: what may not fit together in a plan, and what somebody has put to rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from measures.access import not_your_measure, visible_measure
from measures.checks.forms import DismissForm, HintForm
from measures.checks.plan_addresses import InnerAddress, inner_addresses, parts_of
from measures.checks.rules import Hint
from measures.checks.warnings import (
    Contradictions,
    DismissedHint,
    HintGoneError,
    contradictions_in,
    dismiss,
    risk_sentence,
    show_again,
)
from measures.models import Measure, WarningKind
from measures.models.queries import attach_state
from plans.access import visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class HintRow:
    """A hint and its form; the form is None for those who may not answer it."""

    hint: Hint
    form: HintForm | None


@dataclass(frozen=True, slots=True)
class DismissedRow:
    found: DismissedHint
    form: HintForm | None


@require_safe
def check_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    return check_page(request, plan, localdate())


@require_POST
def dismiss_hint(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, today, today)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    form = DismissForm(request.POST)
    if form.names_a_hint and not form.is_valid():
        return check_page(request, measure.plan, today, sent_about=measure)
    try:
        _put_to_rest(form, measure, today, request)
    except HintGoneError:
        messages.error(
            request,
            (
                "Noe har endret seg siden du åpnet siden, så hintet er ikke avvist. "
                "Se om det fortsatt gjelder."
            ),
        )
        return check_page(request, measure.plan, today, sent_about=measure, status=409)
    messages.success(
        request, "Avvist. Hintet kommer tilbake av seg selv hvis det som står, endres."
    )
    return redirect("measures:check-plan", measure.plan.slug)


@require_POST
def show_hint(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, today, today)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    form = HintForm(request.POST)
    try:
        if not form.is_valid():
            raise HintGoneError
        show_again(
            WarningKind(form.cleaned_data["kind"]),
            form.cleaned_data["facts"],
            measure=measure,
            on=today,
            by=request.user,
        )
    except HintGoneError:
        messages.error(request, "Noe har endret seg siden du åpnet siden, så ingenting er gjort.")
        return check_page(request, measure.plan, today, status=409)
    messages.success(request, "Hintet vises igjen.")
    return redirect("measures:check-plan", measure.plan.slug)


def _put_to_rest(
    form: DismissForm, measure: Measure, today: date, request: AuthenticatedRequest
) -> None:
    if not form.is_valid():
        raise HintGoneError
    dismiss(
        WarningKind(form.cleaned_data["kind"]),
        form.cleaned_data["facts"],
        measure=measure,
        reason=form.cleaned_data["reason"],
        on=today,
        by=request.user,
    )


def check_page(
    request: AuthenticatedRequest,
    plan: Plan,
    today: date,
    sent_about: Measure | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; what was sent about a measure's hint stands in the form of that hint."""
    measures = list(
        Measure.objects.filter(plan=plan)
        .with_state(today, today=today)
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )
    attach_state(measures)
    found = contradictions_in(plan, measures, today)
    addresses = inner_addresses(plan, parts_of(plan))
    may_edit = plan.is_editable_by(request.user)
    rows = [_row(request, hint, may_edit, sent_about) for hint in found.standing]
    return render(
        request,
        "measures/checks/plan.html",
        {
            "plan": plan,
            "sentence": " ".join([_sentence(found, len(measures)), *_counted(addresses)]),
            "addresses": addresses,
            "groups": _by_measure(rows),
            "answer": next((row.form for row in rows if row.form and row.form.is_bound), None),
            "dismissed": [
                DismissedRow(one, HintForm(hint=one.hint) if may_edit else None)
                for one in found.dismissed
            ],
            "risk_sentence": risk_sentence(found),
            "risks": found.unanswered_risks,
            "may_edit": may_edit,
        },
        status=status,
    )


def _row(
    request: AuthenticatedRequest, hint: Hint, may_edit: bool, sent_about: Measure | None
) -> HintRow:
    if not may_edit:
        return HintRow(hint, None)
    is_answered = (
        sent_about is not None
        and hint.measure.pk == sent_about.pk
        and hint.kind == request.POST.get("kind")
    )
    if not is_answered:
        return HintRow(hint, DismissForm(hint=hint))
    # The form follows the facts as they are now: a second answer is about these.
    again = request.POST.copy()
    again["facts"] = hint.facts
    return HintRow(hint, DismissForm(again, hint=hint))


def _by_measure(rows: Iterable[HintRow]) -> list[tuple[Measure, list[HintRow]]]:
    by_measure = groupby(rows, key=lambda row: row.hint.measure)
    return [(measure, list(own)) for measure, own in by_measure]


def _sentence(found: Contradictions, total: int) -> str:
    """The result: what was found, in how many measures."""
    n = len(found.standing)
    if not n:
        return f"Kontrollen fant ingenting som ikke stemmer i {total} tiltak."
    touched = len({hint.measure.pk for hint in found.standing})
    return f"{plural(n, 'Ett', str(n))} hint i {touched} av {total} tiltak."


def _counted(addresses: Sequence[InnerAddress]) -> list[str]:
    """One sentence about what stands outside the measures; none where nothing does."""
    n = len(addresses)
    what = plural(n, "én intern adresse", f"interne adresser i {n} tekster")
    return [f"Utenfor tiltakene er det {what}."] if n else []
