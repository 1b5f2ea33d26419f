"""Where the cards of a text begin: at «Tiltak 1», numbers that count on, titles that stand out, or
items of a list; else where a text follows what was told of the one before.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from measures.importing.document import TextLine
from measures.importing.readers.cards.kinds_of_lines import (
    Number,
    Opening,
    as_number,
    counts_on,
    group_in,
    is_contents,
    label_alone,
    marked_item,
    named,
    numbered,
    told_in,
)

FEWEST = 2
"""Cards, or a card's facts."""
SHARE = 0.7
"""Of the cards that tell something: so many begin as the others do."""


@dataclass(frozen=True, slots=True)
class Way:
    """The lines that cards begin with, by their place. `is_named`: each says that it is a measure,
    so one that tells nothing is one too; `is_deep`: nor is one with such a number a chapter."""

    openings: Mapping[int, Opening]
    is_named: bool = False
    is_deep: bool = False


def ways(lines: Sequence[TextLine]) -> Iterator[Way]:
    """The ways in which cards may begin, the surest first; last none."""
    for way in _ways(lines):
        if len(way.openings) >= FEWEST:
            yield way
    yield Way({})


def _ways(lines: Sequence[TextLine]) -> Iterator[Way]:
    yield Way(_openings(lines, named), is_named=True)
    depths = Counter(
        len(as_number(found.number)) for line in lines if (found := numbered(line.text))
    )
    for depth, _n in depths.most_common():
        counted = _counted(lines, depth)
        if depth > 1 or not _are_within_cards(lines, counted):
            yield Way(counted, is_deep=depth > 1)
    ranks = Counter(_ranks_over_told(lines))
    for these in ({rank for rank, _n in ranks.most_common(1)}, {*ranks}):
        titles = [line for line in lines if line.rank in these and not _says_what_it_is(line.text)]
        yield Way({line.place: Opening("", line.text) for line in titles})
    yield Way(_openings(lines, marked_item))


def _openings(lines: Sequence[TextLine], of: Callable[[str], Opening | None]) -> dict[int, Opening]:
    return {line.place: opening for line in lines if (opening := of(line.text)) is not None}


def _counted(lines: Sequence[TextLine], depth: int) -> dict[int, Opening]:
    """The lines with numbers of so many parts that count on; under a heading anew, too."""
    made: dict[int, Opening] = {}
    before: Number = ()
    may_begin = False
    for line in lines:
        opening = numbered(line.text)
        number = as_number(opening.number) if opening else ()
        befores = (before, ()) if may_begin else (before,)
        if opening and len(number) == depth and any(counts_on(each, number) for each in befores):
            made[line.place] = opening
            before, may_begin = number, False
        elif (line.rank and opening is None) or group_in(line.text):
            may_begin = depth == 1
    return made


def _are_within_cards(lines: Sequence[TextLine], openings: Mapping[int, Opening]) -> bool:
    """Whether they begin parts of cards: below most that is told stands a title that is none."""
    below = [
        after
        for line, after in pairwise(lines)
        if told_in(line.text) and not _says_what_it_is(after.text)
    ]
    titles = [line for line in below if line.rank and line.place not in openings]
    return 2 * len(titles) > len(below)


def _ranks_over_told(lines: Sequence[TextLine]) -> Iterator[float]:
    """Of each run of labels, how much the nearest line that stands out above it does so."""
    rank = 0.0
    for line in lines:
        if told_in(line.text):
            if rank:
                yield rank
            rank = 0.0
        elif line.rank and not _says_what_it_is(line.text):
            rank = line.rank


def _says_what_it_is(text: str) -> bool:
    return bool(told_in(text) or label_alone(text) or group_in(text) or is_contents(text))


def groups_are_within(lines: Sequence[TextLine], openings: Mapping[int, Opening]) -> bool:
    """Whether goals are told in each card («Mål: …» under its title), and not over several."""
    groups = [line.place for line in lines if group_in(line.text)]
    return bool(groups and openings) and (
        groups[0] > min(openings) and len(groups) >= SHARE * len(openings)
    )
