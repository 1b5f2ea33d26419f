"""Text that is no table, as people read it: column after column, and its lines as paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from measures.importing.readers.pdf.print import Line, flowing
from measures.importing.tables.labels_in_cells import begins_with_fact
from measures.importing.tables.list_marks import SIGNS

type OnPage = tuple[int, Line]

_MIDDLE = (0.3, 0.7)
"""Of a page's text from left to right: where two columns meet."""
_STEP = 4
_MOST_OVER = 0.2
"""Of a page's lines: so many may lie over both columns."""
_FEWEST_LINES = 6
_MARK = re.compile(rf"[{SIGNS}*–—-]\s*(?=\S)")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=[A-ZÆØÅ«])")
_ENDS = re.compile(r".*[.!?:)]$", re.DOTALL)
_NEW = 1.7
"""Of the letters' size: lines further apart are of two paragraphs."""


@dataclass(slots=True)
class Paragraph:
    """`number` or a mark before it is not in its text; `page`: where it begins; `facts`: those
    under it that only say who or when, which are its last lines."""

    page: int
    lines: list[Line]
    number: str = ""
    is_item: bool = False
    facts: list["Paragraph"] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.lines[0].is_bold

    @property
    def is_fact(self) -> bool:
        return begins_with_fact(self.lines[0].text)

    @property
    def all_lines(self) -> list[Line]:
        return [*self.lines, *(line for fact in self.facts for line in fact.lines)]

    def text(self, right: float) -> str:
        own = flowing(self._unmarked(), right).replace("\n", " ").strip()
        return "\n".join([own, *(fact.text(right) for fact in self.facts)])

    def _unmarked(self) -> list[Line]:
        first = self.lines[0]
        words = len(first.text[: _mark_of(first.text)].split())
        return [Line(first.words[words:]), *self.lines[1:]] if words else self.lines


# --- Columns of text -----------------------------------------------------------------------------


def in_reading_order(lines: Sequence[OnPage]) -> list[OnPage]:
    """The same lines; those of a page with two columns of text are two, the left column's first."""
    made: list[OnPage] = []
    for page, own in groupby(lines, key=lambda each: each[0]):
        printed = [line for _page, line in own]
        middle = _between_columns(printed)
        made += [(page, each) for each in (_in_columns(printed, middle) if middle else printed)]
    return made


def _between_columns(lines: Sequence[Line]) -> float | None:
    """How far from the left two columns of text meet: where the fewest lines lie over, and enough
    stand beside each other. None on a page without columns."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    start, end = (int(left + share * (right - left)) for share in _MIDDLE)
    over = {x: sum(_lies_over(line, x) for line in lines) for x in range(start, end, _STEP)}
    middle = min(over, key=lambda x: over[x], default=0)
    if not over or over[middle] > _MOST_OVER * len(lines):
        return None
    first = [line for line in lines if line.x0 < middle and not _lies_over(line, middle)]
    second = [line for line in lines if line.x1 > middle and not _lies_over(line, middle)]
    if min(len(first), len(second)) < _FEWEST_LINES:
        return None
    is_beside = second[0].top < first[-1].top and first[0].top < second[-1].top
    return middle if is_beside else None


def _lies_over(line: Line, middle: float) -> bool:
    """Whether a line leaves no space between the columns, as a title over both does."""
    before = [word.x1 for word in line.words if word.x0 < middle]
    after = [word.x0 for word in line.words if word.x0 >= middle]
    if max(before, default=0.0) > middle:
        return True
    return bool(before and after) and min(after) - max(before) < line.size


def _in_columns(lines: Sequence[Line], middle: float) -> Iterator[Line]:
    """Text over both columns parts what stands above it from what stands below."""
    for is_over, group in groupby(lines, key=lambda line: _lies_over(line, middle)):
        if is_over:
            yield from group
            continue
        own = list(group)
        for in_left in (True, False):
            for line in own:
                words = tuple(word for word in line.words if (word.x0 < middle) is in_left)
                if words:
                    yield Line(words)


# --- Paragraphs ----------------------------------------------------------------------------------


def paragraphs_of(lines: Sequence[OnPage]) -> list[Paragraph]:
    """The lines as paragraphs: one begins at a mark, a number, a heading, or after some space."""
    made: list[Paragraph] = []
    for page, line in lines:
        if made and _goes_on(made[-1], page, line):
            made[-1].lines.append(line)
            continue
        number = _NUMBER.match(line.text)
        is_item = number is not None or _MARK.match(line.text) is not None
        made.append(Paragraph(page, [line], number["number"] if number else "", is_item))
    return made


def with_facts(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs; one that only says who or when («Ansvarlig: NAV») is of the one above it."""
    made: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.is_fact and made and not made[-1].is_heading:
            made[-1].facts.append(paragraph)
        else:
            made.append(paragraph)
    return made


def _goes_on(paragraph: Paragraph, page: int, line: Line) -> bool:
    before = paragraph.lines[-1]
    if _mark_of(line.text) or begins_with_fact(line.text) or line.is_bold != before.is_bold:
        return False
    if abs(line.size - before.size) > 0.1 * before.size:
        return False
    step = line.top - before.top
    if page != paragraph.page or step < 0:  # on the next page, or in the next column
        return not _ENDS.match(before.text)
    return step < _NEW * line.size


def _mark_of(text: str) -> int:
    """How long the mark or the number before a paragraph is."""
    found = _NUMBER.match(text) or _MARK.match(text)
    return found.end() if found else 0
