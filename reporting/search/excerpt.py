"""A short piece of a text with the words that were searched for marked where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.stems import composed, words_where_they_stand
from measures.word_search import Word, WordSearch

BEFORE, LENGTH = 70, 220
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where it is from («Merknad», or nothing for the text itself), what it says, what it shows."""

    label: str
    text: SafeString
    shows: frozenset[Word]


def excerpt(text: str, search: WordSearch, label: str = "") -> Excerpt:
    """The text from a little before the first word that was asked for; its beginning if none is."""
    line = " ".join(composed(text).split())
    found = list(_found(line, search))
    first = found[0][0] if found else 0
    start = _at_a_word(line, first - BEFORE) if len(line) > LENGTH else 0
    end = len(line) if len(line) <= start + LENGTH else line.rfind(" ", start, start + LENGTH)
    end = end if end > first else min(len(line), start + LENGTH)
    within = [one for one in found if start <= one[0] < end]
    shows = frozenset(word for *_place, words in within for word in words)
    return Excerpt(label, _written(line, start, end, within), shows)


def marked(text: str, search: WordSearch) -> Excerpt:
    """The whole text, on one line."""
    line = " ".join(composed(text).split())
    found = list(_found(line, search))
    shows = frozenset(word for *_place, words in found for word in words)
    return Excerpt("", _written(line, 0, len(line), found), shows)


type Found = tuple[int, int, list[Word]]


def _found(line: str, search: WordSearch) -> Iterator[Found]:
    for start, end, word in words_where_they_stand(line):
        if asked := [one for one in search.words if one.is_found_as(word)]:
            yield start, end, asked


def _at_a_word(line: str, near: int) -> int:
    """The beginning of a word at or after a place."""
    return 0 if near <= 0 else line.find(" ", near) + 1


def _written(line: str, start: int, end: int, found: list[Found]) -> SafeString:
    pieces, at = [], start
    for begins, ends, _words in found:
        pieces.append((line[at:begins], line[begins : min(ends, end)]))
        at = min(ends, end)
    return format_html(
        "{}{}{}{}",
        f"{ELLIPSIS} " if start else "",
        format_html_join("", "{}<mark>{}</mark>", pieces),
        line[at:end],
        f" {ELLIPSIS}" if end < len(line) else "",
    )
