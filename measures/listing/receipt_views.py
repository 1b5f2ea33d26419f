"""The receipt of a batch of reports, with an address of its own, and «Angre» for all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from measures.listing.addresses import back_to_list
from measures.models import Act, Measure, Status
from measures.models.entry import counting_among
from measures.remaining import LeftOfPlan
from measures.rounds import EVERY_NOT_REPORTED
from plans.access import one_or_404
from plans.models import Plan
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A measure that the act reported on: what was reported, what stood before that, and what
    stands now."""

    measure: Measure
    reported: Status
    before: Status | None
    counts: bool

    @property
    def is_unchanged(self) -> bool:
        return self.before is not None and self.before.words == self.reported.words

    @property
    def is_reported_since(self) -> bool:
        return self.counts and self.measure.status != self.reported


@require_safe
def receipt(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    day = Day.now()
    act: Act = one_or_404(Act.objects.visible_to(request.user), pk)
    rows = _rows(act, request.user, day)
    counting = [row for row in rows if row.counts]
    to_undo = [row for row in counting if not row.is_reported_since]
    plan = _one_plan(rows)
    goes_on = act.recorded_by == request.user or request.user.may_act_for(act.organisation)
    context = {
        "act": act,
        "rows": rows,
        "n": len(counting),
        "reported_on": rows[0].reported.applies_on if rows else None,
        "is_unchanged": all(row.is_unchanged for row in counting),
        "to_undo": len(to_undo) if act.may_be_undone_by(request.user, timezone.now()) else 0,
        "on": day.on,
        "back_url": back_to_list(request.GET),
        "plan": plan,
        "left": LeftOfPlan.of(plan, request.user, day) if plan and goes_on else None,
        "left_url": _left_url(plan) if plan else "",
    }
    return render(request, "measures/listing/receipt.html", context)


def _rows(act: Act, user: User, day: Day) -> list[ReceiptRow]:
    statuses = Status.objects.visible_to(user).filter(act=act)
    measures = (
        Measure.objects.as_of(day)
        .filter(pk__in=statuses.order_by().values("measure"))
        .select_related("plan__organisation")
        .in_order()
    )
    history: dict[int, list[Status]] = {}
    for status in Status.objects.filter(measure__in=measures).select_related("withdrawal"):
        history.setdefault(status.measure_id, []).append(status)
    return [
        _row(measure, status, history[measure.pk])
        for measure in measures
        for status in history[measure.pk]
        if status.act_id == act.pk
    ]


def _row(measure: Measure, reported: Status, history: Sequence[Status]) -> ReceiptRow:
    counting = counting_among(history)
    earlier = [status for status in counting if status.place < reported.place]
    before = max(earlier, key=lambda status: status.place, default=None)
    return ReceiptRow(measure, reported, before, reported in counting)


def _one_plan(rows: Sequence[ReceiptRow]) -> Plan | None:
    plans = {row.measure.plan for row in rows}
    return plans.pop() if len(plans) == 1 else None


def _left_url(plan: Plan) -> str:
    """The list of what remains of a plan for the last round."""
    scope = {"bydel": plan.organisation.slug, "plan": plan.slug, "rapportert": EVERY_NOT_REPORTED}
    return f"{reverse('measures:list')}?{urlencode(scope)}"
