"""The rate of a round: how many measures were reported for it, with the counts that stand beside.

domain.md, «A report grows old»; which part a measure has is `measures.rounds.part_of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Case, Count, Value

from measures.models.queries import MeasureQuerySet
from measures.rounds import RoundPart, RoundPeriod, part_of
from ruspolitikk.wording import percent, plural


@dataclass(frozen=True, slots=True)
class RoundRate:
    """Five counts that sum to all the measures; the first three are the round's base."""

    reported: int = 0
    older: int = 0
    never: int = 0
    ended_before: int = 0
    joined_after: int = 0

    @classmethod
    def of(cls, by_part: Mapping[str, int]) -> Self:
        """From how many measures have each `RoundPart`."""
        return cls(*(by_part.get(part, 0) for part in RoundPart))

    @property
    def counts(self) -> tuple[int, ...]:
        """In the order of `RoundPart`."""
        return (self.reported, self.older, self.never, self.ended_before, self.joined_after)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def base(self) -> int:
        return self.reported + self.older + self.never

    @property
    def not_reported(self) -> int:
        return self.older + self.never

    @property
    def left_in_words(self) -> str:
        """What remains of the base: «3 av 21 tiltak er ikke rapportert»."""
        if not self.not_reported:
            return "Ingen tiltak gjenstår"
        if self.not_reported == self.base:
            none = plural(self.base, "Det ene tiltaket er ikke", f"Ingen av {self.base} tiltak er")
            return f"{none} rapportert"
        return f"{self.not_reported} av {self.base} tiltak er ikke rapportert"

    @property
    def share(self) -> float | None:
        """0–1; None where nothing was in the base."""
        return self.reported / self.base if self.base else None

    @property
    def percent(self) -> str:
        """«53 %», «under 1 %»; «–» where nothing was in the base."""
        return percent(self.reported, self.base)

    @property
    def older_percent(self) -> str:
        return percent(self.older, self.base)

    @property
    def never_percent(self) -> str:
        return percent(self.never, self.base)

    @property
    def beside(self) -> str:
        """«12 var avsluttet eller utgått før runden, og 3 har kommet til etter runden.»"""
        said = []
        if self.ended_before:
            said.append(f"{self.ended_before} var avsluttet eller utgått før runden")
        if self.joined_after:
            said.append(f"{self.joined_after} har kommet til etter runden")
        return f"{' og '.join(said)}." if said else ""

    def __add__(self, other: "RoundRate") -> "RoundRate":
        both = zip(self.counts, other.counts, strict=True)
        return RoundRate(*(one + more for one, more in both))


def not_sent_in_words(reported: int) -> str:
    """Of a closed round: how many were reported by bydeler that did not send. They are in the
    city's own numbers, and in none that is published; blank where there are none."""
    if not reported:
        return ""
    return (
        f"{reported} av de rapporterte er hos bydeler som ikke har "
        "sendt inn, og er ikke med i det som publiseres."
    )


def part_in(period: RoundPeriod | None) -> Case | Value:
    """`part_of`; before any round has passed there is no base: all are come after it."""
    return part_of(period) if period else Value(RoundPart.JOINED_AFTER)


def rates_by_plan(measures: MeasureQuerySet, period: RoundPeriod | None) -> dict[int, RoundRate]:
    """Plan id → its rate, in one query. `measures` have their state on the day."""
    part = part_in(period)
    groups = measures.order_by().values("plan_id", part=part).annotate(n=Count("plan_id"))
    by_plan: dict[int, dict[str, int]] = {}
    for group in groups:
        by_plan.setdefault(group["plan_id"], {})[group["part"]] = group["n"]
    return {plan: RoundRate.of(by_part) for plan, by_part in by_plan.items()}


NO_ROUND = "Ingen runde er avsluttet ennå."


def rate_in_words(rate: RoundRate, period: RoundPeriod | None) -> str:
    """«355 av 674 tiltak er rapportert for T2 2026. 209 er sist rapportert tidligere, 110 aldri.»

    The headline of each page and file. Empty where no measure is counted at all.
    """
    if period is None:
        return NO_ROUND
    if not rate.base:
        return f"Ingen tiltak skulle rapporteres for {period}. {rate.beside}".strip()
    if not rate.reported:
        none = plural(rate.base, "Det ene tiltaket er ikke", f"Ingen av {rate.base} tiltak er")
        first = f"{none} rapportert for {period}."
    elif rate.not_reported:
        first = f"{rate.reported} av {rate.base} tiltak er rapportert for {period}."
    else:
        all_of_them = plural(rate.base, "Det ene tiltaket", f"Alle {rate.base} tiltak")
        return f"{all_of_them} er rapportert for {period}."
    if rate.older and rate.never:
        rest = f" {rate.older} er sist rapportert tidligere, {rate.never} aldri."
    elif rate.older:
        rest = f" {rate.older} er sist rapportert tidligere."
    else:
        rest = f" {rate.never} er aldri rapportert."
    return first + rest


def rate_facts(rate: RoundRate, period: RoundPeriod | None) -> list[tuple[str, str]]:
    """The five counts as labels and values: for the first sheet of a file, and for a case paper."""
    if period is None:
        return [("Rapportert", NO_ROUND)]
    share = f" ({rate.percent})" if rate.base else ""
    facts = [
        ("Runde", f"{period} ({period.days})"),
        (f"Rapportert for {period}", f"{rate.reported} av {rate.base}{share}"),
        ("Sist rapportert tidligere", str(rate.older)),
        ("Aldri rapportert", str(rate.never)),
    ]
    if rate.ended_before:
        facts.append(("Avsluttet eller utgått før runden", str(rate.ended_before)))
    if rate.joined_after:
        facts.append(("Kommet til etter runden", str(rate.joined_after)))
    return facts
