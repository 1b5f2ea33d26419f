"""What a bydel would send now, and what it looks at before it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from django.http import Http404

from measures.checks.rules import PlanWarning
from measures.checks.warnings import contradictions_in
from measures.rounds import BASE, NOT_REPORTED_FOR, RoundPart, RoundPeriod
from plans.models import Plan
from reporting.models import Round, StateChange, Submission
from reporting.models.round import PlacedRound
from reporting.submission.difference import EVERY_FIELD, SINCE_A_ROUND, FieldChange, Rows, changes
from reporting.submission.earlier import Earlier, sent_rows_of, that_counts
from reporting.submission.freezing import as_they_stood, plan_of, to_freeze
from reporting.submission.gaps import Gap, gaps
from reporting.submission.marks import marks_of
from reporting.submission.shape import row_of, shown_of
from reporting.submission.threads import Thread, threads
from ruspolitikk.accounts.models import Organisation, User


def placed_and_bydel(user: User, pk: int, slug: str) -> tuple[PlacedRound, Organisation]:
    """What an address names; raises Http404 where there is no such round or bydel. In one query of
    a person's own bydel."""
    place = Round.objects.visible_to(user).placed(pk)
    own = next((each for each in user.edits_bydeler if each.slug == slug), None)
    bydel = own or Organisation.objects.bydeler().filter(slug=slug).first()
    if place is None or bydel is None:
        raise Http404
    return place, bydel


@dataclass(frozen=True, slots=True)
class SentVersions:
    """What a bydel has sent: its newest version for a round, and what counts of the one before."""

    newest: Submission | None
    before: Submission | None

    @classmethod
    def of(cls, place: PlacedRound, bydel: Organisation) -> "SentVersions":
        """In one query."""
        rounds = [place.round, place.before] if place.before else [place.round]
        versions = Submission.objects.filter(round__in=rounds, bydel=bydel).order_by("-version")
        own: list[Submission] = []
        earlier: list[Submission] = []
        for each in versions.select_related("round", "bydel"):
            (own if each.round == place.round else earlier).append(each)
        return cls(next(iter(own), None), that_counts(earlier))

    @property
    def is_returned(self) -> bool:
        return self.newest is not None and self.newest.state == Submission.State.RETURNED

    @property
    def compared(self) -> list[Submission]:
        """Those whose rows are held against what would be sent now."""
        return [each for each in (self.newest if self.is_returned else None, self.before) if each]


@dataclass(frozen=True)
class ToSend:
    """The report as it would be frozen now. `plan` is None where the bydel has none that counts;
    then there is nothing to send. `returned_rows` are those of what was returned, `following` the
    round that later days belong to."""

    round: Round
    period: RoundPeriod
    bydel: Organisation
    plan: Plan | None
    measures: Sequence[Any]
    rows: Rows
    gaps: Sequence[Gap]
    earlier: Earlier | None
    returned_rows: Rows
    following: Round | None

    @classmethod
    def of(cls, place: PlacedRound, bydel: Organisation, sent: "SentVersions", today: date) -> Self:
        """The rows have what the page shows: all that is frozen, where what was returned is held
        against it."""
        one, before = place.round, place.before
        plan = plan_of(bydel, one)
        read, row_of_each = (to_freeze, row_of) if sent.is_returned else (as_they_stood, shown_of)
        measures = list(read([plan], place.period, today)) if plan else []
        rows = {each.pk: row_of_each(each, one.cut_off) for each in measures}
        sent_rows = sent_rows_of(sent.compared)
        earlier = sent_rows[sent.before.pk] if sent.before else None
        return cls(
            round=one,
            period=place.period,
            bydel=bydel,
            plan=plan,
            measures=measures,
            rows=rows,
            gaps=gaps(rows, one, _later(measures, one)),
            earlier=Earlier.in_round(before, earlier, plan, today) if before and plan else None,
            returned_rows=sent_rows[sent.newest.pk] if sent.newest and sent.is_returned else {},
            following=place.following,
        )

    def warnings(self, reader: User, today: date) -> Sequence[PlanWarning]:
        """Those of Kontroll that nobody has dismissed, of the report's day."""
        on = min(self.round.cut_off, today)
        if self.plan is None:
            return ()
        return contradictions_in(self.plan, self.measures, on, reader=reader).open

    @cached_property
    def changes(self) -> Sequence[FieldChange]:
        """What is new since the round before."""
        return changes(self.earlier.rows, self.rows, SINCE_A_ROUND) if self.earlier else []

    @property
    def unchanged(self) -> int:
        """How many are reported for the round, and say what they said in the round before."""
        changed = {change.measure_pk for change in self.changes}
        return sum(
            row["in_round"] == RoundPart.REPORTED and pk not in changed
            for pk, row in self.rows.items()
        )

    @property
    def overdue(self) -> int:
        return sum(row["over_frist"] for row in self.rows.values())

    @property
    def marks(self) -> str:
        """What the page holds of the rows, so that a change meanwhile is told."""
        read = row_of if self.returned_rows else shown_of
        return marks_of(self.measures, self.round.cut_off, read)

    @property
    def base(self) -> int:
        """How many measures the round asks about."""
        return sum(row["in_round"] in BASE for row in self.rows.values())

    @property
    def silent(self) -> int:
        """How many of them nobody has reported on for the round."""
        return sum(row["in_round"] in NOT_REPORTED_FOR for row in self.rows.values())

    @property
    def reported(self) -> int:
        return sum(row["in_round"] == RoundPart.REPORTED for row in self.rows.values())


def _later(measures: Iterable[Any], one: Round) -> dict[int, date]:
    """Of those whose newest report is about a day after the cut-off, which day."""
    days = {each.pk: each.current_reported_on for each in measures}
    return {pk: day for pk, day in days.items() if day and day > one.cut_off}


@dataclass(frozen=True, slots=True)
class Returned:
    """What the city returned, and what has become of it: the threads, and what is new since."""

    submission: Submission
    turned: StateChange | None
    threads: Sequence[Thread]
    changes: Sequence[FieldChange]

    @classmethod
    def of(cls, submission: Submission, ready: ToSend, reader: User) -> "Returned":
        """Of a version that was returned, beside what would be sent now."""
        before = ready.returned_rows
        changed = changes(before, ready.rows, EVERY_FIELD)
        return cls(
            submission=submission,
            turned=submission.state_changes.first(),
            threads=threads(submission, {**before, **ready.rows}, reader, changed),
            changes=changed,
        )

    @property
    def comment(self) -> str:
        """What the bydel wrote with it."""
        return self.submission.told["comment"] or ""

    @property
    def answered(self) -> int:
        return sum(thread.is_answered for thread in self.threads)

    @property
    def unanswered(self) -> int:
        return len(self.threads) - self.answered

    @property
    def answered_in_words(self) -> str:
        """«2 er besvart.»; of one question «Det er besvart.»"""
        if len(self.threads) == 1:
            return "Det er besvart." if self.answered else "Det er ikke besvart."
        if not self.unanswered:
            return "Alle er besvart."
        return f"{self.answered or 'Ingen'} er besvart."

    @property
    def before_label(self) -> str:
        return f"Versjon {self.submission.version}"

    @property
    def next_version(self) -> int:
        return self.submission.version + 1
