"""What the city reads first of a sent report: its gaps, and what is new since the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from measures.rounds import NOT_REPORTED_FOR
from reporting.models import QuestionDraft, Submission
from reporting.submission.difference import (
    EVERY_FIELD,
    SINCE_A_ROUND,
    FieldChange,
    Rows,
    changes,
    only_in,
)
from reporting.submission.earlier import Earlier, sent_rows, version_before
from reporting.submission.files.cells import number_of
from reporting.submission.freezing import plan_of
from reporting.submission.gaps import Gap, gaps
from reporting.submission.threads import Thread, threads
from ruspolitikk.accounts.models import User
from ruspolitikk.wording import listed


@dataclass(slots=True)
class ToRead:
    """A measure of the report: what it lacks, what is new, and the question that is ready."""

    measure_pk: int
    row: Mapping[str, Any]
    gaps: list[Gap] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    draft: QuestionDraft | None = None

    @property
    def number(self) -> str:
        return number_of(self.row)

    @property
    def is_silent(self) -> bool:
        """Whether it is not reported for the round at all."""
        return self.row["in_round"] in NOT_REPORTED_FOR

    @property
    def is_first(self) -> bool:
        """Whether it is among what is read first."""
        return bool(self.gaps or self.changes or self.draft)


@dataclass(frozen=True, slots=True)
class CityReading:
    """A version as the city reads it. `has_plan`: the bydel could send again. `first` are the rows
    to read first, `drafts` the questions that are ready; `since_version` is what is new since the
    version before, where there is one."""

    submission: Submission
    has_plan: bool
    earlier: Earlier | None
    rows: Mapping[int, ToRead]
    drafts: Sequence[QuestionDraft]
    threads: Sequence[Thread]
    since_version: Sequence[FieldChange]
    added: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, submission: Submission, reader: User, today: date) -> "CityReading":
        sent = sent_rows(submission)
        plan = plan_of(submission.bydel, submission.round)
        earlier = Earlier.before(submission.round, submission.bydel, plan, today)
        drafts = list(QuestionDraft.objects.visible_to(reader).filter(submission=submission))
        before = version_before(submission)
        since_version = changes(before, sent, EVERY_FIELD) if before else []
        return cls(
            submission=submission,
            has_plan=plan is not None,
            earlier=earlier,
            rows=_to_read(sent, submission, earlier, drafts),
            drafts=drafts,
            threads=threads(submission, {**before, **sent}, reader, since_version),
            since_version=since_version,
            added=only_in(sent, before) if before else [],
        )

    @property
    def first(self) -> list[ToRead]:
        """Gaps first, then what has a new status, then the rest, each in the plan's order."""
        return sorted((row for row in self.rows.values() if row.is_first), key=_order)

    @property
    def next_version(self) -> int:
        return self.submission.version + 1

    @property
    def others(self) -> int:
        """How many rows need no reading."""
        return len(self.rows) - len(self.first)

    @property
    def asked_about(self) -> str:
        """«4 og 5»: the numbers of the measures that a question is ready for."""
        return listed([self.rows[draft.measure_pk].number for draft in self.drafts])


def _order(row: ToRead) -> int:
    if row.gaps:
        return 0
    return 1 if any(change.kind == "status" for change in row.changes) else 2


def _to_read(
    sent: Rows, submission: Submission, earlier: Earlier | None, drafts: Sequence[QuestionDraft]
) -> dict[int, ToRead]:
    rows = {pk: ToRead(pk, row) for pk, row in sent.items()}
    for gap in gaps(sent, submission.round):
        rows[gap.measure_pk].gaps.append(gap)
    for change in changes(earlier.rows, sent, SINCE_A_ROUND) if earlier else ():
        rows[change.measure_pk].changes.append(change)
    for draft in drafts:
        rows[draft.measure_pk].draft = draft
    return rows
