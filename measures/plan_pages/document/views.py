"""Planer: the list of them, and each one read as the document it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.chapters import chapters
from measures.checks.plan_addresses import PartText, parts_among
from measures.models import KeptFile, Measure, Reading
from measures.models.adoption import may_withdraw_adoption
from measures.models.succession import undecided_for
from measures.plan_pages.document.reading import (
    count_warnings,
    documents_of,
    measures_of,
    misfiled_in,
    misfiled_plans,
    reports_of,
    texts_on,
)
from measures.plan_pages.document.receipt import receipt_of
from measures.round_rate import RoundRate, rate_in_words, rates_by_plan
from measures.rounds import rounds_before
from measures.since_then import SinceThen
from plans.access import readable_plan
from plans.models import Plan, PlanChange, in_force_among
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day, DayForm


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list, with how many measures it has, and the rate of the last round."""

    plan: Plan
    state_label: str
    rate: RoundRate


@require_safe
def plan_list(request: AuthenticatedRequest) -> HttpResponse:
    day = Day.now()
    on = day.on
    plans = Plan.objects.visible_to(request.user).in_order()
    in_force = in_force_among(plans, on)
    last_round = next(iter(rounds_before(on)), None)
    rates = rates_by_plan(Measure.objects.visible_to(request.user).counted_as_of(day), last_round)
    rows = [
        PlanRow(
            plan,
            plan.state_label(on, counts=plan.pk in in_force),
            rates.get(plan.pk, RoundRate()),
        )
        for plan in plans
    ]
    may_add = bool(request.user.acts_for_ids) or request.user.owns_the_system
    may_read_in = bool(request.user.edits_bydeler) or request.user.owns_the_system
    context = {
        "rows": rows,
        "round": last_round,
        "may_add": may_add,
        "may_read_in": may_read_in,
        "on": on,
        "misfiled": misfiled_plans(request.user),
    }
    return render(request, "measures/plan_pages/document/plans.html", context)


@require_safe
def plan_document(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    for problem in day_form.problems:
        messages.error(request, problem)
    plan = readable_plan(request.user, slug)
    if plan.is_misfiled:
        return _misfiled(request, plan)
    rounds = rounds_before(day.on + timedelta(days=1))
    last_round = next((one for one in rounds if one.cut_off < day.on), None)
    measures = measures_of(plan, day, last_round)
    texts = texts_on(measures, day)
    counts = not plan.is_draft and Plan.objects.in_force(day.on).filter(pk=plan.pk).exists()
    rate = RoundRate.of(Counter(measure.round_part for measure in measures))
    changes = list(plan.changes.all())
    goals, strategies = list(plan.goals.all()), list(plan.strategies.select_related("means"))
    context = {
        "plan": plan,
        "state_label": plan.state_label(day.on, counts=counts),
        "day": day,
        "begins_on": plan.first_day_after(day.on),
        "goals": goals,
        "chapters": chapters(measures, strategies),
        "texts": texts,
        "reworded": sum(measure.is_reworded for measure in measures) if day.is_past else 0,
        "parts_are_changed": any(change.is_of_parts_after(day.on) for change in changes),
        "total": len(measures),
        "items": sum(len(text.items) for text in texts.values()),
        "rate": rate_in_words(rate, last_round),
        "round_of_the_day": next((one for one in rounds if one.cut_off == day.on), None),
        "last_report": max(reports_of(measures), key=lambda one: one.applies_on, default=None),
        "misfiled": misfiled_in(plan) if day.is_today else [],
        "changes": changes,
        "since_then": SinceThen([one for one in changes if one.moved_start_over(day.on)]),
        "documents": documents_of(measures),
        "has_places": any(measure.source_place for measure in measures),
        "kept_files": KeptFile.objects.of(plan) if day.is_today else (),
        **_for_its_redaktor(request.user, plan, measures, parts_among(goals, strategies), day),
    }
    return render(request, "measures/plan_pages/document/plan.html", context)


def _for_its_redaktor(
    user: User, plan: Plan, measures: Sequence[Measure], parts: Sequence[PartText], day: Day
) -> dict[str, Any]:
    """What the bydel's own may do with the plan, and what they are told of it today."""
    if not plan.is_editable_by(user):
        return {"may_edit": False}
    continues = undecided_for(plan) if plan.is_draft else []
    if not day.is_today:
        return {"may_edit": True, "continues": continues}
    reading = Reading.objects.undoable_by(user, plan, timezone.now())
    return {
        "may_edit": True,
        "continues": continues,
        "may_withdraw": not reports_of(measures) and may_withdraw_adoption(plan),
        "warnings": count_warnings(plan, measures, parts, day.on, user),
        "receipt": receipt_of(reading, plan, measures) if reading else None,
    }


def _misfiled(request: AuthenticatedRequest, plan: Plan) -> HttpResponse:
    """What a plan said that is in no list or count, with its history and why it is misfiled."""
    changes = plan.changes.all()
    context = {
        "plan": plan,
        "misfiling": next(one for one in changes if one.part == PlanChange.Part.MISFILED),
        "changes": changes,
        "measures": Measure.ever.filter(plan=plan).select_related("plan").order_by("position", "n"),
        "may_edit": plan.is_editable_by(request.user),
    }
    return render(request, "measures/plan_pages/document/misfiled.html", context)
