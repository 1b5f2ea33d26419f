"""«Vedta planen»."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from measures.models.adoption import may_withdraw_adoption, withdraw_adoption
from measures.models.succession import undecided_for
from measures.plan_pages.adoption.forms import AdoptForm, WithdrawAdoptionForm
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = Day.now().today
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if not plan.is_draft:
        return _adopted_already(request, plan)
    form = AdoptForm(plan, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.save(request.user):
            messages.success(request, "Planen er vedtatt. Ordlyden er tatt vare på.")
            return redirect(plan)
        plan = visible_plan(request.user, slug)
        if not plan.is_draft:
            return _adopted_already(request, plan)
    return _page(request, plan, form, today)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Make an adopted plan that nobody has reported on a draft again."""
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    form = WithdrawAdoptionForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_bound and form.is_valid()
    if is_sent and withdraw_adoption(plan, reason=form.cleaned_data["reason"], by=request.user):
        messages.success(request, "Vedtaket er trukket tilbake. Planen er et utkast igjen.")
        return redirect(plan)
    if not may_withdraw_adoption(plan):
        messages.error(request, "Vedtaket kan ikke trekkes tilbake. Noen har rapportert på planen.")
        return redirect(plan)
    context = {"plan": plan, "form": form}
    return render(request, "measures/plan_pages/adoption/withdraw.html", context)


def _adopted_already(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    messages.info(request, "Planen er vedtatt allerede.")
    return redirect(plan)


def _page(request: AuthenticatedRequest, plan: Plan, form: AdoptForm, today: date) -> HttpResponse:
    """What follows when the plan is adopted, and the form that does it."""
    begins = plan.starts_on or today
    context = {
        "form": form,
        "plan": plan,
        "measures": plan.measures.count(),
        "replaces": Plan.objects.filter(organisation=plan.organisation).in_force(begins).first(),
        "undecided": [(old, count) for old, count in undecided_for(plan) if count],
        "is_ready": plan.starts_on is not None or not plan.organisation.is_bydel,
    }
    return render(request, "measures/plan_pages/adoption/adopt.html", context)
