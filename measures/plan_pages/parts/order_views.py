"""The order of a plan's measures: each is moved to a place, or one place up or down."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from measures.models import Measure
from measures.plan_pages.parts.answering import STEPS, back_to, not_in_the_plan
from measures.plan_pages.parts.forms import PlaceForm
from measures.plan_pages.parts.ordering import move_measure
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.addresses import row_named

PAGE = "measures:edit-order"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    measure: Measure
    place: int
    anchor: str


@require_http_methods(["GET", "HEAD", "POST"])
def edit_order(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    measures = Measure.objects.filter(plan=plan).select_related("plan", "strategy")
    if request.method == "POST":
        measure = row_named(measures, request.POST.get("measure", ""))
        if measure is None:
            return not_in_the_plan(request, PAGE, plan)
        return _move(request, plan, measure)
    in_order = enumerate(measures.order_by("position", "n"), start=1)
    rows = [PlaceRow(measure, place, _anchor(measure)) for place, measure in in_order]
    return render(request, "measures/plan_pages/parts/order.html", {"plan": plan, "rows": rows})


def _move(request: AuthenticatedRequest, plan: Plan, measure: Measure) -> HttpResponse:
    """To the place that was typed, or one step."""
    act, anchor = request.POST.get("act", ""), _anchor(measure)
    if act in STEPS:
        place = move_measure(measure, by=STEPS[act], person=request.user)
        anchor = f"{anchor}-{act}"
    else:
        form = PlaceForm(plan.measures.count(), request.POST)
        if not form.is_valid():
            sentence = f"Skriv plassen som et tall fra 1 til {form.last}. Ingenting er flyttet."
            messages.error(request, sentence)
            return back_to(PAGE, plan, anchor)
        place = move_measure(measure, to=form.cleaned_data["place"], person=request.user)
    messages.success(request, f"«{measure.name}» er nå nr. {place} i planen.")
    return back_to(PAGE, plan, anchor)


def _anchor(measure: Measure) -> str:
    return f"tiltak-{measure.pk}"
