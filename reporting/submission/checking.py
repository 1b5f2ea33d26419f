"""Whether what was sent is as it was: every sum taken again, of rows and of stored files."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.models import CityFile, PublishedFile, StoredFile, Submission
from reporting.models.stored_bytes import StoredBytes

STORED = (StoredFile, CityFile, PublishedFile)
"""The bydeler's files, the city's, and what was published."""
FILES_AT_A_TIME = 20
"""A city's files are some megabytes each."""


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


def altered_files() -> Iterator[StoredBytes]:
    """Of all that is stored, those that are not what their sums were taken of."""
    for kind in STORED:
        for file in kind._default_manager.order_by("pk").iterator(chunk_size=FILES_AT_A_TIME):
            if not file.is_whole:
                yield file


def altered_files_of(submission: Submission) -> list[str]:
    """The names of a submission's files that are not as they were made."""
    files = StoredFile.objects.filter(submission=submission).order_by("pk")
    return [file.name for file in files if not file.is_whole]
