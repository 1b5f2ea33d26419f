"""Whether what was sent is as it was: every sum taken again."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.models import Submission


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit in a submission: the numbers of the altered measures, as they are written
    in the row or counted, and whether the head, or which rows there are, was altered too."""

    submission: Submission
    altered: list[int]
    is_otherwise_altered: bool


def faults() -> Iterator[Fault]:
    """Of every submission whose sums do not fit, and of what was kept of those not sent."""
    for submission in Submission.ever.select_related("round", "bydel").order_by("pk").iterator():
        rows = list(submission.rows.order_by("position"))
        altered = [row.position for row in rows if not row.is_whole]
        whole = submission.computed_sum(rows) == submission.sha256
        if altered or not whole:
            yield Fault(submission, altered, is_otherwise_altered=not altered)
