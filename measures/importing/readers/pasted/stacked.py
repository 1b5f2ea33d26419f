"""Cells that were copied under each other, a line or more each."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from measures.importing.readers.cards.kinds_of_lines import Number, as_number, counts_on
from measures.importing.readers.pasted.one_text import FEWEST, Text
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.headings import meaning_of
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
    for line in lines[first + len(known) :]:
        number = as_number(line.rstrip(".")) if _ALONE.fullmatch(line) else ()
        if number and counts_on(before, number):
            before = number
            parts.append(Text([], line.rstrip(".")))
        elif before:
            parts[-1].lines.append(line)
        else:
            return None
    if sum(part.is_measure for part in parts) < FEWEST:
        return None
    return [_with_cells(part, known) for part in parts], known


def _with_cells(part: Text, headings: Sequence[Meaning]) -> Text:
    """The measure with the deadline and the status from its last lines, and who is responsible from
    the one before, where that begins as a name does."""
    lines = list(part.lines)
    facts: dict[Meaning, str] = {}
    for meaning in reversed(headings if part.is_measure else ()):
        is_one = _IS_ONE.get(meaning)
        if is_one is None or len(lines) < FEWEST:
            break
        if is_one(lines[-1]):
            facts[meaning] = lines.pop()
    return replace(part, lines=lines, facts=facts)


_IS_ONE: dict[Meaning, Callable[[str], bool]] = {
    Meaning.DEADLINE: is_deadline,
    Meaning.STATUS: is_status,
    Meaning.RESPONSIBLE: lambda line: line[:1].isupper(),
}
