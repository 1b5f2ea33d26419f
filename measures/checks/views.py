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
from measures.checks.forms import DismissForm, WarningForm
from measures.checks.plan_addresses import InnerAddress, inner_addresses, parts_of
from measures.checks.rules import PlanWarning
from measures.checks.warnings import (
    Contradictions,
    WarningGoneError,
    contradictions_in,
    risk_sentence,
)
from measures.models import Dismissal, Measure
from plans.access import visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning and the form that dismisses it; no form for those who may not."""

    warning: PlanWarning
    form: DismissForm | None


@dataclass(frozen=True, slots=True)
class DismissedRow:
    """A dismissed warning and the form that shows it again; no form for those who may not."""

    warning: PlanWarning
    dismissal: Dismissal
    form: WarningForm | None


@require_safe
def check_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    return check_page(request, plan, localdate())


@require_POST
def dismiss_warning(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    form = DismissForm(request.POST)
    if form.names_a_warning and not form.is_valid():
        return check_page(request, measure.plan, today, sent_about=measure)
    try:
        form.dismiss(measure, on=today, by=request.user)
    except WarningGoneError:
        sentence = "Noe har endret seg siden du åpnet siden, så varselet er ikke avvist."
        messages.error(request, f"{sentence} Se om det fortsatt gjelder.")
        return check_page(request, measure.plan, today, sent_about=measure, status=409)
    sentence = "Avvist. Varselet kommer tilbake av seg selv hvis det som står, endres."
    messages.success(request, sentence)
    return redirect("measures:check-plan", measure.plan.slug)


@require_POST
def show_warning(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    try:
        WarningForm(request.POST).show_again(measure, on=today, by=request.user)
    except WarningGoneError:
        messages.error(request, "Noe har endret seg siden du åpnet siden, så ingenting er gjort.")
        return check_page(request, measure.plan, today, status=409)
    messages.success(request, "Varselet vises igjen.")
    return redirect("measures:check-plan", measure.plan.slug)


def check_page(
    request: AuthenticatedRequest,
    plan: Plan,
    today: date,
    sent_about: Measure | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; what was sent about a warning of a measure stands in the form of that warning."""
    measures = list(
        Measure.objects.filter(plan=plan)
        .as_of(Day.being(today))
        .select_related("plan__organisation")
        .prefetch_related("items")
        .order_by("position", "n")
    )
    result = contradictions_in(plan, measures, today, reader=request.user)
    addresses = inner_addresses(plan, parts_of(plan))
    may_edit = plan.is_editable_by(request.user)
    rows = [_open_row(request, warning, may_edit, sent_about) for warning in result.open]
    context = {
        "plan": plan,
        "sentence": " ".join([_result(result, len(measures)), *_outside(addresses)]),
        "addresses": addresses,
        "groups": _by_measure(rows),
        "sent": next((row.form for row in rows if row.form and row.form.is_bound), None),
        "dismissed": [
            DismissedRow(
                one.warning, one.dismissal, WarningForm(warning=one.warning) if may_edit else None
            )
            for one in result.dismissed
        ],
        "risk_sentence": risk_sentence(result),
        "risks": result.unanswered_risks,
        "may_edit": may_edit,
    }
    return render(request, "measures/checks/plan.html", context, status=status)


def _open_row(
    request: AuthenticatedRequest, warning: PlanWarning, may_edit: bool, sent_about: Measure | None
) -> WarningRow:
    if not may_edit:
        return WarningRow(warning, None)
    was_sent = warning.measure == sent_about and warning.kind == request.POST.get("kind")
    if not was_sent:
        return WarningRow(warning, DismissForm(warning=warning))
    # The form follows the facts as they are now: a second answer is about these.
    again = request.POST.copy()
    again["facts"] = warning.facts
    return WarningRow(warning, DismissForm(again, warning=warning))


def _by_measure(rows: Iterable[WarningRow]) -> list[tuple[Measure, list[WarningRow]]]:
    by_measure = groupby(rows, key=lambda row: row.warning.measure)
    return [(measure, list(own)) for measure, own in by_measure]


def _result(result: Contradictions, total: int) -> str:
    """How many warnings there are, in how many measures."""
    n = len(result.open)
    if not n:
        return f"Kontrollen fant ingenting som ikke stemmer i {total} tiltak."
    touched = len({warning.measure.pk for warning in result.open})
    return f"{plural(n, 'Ett varsel', f'{n} varsler')} i {touched} av {total} tiltak."


def _outside(addresses: Sequence[InnerAddress]) -> list[str]:
    """One sentence about what stands outside the measures; none where nothing does."""
    n = len(addresses)
    what = plural(n, "én intern adresse", f"interne adresser i {n} tekster")
    return [f"Utenfor tiltakene er det {what}."] if n else []
