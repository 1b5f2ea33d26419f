"""A deadline that its own words move: «31.12.2025, ny frist 30.06.2027».

Both days are understood, each by the grammar of `sentences`; the newest counts, and the one before
it is what it slipped from.
"""

import re
from dataclasses import dataclass

from measures.deadline_language.meaning import DeadlineKind, Meaning
from measures.deadline_language.sentences import LONGEST, in_plain_words, understand_one

_IS = r"(?: (?:er|ble|blir|nå|no|var|satt|endret|flyttet))*"
_MOVED = r"(?P<how>forlenget|utsatt|flyttet|forskjøvet|endret)"
_MOVES = tuple(
    re.compile(words)
    for words in (
        rf"(?:opprinnelig |opphavleg )?(?P<old>.+?) -? ?(?:men )?(?:{_MOVED}(?: frist)? til"
        rf"|ny(?:e)? (?:tids)?frist(?:en)?{_IS}(?: til)?) (?P<new>.+)",
        r"(?P<new>.+?) -? ?(?:(?P<how>forlenget|utsatt|flyttet|revidert|endret|justert)"
        r" (?:fra|frist|var)|opprinnelig|opphavleg|tidligere)(?: (?:fra|frist|var))* (?P<old>.+)",
        rf"(?:frist(?:en)?{_IS} )?{_MOVED} fra (?P<old>.+) til (?P<new>.+)",
        r"(?:opprinnelig|opphavleg)(?: frist)? (?P<old>.+?) -? ?(?:nå|no|revidert|endret til)"
        r" (?P<new>.+)",
    )
)
_NEVER_EARLIER = {"forlenget", "utsatt"}


@dataclass(frozen=True, slots=True)
class Move:
    """The deadline before, and the one that counts; each names a day."""

    before: Meaning
    after: Meaning


def move_in(words: str) -> Move | None:
    """From which day to which the whole cell says that the deadline moved; None where it does not,
    or where what was put off has come nearer."""
    if len(words) > LONGEST:
        return None
    said = in_plain_words(words)
    for found in filter(None, (move.fullmatch(said) for move in _MOVES)):
        old, new = understand_one(found["old"]), understand_one(found["new"])
        if not (old and new and old.due_on and new.due_on):
            continue
        if old.kind is DeadlineKind.FROM or new.kind is not DeadlineKind.DATE:
            continue
        if old.due_on > new.due_on and found.groupdict().get("how") in _NEVER_EARLIER:
            return None
        return Move(old, new)
    return None
