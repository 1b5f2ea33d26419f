"""«Feilført» for a whole adopted plan, and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.models import mark_plan_misfiled
from measures.models.adoption import may_withdraw_adoption
from measures.removal.consequences import of_misfiling_plan
from measures.removal.forms import ReasonForm
from plans.access import not_your_plan, readable_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def misfile_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Mark an adopted plan as misfiled, with a reason; or take that back."""
    plan = readable_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if plan.is_draft:
        return redirect("measures:remove-draft", slug)
    label = "Hvorfor angres det?" if plan.is_misfiled else "Hvorfor er den feilført?"
    form = ReasonForm(label, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _marked(request, plan, form.cleaned_data["reason"])
    context = {
        "plan": plan,
        "form": form,
        "consequences": [] if plan.is_misfiled else of_misfiling_plan(plan, Day.now().today),
        "may_withdraw": may_withdraw_adoption(plan),
    }
    return render(request, "measures/removal/misfile_plan.html", context)


def _marked(request: AuthenticatedRequest, plan: Plan, reason: str) -> HttpResponse:
    wanted = "angre" not in request.POST
    if not mark_plan_misfiled(plan, wanted, reason=reason, by=request.user):
        messages.info(request, "Det er gjort allerede, av en annen redaktør.")
    elif wanted:
        messages.success(request, f"{plan.short_name} er merket som feilført.")
    else:
        messages.success(request, "Feilføringen er angret. Planen teller igjen.")
    return redirect(plan)
