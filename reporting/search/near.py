"""«Mente du …?»: a known word near one that is not, or the two that a compound is made of.

Near is one letter too many, too few, wrong or swapped; or ae, oe, aa, a, o written for æ, ø, å.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from measures.word_search import Word, WordSearch

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå0123456789"
SHORTEST, LONGEST = 4, 30
"""Letters of a word that something is near to: of three letters, everything is."""
MOST_SPELLINGS = 256
FIRST_PART, SECOND_PART = 3, 4
"""Letters at least of the two words of a compound."""
TIMES_AS_MANY = 10


def meant(search: WordSearch, known: Counter[str]) -> str:
    """The search with what is near in place of each word that nothing has; empty where there is
    nothing near, or where no word is unknown."""
    instead = [
        word.text if is_known(word, known) else near(word.text, known) for word in search.words
    ]
    is_another = instead != [word.text for word in search.words]
    return " ".join(instead) if is_another and all(instead) else ""


def far_commoner(search: WordSearch, hits: int, known: Counter[str]) -> str:
    """A near word that stands in ten times as many things as one word finds; else empty."""
    if len(search.words) != 1 or not hits:
        return ""
    other = _nearest(search.words[0].text, known)
    return other if known[other] >= TIMES_AS_MANY * hits else ""


def is_known(word: Word, known: Counter[str]) -> bool:
    return any(map(word.is_found_as, known))


def near(word: str, known: Counter[str]) -> str:
    return _nearest(word, known) or " ".join(_parts(word, known))


def _nearest(word: str, known: Counter[str]) -> str:
    """Other spellings of the same letters go before other letters; then the commonest."""
    if not SHORTEST <= len(word) <= LONGEST:
        return ""
    for found in (set(_spellings(word)), set(_one_edit_away(word))):
        if here := [each for each in found if each != word and each in known]:
            return max(here, key=lambda each: (known[each], each))
    return ""


def _spellings(word: str) -> Iterator[str]:
    """As it would be with æ, ø and å; «parorende» → «pårørende» among others."""
    for ascii_pair, letter in (("ae", "æ"), ("oe", "ø"), ("aa", "å")):
        if ascii_pair in word:
            yield from _spellings(word.replace(ascii_pair, letter))
    choices = [{"a": "aå", "o": "oø"}.get(letter, letter) for letter in word]
    for _n, letters in zip(range(MOST_SPELLINGS), product(*choices), strict=False):
        yield "".join(letters)


def _one_edit_away(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            yield before + letter + after[1:]


def _parts(word: str, known: Counter[str]) -> list[str]:
    """The two known words of a compound, with or without the s between them."""
    if len(word) > LONGEST:
        return []
    for at in range(len(word) - SECOND_PART, FIRST_PART - 1, -1):
        first, second = word[:at], word[at:]
        if second in known and (first in known or first.removesuffix("s") in known):
            return [first if first in known else first.removesuffix("s"), second]
    return []
