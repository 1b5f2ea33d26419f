"""Cells that were copied under each other, a line or more each."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from measures.importing.readers.cards.kinds_of_lines import Number, as_number, counts_on
from measures.importing.readers.pasted.one_text import FEWEST, Text
from measures.importing.readers.pasted.stacked_cells import with_cells
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Meaning

_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_FEWEST_STACKED = 3
"""Headings under each other."""


def stacked(lines: Sequence[str]) -> tuple[list[Text], tuple[Meaning, ...]] | None:
    """The measures of lines that are a cell each, or a part of one: the headings stand under each
    other too, and a number alone begins each row. None of others."""
    meanings = [meaning_of(line) for line in lines]
    first = next((n for n, meaning in enumerate(meanings) if meaning is Meaning.NUMBER), None)
    if first is None:
        return None
    headings = tuple(takewhile(lambda each: each is not None, meanings[first:]))
    known = tuple(meaning for meaning in headings if meaning is not None)
    if Meaning.TEXT not in known or len(set(known)) < len(known) or len(known) < _FEWEST_STACKED:
        return None
    parts = [Text([line], is_measure=False) for line in lines[:first]]
    before: Number = ()
    own = list(_without(lines[first : first + len(known)], lines[first:]))
    for line, after in zip(own, [*own[1:], ""], strict=True):
        is_number = _ALONE.fullmatch(line) and not after[:1].islower()  # «3.» of «3. kvartal»
        number = as_number(line.rstrip(".")) if is_number else ()
        if number and counts_on(before, number):
            before = number
            parts.append(Text([], line.rstrip(".")))
        elif labelled(line) is not None:
            parts.append(Text([line], is_measure=False))
        elif parts:
            parts[-1].lines.append(line)
        else:
            return None
    if sum(part.is_measure for part in parts) < FEWEST:
        return None
    return [with_cells(part, known) for part in parts], known


def _without(headings: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """The lines without the headings, which each page may have again."""
    place = 0
    while place < len(lines):
        if lines[place : place + len(headings)] == headings:
            place += len(headings)
        else:
            yield lines[place]
            place += 1
