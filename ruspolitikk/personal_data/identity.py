"""Fødselsnummer, D-nummer and H-nummer: eleven digits that begin with a day of birth.

Skatteetaten, «Fødselsnummer»: DDMMÅÅ, three digits, and two check digits, each by modulo 11. A
D-nummer has 4 added to its first digit, a H-nummer (of the health services) to its third.
"""

import re
from collections.abc import Iterator

_ELEVEN = re.compile(r"(?<![\w.,/-])(\d{6})([ \xa0-]?)(\d{5})(?![\w/-]|[.,]\d)")
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_ADDED = 40
_MOST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def eleven_digits(text: str) -> Iterator[tuple[int, int, bool]]:
    """The places of those that begin with a day of birth, and whether both check digits fit. With
    a hyphen they must: a case's number is written so too."""
    for found in _ELEVEN.finditer(text):
        digits = [int(digit) for digit in found[1] + found[3]]
        is_checked = _is_checked(digits)
        if _begins_with_a_day(digits) and (is_checked or found[2] != "-"):
            yield *found.span(), is_checked


def _begins_with_a_day(digits: list[int]) -> bool:
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    day -= _ADDED if day > _ADDED else 0
    month -= _ADDED if month > _ADDED else 0
    return 1 <= month <= len(_MOST_DAYS) and 1 <= day <= _MOST_DAYS[month - 1]


def _is_checked(digits: list[int]) -> bool:
    return _fits(digits[:10], _FIRST) and _fits(digits, _SECOND)


def _fits(digits: list[int], weights: tuple[int, ...]) -> bool:
    """Whether the last digit is what the weights of those before it ask for."""
    *before, last = digits
    weighed = sum(digit * weight for digit, weight in zip(before, weights, strict=True))
    return (weighed + last) % 11 == 0
