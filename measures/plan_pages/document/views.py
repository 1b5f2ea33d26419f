"""Planer: the list of them, and each one read as the document it is."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from measures.chapters import chapters
from measures.checks.plan_addresses import inner_addresses, parts_among
from measures.checks.warnings import contradictions_in
from measures.models import Item, Measure
from measures.models.item import items_on
from measures.models.succession import undecided_for
from plans.access import visible_plan
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm


@require_safe
def plan_list(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    plans = list(Plan.objects.visible_to(request.user).in_order())
    in_force = in_force_among(plans, today)
    # Counted beside the plans, an index answers; joined with them, every measure would be read.
    measures = Measure.objects.filter(plan__in=[plan.pk for plan in plans]).order_by()
    counts = {
        plan: (total, reported)
        for plan, total, reported in measures.values("plan_id")
        .annotate(total=Count("plan_id"), reported=Count("current_reported_on"))
        .values_list("plan_id", "total", "reported")
    }
    for plan in plans:
        plan.total, plan.reported = counts.get(plan.pk, (0, 0))
        plan.stands = plan.state_label(today, counts=plan.pk in in_force)
    may_add = bool(request.user.acts_for_ids) or request.user.owns_the_system
    return render(
        request,
        "measures/plan_pages/document/plans.html",
        {"plans": plans, "may_add": may_add, "on": today},
    )


@require_safe
def plan_document(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    for problem in day_form.problems:
        messages.error(request, problem)
    plan = visible_plan(request.user, slug)
    measures = list(
        Measure.objects.filter(plan=plan)
        .as_of(day)
        .select_related("plan__organisation", "strategy")
        .prefetch_related("items", "goals", "answers__strategy")
        .prefetch_related(
            Prefetch("items", Item.ever.prefetch_related("changes"), to_attr="items_ever")
        )
        .order_by("position", "n")
    )
    for measure in measures:
        measure.bullets = items_on(measure.items_ever, day.on)
        measure.rest = measure.text_beside_items(measure.items.all() if measure.bullets else [])
    may_edit = plan.is_editable_by(request.user)
    may_check = may_edit and day.is_today
    counts = Plan.objects.in_force(day.on).filter(pk=plan.pk).exists()
    goals, strategies = list(plan.goals.all()), list(plan.strategies.select_related("means"))
    found = 0
    if may_check:
        found = len(contradictions_in(plan, measures, day.on, reader=request.user).open)
        found += len(inner_addresses(plan, parts_among(goals, strategies)))
    return render(
        request,
        "measures/plan_pages/document/plan.html",
        {
            "plan": plan,
            "standing": plan.state_label(day.on, counts=counts),
            "goals": goals,
            "chapters": chapters(measures, strategies),
            "measures": measures,
            "items": sum(len(measure.bullets) for measure in measures),
            "reported": sum(measure.status is not None for measure in measures),
            "last_report": max(
                (m.status for m in measures if m.status), key=lambda s: s.applies_on, default=None
            ),
            "on": day.on,
            "day_said": day.sentence,
            "is_past": not day.is_today,
            "may_edit": may_edit,
            "found": found,
            "continues": undecided_for(plan) if may_edit and plan.is_draft else [],
        },
    )
