"""What is printed on every page of a PDF, between the lines that were copied from it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from measures.importing.readers.lines import PAGE_NUMBER
from measures.importing.readers.pasted.headings import headings_in
from measures.importing.readers.pasted.one_text import FEWEST
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.labels_in_cells import begins_with_fact

_ENDS_A_PAGE = re.compile(
    r".{0,80}(?:\b[Ss]ide \d{1,3} ?(?:av|/) ?\d{1,3}|(?:\bS|[,|–-] ?s)ide \d{1,3})"
)
"""«Byutviklingsetaten Side 1 av 2», «Lia kommune, side 1»"""
_PAGE = re.compile(r"^\d{1,3}\s+|\s+\d{1,3}$")


def within_pages(lines: Sequence[str]) -> list[str]:
    """The lines without the pages' numbers, and without what stands beside each of them alone: a
    title on every page, and never a value."""
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    beside = Counter(
        line for before, line, after in around if _is_of_page(before) or _is_of_page(after)
    )
    beside.update(line for line in lines[:1] if " " in line and beside[line] == 1)  # of two pages
    times = Counter(lines)
    running = {
        line
        for line, n in beside.items()
        if n >= FEWEST
        and times[line] - n <= 1  # the first page's has no number before it
        and line[:1].isupper()
        and not line.endswith(".")
        and not _may_be_of_table(line)
    }
    titles = _titles(lines)
    return [
        line
        for line in lines
        if not _is_of_page(line) and line not in running and _PAGE.sub("", line) not in titles
    ]


def _is_of_page(line: str) -> bool:
    """Whether a line is the page's number, or a foot that ends with it."""
    return bool(PAGE_NUMBER.fullmatch(line) or _ENDS_A_PAGE.fullmatch(line))


def _may_be_of_table(line: str) -> bool:
    """Whether a line is a heading, a goal, or tells who, when or how far."""
    is_heading = meaning_of(line) is not None or bool(headings_in(line))
    is_value = begins_with_fact(line) or is_deadline(line) or is_status(line)
    return is_heading or labelled(line) is not None or is_value


def _titles(lines: Sequence[str]) -> set[str]:
    """The titles of several words that stand on each page, the same but for the page's number: over
    a table's headings, or with numbers that count on."""
    pages: dict[str, list[int]] = {}
    for line in lines:
        number = _PAGE.search(line)
        pages.setdefault(_PAGE.sub("", line), []).append(int(number[0]) if number else 0)
    over = {
        _PAGE.sub("", before)
        for before, line in pairwise(lines)
        if headings_in(line) and not headings_in(before)
    }
    return {
        title
        for title, numbers in pages.items()
        if len(numbers) >= FEWEST
        and " " in title
        and labelled(title) is None
        and (title in over or numbers == [*range(numbers[0], numbers[0] + len(numbers))])
    }
