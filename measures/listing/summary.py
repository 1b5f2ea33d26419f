"""What a list holds: how much of it is reported, and the counts that are filters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Q
from django.http import QueryDict

from measures.filters.measure_filter import MeasureFilters
from measures.models.queries import IS_UNCLEAR, IS_UNMAPPED, overdue_q
from measures.round_rate import RoundRate, rate_in_words
from measures.rounds import EVERY_NOT_REPORTED, GAPS, RoundPeriod
from measures.since_then import SinceThen, columns_since, since_then_in
from measures.vocabulary import RiskLevel


@dataclass(frozen=True, slots=True)
class Summary:
    """How many measures a list holds, and counts of all in its bydel and plans."""

    total: int
    in_scope: int
    overdue: int
    unmapped: int
    high_risk: int
    unclear: int
    in_round: RoundRate
    round: RoundPeriod | None
    since_then: SinceThen

    @classmethod
    def of(cls, filters: MeasureFilters) -> Self:
        """One query."""
        period, day = filters.chosen_round, filters.day
        wanted = {
            "total": _passing(filters) if filters.narrowing else Q(),
            "in_scope": Q(),
            "overdue": overdue_q(day.on),
            "unmapped": IS_UNMAPPED,
            "high_risk": Q(state_risk=RiskLevel.HIGH),
            "unclear": IS_UNCLEAR,
        }
        plans = filters.plans_of_owner
        since = columns_since(day, filters.user, filters.in_scope, plans)
        by_part = list(
            filters.in_scope.order_by()
            .values(round_part=filters.part_in_round)
            .annotate(
                **{name: Count("pk", filter=q or None) for name, q in wanted.items()}, **since
            )
        )
        counts = {name: sum(part[name] for part in by_part) for name in wanted}
        rate = RoundRate.of({part["round_part"]: part["in_scope"] for part in by_part})
        changed = since_then_in(by_part[0] if by_part else {}, day, filters.user, plans)
        return cls(**counts, in_round=rate, round=period, since_then=changed)

    @property
    def rate_in_words(self) -> str:
        return rate_in_words(self.in_round, self.round)


def _passing(filters: MeasureFilters) -> Q:
    return Q(pk__in=filters.measures.order_by().values("pk"))


@dataclass(frozen=True, slots=True)
class QuickCount:
    """A count that is a filter: «Gjenstår 18»."""

    label: str
    count: int
    url: str
    is_chosen: bool


def quick_counts(filters: MeasureFilters, summary: Summary) -> Iterator[QuickCount]:
    """All, and those that there are any of; each alone, within the bydel and the plan."""
    chosen = {name for name in filters.form.fields if name not in (*filters.SCOPE, "runde")}
    chosen = {name for name in chosen if filters.form[name].value()}
    remaining = GAPS if filters.asks_for_gaps else EVERY_NOT_REPORTED
    for label, count, name, value in (
        ("Alle", summary.in_scope, "", ""),
        ("Gjenstår", summary.in_round.not_reported, "rapportert", remaining),
        ("Høy risiko", summary.high_risk, "risiko", str(RiskLevel.HIGH)),
        ("Uklar frist", summary.unclear, "uklar_frist", "1"),
    ):
        is_chosen = chosen == ({name} if name else set()) and filters.data.get(name, "") == value
        if count or not name:
            yield QuickCount(label, count, _address(filters, name, value), is_chosen)


def _address(filters: MeasureFilters, name: str, value: str) -> str:
    scope = QueryDict(mutable=True)
    of_round = ("runde",) if name == "rapportert" else ()
    for kept in (*filters.SCOPE, "per", "sort", *of_round):
        scope.setlist(kept, filters.data.getlist(kept))
    if not filters.data.getlist("plan"):  # a bare address means the plans that count
        scope["plan"] = ""
    if name:
        scope[name] = value
    return f"?{scope.urlencode()}"
