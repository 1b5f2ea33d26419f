"""How codes and names are put in order, the same on every database."""

import re

from measures.vocabulary import fold

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
