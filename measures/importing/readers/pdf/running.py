"""Heads and feet: what comes again at the same height of a page near, and is none of its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from measures.importing.readers.lines import PAGE_NUMBER
from measures.importing.readers.pdf.column_headings import segments_of
from measures.importing.readers.pdf.print import Line
from measures.importing.tables.headings import meaning_of

_MARGIN = 0.15
"""Of a page's height: how far in heads and feet reach."""
_NUMBER_MARGIN = 0.12
"""Of a page's height: where the page's number stands."""
_NEAR_PAGES = 2
"""Left and right pages may have heads of their own."""
_SAME_HEIGHT = 4.0
"""Points."""
_NEXT_LINE = 1.6
"""Of the letters' size: so near stand the lines of a heading."""
_LARGE = 1.15
"""Of the page's usual letters: larger is a title, also on each page."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page: its number in the file, its height in points, and its lines from top to bottom."""

    number: int
    height: float
    lines: Sequence[Line]


def running_lines(pages: Sequence[PageLines]) -> list[list[Line]]:
    """Of each page, the lines of its head and its foot."""
    at_edges = [_at_edges(page) for page in pages]
    found: list[list[Line]] = []
    for n, page in enumerate(pages):
        near = range(max(n - _NEAR_PAGES, 0), min(n + _NEAR_PAGES + 1, len(pages)))
        usual = median(line.size for line in page.lines) if page.lines else 0.0
        own = [
            line
            for side in at_edges[n]
            for line in _outermost(
                side,
                [
                    (pages[m].number - page.number, other)
                    for m in near
                    if m != n
                    for each in at_edges[m]
                    for other in each
                ],
                page,
                usual,
            )
        ]
        found.append(sorted(own, key=lambda line: line.top))
    return found


def without_numbers(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _at_edges(page: PageLines) -> tuple[list[Line], list[Line]]:
    """The lines at a page's top and at its foot, from its edge inwards. The headings of columns
    are none, and end them: they come again on each page too, without the page's number."""
    inner = _MARGIN * page.height
    head = [line for line in page.lines if line.bottom < inner]
    foot = [line for line in page.lines if line.top > page.height - inner]
    headings = [
        line for line in page.lines if is_heading_line(line) and not holds_page_number(line, page)
    ]

    def until_heading(lines: Sequence[Line]) -> Iterator[Line]:
        for line in lines:
            if any(abs(line.top - one.top) < _NEXT_LINE * one.size for one in headings):
                return
            yield line

    return [*until_heading(head)], [*until_heading(foot[::-1])]


def is_heading_line(line: Line) -> bool:
    """Whether all that a line says is the heading of a column, or two columns' at least."""
    texts = [" ".join(word.text for word in segment) for segment in segments_of(line.words)]
    known = {meaning_of(text) for text in texts} - {None}
    return len(known) >= 2 or (len(texts) == 1 and bool(known))


def _outermost(
    side: Sequence[Line], others: Sequence[tuple[int, Line]], page: PageLines, usual: float
) -> Iterator[Line]:
    """The lines from the edge inwards, until one that comes on no page near."""
    for line in side:
        is_known = holds_page_number(line, page) or any(
            _is_again(line, other, step, is_large=line.size > _LARGE * usual)
            for step, other in others
        )
        if not is_known:
            return
        yield line


def _is_again(line: Line, other: Line, step: int, *, is_large: bool) -> bool:
    """Whether a line is printed again, `step` pages on: as high, with the same words, and each
    number the same or that of the other page."""
    if abs(line.top - other.top) > _SAME_HEIGHT or without_numbers(line) != without_numbers(other):
        return False
    numbers = zip(_DIGITS.findall(line.text), _DIGITS.findall(other.text), strict=True)
    steps = {int(b) - int(a) for a, b in numbers}
    return steps <= ({0} if is_large else {0, step})


def holds_page_number(line: Line, page: PageLines) -> bool:
    """«- 1 -», «Side 1 av 4», or «Årsrapport 2025 1» on page 1: at the top or the foot of a page,
    and in no table."""
    margin = _NUMBER_MARGIN * page.height
    if margin < line.bottom and line.top < page.height - margin:
        return False
    has_own = len(line.words) > 2 and line.words[-1].text == str(page.number)
    return has_own or PAGE_NUMBER.fullmatch(line.text) is not None
