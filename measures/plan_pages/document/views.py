"""Planer: the list of them, and each one read as the document it is."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.chapters import chapters
from measures.models.succession import undecided_for
from measures.plan_pages.document.reading import count_warnings, measures_of, texts_on
from plans.access import visible_plan
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list, with how many measures it has and how many were ever reported."""

    plan: Plan
    state_label: str
    measures: int
    reported: int


@require_safe
def plan_list(request: AuthenticatedRequest) -> HttpResponse:
    on = Day.now().on
    plans = (
        Plan.objects.visible_to(request.user)
        .in_order()
        .annotate(total=Count("measures"), reported=Count("measures__current_reported_on"))
    )
    in_force = in_force_among(plans, on)
    rows = [
        PlanRow(plan, plan.state_label(on, counts=plan.pk in in_force), plan.total, plan.reported)
        for plan in plans
    ]
    may_add = bool(request.user.acts_for_ids) or request.user.owns_the_system
    context = {"rows": rows, "may_add": may_add, "on": on}
    return render(request, "measures/plan_pages/document/plans.html", context)


@require_safe
def plan_document(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    for problem in day_form.problems:
        messages.error(request, problem)
    plan = visible_plan(request.user, slug)
    measures = measures_of(plan, day)
    texts = texts_on(measures, day.on)
    reports = [measure.status for measure in measures if measure.status]
    counts = Plan.objects.in_force(day.on).filter(pk=plan.pk).exists()
    may_edit = plan.is_editable_by(request.user)
    may_check = may_edit and day.is_today
    context = {
        "plan": plan,
        "state_label": plan.state_label(day.on, counts=counts),
        "day": day,
        "goals": plan.goals.all(),
        "chapters": chapters(measures, list(plan.strategies.select_related("means"))),
        "texts": texts,
        "total": len(measures),
        "items": sum(len(text.items) for text in texts.values()),
        "reported": len(reports),
        "last_report": max(reports, key=lambda status: status.applies_on, default=None),
        "may_edit": may_edit,
        "warnings": count_warnings(plan, measures, day.on, request.user) if may_check else None,
        "continues": undecided_for(plan) if may_edit and plan.is_draft else [],
    }
    return render(request, "measures/plan_pages/document/plan.html", context)
