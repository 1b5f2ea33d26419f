"""«Ny plan» and «Rediger planen»."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from plans.access import not_your_plan, visible_plan
from plans.forms import PlanForm, StalePlanError
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
    saved = visible_plan(request.user, slug)  # the form's own instance holds what was typed
    return render(request, "plans/form.html", {"form": form, "plan": saved})


def _somebody_was_first(request: AuthenticatedRequest, form: PlanForm) -> HttpResponse:
    """Show both versions; the form keeps what was typed, and a second save is a choice."""
    saved = visible_plan(request.user, form.instance.slug)
    retry = request.POST.copy()
    retry["standing"] = str(PlanForm([], plan=saved)["standing"].value())
    differences = form.differences(saved)
    again = PlanForm([], retry, plan=visible_plan(request.user, saved.slug))
    context = {"form": again, "plan": saved, "differences": differences}
    return render(request, "plans/form.html", context, status=409)
