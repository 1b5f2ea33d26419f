"""Lines that tell who and when without saying so: «Krisesenteret · innen 1. juni 2027» in bold,
right below each bullet of a folder.

Only where it is a habit: the lines stand out alike, close below a text that a bullet begins, and
further from what is below them; and what stands last is a deadline in most of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from measures.importing.document import TextLine
from measures.importing.readers.cards.kinds_of_lines import marked_item
from measures.importing.readers.lines import joined_lines
from measures.importing.tables.columns import is_deadline

_FEWEST = 3
_MOST = 0.7
"""Of the lines: so many end with a deadline, and so many are below a bullet."""
_WHO_AND_WHEN = re.compile(r"(?P<who>[A-ZÆØÅ][^·•|]*?)\s+(?P<sign>[·•|])\s+(?P<when>[^·•|]+)")


@dataclass(frozen=True, slots=True)
class _Told:
    """The lines `first` to `last`, of which the second may only go on with the first."""

    first: int
    last: int
    sign: str
    who: str
    when: str


def with_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """The same lines; those that tell who and when by habit, with «Ansvarlig:» and «Frist:»."""
    found = list(_told_in(lines))
    if not _is_habit(found, lines):
        return list(lines)
    made: list[TextLine] = []
    until = 0
    for told in found:
        made += lines[until : told.first]
        for line, text in (
            (lines[told.first], f"Ansvarlig: {told.who}"),
            (lines[told.last], f"Frist: {told.when}"),
        ):
            made.append(replace(line, text=text, rank=0.0, is_apart=False, had_room=True))
        until = told.last + 1
    return [*made, *lines[until:]]


def _told_in(lines: Sequence[TextLine]) -> Iterator[_Told]:
    for n, (above, line) in enumerate(pairwise(lines), start=1):
        is_below_text = not line.is_apart and above.rank == 0 and above.page == line.page
        if not (line.rank and is_below_text):
            continue
        last = n
        while last + 1 < len(lines) and _is_same(lines[last + 1], line):
            last += 1
        found = _WHO_AND_WHEN.fullmatch(joined_lines([each.text for each in lines[n : last + 1]]))
        if found and last - n < 2:
            yield _Told(n, last, found["sign"], found["who"], found["when"])


def _is_same(line: TextLine, before: TextLine) -> bool:
    return line.rank == before.rank and not line.is_apart and line.page == before.page


def _is_habit(found: Sequence[_Told], lines: Sequence[TextLine]) -> bool:
    if len(found) < _FEWEST or len({(told.sign, lines[told.first].rank) for told in found}) > 1:
        return False
    deadlines = sum(is_deadline(told.when) for told in found)
    bullets = sum(_has_bullet(lines, told.first) for told in found)
    below = [lines[told.last + 1] for told in found if told.last + 1 < len(lines)]
    apart = sum(line.is_apart for line in below)  # the last of a column has no space below it
    return min(deadlines, bullets) >= _MOST * len(found) and 2 * apart >= len(below)


def _has_bullet(lines: Sequence[TextLine], end: int) -> bool:
    """Whether the text that ends there begins with a bullet."""
    n = end - 1
    while n and not (lines[n].is_apart or lines[n].rank or marked_item(lines[n].text)):
        n -= 1
    return marked_item(lines[n].text) is not None
