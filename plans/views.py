"""«Ny plan», «Rediger planen» and «Vedta planen»."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from measures.models.succession import undecided_for
from plans.access import not_your_plan, visible_plan
from plans.forms import AdoptForm, PlanForm, StalePlanError
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def add_plan(request: AuthenticatedRequest) -> HttpResponse:
    owners = request.user.acts_for
    if not owners:
        raise PermissionDenied("Bare redaktører og byadministratorer lager planer.")
    form = PlanForm(owners, request.POST or None)
    if form.is_bound and form.is_valid():
        plan, is_new = form.create()
        if is_new:
            messages.success(request, "Lagret. Planen er et utkast til den er vedtatt.")
        else:
            messages.warning(request, "Planen finnes allerede. Her er den.")
        return redirect(plan)
    return render(request, "plans/form.html", {"form": form, "owners": owners})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    form = PlanForm([], request.POST or None, plan=plan)
    if form.is_bound and form.is_valid():
        try:
            form.save_changes()
        except StalePlanError:
            return _somebody_was_first(request, form)
        messages.success(request, "Lagret.")
        return redirect(plan)
    shown = visible_plan(request.user, slug)  # the form's own instance holds what was typed
    return render(request, "plans/form.html", {"form": form, "plan": shown})


def _somebody_was_first(request: AuthenticatedRequest, form: PlanForm) -> HttpResponse:
    """Show both versions; the form keeps what was typed, and a second save is a choice."""
    saved = visible_plan(request.user, form.instance.slug)
    retry = request.POST.copy()
    retry["standing"] = str(PlanForm([], plan=saved)["standing"].value())
    differences = form.differences(saved)
    again = PlanForm([], retry, plan=visible_plan(request.user, saved.slug))
    context = {"form": again, "plan": saved, "differences": differences}
    return render(request, "plans/form.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt_plan(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    today = localdate()
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    if not plan.is_draft:
        messages.info(request, "Planen er vedtatt allerede.")
        return redirect(plan)
    form = AdoptForm(plan, today, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.save(request.user):
            messages.success(request, "Planen er vedtatt. Ordlyden er tatt vare på.")
            return redirect(plan)
        plan = visible_plan(request.user, slug)
        if not plan.is_draft:
            messages.info(request, "Planen er vedtatt allerede.")
            return redirect(plan)
    begins = plan.starts_on or today
    replaces = Plan.objects.filter(organisation=plan.organisation).in_force(begins).first()
    return render(
        request,
        "measures/plan_pages/adoption/adopt.html",
        {
            "form": form,
            "plan": plan,
            "measures": plan.measures.count(),
            "replaces": replaces,
            "undecided": [(old, count) for old, count in undecided_for(plan) if count],
            "is_ready": plan.starts_on is not None or not plan.organisation.is_bydel,
        },
    )
