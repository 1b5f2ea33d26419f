"""What a report is compared with: the round before, or the version before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from measures.models import Measure
from plans.models import Plan
from reporting.models import FrozenRow, Round, Submission
from reporting.submission.shape import state_of
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day


@dataclass(frozen=True, slots=True)
class Earlier:
    """A round before, and the bydel's rows in it by measure. `is_sent`: they are what was sent for
    it; else what stood on its cut-off, as it is known now."""

    round: Round
    rows: Mapping[int, Any]
    is_sent: bool

    @classmethod
    def before(
        cls, one: Round, bydel: Organisation, plan: Plan | None, today: date
    ) -> "Earlier | None":
        """Of the round before; None where there is none, or nothing is known of its day."""
        before = Round.objects.filter(cut_off__lt=one.cut_off).order_by("-cut_off").first()
        if before is None:
            return None
        sent = that_counts(list(Submission.objects.of(before, bydel)))
        return cls.in_round(before, sent_rows(sent) if sent else None, plan, today)

    @classmethod
    def in_round(
        cls, before: Round, sent: Mapping[int, Any] | None, plan: Plan | None, today: date
    ) -> "Earlier | None":
        """Of a round that is known to be the one before, and the rows that were sent for it, or
        None."""
        if sent is not None:
            return cls(before, sent, is_sent=True)
        measures = Measure.objects.filter(plan=plan).as_of(Day(before.cut_off, today))
        rows = {measure.pk: state_of(measure) for measure in measures}
        return cls(before, rows, is_sent=False) if rows else None


def that_counts(versions: Sequence[Submission]) -> Submission | None:
    """Of a bydel's in a round, the newest first: the newest that the city received; before it has,
    the newest."""
    received = (each for each in versions if each.state == Submission.State.RECEIVED)
    return next(received, versions[0] if versions else None)


def sent_rows(submission: Submission) -> dict[int, Any]:
    """The facts that were frozen, by the measure's id, in the report's order."""
    return sent_rows_of([submission])[submission.pk]


def sent_rows_of(submissions: Iterable[Submission]) -> dict[int, dict[int, Any]]:
    """The same of several, by the submission's id; in one query, or none of none."""
    found: dict[int, dict[int, Any]] = {each.pk: {} for each in submissions}
    for row in FrozenRow.objects.filter(submission__in=found).order_by("position"):
        found[row.submission_id][row.measure_pk] = row.told
    return found


def version_before(submission: Submission) -> dict[int, Any]:
    """The facts of the version before, by the measure's id; empty for the first."""
    if submission.version == 1:
        return {}
    own = Submission.objects.of(submission.round, submission.bydel)
    before = own.filter(version__lt=submission.version).first()
    return sent_rows(before) if before else {}
