"""Telephone numbers as they are written in Norway, and addresses of e-mail."""

import re
from collections.abc import Iterator
from itertools import pairwise

# A number begins with 2-7 or 9; those with 8 are services, and belong to no person.
_CODE = r"(?:(?:\+|\b00)[ \xa0]?47[ \xa0]?)"
_SAYS_SO = (
    r"(?:(?:tlf|tel|telefon|telefonnummer|mobil|mob|mobilnummer)\b[.:]?"
    r"(?:[ \xa0]?nr\.?)?:?[ \xa0]{0,2})"
)
_BEFORE = r"(?<![\w.,:/+–-])(?<!\d[ \xa0])"
_AFTER = r"(?![\w/:%]|[.,–-]\d|,-|[ \xa0]?%|[ \xa0]\d)"
_GROUPED = r"(?:[2-79]\d(?:[ \xa0]\d\d){3}|[49]\d\d[ \xa0]\d\d[ \xa0]\d{3})"
_MOBILE = r"[49]\d{7}"
_EIGHT = r"[2-79](?:[ \xa0.-]?\d){7}"
_TELEPHONE = re.compile(
    rf"{_BEFORE}(?:{_CODE}{_EIGHT}|{_SAYS_SO}{_CODE}?{_EIGHT}|{_GROUPED}|{_MOBILE}){_AFTER}",
    re.IGNORECASE,
)
_IS_A_SUM = re.compile(
    r"(?:\b(?:kr|kroner|nok|kontonr|kontonummer|saksnr|saksnummer|sak|nr|tiltak|punkt|pkt|side|uke|uker)\b[.:]?|§)\s*\Z",
    re.IGNORECASE,
)
_IS_A_SUM_TOO = re.compile(r"\s*(?:kr|kroner|nok|mill|tonn|stk)\b", re.IGNORECASE)
_ENDS_IN_ZEROS = re.compile(r"0[ \xa0]?0[ \xa0]?0\Z")
_SO_FAR_BACK = 20

_EMAIL = re.compile(
    r"(?<![\w.+-])([\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5})@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}\b"
)
_NOBODYS = re.compile(
    r"(?:fir[mw]a)?post(?:mottak)?|e?-?post|info|kontakt|contact|hei|hello|resepsjon(?:en)?|booking"
    r"|support|hjelp|kundeservice|servicesenter|personvern(?:ombud)?|admin|office|mail|web(?:master)?"
    r"|no-?reply|ikke-?svar|innbyggertorg(?:et)?|frivilligsentral(?:en)?|(?:post|info|kontakt)[.\w+-]*"
)
"""What stands before the @ of an address that belongs to an office, and to no person."""


def telephone_numbers(text: str) -> Iterator[tuple[int, int]]:
    for found in _TELEPHONE.finditer(text):
        if not _is_a_sum(text, found) and not _counts_on(found[0]):
            yield found.span()


def _is_a_sum(text: str, found: re.Match[str]) -> bool:
    """«kr 41 234 567», «45 000 000»."""
    before = text[max(0, found.start() - _SO_FAR_BACK) : found.start()]
    return bool(
        _IS_A_SUM.search(before)
        or _IS_A_SUM_TOO.match(text, found.end())
        or _ENDS_IN_ZEROS.search(found[0])
    )


def _counts_on(number: str) -> bool:
    """«20 21 22 23» are years, or the numbers of four tiltak."""
    groups = re.findall(r"\d+", number)
    if [len(group) for group in groups] != [2, 2, 2, 2]:
        return False
    steps = {int(later) - int(group) for group, later in pairwise(groups)}
    return steps == {1}


def emails(text: str) -> Iterator[tuple[int, int]]:
    if "@" not in text:
        return
    for found in _EMAIL.finditer(text):
        if not _NOBODYS.fullmatch(found[1].casefold()):
            yield found.span()
