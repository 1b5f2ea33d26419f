"""The rows of a reading that cannot be taken in as they stand; what is left out is none."""

from collections.abc import Sequence
from datetime import date

from measures.importing.faults import Fault
from measures.importing.kept import document_from, layout_from
from measures.importing.review.decisions import ReviewRow, taken
from measures.importing.rows.faulty import faults_of, problems_in
from measures.models import Reading


def faults_in(reading: Reading, rows: Sequence[ReviewRow], today: date) -> list[Fault]:
    """In the document's order. The document itself is read where there are any."""
    problems = problems_in(taken(rows), today)
    if not problems:
        return []
    return faults_of(problems, document_from(reading.document), layout_from(reading.layout))


def is_stopped(faults: Sequence[Fault]) -> bool:
    """Whether nothing is taken in until somebody has put them right, or left the rows out."""
    return any(not fault.may_be_left for fault in faults)
