"""How Norwegian words are put together."""

import re
import unicodedata


def plural(n: int, one: str, many: str) -> str:
    """The word for a number of things: `plural(1, "dag", "dager")` is «dag». In templates:
    Django's own `pluralize:"dag,dager"`.
    """
    return one if n == 1 else many


# Soft hyphen, zero-width space, byte order mark: they come along from Word and are not seen.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0xFEFF))


def fold(text: str) -> str:
    """The one form in which words are compared and searched: «ØKT», «økt» and NFD «økt» agree.

    Compatibility characters are unified, case and unseen characters are gone, and every run of
    white space, no-break spaces too, is one space. For comparing only: never show it.
    """
    unified = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).casefold()
    # Casefolding can leave letter and accent apart, so they are composed again.
    return " ".join(unicodedata.normalize("NFC", unified).split())


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
