"""Whether what was sent is as it was: every sum taken again, of rows and of stored files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.models import CityFile, FrozenRow, PublishedFile, StoredFile, Submission
from reporting.models.stored_bytes import StoredBytes
from reporting.models.submission import sum_of_all
from ruspolitikk.wording import listed

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

    @property
    def in_words(self) -> str:
        """«rad 2 og 4», «hodet, eller hvilke rader som er der,», or both."""
        rest = "hodet, eller hvilke rader som er der,"
        rows = f"rad {listed([str(place) for place in self.altered])}"
        if not self.is_otherwise_altered:
            return rows
        return f"{rows}, og {rest}" if self.altered else rest


def faults() -> Iterator[Fault]:
    """Of every submission whose sums do not fit, and of what was kept of those not sent."""
    for submission in Submission.ever.select_related("round", "bydel").order_by("pk").iterator():
        if fault := fault_in(submission, list(submission.rows.order_by("position"))):
            yield fault


def fault_in(submission: Submission, rows: Sequence[FrozenRow]) -> Fault | None:
    """An altered row is told by its own sum. The rest is as it was where the submission's sum fits
    the rows' own sums, whatever their words are now, or the words, whatever their sums are."""
    altered = [row.position for row in rows if not row.is_whole]
    own_sums = sum_of_all(submission.head, [row.sha256 for row in rows])
    fits = submission.sha256 in {own_sums, submission.computed_sum(rows)}
    return None if fits and not altered else Fault(submission, altered, not fits)


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
