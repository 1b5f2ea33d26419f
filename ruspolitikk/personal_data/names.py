"""Persons' names in sentences: a given name that is common, and a surname after it.

A given name alone («Kari») is too often something else, and stands for nobody outside its bydel;
it is a name where something says so: «v/Kari», «saksbehandler Kari». Places, schools and houses
that are called after people («Carl Berners plass») are left alone.
"""

import re
from collections.abc import Iterator

from ruspolitikk.personal_data.given_names import GIVEN_NAMES, SURNAMES, WORDS_TOO
from ruspolitikk.personal_data.roles import A_ROLE, ENDS_AS_A_ROLE_OR_UNIT, WELL_KNOWN_UNITS
from ruspolitikk.wording import fold

_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,40}(?:[’']?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,40})?"
_HYPHENED = rf"{_CAPITALISED}(?:-{_CAPITALISED})?"
_BETWEEN = r"(?:[A-ZÆØÅ]\.|van|von|de|der|den|af|el|al|bin|di|da)"
_RUN = re.compile(
    rf"(?<![\w@./-]){_HYPHENED}(?:[ \xa0](?:{_BETWEEN}[ \xa0]){{0,2}}{_HYPHENED}){{1,4}}(?![\w@-])"
)
_SAID_TO_BE = re.compile(rf"(?:\b[vV][ \xa0]?/[ \xa0]?|{A_ROLE}:?[ \xa0])({_HYPHENED})(?![\w@-])")
_LAST_FIRST = re.compile(rf"(?<![\w@./-])({_HYPHENED}),[ \xa0]({_HYPHENED})(?![\w@-])")
_PLACE = re.compile(
    r"(?:s?[ \xa0]|-)(?:gate|gata|gt\b|vei\b|veien|veg\b|vegen|plass|allé|alle\b|bro\b|brygge|park"
    r"|hus\b|huset|gård|minne|minde|legat|fond|stiftelse|senter|skole|videregående|vgs|barnehage"
    r"|ungdomsskole|barneskole|barnehjem|sykehus|sykehjem|bo-|institutt|kirke|kafé|pris)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {
        *("ola nordmann", "kari nordmann", "peder ås", "lars holm", "jan mayen"),
        *("carl berner", "alexander kielland", "olaf ryes", "karl johans"),
    }
)
"""Made-up people, and places that are called so alone."""


def full_names(text: str) -> Iterator[tuple[int, int]]:
    for found in _RUN.finditer(text):
        if place := _name_in(text, found):
            yield place
    for found in _LAST_FIRST.finditer(text):
        if fold(found[1]) in SURNAMES and _is_given(found[2]):
            yield found.span()
    for found in _SAID_TO_BE.finditer(text):
        if _is_given(found[1]) and not _PLACE.match(text, found.end()):
            yield found.span(1)


def _name_in(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """From the given name of a run of capitalised words until its end."""
    words = list(re.finditer(r"[^ \xa0]+", found[0]))
    while words and _is_a_unit(words[-1][0]):
        words.pop()
    given = next((n for n, word in enumerate(words[:-1]) if _is_given(word[0])), None)
    if given is None and _is_within_a_sentence(text, found.start()):
        given = next((n for n, word in enumerate(words[:-1]) if fold(word[0]) in WORDS_TOO), None)
    if given is None and len(words) > 1 and fold(words[-1][0]) in SURNAMES:
        given = len(words) - 2 if not _is_a_unit(words[-2][0]) else None
    if given is None:
        return None
    start, end = found.start() + words[given].start(), found.start() + words[-1].end()
    if _is_a_place(text, end) or fold(text[start:end]) in _NOBODY:
        return None
    if all(_is_given(word[0]) or fold(word[0]) in WORDS_TOO for word in words[given:]):
        return None  # «Karl Johan», «Anne Grethe»: no surname
    return start, end


def _is_within_a_sentence(text: str, start: int) -> bool:
    """Where a word is no name, it is written with a small letter."""
    before = text[max(0, start - 2) : start]
    return len(before) == 2 and before[1] in " \xa0" and (before[0].islower() or before[0] == ",")


def _is_a_place(text: str, end: int) -> bool:
    return bool(_PLACE.match(text, end)) or bool(_PLACE.search(text[:end][-15:]))


def _is_given(word: str) -> bool:
    first, hyphen, _rest = fold(word).partition("-")
    return first in GIVEN_NAMES or (bool(hyphen) and first in WORDS_TOO)


def _is_a_unit(word: str) -> bool:
    folded = fold(word)
    return folded in WELL_KNOWN_UNITS or bool(ENDS_AS_A_ROLE_OR_UNIT.search(folded[-40:]))
