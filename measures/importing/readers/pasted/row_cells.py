"""The cells of a row that was copied with only spaces between them, told apart from its end.

What a status and a deadline may be is known (`status_language`, `deadline_language`), and both
begin as a cell does: with a capital or a number, and after no preposition. Who is responsible is
what begins with a capital between them and the text: a proposal, that a person is asked about.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from measures.importing.readers.lines import with_whole_words
from measures.importing.tables.columns import is_deadline, is_risk, is_role, is_status
from measures.importing.tables.layout import Meaning

_MOST_WORDS = {
    Meaning.DEADLINE: 7,
    Meaning.STATUS: 5,
    Meaning.RISK: 2,
    Meaning.RESPONSIBLE: 8,
}
"""Of each cell at a row's end."""
KNOWN = frozenset(_MOST_WORDS)
"""The columns that a row's end may be read for."""
_LEADS_ON = frozenset(
    {"i", "på", "til", "for", "fra", "frå", "av", "om", "ved", "med", "mot", "innen", "innan"}
    | {"etter", "før", "mellom", "under", "over", "og", "eller", "samt", "som", "hos", "per", "pr"}
    | {"å", "den", "det", "de", "mål", "punkt", "nr", "of", "and", "the"}
)
"""After one of these no cell begins, for the text goes on: «ved Storsanden», «innen 2030»."""
_IS_ONE = {
    Meaning.DEADLINE: is_deadline,
    Meaning.STATUS: is_status,
    Meaning.RISK: is_risk,
}
_STATUS_OF_TWO = re.compile(r"(?:Ikke|Ikkje|Delvis|Under|På|I|Er) [a-zæøå]+")
_MOST_WORDS_UNKNOWN = 3
_TOLD = 4
_ENDING = re.compile(r"(?<=[a-zæøå]) (?:en|et|ene|ne|er|a)$")
"""Of a name in a narrow column: «Voksenopplæring» and «en» on the next line."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some lines, and the places of those that begin a line. `goes_on`: the text has
    more lines, so that its first may end anywhere: «samarbeid med» before «Kultur»."""

    words: tuple[str, ...]
    starts: frozenset[int]
    goes_on: bool = False

    @classmethod
    def of(cls, lines: Sequence[str], *, goes_on: bool = False) -> Self:
        words: list[str] = []
        starts = set[int]()
        for line in lines:
            starts.add(len(words))
            words += line.split()
        return cls(tuple(words), frozenset(starts), goes_on)

    def may_begin_a_cell(self, place: int) -> bool:
        word = self.words[place].lstrip("(«")
        before = self.words[place - 1] if place else ""
        leads_on = before.lower() in _LEADS_ON or before.endswith((",", "/", "-", "–", "&"))
        return (word[:1].isupper() or word[:1].isdigit()) and not leads_on

    def text(self, first: int, last: int) -> str:
        """Some of the words; those that a line's end parted are whole."""
        lines = (
            f"\n{self.words[n]}" if n in self.starts else self.words[n] for n in range(first, last)
        )
        return " ".join(with_whole_words(" ".join(lines).replace(" \n", "\n")).split())

    def has_other_cell(self, first: int, last: int) -> bool:
        """Whether a line within it begins as a cell does."""
        return any(first < n < last and self.may_begin_a_cell(n) for n in self.starts)


def cells_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each cell, where every cell begins a line of its own."""
    words = Words.of(lines)
    cells: list[list[str]] = []
    for line, place in zip(lines, sorted(words.starts), strict=True):
        if not cells or words.may_begin_a_cell(place):
            cells.append([])
        cells[-1].append(line)
    return cells


@dataclass(frozen=True, slots=True)
class RowCells:
    """The text of a row, and the cells that were told apart from it. `weight`: how sure."""

    text: str
    cells: dict[Meaning, str] = field(default_factory=dict)
    weight: int = 0
    ends: int = 0
    """How many words of the row are its text."""

    def fits(self, columns: Collection[Meaning]) -> bool:
        """Whether the row's end is told by two cells, or by the one that there may be."""
        told = {*self.cells} & KNOWN
        return len(told) >= min(2, len({*columns} & KNOWN)) or (
            Meaning.RESPONSIBLE not in columns and bool(told)
        )


