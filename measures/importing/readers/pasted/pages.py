"""What is printed on every page of a PDF, between the lines that were copied from it."""

from collections import Counter
from collections.abc import Sequence

from measures.importing.readers.lines import PAGE_NUMBER
from measures.importing.readers.pasted.one_text import FEWEST
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.labels_in_cells import begins_with_fact


def within_pages(lines: Sequence[str]) -> list[str]:
    """The lines without the pages' numbers, and without what stands beside each of them alone: a
    title on every page, and never a value."""
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    beside = Counter(
        line
        for before, line, after in around
        if PAGE_NUMBER.fullmatch(before) or PAGE_NUMBER.fullmatch(after)
    )
    times = Counter(lines)
    running = {
        line
        for line, n in beside.items()
        if n >= FEWEST
        and times[line] - n <= 1  # the first page's has no number before it
        and line[:1].isupper()
        and not line.endswith(".")
        and not (begins_with_fact(line) or is_deadline(line) or is_status(line))
    }
    return [line for line in lines if not PAGE_NUMBER.fullmatch(line) and line not in running]
