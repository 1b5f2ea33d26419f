"""Byens pult: how a round is, what waits, how each bydel is, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format

from measures.round_rate import RoundRate, not_sent_in_words
from measures.rounds import RoundPeriod
from reporting.bars import BarPart
from reporting.models import Round
from reporting.rounds.lines import DeskState, Line, bar_of_rate
from ruspolitikk.wording import listed, plural


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are shown (`?vis=`): of these states, or with questions that wait."""

    key: str
    label: str
    states: Sequence[DeskState] = ()
    has_questions: bool = False

    def takes(self, line: Line) -> bool:
        if self.has_questions:
            return line.unanswered > 0
        return not self.states or line.state in self.states


ALL = Choice("", "Alle")
REMAINING = Choice(
    "gjenstar",
    "Gjenstår",
    (DeskState.NOT_BEGUN, DeskState.AT_WORK, DeskState.RETURNED),
)
MISSING = Choice("mangler", "Mangler", (DeskState.MISSING,))
COUNTED = (
    Choice("sendt", "Sendt inn", (DeskState.SENT, DeskState.RECEIVED)),
    Choice("i-arbeid", "I arbeid", (DeskState.AT_WORK,)),
    Choice("sendt-tilbake", "Sendt tilbake", (DeskState.RETURNED,)),
    Choice("ikke-begynt", "Ikke begynt", (DeskState.NOT_BEGUN,)),
)
FEW = 4
"""So many bydeler are named in a sentence; more are counted, and named in the table."""
QUESTIONS = Choice("ubesvart", "Ubesvarte spørsmål", has_questions=True)
CHOICES = {each.key: each for each in (ALL, REMAINING, MISSING, *COUNTED, QUESTIONS)}


@dataclass(frozen=True, slots=True)
class Count:
    choice: Choice
    n: int


@dataclass(frozen=True)
class Desk:
    """Of one round on a day. `lines` are all the bydeler, `choice` which of them are shown."""

    round: Round
    period: RoundPeriod
    on: date
    lines: Sequence[Line]
    choice: Choice

    @cached_property
    def shown(self) -> list[Line]:
        return [line for line in self.lines if self.choice.takes(line)]

    @cached_property
    def rate(self) -> RoundRate:
        return sum((line.rate for line in self.lines), RoundRate())

    @property
    def bar(self) -> Sequence[BarPart]:
        return bar_of_rate(self.rate)

    @property
    def asked(self) -> int:
        """All bydeler are, also one without a plan."""
        return len(self.lines)

    @property
    def without_plan(self) -> list[Line]:
        return self.of(DeskState.NO_PLAN)

    @property
    def n_sent(self) -> int:
        return sum(line.has_sent for line in self.lines)

    @property
    def n_came_in(self) -> int:
        """Of a closed round: those that sent, returned or not."""
        return self.n_sent + len(self.of(DeskState.RETURNED))

    @property
    def n_remaining(self) -> int:
        return sum(REMAINING.takes(line) for line in self.lines)

    @property
    def missing(self) -> list[Line]:
        return self.of(DeskState.MISSING)

    @property
    def not_sent(self) -> str:
        """What of the reported is in no published number; blank where all was sent."""
        return not_sent_in_words(sum(line.rate.reported for line in self.missing))

    @property
    def unanswered(self) -> int:
        return sum(line.unanswered for line in self.lines)

    def of(self, state: DeskState) -> list[Line]:
        return [line for line in self.lines if line.state == state]

    @property
    def counts(self) -> list[Count]:
        """Of an open round, each a link to its rows."""
        own = [Count(each, sum(map(each.takes, self.lines))) for each in COUNTED]
        return [*own, Count(QUESTIONS, self.unanswered)]

    @property
    def unread(self) -> list[Line]:
        """Reports that the city has not read, the oldest first."""
        own = [line for line in self.of(DeskState.SENT) if line.submission]
        return sorted(own, key=lambda line: line.submission.recorded_at)  # type: ignore[union-attr]

    @property
    def answered(self) -> list[Line]:
        """Returned, with no question that waits for the bydel."""
        return [line for line in self.of(DeskState.RETURNED) if not line.unanswered]

    @property
    def not_begun(self) -> list[Line]:
        return self.of(DeskState.NOT_BEGUN)

    @property
    def refused(self) -> list[Line]:
        """Where somebody's e-mail address is given up."""
        return [line for line in self.lines if line.is_refused]

    @property
    def to_write(self) -> list[Line]:
        """Who has not begun, can be reached and is not written to: before the due day at all, after
        it since."""
        due_on = self.round.due_on if self.may_be_closed else date.min
        return [
            line
            for line in self.not_begun
            if line.is_reached
            and (line.written_on is None or (due_on and line.written_on <= due_on))
        ]

    @property
    def n_waiting(self) -> int:
        others = bool(self.not_begun) + self.may_be_closed + bool(self.refused)
        return len(self.unread) + len(self.answered) + others

    @property
    def cut_off_has_passed(self) -> bool:
        """Then something may be reported about later days, which Oversikt counts and this does
        not."""
        return self.round.cut_off < self.on

    @property
    def may_be_closed(self) -> bool:
        return self.round.may_be_closed_on(self.on)

    @property
    def lead(self) -> str:
        """How the round is, in a sentence or two."""
        if self.round.is_closed:
            rate = self.rate
            reported = f"{rate.reported} av {rate.base} tiltak ({rate.percent}) ble rapportert"
            sent = f"{self.n_came_in} av {self.asked} bydeler sendte inn"
            return " ".join([f"Runden er lukket. {sent}, og {reported}.", *self._no_plan])
        sent = f"{self.n_sent} av {self.asked} bydeler har sendt inn."
        return " ".join([sent, *self._no_plan, *self._due])

    @property
    def _no_plan(self) -> list[str]:
        """«Frogner og Alna har ingen plan som gjelder.»; none where all have one."""
        lines = self.without_plan
        if not lines:
            return []
        are_few = len(lines) <= FEW
        who = listed([line.bydel.name for line in lines]) if are_few else f"{len(lines)} bydeler"
        had = (
            "hadde ingen plan som gjaldt" if self.round.is_closed else "har ingen plan som gjelder"
        )
        return [f"{who} {had}."]

    @property
    def _due(self) -> list[str]:
        due_on = self.round.due_on
        if due_on is None:
            return []
        days = (due_on - self.on).days
        when = f"{date_format(due_on, 'l')} {due_on:%d.%m.%Y}"
        if days < 0:
            late = f"{-days} {plural(-days, 'dag', 'dager')}"
            return [f"Fristen var {when}, for {late} siden."]
        left = {0: "i dag", 1: "i morgen"}.get(days, f"om {days} dager")
        return [f"Fristen er {when}, {left}."]
