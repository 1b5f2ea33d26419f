"""A PDF's text that is in no table, as people read it: column after column, and how it looks."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from measures.importing.document import TextLine
from measures.importing.readers.cards import FULL, label_alone
from measures.importing.readers.pdf.print import Line

type OnPage = tuple[int, Line]

_MIDDLE = (0.3, 0.7)
"""Of a page's text from left to right: where two columns meet."""
_ALIKE = 0.25
"""Of a column's width: how much wider or narrower than it the others of three are at most."""
_STEP = 4
_MOST_OVER = 0.2
"""Of a page's lines: so many may lie over both columns."""
_FEWEST_LINES = 6
_COMMON = 0.25
"""Of a document's letters: so many are of a size that text has."""
_BOLD = 0.05
_SPACE = 0.3
"""Of a letter's size: between two words."""
_NEW = 1.7
"""Of the letters' size: lines further apart are of two paragraphs."""


# --- Columns of text -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other; `place`: 0 over the page's width, else which of the
    two or three columns from the left."""

    page: int
    place: int
    lines: list[Line]


def in_columns(lines: Sequence[OnPage]) -> list[Column]:
    """The same lines, as they are read: a page with columns of text is several parts, and what
    stands over them is one of its own."""
    made: list[Column] = []
    for page, own in groupby(lines, key=lambda each: each[0]):
        printed = [line for _page, line in own]
        between = _all_between_columns(printed)
        parts = _parted(printed, between) if between else [(0, printed)]
        made += [Column(page, place, part) for place, part in parts]
    return made


def _all_between_columns(lines: Sequence[Line]) -> list[float]:
    """Where two columns of text meet, and where three do that are as wide as each other."""
    middle = _between_columns(lines)
    if middle is None:
        return []
    sides = [_side(lines, [middle], n) for n in range(2)]
    narrow, wide = sorted(sides, key=_width)
    second = _between_columns(wide)
    if second is None:
        return [middle]
    widths = [_width(_side(wide, [second], n)) for n in range(2)]
    is_alike = all(abs(width - _width(narrow)) < _ALIKE * _width(narrow) for width in widths)
    return sorted([middle, second]) if is_alike else [middle]


def _side(lines: Sequence[Line], between: Sequence[float], place: int) -> list[Line]:
    """Of each line, its words in the column of that place, from 0."""
    parts = [
        tuple(word for word in line.words if bisect_right(between, word.x0) == place)
        for line in lines
    ]
    return [Line(words) for words in parts if words]


def _width(lines: Sequence[Line]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)


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


def _parted(lines: Sequence[Line], between: Sequence[float]) -> Iterator[tuple[int, list[Line]]]:
    """Text over the columns parts what stands above it from what stands below."""
    for is_over, group in groupby(
        lines, key=lambda line: any(_lies_over(line, each) for each in between)
    ):
        own = list(group)
        if is_over:
            yield 0, own
            continue
        for place in range(len(between) + 1):
            if part := _side(own, between, place):
                yield place + 1, part


# --- How lines look ------------------------------------------------------------------------------


def as_text_lines(columns: Sequence[Column]) -> list[TextLine]:
    """The lines with how they look beside the others: larger, bold, after some space, or after one
    that ended before its column did."""
    usual = _usual_size([line for column in columns for line in column.lines])
    made: list[TextLine] = []
    before: Line | None = None
    for column in columns:
        left, right = min(line.x0 for line in column.lines), _right_of(column, columns)
        for line in column.lines:
            is_apart, had_room = False, True
            if before is not None:
                is_apart = line.top - before.top > _NEW * max(line.size, before.size)
                wanted = line.words[0].width + _SPACE * line.size
                is_full = before.x1 - left >= FULL * (right - left)
                had_room = right - before.x1 > wanted or not is_full
            rank = _rank(line, usual)
            place = len(made)
            made.append(TextLine(_with_label(line), place, column.page, rank, is_apart, had_room))
            before = line
    return made


def _right_of(column: Column, columns: Sequence[Column]) -> float:
    """Where a column ends; one with few lines as its like on other pages."""
    alike = [column] if len(column.lines) >= _FEWEST_LINES else columns
    return max(line.x1 for each in alike if each.place == column.place for line in each.lines)


def _with_label(line: Line) -> str:
    """«**Ansvarlig** NAV» is «Ansvarlig: NAV»: a label that stands out needs no colon."""
    label = [word.text for word in takewhile(lambda word: word.is_bold, line.words)]
    name, words = " ".join(label), " ".join(word.text for word in line.words[len(label) :])
    is_label = label and words and label_alone(name) is not None
    return f"{name}: {words}" if is_label and not name.endswith(":") else line.text


def _usual_size(lines: Sequence[Line]) -> float:
    """The size of the text: the largest of those that are common and not bold."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += 0 if line.is_bold else len(line.text)
    common = [size for size, n in letters.items() if n >= _COMMON * letters.total()]
    return max(common, default=0.0) or 1.0


def _rank(line: Line, usual: float) -> float:
    """0 of a line like most; else its size in proportion to theirs, and a little for bold."""
    size = round(line.size / usual, 1)
    return size + _BOLD * line.is_bold if line.is_bold or size > 1 else 0.0
