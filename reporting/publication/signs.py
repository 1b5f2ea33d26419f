"""What is pointed at in a text before it is shown in public: words that may be a name, a way to
reach somebody, an inner address, an editor's question, a number about few people.

It points at too much rather than too little; a person judges. Pure: a text in, places in it out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.models import Judgement
from ruspolitikk.personal_data.roles import A_ROLE, COMMON_FIRST_NAMES, persons_names
from ruspolitikk.wording import fold

Group = Judgement.Group


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """`start` and `end` are places in the text."""

    group: Group
    start: int
    end: int


def signs_in(text: str, *, fewer_than: int, is_responsible: bool = False) -> list[Sign]:
    """All that is pointed at, group by group, in the text's order; places that overlap are one.

    `fewer_than` is the number that is not small any more; `is_responsible` says that the text
    should be roles and units alone.
    """
    found = [
        *(Sign(Group.NAME, *place) for place in _names(text, is_responsible=is_responsible)),
        *(Sign(Group.CONTACT, *place) for place in _places(CONTACT, text)),
        *(Sign(Group.ADDRESS, *place) for place in _places(ADDRESS, text)),
        *(Sign(Group.QUESTION, *place) for place in _questions(text)),
        *(Sign(Group.FEW, *place) for place in _few(text, fewer_than)),
    ]
    return list(_joined(sorted(found)))


def _places(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for pattern in patterns for found in pattern.finditer(text))


def _joined(signs: list[Sign]) -> Iterator[Sign]:
    last: Sign | None = None
    for sign in signs:
        if last and sign.group == last.group and sign.start <= last.end:
            last = Sign(last.group, last.start, max(last.end, sign.end))
            continue
        if last:
            yield last
        last = sign
    if last:
        yield last


# --- Names --------------------------------------------------------------------------------------

_CAPITALISED = r"[A-ZÆØÅÉ][a-zæøåéäöü]{1,40}(?:-[A-ZÆØÅÉ][a-zæøåéäöü]{1,40})?"
_SEVERAL = rf"{_CAPITALISED}(?:[ \xa0]{_CAPITALISED}){{0,3}}"
_PLACEHOLDER = re.compile(r"\[(?:for|etter|fullt )?navn[^\[\]\n]{0,60}\]", re.IGNORECASE)
_WORDS = re.compile(rf"(?<![\w-]){_SEVERAL}(?![\w-])")
_BY = re.compile(rf"\b[vV][ ]?/[ ]?({_SEVERAL})(?![\w-])")
_AFTER_A_ROLE = re.compile(rf"(?:{A_ROLE}|fru|herr):?[ ]({_SEVERAL})(?![\w-])")
_WORDS_TOO = frozenset({"dag", "eva", "liv", "line", "per", "stein", "tone", "tor"})
"""First names that are words too: a name where another capitalised word follows."""


def _names(text: str, *, is_responsible: bool) -> Iterator[tuple[int, int]]:
    yield from _places((_PLACEHOLDER,), text)
    for found in _WORDS.finditer(text):
        yield from _with_a_first_name(found)
    for pattern in (_BY, _AFTER_A_ROLE):
        for found in pattern.finditer(text):
            if persons_names(f"v/{found[1]}"):
                yield found.span(1)
    for name in persons_names(text) if is_responsible else ():
        start = text.find(name)
        if start >= 0:
            yield start, start + len(name)


def _with_a_first_name(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """From the first name on, in a run of capitalised words."""
    words = list(re.finditer(r"[^ \xa0]+", found[0]))
    for place, word in enumerate(words):
        name = fold(word[0].partition("-")[0])
        is_alone = place == len(words) - 1
        if name in COMMON_FIRST_NAMES and not (is_alone and name in _WORDS_TOO):
            yield found.start() + word.start(), found.end()
            return


# --- Ways to reach somebody ---------------------------------------------------------------------

CONTACT = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}"),
    re.compile(r"(?<![\d.,/:-])(?:(?:\+|00)47[ \xa0]?)?\d{2}(?:[ \xa0]?\d{2}){3}(?![\d.,/:-]?\d)"),
    re.compile(r"(?<![\d.,/:-])(?:(?:\+|00)47[ \xa0]?)?\d{3}[ \xa0]\d{2}[ \xa0]\d{3}(?!\d)"),
    re.compile(r"(?<!\d)\d{6}[ \xa0]?\d{5}(?!\d)"),
)
"""E-mail, a Norwegian telephone number, the eleven digits of a fødselsnummer."""

# --- Addresses ----------------------------------------------------------------------------------

_UNTIL_A_SPACE = r"[^\s<>«»\"]*"
ADDRESS = (
    re.compile(rf"\b(?:https?|ftp|file):/+{_UNTIL_A_SPACE}|\bwww\.{_UNTIL_A_SPACE}", re.IGNORECASE),
    re.compile(rf"\\\\[\w.$-]+\\{_UNTIL_A_SPACE}|(?<!\w)[A-Za-z]:\\{_UNTIL_A_SPACE}"),
    re.compile(
        rf"\b(?:intranett?(?:et)?|intra|sharepoint|workplace|fellesområdet?|fellesdisk)\b"
        rf"(?:[/.:]{_UNTIL_A_SPACE})?",
        re.IGNORECASE,
    ),
    re.compile(r"\b[\w-]{1,63}\.(?:local|lan|intern|internal|corp)\b", re.IGNORECASE),
    re.compile(r"\b(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b"),
    re.compile(r"[\w./-]{1,200}\.(?:docx?|xlsx?|pptx?|pdf|msg)\b", re.IGNORECASE),
)
"""Every web address, since most of those in a plan work inside alone; shares, drives and files."""

# --- Editors' questions -------------------------------------------------------------------------

_SENTENCE = re.compile(r"\s*([^.!?\n:;]*(?:[.!?\n:;]+|\Z))")
QUESTION = (
    re.compile(r"\b(?:NB|OBS|TODO)\b!?|\b[xX]{2,}\b"),
    re.compile(r"\[(?!(?:for|etter|fullt )?navn)[^\[\]\n]{0,200}\]", re.IGNORECASE),
)
"""A word that its writers left for each other, or something in brackets."""


def _questions(text: str) -> Iterator[tuple[int, int]]:
    """Whole sentences, so that one pass finds them in any text."""
    yield from _places(QUESTION, text)
    if "?" in text:
        yield from (found.span(1) for found in _SENTENCE.finditer(text) if "?" in found[1])


# --- Few people ---------------------------------------------------------------------------------

_NUMBER_WORDS = ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
_OF_PEOPLE = (
    r"\w{0,30}(?:(?<!kontakt)person|beboer|ungdom|ungdommer|bruker|pasient|klient|barn|famili|forel|deltaker"
    r"|innbygger|elev|student|kvinne|mann\b|menn\b|jente|gutt|mødre|fedre|søsken|søker|bolig"
    r"|leilighet|hybel|hybler|plass|overdose|dødsfall|vedtak)\w{0,20}"
)
_BETWEEN = (
    r"(?:(?!(?:gang|ganger|år|uke|uker|måned|måneder|dag|dager|time|timer|prosent|årsverk)\b)"
    r"[^\W\d]{1,30}[ \xa0]){0,3}"
)


def _few(text: str, fewer_than: int) -> Iterator[tuple[int, int]]:
    """The number alone, where people or their homes stand within four words of it."""
    small = range(1, max(fewer_than, 1))
    words = [*map(str, small), *(_NUMBER_WORDS[n] for n in small if n < len(_NUMBER_WORDS))]
    if not words:
        return
    pattern = rf"(?<![\w.,/:-])({'|'.join(words)})(?![\w.,/:-])(?=[ \xa0]{_BETWEEN}{_OF_PEOPLE})"
    yield from (found.span(1) for found in re.finditer(pattern, text, re.IGNORECASE))
