"""«Nytt tiltak» and «Rediger tiltak»."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from measures.access import not_your_measure, visible_measure
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
    form = MeasureForm(plan, Day.now().today, request.POST or None)
    if not form.is_bound:  # what a form begins with is no change when it is sent
        form.begin_with(request.GET)
    if form.is_bound and "preview" not in request.POST and form.is_valid():
        measure = form.save_by(request.user)
        messages.success(request, f"Lagret. «{measure.name}» er lagt til i planen.")
        if "neste" in request.POST:
            return redirect(f"{request.path}?{urlencode(form.kept_for_the_next, doseq=True)}")
        return redirect(measure)
    return render(request, "measures/editing/new.html", {"form": form, "plan": plan})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_measure(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    measure = visible_measure(request.user, pk, day)
    if not measure.is_editable_by(request.user):
        return not_your_measure(request, measure)
    form = MeasureForm(measure.plan, day.today, request.POST or None, measure=measure)
    if not form.is_bound or "preview" in request.POST:
        return _page(request, form)
    if form.was_saved_already():
        return _saved(request, measure)
    if form.is_stale():
        return _somebody_was_first(request, form, day)
    if not form.is_valid():
        return _page(request, form)
    try:
        form.save_by(request.user)
    except StaleMeasureError:
        return _somebody_was_first(request, form, day)
    return _saved(request, measure)


def _saved(request: AuthenticatedRequest, measure: Measure) -> HttpResponse:
    messages.success(request, "Lagret.")
    return redirect(measure)


def _somebody_was_first(request: AuthenticatedRequest, form: MeasureForm, day: Day) -> HttpResponse:
    """Show what is saved beside what was typed; a deadline that was left alone follows theirs."""
    saved = visible_measure(request.user, form.instance.pk, day)
    saved_deadline = saved.deadline.words if saved.deadline else ""
    retry = request.POST.copy()
    retry["version"] = str(saved.edit_version)
    if "deadline_words" not in form.changed_data:
        retry["deadline_words"] = saved_deadline
    retry["initial-deadline_words"] = saved_deadline
    again = MeasureForm(saved.plan, day.today, retry, measure=saved)
    return _page(request, again, differences=again.differences(saved), status=409)


def _page(
    request: AuthenticatedRequest,
    form: MeasureForm,
    *,
    differences: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "measure": form.instance, "differences": differences}
    return render(request, "measures/editing/edit.html", context, status=status)
