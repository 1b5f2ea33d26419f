"""What a bydel would send now, and what it looks at before it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from measures.checks.rules import PlanWarning
from measures.checks.warnings import contradictions_in
from measures.rounds import BASE, NOT_REPORTED_FOR, RoundPart, RoundPeriod
from plans.models import Plan
from reporting.models import Round, StateChange, Submission
from reporting.submission.difference import EVERY_FIELD, SINCE_A_ROUND, FieldChange, Rows, changes
from reporting.submission.earlier import Earlier, sent_rows
from reporting.submission.freezing import marks_of, plan_of, rows_of, to_freeze
from reporting.submission.gaps import Gap, gaps
from reporting.submission.threads import Thread, threads
from ruspolitikk.accounts.models import Organisation, User


@dataclass(frozen=True)
class ToSend:
    """The report as it would be frozen now. `plan` is None where the bydel has none that counts;
    then there is nothing to send. `following` is the round that later days belong to."""

    round: Round
    period: RoundPeriod
    bydel: Organisation
    plan: Plan | None
    measures: Sequence[Any]
    rows: Rows
    gaps: Sequence[Gap]
    earlier: Earlier | None
    following: Round | None

    @classmethod
    def of(cls, one: Round, bydel: Organisation, today: date) -> "ToSend":
        plan = plan_of(bydel, one)
        rounds = Round.objects.with_periods()
        period = next(period for each, period in rounds if each.pk == one.pk)
        measures = to_freeze([plan], period, today) if plan else []
        rows = rows_of(measures, one.cut_off)
        before = [each for each, _period in rounds if each.cut_off < one.cut_off]
        later = (each for each, _period in rounds if each.cut_off > one.cut_off)
        return cls(
            round=one,
            period=period,
            bydel=bydel,
            plan=plan,
            measures=measures,
            rows=rows,
            gaps=gaps(rows, one),
            earlier=Earlier.in_round(before[-1], bydel, plan, today) if before and plan else None,
            following=next(later, None),
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
        return marks_of(self.rows)

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
        before = sent_rows(submission)
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
    def before_label(self) -> str:
        return f"Versjon {self.submission.version}"

    @property
    def next_version(self) -> int:
        return self.submission.version + 1