def cells_at_end(
    lines: Sequence[str],
    columns: Sequence[Meaning],
    names: Collection[str] = (),
    *,
    goes_on: bool = False,
) -> RowCells:
    """The best reading of a row's lines. `columns`: those after its text, from left to right;
    `names`: who is responsible in other rows; `goes_on`: more of the text is on the lines below."""
    words = Words.of(lines, goes_on=goes_on)
    readings = _readings(words, len(words.words), tuple(reversed(columns)), names)
    best = max(readings, key=lambda each: (each.weight, -each.ends))
    return replace(best, text=words.text(0, best.ends))


def _readings(
    words: Words,
    end: int,
    columns: Sequence[Meaning],
    names: Collection[str],
    *,
    after_blank: bool = False,
) -> Iterator[RowCells]:
    """Every way to read the last words as cells; a column may be blank in a row (`after_blank`: the
    one to the right is, and what stands before the next may be words of it that nobody knows)."""
    if not columns:
        yield RowCells("", ends=end)
        return
    last, rest = columns[0], columns[1:]
    yield from _readings(words, end, rest, names, after_blank=end < len(words.words))
    for first in _beginnings(words, end, last):
        cell = words.text(first, end)
        weight = _TOLD
        if last is Meaning.RESPONSIBLE:
            cell = _ENDING.sub(lambda found: found.group().strip(), cell)
            is_known = cell in names or is_role(cell)
            if after_blank and (not is_known or words.has_other_cell(first, end)):
                continue
            weight = 1 + is_known + (first in words.starts)
        for left in _readings(words, first, rest, names):
            yield RowCells("", {**left.cells, last: cell}, left.weight + weight, left.ends)
    if last is Meaning.STATUS and rest[:1] == (Meaning.DEADLINE,):
        yield from _with_unknown_status(words, end, rest, names)


def _with_unknown_status(
    words: Words, end: int, columns: Sequence[Meaning], names: Collection[str]
) -> Iterator[RowCells]:
    """What stands after the deadline on its line, where the status does, in words that nobody
    knows: it is asked about."""
    for first in range(max(1, end - _MOST_WORDS_UNKNOWN), end):
        is_one_line = not any(first <= n < end for n in words.starts)
        if not (is_one_line and words.words[first][:1].isupper()):
            continue
        for left in _readings(words, first, columns, names):
            if {*columns} <= {*left.cells}:
                cells = {**left.cells, Meaning.STATUS: words.text(first, end)}
                yield RowCells("", cells, left.weight, left.ends)


def _beginnings(words: Words, end: int, column: Meaning) -> Iterator[int]:
    """Where a cell that ends before `end` may begin: the longest first."""
    lowest = max(1, end - _MOST_WORDS[column])
    places = [n for n in range(lowest, end) if words.may_begin_a_cell(n)]
    if column is Meaning.RESPONSIBLE:
        yield from _beginnings_of_who(words, end, places)
        return
    longest: int | None = None
    for place in places:
        cell = words.text(place, end)
        is_broken = any(place < n < end for n in words.starts)
        if column is Meaning.STATUS and is_broken and not _STATUS_OF_TWO.fullmatch(cell):
            continue  # «Påbegynt», and the rest of the text on the line below
        if not _IS_ONE[column](cell):
            continue
        if longest is None or _is_of_another(column, words.text(longest, place)):
            yield place
        longest = place if longest is None else longest


def _is_of_another(column: Meaning, cell: str) -> bool:
    """«Ferdig» of «Ferdig 2026», where the status stands before the deadline."""
    return any(is_one(cell) for meaning, is_one in _IS_ONE.items() if meaning is not column)


def _beginnings_of_who(words: Words, end: int, places: Sequence[int]) -> Iterator[int]:
    names = [n for n in places if not words.words[n][:1].isdigit()]
    if not names and words.goes_on:
        lowest = max(1, end - _MOST_WORDS[Meaning.RESPONSIBLE])
        capitals = [n for n in range(lowest, end) if words.words[n][:1].isupper()]
        names = [n for n in capitals if words.words[n - 1][-1:] not in {",", "/", "-"}]
    if not names:
        return
    first = _first_of_run(names)
    for place in names:
        is_time_or_so = any(is_one(words.text(place, end)) for is_one in _IS_ONE.values())
        if (place in words.starts or place >= first) and not is_time_or_so:
            yield place


def _first_of_run(places: Sequence[int]) -> int:
    """Of the last places that stand beside each other the first: «Røde Kors» is one name."""
    first = places[-1]
    while first - 1 in places:
        first -= 1
    return first
