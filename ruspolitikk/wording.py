"""How Norwegian words are put together."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.text import slugify


def plural(n: int, one: str, many: str) -> str:
    """The word for a number of things: `plural(1, "dag", "dager")` is «dag». In templates:
    Django's own `pluralize:"dag,dager"`.
    """
    return one if n == 1 else many


def listed(names: Sequence[str]) -> str:
    """«Grorud», «Grorud og Alna», «Grorud, Alna og Bjerke»; «» of none."""
    if not names:
        return ""
    *before, last = names
    return f"{', '.join(before)} og {last}" if before else last


def percent(part: int, whole: int) -> str:
    """A share in words: «53 %», halves rounded up as spreadsheets do. Not all is never «100 %»,
    something never «0 %» (299 of 300 is «99 %», 1 of 300 «under 1 %»), and «–» where there is
    nothing to share.
    """
    if not whole:
        return "–"
    rounded = (200 * part + whole) // (2 * whole)
    if part and not rounded:
        return "under 1\xa0%"
    return f"{rounded if part == whole else min(rounded, 99)}\xa0%"


# Soft hyphen, zero-width space, byte order mark: they come along from Word and are not seen.
_UNSEEN = ("\u00ad", "\u200b", "\ufeff")


def fold(text: str) -> str:
    """The one form in which words are compared and searched: «ØKT», «økt» and NFD «økt» agree.

    Compatibility characters are unified, case and unseen characters are gone, and every run of
    white space, no-break spaces too, is one space. For comparing only: never show it.
    """
    for letter in _UNSEEN:
        text = text.replace(letter, "")
    unified = unicodedata.normalize("NFKC", text).casefold()
    # Casefolding can leave letter and accent apart, so they are composed again.
    return " ".join(unicodedata.normalize("NFC", unified).split())


def address_word(text: str) -> str:
    """A text as addresses and file names can carry it: «Østensjø, Mål» is «ostensjo-mal»."""
    return slugify(fold(text).replace("æ", "ae").translate(str.maketrans("øå", "oa")))


_NUMBER = re.compile(r"\d+")


# ICU, C and Python each put Æ Ø Å somewhere else; these sort after z in that order.
_NORWEGIAN = str.maketrans({"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c", "é": "e"})


KEY_LENGTH = 200


def norwegian_key(name: str) -> str:
    """A sort key by the Norwegian alphabet; æ ä, ø ö and å last."""
    return fold(name).translate(_NORWEGIAN)[:KEY_LENGTH]


def code_key(code: str) -> str:
    """A key that puts 4.2.10 after 4.2.9; measures without a code come first."""
    return _NUMBER.sub(lambda number: number.group().zfill(8), norwegian_key(code))[:KEY_LENGTH]
