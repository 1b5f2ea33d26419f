"""How bydeler are counted: one query for any number of rows, frozen dataclasses out."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from measures.deadline_language import DeadlineKind
from measures.models.queries import MeasureQuerySet, is_past_q
from measures.vocabulary import (
    DISPLAY_ORDER,
    NOT_REPORTED,
    STAGE_CODES,
    UNMAPPED,
    RiskLevel,
    is_open,
    shown_code,
)
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.models import Organisation, User

ORDER = (*(str(code) for code in DISPLAY_ORDER), NOT_REPORTED, UNMAPPED)
"""Every code that is counted, in the order of display; the two last are no codes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in some plans on a day. `by_code` sums to `total`."""

    by_code: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0
    dated: int = 0
    high_risk: int = 0
    assessed: int = 0
    last_reported: date | None = None

    @property
    def total(self) -> int:
        return sum(self.by_code.values())

    @property
    def reported(self) -> int:
        return self.total - self.by_code.get(NOT_REPORTED, 0)

    @property
    def reported_share(self) -> float | None:
        """0–1; None where there is nothing to share."""
        return self.reported / self.total if self.total else None

    @property
    def by_stage(self) -> dict[str, int]:
        """With what is not reported, and words that nobody has mapped, it sums to `total`."""
        return {
            name: sum(self.by_code.get(code, 0) for code in codes)
            for name, codes in STAGE_CODES.items()
        }

    @property
    def reported_percent(self) -> int | None:
        return None if self.reported_share is None else round(100 * self.reported_share)

    def __add__(self, other: "Tally") -> "Tally":
        days = [day for day in (self.last_reported, other.last_reported) if day]
        return Tally(
            {code: self.by_code.get(code, 0) + other.by_code.get(code, 0) for code in ORDER},
            self.overdue + other.overdue,
            self.dated + other.dated,
            self.high_risk + other.high_risk,
            self.assessed + other.assessed,
            max(days, default=None),
        )


def counted_codes(total: Tally) -> list[str]:
    """The columns of codes; words that nobody has mapped are one where there are any."""
    return [code for code in ORDER if code != UNMAPPED or total.by_code.get(UNMAPPED)]


@dataclass(frozen=True, slots=True)
class Row:
    """A bydel with the plan that is counted; no plan, and so no counts, is not zero."""

    bydel: Organisation
    plan: Plan | None
    counted: Tally | None
    state_label: str = ""


@dataclass(frozen=True)
class Overview:
    on: date
    rows: Sequence[Row]

    @cached_property
    def total(self) -> Tally:
        return sum((row.counted for row in self.rows if row.counted), Tally())

    @property
    def with_plan(self) -> list[Row]:
        return [row for row in self.rows if row.plan]

    @property
    def plans(self) -> list[Plan]:
        return [row.plan for row in self.rows if row.plan]

    @property
    def without_plan(self) -> list[Row]:
        return [row for row in self.rows if not row.plan]


def counted_plans(user: User, on: date) -> list[Plan]:
    """The plan that counts in each bydel on a day."""
    return list(Plan.objects.visible_to(user).local().in_force(on).in_order())


def counted_in(
    plans: Iterable[Plan], in_force: Container[int], instead: Iterable[Plan] = ()
) -> dict[int, Plan]:
    """Bydel id → the plan that it is counted in, of plans that are read."""
    counting = (plan for plan in plans if plan.pk in in_force)
    return {plan.organisation_id: plan for plan in (*counting, *instead)}


def plans_asked_for(slugs: Iterable[str], plans: Iterable[Plan]) -> tuple[list[Plan], list[str]]:
    """The plans that an address names (`?plan=`), and a sentence for each that is not there."""
    by_slug = {plan.slug: plan for plan in plans}
    asked = [slug for slug in slugs if slug]
    unknown = [f"Planen «{slug}» finnes ikke." for slug in asked if slug not in by_slug]
    return [by_slug[slug] for slug in asked if slug in by_slug], unknown


def overview(
    measures: MeasureQuerySet,
    plans: Sequence[Plan],
    on: date,
    *,
    bydeler: Iterable[Organisation],
    instead: Iterable[Plan] = (),
) -> Overview:
    """All bydeler by number, each counted in the one of its plans that counts, or in the one that
    is asked for `instead`.

    `measures` have their state on the day.
    """
    in_force = in_force_among(plans, on)
    by_bydel = counted_in(plans, in_force, instead)
    counts = count_by_plan(measures.filter(plan__in=by_bydel.values()), on)
    rows = []
    for bydel in bydeler:
        if plan := by_bydel.get(bydel.pk):
            state_label = plan.state_label(on, counts=plan.pk in in_force)
            rows.append(Row(bydel, plan, counts.get(plan.pk, Tally()), state_label))
        else:
            rows.append(Row(bydel, None, None))
    return Overview(on, rows)


def count_by_plan(measures: MeasureQuerySet, on: date) -> dict[int, Tally]:
    """Plan id → what is counted in it, in one query. `measures` have their state on the day."""
    grouped = (
        measures.order_by()
        .values("plan_id", "state_code", "state_reported_on")
        .annotate(
            n=Count("plan_id"),
            past=Count("plan_id", filter=is_past_q(on)),
            dated=Count("plan_id", filter=Q(state_kind=DeadlineKind.DATE)),
            high_risk=Count("plan_id", filter=Q(state_risk=RiskLevel.HIGH)),
            assessed=Count("state_risk"),
        )
    )
    by_plan: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for group in grouped:
        by_plan[group["plan_id"]].append(group)
    return {plan: _tally(groups) for plan, groups in by_plan.items()}


def _tally(groups: Sequence[Mapping[str, Any]]) -> Tally:
    """Of the groups of one plan, one for each day and code of a report."""
    by_code: Counter[str] = Counter()
    overdue, last_reported = 0, None
    for group in groups:
        day, code = group["state_reported_on"], group["state_code"]
        by_code[shown_code(code, is_reported=day is not None)] += group["n"]
        if is_open(code):
            overdue += group["past"]
        if day and (last_reported is None or day > last_reported):
            last_reported = day
    dated, high_risk, assessed = (
        sum(group[column] for group in groups) for column in ("dated", "high_risk", "assessed")
    )
    return Tally(by_code, overdue, dated, high_risk, assessed, last_reported)
