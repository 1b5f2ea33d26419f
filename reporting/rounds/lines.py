"""Each bydel in a round: what it has sent, and how much of it was reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, TextChoices
from django.utils.timezone import localtime

from measures.models import Measure
from measures.round_rate import RoundRate
from measures.rounds import BASE, RoundPart, RoundPeriod, part_of
from plans.models import Plan
from reporting.bars import BarPart, bar_of
from reporting.mails.kinds import WRITTEN
from reporting.models import (
    QuestionPost,
    Reopening,
    Round,
    StateChange,
    Submission,
)
from ruspolitikk.accounts.letters import has_reader, has_refused_reader
from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.days import Day
from ruspolitikk.wording import plural


class DeskState(TextChoices):
    """How far a bydel is in a round. After closing, MISSING is in place of the first two."""

    NOT_BEGUN = "ikke-begynt", "Ikke begynt"
    AT_WORK = "i-arbeid", "I arbeid"
    SENT = "ikke-lest", "Sendt inn, ikke lest"
    RETURNED = "sendt-tilbake", "Sendt tilbake"
    RECEIVED = "mottatt", "Mottatt"
    MISSING = "mangler", "Mangler"
    NO_PLAN = "ingen-plan", "Ingen plan"


HAVE_SENT = (DeskState.SENT, DeskState.RECEIVED)
"""Who is returned has a report to send still."""
OF_SUBMISSION = {
    Submission.State.SENT: DeskState.SENT,
    Submission.State.RETURNED: DeskState.RETURNED,
    Submission.State.RECEIVED: DeskState.RECEIVED,
    Submission.State.NOT_SENT: DeskState.MISSING,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A bydel's row. `rate` is of what was frozen where there is a `submission` (sent, or kept of
    one that did not send), else of the measures as they are now; `notes` say what of the state,
    `written_on` is when the city last wrote to it, `is_reached` whether a mail would come to
    anybody there, and `is_refused` whether somebody's address there is given up."""

    bydel: Organisation
    state: DeskState
    notes: Sequence[str]
    rate: RoundRate
    unanswered: int
    submission: Submission | None
    written_on: date | None = None
    is_reached: bool = True
    is_refused: bool = False

    @property
    def bar(self) -> Sequence[BarPart]:
        return bar_of_rate(self.rate)

    @property
    def has_sent(self) -> bool:
        return self.state in HAVE_SENT


def bar_of_rate(rate: RoundRate) -> list[BarPart]:
    counts = dict(zip(RoundPart, rate.counts, strict=True))
    return bar_of([(part.value, part.label, counts[part]) for part in BASE])


@dataclass(frozen=True, slots=True)
class Live:
    """A plan's rate as it is now, and the newest day that anything of it is reported about."""

    rate: RoundRate
    last: date | None

    @property
    def reported(self) -> str:
        return f"Sist rapportert {self.last:%d.%m.%Y}" if self.last else "Aldri rapportert"


def lines_of(
    one: Round, period: RoundPeriod, user: User, today: date, *, as_it_came_in: bool = False
) -> list[Line]:
    """Of all bydeler, in their order. A closed round is told as it was when it was closed, or with
    what has come in since."""
    reader = _Reader(one, period, user, today, as_it_came_in=as_it_came_in)
    written = Max("round_letters__recorded_at", filter=Q(round_letters__round=one))
    bydeler: Any = Organisation.objects.bydeler().annotate(
        written_at=written, is_reached=has_reader(WRITTEN), is_refused=has_refused_reader()
    )
    return [reader.line(bydel) for bydel in bydeler]


