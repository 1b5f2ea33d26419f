"""A short piece of a text with the words that were searched for marked where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from measures.stems import composed, words_where_they_stand
from measures.word_search import Word, WordSearch

BEFORE, LENGTH = 70, 220
ELLIPSIS = "…"


class Piece(NamedTuple):
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text in pieces, of which some are marked; `label` says where it is from («Merknad», or
    nothing for the text itself), and `words` which words of the search are in it."""

    label: str
    pieces: Sequence[Piece]
    words: frozenset[Word]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def excerpt(text: str, search: WordSearch, label: str = "") -> Excerpt:
    """The text from a little before the first word that was asked for; its beginning if none is."""
    line = _on_one_line(text)
    places = list(_places(line, search))
    first = places[0].start if places else 0
    start = _at_a_word(line, first - BEFORE) if len(line) > LENGTH else 0
    end = len(line) if len(line) <= start + LENGTH else line.rfind(" ", start, start + LENGTH)
    end = end if end > first else min(len(line), start + LENGTH)
    within = [place for place in places if start <= place.start < end]
    return Excerpt(label, list(_pieces(line, start, end, within)), _words(within))


def marked(text: str, search: WordSearch) -> Excerpt:
    """The whole text, on one line."""
    line = _on_one_line(text)
    places = list(_places(line, search))
    return Excerpt("", list(_pieces(line, 0, len(line), places)), _words(places))


class Place(NamedTuple):
    """Where a word of a line stands, and which words of the search it answers."""

    start: int
    end: int
    words: Sequence[Word]


def _on_one_line(text: str) -> str:
    return " ".join(composed(text).split())


def _places(line: str, search: WordSearch) -> Iterator[Place]:
    for start, end, written in words_where_they_stand(line):
        if words := [word for word in search.words if word.is_found_as(written)]:
            yield Place(start, end, words)


def _words(places: Sequence[Place]) -> frozenset[Word]:
    return frozenset(word for place in places for word in place.words)


def _at_a_word(line: str, near: int) -> int:
    """The beginning of a word at or after a place."""
    return 0 if near <= 0 else line.find(" ", near) + 1


def _pieces(line: str, start: int, end: int, places: Sequence[Place]) -> Iterator[Piece]:
    """The line from `start` to `end`; an ellipsis where there is more of it."""
    at, before = start, f"{ELLIPSIS} " if start else ""
    for place in places:
        yield Piece(before + line[at : place.start])
        at, before = min(place.end, end), ""
        yield Piece(line[place.start : at], is_marked=True)
    yield Piece(before + line[at:end] + (f" {ELLIPSIS}" if end < len(line) else ""))
