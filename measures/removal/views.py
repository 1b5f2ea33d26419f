"""«Slett» in a draft, and «Feilført» in an adopted plan."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from measures.access import not_your_measure, readable_measure, visible_measure
from measures.models import (
    Measure,
    NotDeletedError,
    StaleDeletionError,
    delete_draft,
    delete_measure,
    mark_misfiled,
)
from measures.models.deletion import version_of_draft, version_of_measure
from measures.models.queries import MeasureQuerySet
from measures.removal.changes import changes_since, opened_at, recently_changed_by_another
from measures.removal.consequences import (
    of_deleting,
    of_deleting_draft,
    of_misfiling,
)
from measures.removal.forms import DeleteDraftForm, ReasonForm
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day

NOT_DELETED = (
    "Ingenting er slettet. Planen er vedtatt i mellomtiden, eller noe annet bygger på dette."
)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_measure(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Delete a measure of a draft; one of an adopted plan may be misfiled."""
    measure = visible_measure(request.user, pk, Day.now())
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if not measure.plan.is_draft:
        return redirect("measures:misfile", pk)
    if request.method == "POST":
        name, plan = measure.name, measure.plan
        version = request.POST.get("version", "")
        try:
            delete_measure(measure, by=request.user, expected_version=version)
        except StaleDeletionError:
            return _ask_about_measure(request, measure, is_stale=True)
        except NotDeletedError:
            messages.error(request, NOT_DELETED)
            return redirect(measure)
        messages.success(request, f"«{name}» er slettet fra utkastet.")
        return redirect(plan)
    return _ask_about_measure(request, measure)


def _ask_about_measure(
    request: AuthenticatedRequest, measure: Measure, *, is_stale: bool = False
) -> HttpResponse:
    context = {
        "measure": measure,
        "version": version_of_measure(measure),
        "consequences": of_deleting(measure),
        **_what_others_did(request, measure.plan, Measure.objects.filter(pk=measure.pk), is_stale),
    }
    status = 409 if is_stale else 200
    return render(request, "measures/removal/measure.html", context, status=status)


def _what_others_did(
    request: AuthenticatedRequest, plan: Plan, measures: MeasureQuerySet, is_stale: bool
) -> dict[str, Any]:
    """How lately somebody else changed the draft; and what, where that was after the page was
    opened."""
    opened = opened_at(request.POST.get("opened", ""))
    return {
        "opened": timezone.now(),
        "is_stale": is_stale,
        "changes": changes_since(measures, opened) if is_stale and opened else [],
        "minutes": recently_changed_by_another(plan, request.user, timezone.now()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remove_draft(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = Day.now().today
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if not plan.is_draft:
        messages.error(request, "Planen er vedtatt, og kan ikke slettes.")
        return redirect(plan)
    sent = request.POST if request.method == "POST" else None
    form = DeleteDraftForm(plan.measures.count(), sent)
    if form.is_bound and form.is_valid():
        name, version = plan.short_name, request.POST.get("version", "")
        try:
            delete_draft(plan, by=request.user, expected_version=version)
        except StaleDeletionError:
            again = DeleteDraftForm(plan.measures.count())
            return _ask_about_draft(request, plan, again, today, is_stale=True)
        except NotDeletedError:
            messages.error(request, NOT_DELETED)
            return redirect(plan)
        messages.success(request, f"Utkastet {name} er slettet.")
        return redirect("measures:plans")
    return _ask_about_draft(request, plan, form, today)


def _ask_about_draft(
    request: AuthenticatedRequest,
    plan: Plan,
    form: DeleteDraftForm,
    today: date,
    *,
    is_stale: bool = False,
) -> HttpResponse:
    in_force = Plan.objects.filter(organisation=plan.organisation).in_force(today).first()
    context = {
        "plan": plan,
        "form": form,
        "version": version_of_draft(plan),
        "consequences": of_deleting_draft(plan, in_force),
        **_what_others_did(request, plan, Measure.objects.filter(plan=plan), is_stale),
    }
    status = 409 if is_stale else 200
    return render(request, "measures/removal/draft.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def misfile(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Mark a measure of an adopted plan as misfiled, with a reason; or take that back."""
    measure = readable_measure(request.user, pk, Day.now())
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if measure.plan.is_draft:
        return redirect("measures:remove-measure", pk)
    if measure.plan.is_misfiled:
        messages.info(request, "Hele planen er feilført, og tiltaket med den.")
        return redirect(measure.plan)
    label = "Hvorfor angres det?" if measure.is_misfiled else "Hvorfor er det feilført?"
    form = ReasonForm(label, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _marked(request, measure, form.cleaned_data["reason"])
    consequences = [] if measure.is_misfiled else of_misfiling(measure)
    context = {"measure": measure, "form": form, "consequences": consequences}
    return render(request, "measures/removal/misfile.html", context)


def _marked(request: AuthenticatedRequest, measure: Measure, reason: str) -> HttpResponse:
    wanted = "angre" not in request.POST
    if not mark_misfiled(measure, wanted, reason=reason, by=request.user):
        messages.info(request, "Det er gjort allerede, av en annen redaktør.")
    elif wanted:
        messages.success(request, f"Tiltak {measure.number} er merket som feilført.")
    else:
        messages.success(request, "Feilføringen er angret. Tiltaket er med i planen igjen.")
    return redirect(measure)
