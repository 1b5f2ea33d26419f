"""The rounds that are open for a bydel on a day, and how much is left of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod, part_as_sent
from plans.models import Plan
from reporting.models import Round, Submission
from reporting.todo.next_plan import BydelPlans
from ruspolitikk.accounts.models import Organisation
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
    def is_asked_again(self) -> bool:
        """Whether the city has returned it, or opened it again, for this bydel."""
        return self.is_returned or bool(self.why_reopened)

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
        many = self.rate.left_in_words
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
    plans: BydelPlans,
    bydel: Organisation,
    rounds: Sequence[tuple[Round, RoundPeriod]],
    measures: Sequence[Any],
    on: date,
) -> list[OpenRound]:
    """Those that are open, for a bydel (`rounds_for`); the measures of the plans that its reports
    are of (`plans_of_rounds`) have the part that each has in each round (`parts_in`). Asks once,
    and nothing where none is open."""
    if not rounds:
        return []
    own = Submission.objects.filter(round__in=[one for one, _period in rounds], bydel=bydel)
    sent = {each.round_id: each for each in own.order_by("version")}
    found = []
    for one, period in rounds:
        plan = plans.in_force_on(_day_of(period, on))
        own_measures = (each for each in measures if plan and each.plan_id == plan.pk)
        parts = Counter(getattr(each, part_name(one)) for each in own_measures)
        found.append(OpenRound(one, period, RoundRate.of(parts), on, sent.get(one.pk)))
    return found


def plans_of_rounds(
    plans: BydelPlans, rounds: Sequence[tuple[Round, RoundPeriod]], on: date
) -> set[Plan]:
    """The plans that a bydel would send its reports of: that which counted on each cut-off."""
    found = (plans.in_force_on(_day_of(period, on)) for _one, period in rounds)
    return {plan for plan in found if plan}


def parts_in(rounds: Sequence[tuple[Round, RoundPeriod]], on: date) -> dict[str, Subquery]:
    """The part of each measure in each round, as it would be sent."""
    return {part_name(one): part_as_sent(period, on) for one, period in rounds}


def _day_of(period: RoundPeriod, on: date) -> date:
    """The day whose state is counted: the cut-off, today until it has come."""
    return min(period.cut_off, on)


def part_name(one: Round) -> str:
    """What the part that a measure has in a round is annotated as."""
    return f"part_in_{one.pk}"
