"""Words as they are searched for: folded, and cut to their stems, the same on every database.

What is searched is kept as one line of plain text in a column, and found with a plain «is this in
that» (LIKE, STRPOS). PostgreSQL's Norwegian full-text search and SQLite's FTS5 would be quicker
for each of their own, but they disagree on what a word is, on Æ Ø Å and on inflection, FTS5 has no
Norwegian at all, and neither could be checked against the other. One behaviour that a test can
spell out is worth a read through one column.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from snowballstemmer.norwegian_stemmer import NorwegianStemmer

from ruspolitikk.wording import fold

_LETTER = r"[^\W_]"
_UNSEEN = "[\u00ad\u200b\ufeff]"
_WORD = re.compile(rf"{_LETTER}(?:{_UNSEEN}*{_LETTER})*")
KEPT = 3
"""Letters at the beginning of a word that no stem is without (Snowball's R1 begins after them)."""
_SUMMER = "somm"
"""Keeps both its letters: with one, «sommer» would be «som», which stands in most texts."""
IN_TITLE, STEM, WORD, END = "^", "=", "+", " "


# The same words come again in every text that is indexed or compared: 11 µs become 0.1.
@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """«boligen» and «boliger» → «bol»; the word is folded. The first letters are always kept.

    «ungdommer» is written with one m at its end. A stemmer holds the word that it works on, so
    threads may not share one.
    """
    cut: str = NorwegianStemmer().stemWord(word)
    is_doubled = cut.endswith("mm") and len(cut) > KEPT and cut != _SUMMER
    return cut[:-1] if is_doubled else cut


_ENDINGS = ("enes", "ene", "ens", "en", "et", "ers", "er", "es", "ne", "n", "e", "t", "r", "a", "s")
_SHORTEST, _SHORTEST_IN_A_VOWEL = 5, 4


def compound_start(word: str) -> str:
    """What compounds of a folded word begin with: «boligen» → «bolig», «skoler» → «skole».

    Gentler than `stem`: an ending is taken off only where at least five letters are left, or four
    with a vowel at the end, so that «senter» does not find «sentral».
    """
    starts = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return min([word, *filter(_is_long_enough, starts)], key=len)


def _is_long_enough(start: str) -> bool:
    ends_in_a_vowel = start.endswith(tuple("aeiouyæøå"))
    return len(start) >= (_SHORTEST_IN_A_VOWEL if ends_in_a_vowel else _SHORTEST)


def words_in(text: str) -> list[str]:
    """The folded words of a text; signs, emoji and what no database can keep are between them."""
    return _WORD.findall(fold(text))


def words_where_they_stand(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded form of each word of a text that is composed (`composed`)."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), fold(found.group())


def composed(text: str) -> str:
    """The text with letter and accent in one, so that a word is a run of letters."""
    return unicodedata.normalize("NFC", text)


def search_line(title: str, *others: str) -> str:
    """What the column holds: «^=bol ^+boligen =oppfølg +oppfølging ».

    Every word stands once with its stem (=) and once as it is (+); those of the title are marked,
    and are not said again for the rest.
    """
    named = dict.fromkeys(words_in(title))
    rest = dict.fromkeys(word for text in others for word in words_in(text) if word not in named)
    stems = dict.fromkeys(map(stem, named))
    other_stems = (one for one in dict.fromkeys(map(stem, rest)) if one not in stems)
    return "".join(
        [
            *_marked(IN_TITLE + STEM, stems),
            *_marked(IN_TITLE + WORD, named),
            *_marked(STEM, other_stems),
            *_marked(WORD, rest),
        ]
    )


def _marked(mark: str, words: Iterable[str]) -> Iterator[str]:
    return (f"{mark}{word}{END}" for word in words)
