"""The rounds that are open for a bydel on a day, and how much is left of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from measures.models import Measure
from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod, part_of
from plans.models import Plan
from reporting.models import Round, Submission
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day
from ruspolitikk.wording import plural


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that has begun and is not closed, or is opened again for the bydel; `rate` is the
    bydel's own, and `submission` what it sent last."""

    round: Round
    period: RoundPeriod
    rate: RoundRate
    on: date
    submission: Submission | None

    @property
    def why_reopened(self) -> str:
        """Blank where it is not opened again."""
        return self.round.why_reopened or ""

    @property
    def is_returned(self) -> bool:
        return self.submission is not None and self.submission.state == Submission.State.RETURNED

    @property
    def may_be_sent(self) -> bool:
        if self.why_reopened:
            return True
        is_sent = self.submission is not None and not self.is_returned
        return self.round.takes_reports_on(self.on) and not is_sent

    @property
    def sentence(self) -> str:
        """What is left of a round that may be sent: «T2 2026 skal sendes inn om 10 dager. 3 av 21
        tiltak er ikke rapportert.»"""
        left, base = self.rate.not_reported, self.rate.base
        many = f"{left} av {base} tiltak er ikke rapportert" if left else "Ingen tiltak gjenstår"
        if self.is_returned:
            return f"Byen har sendt {self.round} tilbake med spørsmål. {many}."
        if self.why_reopened:
            return f"{self.round} er åpnet igjen for dere. {many}."
        if self.round.due_on and self.round.due_on < self.on:
            return f"{self.round} er ikke sendt inn. Fristen var for {self.time_left}. {many}."
        return f"{self.round} skal sendes inn {self.time_left}. {many}."

    @property
    def time_left(self) -> str:
        """«om 10 dager», «i morgen», «i dag», «3 dager siden»; blank without a due day."""
        if self.round.due_on is None:
            return ""
        days = (self.round.due_on - self.on).days
        if days < 0:
            return f"{-days} {plural(-days, 'dag', 'dager')} siden"
        return {0: "i dag", 1: "i morgen"}.get(days, f"om {days} {plural(days, 'dag', 'dager')}")


def open_rounds_of(
    bydel: Organisation,
    rounds: Sequence[tuple[Round, RoundPeriod]],
    measures: Sequence[Any],
    on: date,
) -> list[OpenRound]:
    """Those that are open, for a bydel (`rounds_for`); its measures have the part that each has in
    each round (`part_name`). Asks nothing where none is open, and once more for each whose cut-off
    has passed."""
    if not rounds:
        return []
    own = Submission.objects.filter(round__in=[one for one, _period in rounds], bydel=bydel)
    sent = {each.round_id: each for each in own.order_by("version")}
    return [
        OpenRound(
            one,
            period,
            _rate_at_cut_off(bydel, period, on)
            if one.cut_off < on
            else RoundRate.of(Counter(getattr(measure, part_name(one)) for measure in measures)),
            on,
            sent.get(one.pk),
        )
        for one, period in rounds
    ]


def _rate_at_cut_off(bydel: Organisation, period: RoundPeriod, on: date) -> RoundRate:
    """As it would be sent: of the plan that counted then, and of no report about a later day."""
    plans = Plan.objects.in_force(period.cut_off).filter(organisation=bydel)
    measures: Any = Measure.objects.filter(plan__in=plans).as_of(Day(period.cut_off, on))
    counted = measures.order_by().values(part=part_of(period)).annotate(n=Count("plan_id"))
    return RoundRate.of({each["part"]: each["n"] for each in counted})


def part_name(one: Round) -> str:
    """What the part that a measure has in a round is annotated as."""
    return f"part_in_{one.pk}"
