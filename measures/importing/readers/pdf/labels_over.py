"""Labels that stand beside each other over their values, as at the foot of a box about a measure.

    ANSVARLIG        FRIST         STATUS
    Boligkontoret    31.12.2024    Under arbeid

They are the heading of no table, since nothing in them is the measure: each becomes a line of its
own, «Ansvarlig: Boligkontoret», which the cards of text know (`readers.cards`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from measures.importing.document import TextLine
from measures.importing.readers.cards import label_alone
from measures.importing.readers.cards.kinds_of_lines import goes_on, named
from measures.importing.readers.pdf.column_headings import segments_of
from measures.importing.readers.pdf.print import Line, Word

_FEWEST = 2
"""Labels on a line, and places in a document where the same ones stand."""
_NEXT_LINE = 1.8
"""Of the letters' size, which may be small in labels: so near stands the line below."""
_AT = 2.0
"""Points: a value that begins so near to where its label does is its own."""
_STEP = 0.1
"""Points between the lines that are made of one: they keep its height, and their order."""


@dataclass(frozen=True, slots=True)
class _Foot:
    """Labels at a place among a page's lines, and the lines of their values below."""

    at: int
    names: tuple[str, ...]
    lefts: tuple[float, ...]
    values: tuple[Line, ...]

    @property
    def end(self) -> int:
        return self.at + 1 + len(self.values)


def with_labels_beside(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page; where the same labels stand over values in several places, each is
    one line with its value."""
    found = [list(_feet(lines)) for lines in pages]
    names = [foot.names for feet in found for foot in feet]
    return [
        list(_put_in(lines, [foot for foot in feet if names.count(foot.names) >= _FEWEST]))
        for lines, feet in zip(pages, found, strict=True)
    ]


def _feet(lines: Sequence[Line]) -> Iterator[_Foot]:
    for at, line in enumerate(lines):
        segments = segments_of(line.words)
        names = tuple(" ".join(word.text for word in each) for each in segments)
        if len(names) >= _FEWEST and all(map(label_alone, names)):
            lefts = tuple(each[0].x0 for each in segments)
            values = tuple(_values(line, lines[at + 1 :], lefts))
            if values:
                yield _Foot(at, names, lefts, values)


def _values(labels: Line, below: Sequence[Line], lefts: Sequence[float]) -> Iterator[Line]:
    """The line of values right below, and those that go on with what it says."""
    above = labels
    for line in below:
        is_near = line.top - above.top < _NEXT_LINE * max(line.size, above.size)
        cells = _cells(line, lefts)
        if not is_near or cells is None or named(line.text):
            return
        if above is not labels and not _go_on(_cells(above, lefts) or {}, cells, above, line):
            return
        yield line
        above = line


def _go_on(
    above: dict[int, list[Word]], cells: dict[int, list[Word]], before: Line, line: Line
) -> bool:
    is_alike = line.is_bold == before.is_bold and abs(line.size - before.size) < _STEP
    return is_alike and all(
        n in above and goes_on(_text(above[n]), TextLine(_text(words)))
        for n, words in cells.items()
    )


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _cells(line: Line, lefts: Sequence[float]) -> dict[int, list[Word]] | None:
    """The words below each label; None where one begins elsewhere than its label does, or runs in
    under the next."""
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        n = sum(word.x0 > left - _AT for left in lefts) - 1
        is_first = n not in cells
        if n < 0 or (is_first and word.x0 - lefts[n] > _AT):
            return None
        cells.setdefault(n, []).append(word)
    is_over = any(
        n + 1 < len(lefts) and words[-1].x1 > lefts[n + 1] - _AT for n, words in cells.items()
    )
    return None if is_over else cells


def _put_in(lines: Sequence[Line], feet: Sequence[_Foot]) -> Iterator[Line]:
    until = 0
    for foot in feet:
        yield from lines[until : foot.at]
        yield from _beside(foot, lines[foot.at])
        until = foot.end
    yield from lines[until:]


def _beside(foot: _Foot, labels: Line) -> Iterator[Line]:
    """A line for each label that has a value; they begin where the first label does."""
    cells = [_cells(line, foot.lefts) or {} for line in foot.values]
    for n, name in enumerate(foot.names):
        words = [word for each in cells for word in each.get(n, [])]
        if not words:
            continue
        first = labels.words[0]
        label = replace(
            first,
            text=f"{name.capitalize() if name.isupper() else name}:",
            top=first.top + n * _STEP,
            bottom=first.bottom + n * _STEP,
            is_bold=False,
        )
        x = label.x1
        placed = []
        for word in words:
            placed.append(
                replace(word, x0=x, x1=x + word.width, top=label.top, bottom=label.bottom)
            )
            x = placed[-1].x1
        yield Line((label, *placed))
