"""Names of responsible parties that may be two spellings of one: pointed out, never merged here."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations

from ruspolitikk.wording import fold

_ALIKE = 0.9
_SHORTEST = 6
_NUMBERS = re.compile(r"\d+")


def alike_names(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of different names that differ by a letter or two, or by marks alone: «Oppvekst og
    velferd» and «Oppvekt og velferd»; not «Sone 1» and «Sone 2»."""
    compared = [(name, " ".join(re.findall(r"\w+", fold(name)))) for name in dict.fromkeys(names)]
    return [
        (name, other)
        for (name, said), (other, again) in combinations(compared, 2)
        if said == again or _are_alike(said, again)
    ]


def _are_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST or _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return False
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.quick_ratio() >= _ALIKE and compared.ratio() >= _ALIKE
