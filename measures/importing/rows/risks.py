"""Risk as plans write it: words, letters, numbers 1–5, names of colours."""

import re
from collections.abc import Iterable

from measures.vocabulary import RiskLevel
from ruspolitikk.wording import fold

_LEVELS: tuple[tuple[re.Pattern[str], RiskLevel], ...] = tuple(
    (re.compile(words), level)
    for words, level in (
        (r"l|lav(?:t|e)?|låg(?:t|e)?|lite(?:n)?|svært lav|meget lav|ubetydelig|grøn(?:n|t)?",
         RiskLevel.LOW),
        (r"m|middels|moderat|medium|gul(?:t)?|noe", RiskLevel.MEDIUM),
        (r"h|høy(?:t|e)?|høg|stor|svært høy|meget høy|kritisk|alvorlig|rø(?:d|dt|tt)",
         RiskLevel.HIGH),
    )
)  # fmt: skip
_NUMBER = re.compile(r"(?P<number>[1-5])(?:[ .:/–-]+(?P<words>\D+))?")
_ON_THE_SCALE = {1: RiskLevel.LOW, 2: RiskLevel.LOW, 3: RiskLevel.MEDIUM}
_SAYS_NOTHING = re.compile(
    r"\b(?:risiko(?:en)?|for gjennomføring|nivå|sannsynlighet|er|farge)\b|[.:]"
)
_IN_BRACKETS = re.compile(r"(?P<before>[^()]*)\((?P<within>[^()]*)\)")


def level_of(words: str, *, reaches: int = 5) -> RiskLevel | None:
    """The level that a risk cell's words mean; None for no answer, two levels or other words.

    `reaches`: the highest number that its column holds. Where that is 3 or less, nobody can tell a
    scale of 3 from one of 5, and 2 and 3 mean nothing.
    """
    said = fold(words).strip(" -–—")
    if bracketed := _IN_BRACKETS.fullmatch(said):
        levels = {
            level
            for part in (bracketed["before"], bracketed["within"])
            if (level := level_of(part, reaches=reaches))
        }
        return levels.pop() if len(levels) == 1 else None
    if number := _NUMBER.fullmatch(said):
        if number["words"]:
            return level_of(number["words"])
        return _of_number(int(number["number"]), reaches)
    plain = " ".join(_SAYS_NOTHING.sub(" ", said).split())
    return next((level for known, level in _LEVELS if known.fullmatch(plain)), None)


def _of_number(number: int, reaches: int) -> RiskLevel | None:
    if number > 1 and reaches <= 3:
        return None
    return _ON_THE_SCALE.get(number, RiskLevel.HIGH)


def highest_number(cells: Iterable[str]) -> int:
    """The highest of the numbers in a column of risks; 5 where none stands there."""
    numbers = [int(cell.strip()) for cell in cells if re.fullmatch(r"\s*[1-5]\s*", cell)]
    return max(numbers, default=5)
