"""How bydeler are counted: one query for any number of rows, frozen dataclasses out."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Value

from measures.deadline_language import DeadlineKind
from measures.filters.measure_filter import IN_FORCE
from measures.models.queries import STATE, MeasureQuerySet, is_overdue
from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod, part_of
from measures.vocabulary import (
    DISPLAY_ORDER,
    NOT_REPORTED,
    STAGE_CODES,
    UNMAPPED,
    RiskLevel,
    shown_code,
)
from plans.models import Plan, in_force_among
from ruspolitikk.accounts.models import Organisation, User

ORDER = (*(str(code) for code in DISPLAY_ORDER), NOT_REPORTED, UNMAPPED)
"""Every code that is counted, in the order of display; the two last are no codes."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in some plans on a day. `by_code` sums to `total`, and so does `in_round`
    where a round had passed."""

    by_code: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0
    dated: int = 0
    high_risk: int = 0
    assessed: int = 0
    last_reported: date | None = None
    in_round: RoundRate = field(default_factory=RoundRate)

    @property
    def total(self) -> int:
        return sum(self.by_code.values())

    @property
    def by_stage(self) -> dict[str, int]:
        """With what is not reported, and words that nobody has mapped, it sums to `total`."""
        return {
            name: sum(self.by_code.get(code, 0) for code in codes)
            for name, codes in STAGE_CODES.items()
        }

    def __add__(self, other: "Tally") -> "Tally":
        days = [day for day in (self.last_reported, other.last_reported) if day]
        return Tally(
            {code: self.by_code.get(code, 0) + other.by_code.get(code, 0) for code in ORDER},
            self.overdue + other.overdue,
            self.dated + other.dated,
            self.high_risk + other.high_risk,
            self.assessed + other.assessed,
            max(days, default=None),
            self.in_round + other.in_round,
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
    """`round` is the last one that had passed by the day, which each Tally's rate is of."""

    on: date
    rows: Sequence[Row]
    round: RoundPeriod | None = None

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


def why_no_plan(own: Sequence[Plan]) -> str:
    """Of a bydel's plans that one may see, none of which counts on the day."""
    starts = [plan.starts_on for plan in own if not plan.is_draft and plan.starts_on]
    if starts:
        return f"planens første dag er {min(starts):%d.%m.%Y}"
    return "bare et utkast" if own else "ingen plan"


def plans_asked_for(slugs: Iterable[str], plans: Iterable[Plan]) -> tuple[list[Plan], list[str]]:
    """The plans that an address names (`?plan=`) instead of those that count («gjeldende»), and a
    sentence for each that is not there."""
    by_slug = {plan.slug: plan for plan in plans}
    asked = [slug for slug in slugs if slug and slug != IN_FORCE]
    unknown = [f"Planen «{slug}» finnes ikke." for slug in asked if slug not in by_slug]
    return [by_slug[slug] for slug in asked if slug in by_slug], unknown


def overview(
    measures: MeasureQuerySet,
    plans: Sequence[Plan],
    on: date,
    *,
    bydeler: Iterable[Organisation],
    instead: Iterable[Plan] = (),
    last_round: RoundPeriod | None = None,
) -> Overview:
    """All bydeler by number, each counted in the one of its plans that counts, or in the one that
    is asked for `instead`.

    `measures` have their state on the day.
    """
    in_force = in_force_among(plans, on)
    by_bydel = counted_in(plans, in_force, instead)
    counts = count_by_plan(measures.filter(plan__in=by_bydel.values()), on, last_round)
    rows = []
    for bydel in bydeler:
        if plan := by_bydel.get(bydel.pk):
            state_label = plan.state_label(on, counts=plan.pk in in_force)
            rows.append(Row(bydel, plan, counts.get(plan.pk, Tally()), state_label))
        else:
            rows.append(Row(bydel, None, None))
    return Overview(on, rows, last_round)


def count_by_plan(
    measures: MeasureQuerySet, on: date, period: RoundPeriod | None
) -> dict[int, Tally]:
    """Plan id → what is counted in it, in one query; `period` is the round that the rate is of.

    `measures` have their state on the day. The rows are read and counted here: to group them by all
    of their state, a database takes longer.
    """
    part = part_of(period) if period else Value("")
    by_plan: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for measure in measures.order_by().values(
        "plan_id", "plan__starts_on", *STATE, round_part=part
    ):
        by_plan[measure["plan_id"]].append(measure)
    return {plan: _tally(of_plan, on) for plan, of_plan in by_plan.items()}


def _tally(measures: Sequence[Mapping[str, Any]], on: date) -> Tally:
    """Of the measures of one plan, each with its state and its part in the round."""
    by_code: Counter[str] = Counter()
    overdue, dated, high_risk, assessed = 0, 0, 0, 0
    for measure in measures:
        code, kind, risk = measure["state_code"], measure["state_kind"], measure["state_risk"]
        by_code[shown_code(code, is_reported=measure["state_reported_on"] is not None)] += 1
        dated += kind == DeadlineKind.DATE
        high_risk += risk == RiskLevel.HIGH
        assessed += bool(risk)
        overdue += is_overdue(
            kind=kind,
            due_on=measure["state_due_on"],
            code=code,
            begins_on=measure["plan__starts_on"],
            on=on,
        )
    days = (measure["state_reported_on"] for measure in measures)
    last_reported = max((day for day in days if day), default=None)
    rate = RoundRate.of(Counter(measure["round_part"] for measure in measures))
    return Tally(by_code, overdue, dated, high_risk, assessed, last_reported, rate)
