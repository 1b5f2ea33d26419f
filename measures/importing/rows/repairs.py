"""Words that a scanner read wrong: letters lost, proposed back, and never put back unasked.

Text recognition that knows no Norwegian gives g, p, e, o, a or @ for ø, a, d, 3, 8 or & for å, ae,
ze or ee for æ, i for j, and «|» for I or for the line beside a cell. A proposal is for a word
wherever it stands. It is sure when the word is no Norwegian word and exactly one repair makes it
one; what can be read in two ways is shown apart, and never accepted with the rest (documents.md,
23b).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations, pairwise

from measures.importing.document import Cell, Document
from measures.importing.rows.norwegian_words import is_compound, is_listed

_LOST = (
    ("g", "ø"),
    ("p", "ø"),
    ("e", "ø"),
    ("o", "ø"),
    ("a", "ø"),
    ("@", "ø"),
    ("(", "ø"),
    ("0", "ø"),
    ("g@", "ø"),
    ("eg", "ø"),
    ("a", "å"),
    ("d", "å"),
    ("ad", "å"),
    ("3", "å"),
    ("8", "å"),
    ("&", "å"),
    ("ae", "æ"),
    ("ze", "æ"),
    ("ee", "æ"),
    ("i", "j"),
)
"""What was read → what was printed."""
_MOST_AT_ONCE = 3
_LONGEST = 40

_BORDER = "|"
_SIGN_IN_WORD = re.compile(r"(?<!\S)(?:@[a-zæøå]+|[a-zæøå]+@[a-zæøå]*)(?![\w.@])")
_SIGN_FOR_A = re.compile(r"(?<!\S)(?:[A-ZÆØÅ]?[a-zæøå]+[38&][a-zæøå]*|[38&][a-zæøå]{2,})(?![\w@])")
_UNITS = {"m3"}
_FEWEST_SIGNS = 2
_ENOUGH_LETTERS, _FEW = 100, 0.008

_TWO_WAYS = {
    "far": "får",
    "bade": "både",
    "mal": "mål",
    "mala": "måla",
    "malene": "målene",
    "ar": "år",
    "arene": "årene",
    "gar": "går",
    "star": "står",
    "sa": "så",
    "rad": "råd",
    "rade": "råde",
    "pa": "på",
    "pd": "på",
    "fd": "få",
    "gd": "gå",
    "nd": "nå",
    "nar": "når",
    "ga": "gå",
    "na": "nå",
    "ma": "må",
    "la": "lå",
    "fa": "få",
}
"""Norwegian words that are as often a more common one that has lost its letter."""


class WhyUnsure(StrEnum):
    """Why a proposal is not among those that are accepted together."""

    IS_A_WORD = "is_a_word"
    SEVERAL = "several"
    IS_A_SIGN = "is_a_sign"
    IS_A_NUMBER = "is_a_number"


@dataclass(frozen=True, slots=True)
class Repair:
    """`word` as it stands in the file → `repaired`; at how many places; and the first of them:
    the text (`example`) and where it stands (`place`, in words). `others`: what else it may be."""

    word: str
    repaired: str
    places: int
    example: str
    place: str
    why_unsure: WhyUnsure | None = None
    others: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        return self.why_unsure is None


def find_repairs(texts: Iterable[tuple[str, str]]) -> list[Repair]:
    """The proposals for the texts of a document, each with the place that it stands in: the most
    frequent first. Nothing is proposed where the Norwegian letters are there (`is_damaged`).
    """
    texts = list(texts)
    if not is_damaged(text for text, _ in texts):
        return []
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text, place in texts:
        for word in _words(text):
            seen[word].append((text, place))
    found = [
        repair for word, places in seen.items() if (repair := _repair(word, places)) is not None
    ]
    return sorted(found, key=lambda repair: (-repair.places, repair.word))


def is_damaged(texts: Iterable[str]) -> bool:
    """Whether text seems to have lost its Norwegian letters: it has next to none of them, or @
    within words, or several words with 3, 8 or & for å. In Norwegian two or three of a hundred
    letters are æ, ø or å; a scanner may have lost some of them alone.
    """
    written = " ".join(texts)
    whole = written.lower()
    letters = sum(letter.isalpha() for letter in whole)
    norwegian = sum(whole.count(letter) for letter in "æøå")
    has_few = letters >= _ENOUGH_LETTERS and norwegian < _FEW * letters
    if has_few or _SIGN_IN_WORD.search(whole) is not None:
        return True
    for_a = {found.group().lower() for found in _SIGN_FOR_A.finditer(written)} - _UNITS
    return sum(is_listed(re.sub(r"[38&]", "å", word)) for word in for_a) >= _FEWEST_SIGNS


def texts_in(document: Document) -> Iterator[tuple[str, str]]:
    """What is written in the tables, each text once, with where it stands in words."""
    for table in document.tables:
        for row in table.rows:
            where = f"side {row.page}" if row.page else f"{table.name}, rad {row.number}"
            for cell in row.own_cells:
                if cell.text.strip() and not cell.is_from_above:
                    yield cell.text, where


def with_repaired_cells(document: Document, accepted: Mapping[str, str]) -> Document:
    """The document as it reads with the accepted repairs; each cell keeps its own words (`raw`)."""
    return replace(
        document,
        tables=tuple(
            replace(
                table,
                rows=tuple(
                    replace(row, cells=tuple(_repaired(cell, accepted) for cell in row.cells))
                    for row in table.rows
                ),
                above=tuple(with_repairs(line, accepted) for line in table.above),
            )
            for table in document.tables
        ),
        lines=tuple(with_repairs(line, accepted) for line in document.lines),
    )


def _repaired(cell: Cell, accepted: Mapping[str, str]) -> Cell:
    text = with_repairs(cell.text, accepted)
    return cell if text == cell.text else replace(cell, text=text, raw=cell.as_written)


def with_repairs(text: str, accepted: Mapping[str, str]) -> str:
    """The text with the accepted repairs (word → repaired) made, and nothing else changed."""
    pieces = []
    at = 0
    for start, end in _spans(text):
        word = text[start:end]
        pieces += [text[at:start], accepted.get(word, word)]
        at = end
    whole = "".join([*pieces, text[at:]])
    return re.sub(r"(?<=\S)  +", " ", whole).strip() if "" in accepted.values() else whole


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\s.,;:!?«»\"“”)/–—-]+", text):
        start, end = found.span()
        if start and text[start - 1] in ".-":
            continue  # the end of «bl.a.» or of «barne- og»
        if text[start] == "(" and ")" in text[end : end + 60]:
            start += 1
        if start < end:
            yield start, end


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in _spans(text)]


def _repair(word: str, places: list[tuple[str, str]]) -> Repair | None:
    text, place = places[0]

    def made(repaired: str, why: WhyUnsure | None = None, others: tuple[str, ...] = ()) -> Repair:
        return Repair(word, repaired, len(places), text, place, why, others)

    if word == _BORDER:
        begins = all(text.lstrip().startswith(_BORDER) for text, _ in places)
        return made("I" if begins else "", WhyUnsure.IS_A_SIGN)
    if word in {"&", "3", "8"}:
        before_verb = [text for text, _ in places if re.search(rf"{word} [a-zæøå]+e\b", text)]
        why = WhyUnsure.IS_A_SIGN if word == "&" else WhyUnsure.IS_A_NUMBER
        return made("å", why) if before_verb else None
    if word == "a":
        return made("å")
    lower = word.lower()
    if lower in _TWO_WAYS:
        repaired = _in_case_of(word, _TWO_WAYS[lower])
        return made(repaired, WhyUnsure.IS_A_WORD if is_listed(lower) else None)
    if len(word) > _LONGEST or not re.search(r"[^\W\d_]", word) or is_listed(lower):
        return None
    if word.isupper() and "@" not in word and "(" not in word:
        return None
    candidates = _fewest(lower, is_listed)
    if not candidates and not is_compound(lower):
        candidates = _fewest(lower, is_compound)
    if not candidates:
        return None
    first, *others = (_in_case_of(word, each) for each in candidates)
    return made(first, WhyUnsure.SEVERAL if others else None, tuple(others))


def _in_case_of(word: str, repaired: str) -> str:
    """«Pabegynt» → «Påbegynt»; a sign at the beginning (@kt) has no case, and is taken for a
    capital."""
    if word[0].isupper() or word[0] in "@(":
        return repaired[:1].upper() + repaired[1:]
    return repaired


def _fewest(word: str, is_word: Callable[[str], bool]) -> list[str]:
    """The words that as few repairs as possible make of it."""
    spots = [
        (at, read, printed)
        for read, printed in _LOST
        for at in range(len(word))
        if word.startswith(read, at)
    ]
    free = [spot for spot in spots if spot[1].isalpha()]
    must = [spot for spot in spots if not spot[1].isalpha() and not _inside(spot, spots)]
    for n in range(_MOST_AT_ONCE + 1):
        made = {
            _put(word, [*must, *chosen])
            for chosen in combinations(free, n)
            if (n or must) and _are_apart([*must, *chosen])
        }
        if found := sorted(each for each in made if is_word(each)):
            return found
    return []


def _inside(spot: tuple[int, str, str], spots: Iterable[tuple[int, str, str]]) -> bool:
    """Whether a longer reading covers it: «g@» covers «@»."""
    at, read, _ = spot
    return any(
        other <= at and at + len(read) <= other + len(longer) and len(longer) > len(read)
        for other, longer, _ in spots
    )


def _are_apart(spots: Iterable[tuple[int, str, str]]) -> bool:
    ends = sorted((at, at + len(read)) for at, read, _ in spots)
    return all(a[1] <= b[0] for a, b in pairwise(ends))


def _put(word: str, spots: Iterable[tuple[int, str, str]]) -> str:
    for at, read, printed in sorted(spots, reverse=True):
        word = word[:at] + printed + word[at + len(read) :]
    return word
