"""«Ny plan» and «Rediger planen»; and the page for what is not there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods
from django.views.defaults import page_not_found

from plans.access import DeletedError, missing, not_your_plan, visible_plan
from plans.forms import PlanForm, StalePlanError
from plans.models import GoneError
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.kept_forms.keeping import typed_in
from ruspolitikk.accounts.models import User


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
            form.save_changes(request.user)
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


UNSEEN = {"version", "token", "standing", "next", "tilbake", "opened"}
"""Fields that nobody types in."""


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for 404: of what was deleted meanwhile it says by whom and when, with what the
    person had typed, so that it can be copied."""
    if isinstance(exception, GoneError) and isinstance(request.user, User):
        exception = missing(request.user, exception.address)
    if not isinstance(exception, DeletedError) or not isinstance(request.user, User):
        return page_not_found(request, exception)
    deletion = exception.deletion
    context = {
        "sentence": deletion.told_to(request.user, localdate()),
        "organisation": deletion.organisation,
        "texts": texts_typed_in(request),
    }
    return render(request, "plans/deleted.html", context, status=404)


def texts_typed_in(request: HttpRequest) -> list[str]:
    """What a person wrote in a form that could not be saved, to be copied."""
    return [
        text
        for name, sent in typed_in(request.POST).lists()
        for text in sent
        if name.rpartition("-")[2] not in UNSEEN and len(text.strip()) > 2 and not text.isdecimal()
    ]
