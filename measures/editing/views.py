"""«Nytt tiltak» and «Rediger tiltak»."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from measures.access import not_your_measure, visible_measure
from measures.editing.forms.deadline import DeadlineForm
from measures.editing.forms.measure import MeasureForm
from measures.models import Measure, StaleMeasureError
from plans.access import not_your_plan, visible_plan
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


@require_safe
def choose_plan(request: AuthenticatedRequest) -> HttpResponse:
    """Which plan a new measure belongs to; with one plan there is nothing to choose."""
    plans = list(Plan.objects.editable_by(request.user).in_order())
    if len(plans) == 1:
        return redirect("measures:add-measure", plans[0].slug)
    return render(request, "measures/editing/choose_plan.html", {"plans": plans})


@require_http_methods(["GET", "HEAD", "POST"])
def add_measure(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    plan = visible_plan(request.user, slug)
    if not plan.is_editable_by(request.user):
        return not_your_plan(request, plan)
    form = MeasureForm(plan, localdate(), request.POST or None)
    if form.is_bound and "preview" not in request.POST and form.is_valid():
        measure = form.save_by(request.user)
        messages.success(request, f"Lagret. «{measure.name}» er lagt til i planen.")
        return redirect(measure)
    return form_page(request, form, plan)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_measure(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    form = MeasureForm(measure.plan, today, request.POST or None, measure=measure)
    if not form.is_bound or "preview" in request.POST:
        return form_page(request, form, measure.plan)
    if form.was_saved_already():
        return _edited(request, measure)
    if form.is_stale():
        return _somebody_was_first(request, form)
    if not form.is_valid():
        return form_page(request, form, measure.plan)
    try:
        form.save_by(request.user)
    except StaleMeasureError:
        return _somebody_was_first(request, form)
    return _edited(request, measure)


def _edited(request: AuthenticatedRequest, measure: Measure) -> HttpResponse:
    messages.success(request, "Lagret.")
    return redirect(measure)


def _somebody_was_first(request: AuthenticatedRequest, form: MeasureForm) -> HttpResponse:
    """Show what is saved beside what was typed; a deadline that was left alone follows theirs."""
    today = localdate()
    saved = visible_measure(request.user, form.instance.pk, Day.being(today))
    retry = request.POST.copy()
    retry["version"] = str(saved.edit_version)
    if "deadline_words" not in form.changed_data:
        retry["deadline_words"] = saved.deadline.words if saved.deadline else ""
    retry["initial-deadline_words"] = saved.deadline.words if saved.deadline else ""
    again = MeasureForm(saved.plan, today, retry, measure=saved)
    differences = again.differences(saved)
    return form_page(request, again, saved.plan, differences=differences, status=409)


def form_page(
    request: AuthenticatedRequest,
    form: MeasureForm,
    plan: Plan,
    *,
    differences: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    measure = form.instance if form.instance.pk else None
    context: dict[str, Any] = {
        "form": form,
        "plan": plan,
        "measure": measure,
        "differences": differences,
        "topics": Measure.objects.filter(plan=plan)
        .exclude(topic="")
        .order_by("topic")
        .values_list("topic", flat=True)
        .distinct(),
        "back_url": measure.get_absolute_url() if measure else reverse("measures:list"),
    }
    return render(request, "measures/editing/measure.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def set_deadline(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    today = localdate()
    measure = visible_measure(request.user, pk, Day.being(today))
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    if request.method != "POST" and "HX-Request" in request.headers:
        typed = DeadlineForm(measure, today, request.GET)
        return render(request, "measures/editing/_deadline_understood.html", {"form": typed})
    form = DeadlineForm(measure, today, request.POST or None)
    if form.is_bound and "preview" not in request.POST and form.is_valid():
        try:
            deadline = form.save(request.user)
        except StaleMeasureError:
            retry = request.POST.copy()
            retry["standing"] = str(measure.deadline.pk if measure.deadline else 0)
            form = DeadlineForm(measure, today, retry)
            return render(
                request, "measures/editing/deadline.html", _context(form, True), status=409
            )
        messages.success(request, form.describe(deadline))
        return redirect(measure)
    return render(request, "measures/editing/deadline.html", _context(form, False))


def _context(form: DeadlineForm, is_conflict: bool) -> dict[str, object]:
    return {"form": form, "measure": form.measure, "is_conflict": is_conflict}