class _Reader:
    """What the rows are made of, read in a fixed number of queries."""

    def __init__(
        self, one: Round, period: RoundPeriod, user: User, today: date, *, as_it_came_in: bool
    ) -> None:
        self.round, self.today = one, today
        self.is_when_closed = one.is_closed and not as_it_came_in
        own = Submission.ever.visible_to(user).filter(round=one).select_related("bydel")
        self.submissions = (own.when_closed() if self.is_when_closed else own).newest()
        # What was when it was closed tells no state that came later, and no question that waits.
        now = {} if self.is_when_closed else self.submissions
        changes = StateChange.objects.filter(submission__in=now.values()).order_by("pk")
        self.changed_at = {each.submission_id: each.recorded_at for each in changes}
        posts = QuestionPost.objects.visible_to(user).filter(submission__round=one)
        unanswered = posts.unanswered() if now else {}
        # What is asked about a report that is received is answered no more.
        received = {own for own, each in now.items() if each.state == Submission.State.RECEIVED}
        self.unanswered = {own: n for own, n in unanswered.items() if own not in received}
        # What was when it was closed has no note of what came later.
        waiting = Reopening.objects.waiting().filter(round=one) if as_it_came_in else ()
        self.reopened = {each.bydel_id: each for each in waiting}
        self.live = {} if one.is_closed else live_rates(one, period, user, today)

    def line(self, bydel: Any) -> Line:
        """Of a bydel with `written_at`, when the city last wrote to it, and `is_reached`."""
        submission = self.submissions.get(bydel.pk)
        if submission is None:
            return self._without(bydel)
        state = submission.closed_as if self.is_when_closed else submission.state
        rate = RoundRate.of(submission.told["counts"])
        return Line(
            bydel,
            OF_SUBMISSION[Submission.State(state)],
            [*self._notes(submission, Submission.State(state), rate), *self._reopened(bydel)],
            rate,
            self.unanswered.get(bydel.pk, 0),
            submission,
            is_reached=bydel.is_reached,
            is_refused=bydel.is_refused,
        )

    def _without(self, bydel: Any) -> Line:
        live = self.live.get(bydel.pk)
        if live is None:
            notes = [f"Ingen plan gjaldt {self.round.cut_off:%d.%m.%Y}"]
            if not self.round.is_closed and self.round.cut_off >= self.today:
                notes = ["Ingen vedtatt plan gjelder"]
            none = RoundRate()
            return Line(bydel, DeskState.NO_PLAN, notes, none, 0, None, is_refused=bydel.is_refused)
        state = DeskState.AT_WORK if live.rate.reported else DeskState.NOT_BEGUN
        notes = [live.reported]
        written_on = localtime(bydel.written_at).date() if bydel.written_at else None
        if written_on:
            notes.append(f"Skrevet til {written_on:%d.%m.%Y}")
        return Line(
            bydel,
            state,
            notes,
            live.rate,
            0,
            None,
            written_on,
            is_reached=bydel.is_reached,
            is_refused=bydel.is_refused,
        )

    def _notes(self, submission: Submission, state: Submission.State, rate: RoundRate) -> list[str]:
        if state == Submission.State.NOT_SENT:
            reported = f"{rate.reported} tiltak rapportert, men ikke sendt"
            return [reported if rate.reported else "Ikke begynt"]
        if state == Submission.State.RETURNED and not self.is_when_closed:
            return self._of_returned(submission)
        sent_on = localtime(submission.recorded_at).date()
        notes = [f"Sendt {sent_on:%d.%m.%Y}, versjon {submission.version}"]
        if self.round.due_on and sent_on > self.round.due_on and submission.version == 1:
            days = (sent_on - self.round.due_on).days
            notes.append(f"{days} {plural(days, 'dag', 'dager')} etter fristen")
        return notes

    def _of_returned(self, submission: Submission) -> list[str]:
        at = self.changed_at.get(submission.pk)
        n = self.unanswered.get(submission.bydel_id, 0)
        told = f"{n} {plural(n, 'ubesvart spørsmål', 'ubesvarte spørsmål')}"
        return [f"{localtime(at):%d.%m.%Y}, {told}" if at else told]

    def _reopened(self, bydel: Organisation) -> list[str]:
        opened = self.reopened.get(bydel.pk)
        return [f"Åpnet igjen {localtime(opened.recorded_at):%d.%m.%Y}"] if opened else []


def live_rates(one: Round, period: RoundPeriod, user: User, today: date) -> Mapping[int, Live]:
    """Bydel id → the rate of its plan that counts on the cut-off, as it is now; in two queries."""
    in_force = Plan.objects.visible_to(user).local().in_force(one.cut_off)
    owners = dict(in_force.values_list("pk", "organisation_id"))
    measures: Any = Measure.objects.filter(plan__in=owners)
    groups = (
        measures.as_of(Day(min(one.cut_off, today), today))
        .order_by()
        .values("plan_id", part=part_of(period))
        .annotate(n=Count("plan_id"), last=Max("state_reported_on"))
    )
    by_plan: dict[int, dict[str, int]] = {plan: {} for plan in owners}
    days: dict[int, list[date]] = {plan: [] for plan in owners}
    for group in groups:
        by_plan[group["plan_id"]][group["part"]] = group["n"]
        days[group["plan_id"]] += [group["last"]] if group["last"] else []
    return {
        owner: Live(RoundRate.of(by_plan[plan]), max(days[plan], default=None))
        for plan, owner in owners.items()
    }
