"""A plan's goals, strategies and innsatsområder: reworded, added, moved and deleted in one form."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.models import Measure
from measures.plan_pages.parts.forms import PartsForm
from measures.plan_pages.parts.from_city import missing_in, take_over
from plans.access import not_your_plan, visible_plan
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def edit_parts(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if request.method != "POST":
        return _page(request, plan, PartsForm(plan))
    with transaction.atomic():
        locked(plan, Plan.objects)
        locked_by_id(Measure.ever.filter(plan=plan).only("pk"))
        plan = visible_plan(request.user, slug)  # it may be adopted, or gone, by now
        form = PartsForm(plan, request.POST)
        if not form.is_valid():
            return _page(request, plan, form, status=409 if form.is_conflict else 200)
        form.save(request.user)
        taken = take_over(plan) if "fra-byen" in request.POST else None
    messages.success(request, f"Lagret. Hentet {taken} fra byens plan." if taken else "Lagret.")
    return redirect("measures:edit-parts", plan.slug)


def _page(
    request: AuthenticatedRequest, plan: Plan, form: PartsForm, status: int = 200
) -> HttpResponse:
    context = {"plan": plan, "form": form, "missing": missing_in(plan)}
    return render(request, "measures/plan_pages/parts/parts.html", context, status=status)
