"""The words for status and risk: the city's codes, and how a bydel's own words are read."""

import re
from collections.abc import Mapping

from django.db.models import TextChoices

from ruspolitikk.wording import fold


class StatusCode(TextChoices):
    """What the city counts. Which wordings mean which code is data: StatusWord."""

    NOT_STARTED = "not_started", "Ikke startet"
    ON_HOLD = "on_hold", "På vent"
    IN_PROGRESS = "in_progress", "Under arbeid"
    PARTLY_IMPLEMENTED = "partly_implemented", "Delvis iverksatt"
    IMPLEMENTED = "implemented", "Iverksatt"
    ONGOING = "ongoing", "Løpende"
    COMPLETED = "completed", "Avsluttet"
    CANCELLED = "cancelled", "Utgått"


class RiskLevel(TextChoices):
    """The risk that a measure is not carried through («risiko for gjennomføring»)."""

    LOW = "low", "Lav"
    MEDIUM = "medium", "Middels"
    HIGH = "high", "Høy"


DISPLAY_ORDER: tuple[StatusCode, ...] = (
    StatusCode.COMPLETED,
    StatusCode.IMPLEMENTED,
    StatusCode.ONGOING,
    StatusCode.PARTLY_IMPLEMENTED,
    StatusCode.IN_PROGRESS,
    StatusCode.ON_HOLD,
    StatusCode.NOT_STARTED,
    StatusCode.CANCELLED,
)

STAGES: tuple[tuple[str, str, frozenset[StatusCode]], ...] = (
    ("waiting", "Ikke i gang", frozenset({StatusCode.NOT_STARTED, StatusCode.ON_HOLD})),
    ("under_way", "I gang", frozenset({StatusCode.IN_PROGRESS, StatusCode.PARTLY_IMPLEMENTED})),
    ("in_force", "I kraft", frozenset({StatusCode.IMPLEMENTED, StatusCode.ONGOING})),
    ("ended", "Ferdig", frozenset({StatusCode.COMPLETED, StatusCode.CANCELLED})),
)
"""How codes group: a name, what it is called on screen, its codes. «I kraft» is not «Ferdig»."""

STAGE_CODES: dict[str, frozenset[StatusCode]] = {name: codes for name, _label, codes in STAGES}

_FORWARD = (
    StatusCode.NOT_STARTED,
    StatusCode.ON_HOLD,
    StatusCode.IN_PROGRESS,
    StatusCode.PARTLY_IMPLEMENTED,
    StatusCode.IMPLEMENTED,
    StatusCode.COMPLETED,
)

# A measure with one of these can no longer miss its deadline.
CLOSED_CODES: frozenset[StatusCode] = frozenset(
    {StatusCode.IMPLEMENTED, StatusCode.ONGOING, StatusCode.COMPLETED, StatusCode.CANCELLED}
)

# For counting and filtering only; never stored. No entry at all, and an entry without a code.
NOT_REPORTED = "not_reported"
UNMAPPED = "unmapped"
PSEUDO_LABELS = {NOT_REPORTED: "Ikke rapportert", UNMAPPED: "Ord som må avklares"}


def shown_code(code: str | None, *, is_reported: bool = True) -> str:
    """What stands where a code does: the code, `unmapped`, or `not_reported`."""
    return code or (UNMAPPED if is_reported else NOT_REPORTED)


def progress(code: str) -> int | None:
    """How far along a code is; None for one that is not on the way: utgått, or not mapped.

    «Løpende» is as far as «Iverksatt»: both are in force.
    """
    if code == StatusCode.ONGOING:
        code = StatusCode.IMPLEMENTED
    return _FORWARD.index(StatusCode(code)) if code in _FORWARD else None


# Bullets and quotation marks that may stand before a status without saying anything.
_BEFORE_THE_WORDS = " -–—•·*«»\"'“”"

# A letter, or a hyphen with a letter after it («Oppstart-fasen»), carries the word on.
_WORD_GOES_ON = re.compile(r"-?\w")

_ADVERB = r"(?:ennå|enda|foreløpig|fortsatt|fremdeles|dessverre|heller)"
_NEGATION = rf"(?:{_ADVERB} )*(?:ikke|ei|aldri|nei|neppe|delvis)(?!-?\w)"
_TAKEN_BACK = re.compile(
    r" ?[?/]"  # a question, or one of two
    rf"| ?:? ?{_NEGATION}"  # directly after the phrase: «Iverksatt ikke ennå», «Iverksatt: nei»
    r"| ?eller(?!\w)"
    rf"|\W*{_NEGATION}(?: {_ADVERB})*\W*$"  # nothing else is said: «Iverksatt – ikke ennå»
)

_RISK_WORDS = re.compile(r"(lav|middels|høy)(?: risiko)?\.?")
_RISK_LEVELS = {"lav": RiskLevel.LOW, "middels": RiskLevel.MEDIUM, "høy": RiskLevel.HIGH}


def is_open(code: str | None) -> bool:
    """Whether a measure with this status can still miss its deadline.

    None, a measure that nobody has reported on, is open; so are the pseudo-codes.
    """
    return code not in CLOSED_CODES


def read_status(words: str, vocabulary: Mapping[str, StatusCode]) -> StatusCode | None:
    """The code that a status cell's words mean, or None where only a person can tell.

    The longest known leading phrase, ending at a word boundary and not negated, decides
    (domain rule «Status words»). What follows it is a remark: «Iverksatt, ikke fulgt opp» is
    Iverksatt, because after punctuation «ikke» speaks of something else. The phrase is taken
    back, and the answer is None, when what follows is

    - a negation or «delvis», with nothing but a space or a colon between: «Iverksatt ikke ennå»;
    - nothing but a negation, whatever stands between: «Iverksatt – ikke ennå»;
    - a question mark, a slash or «eller»: the writer is not sure, or names two.

    A shorter phrase is never tried instead: «Iverksatt og avsluttet ikke» is not Iverksatt.
    The vocabulary's own wordings may be written in any case: they are folded here.
    """
    said = fold(words).lstrip(_BEFORE_THE_WORDS)
    known = {fold(phrase): code for phrase, code in vocabulary.items()}
    leading = [
        phrase
        for phrase in known
        if phrase and said.startswith(phrase) and not _WORD_GOES_ON.match(said, len(phrase))
    ]
    if not leading:
        return None
    longest = max(leading, key=len)
    return None if _TAKEN_BACK.match(said, len(longest)) else known[longest]


def read_risk(words: str) -> RiskLevel | None:
    """The level that a risk cell's words mean; None for no answer, two levels or other words."""
    said = _RISK_WORDS.fullmatch(fold(words))
    return _RISK_LEVELS[said[1]] if said else None


def risk_label(level: str) -> str:
    """The word on screen for a level of risk."""
    return str(RiskLevel(level).label)


def label_for(code: str) -> str:
    """The word on screen for a status code or a pseudo-code."""
    return str(PSEUDO_LABELS[code] if code in PSEUDO_LABELS else StatusCode(code).label)


def words_of_stage(name: str) -> str:
    """«delvis iverksatt, under arbeid»: what a stage holds, in the order of display."""
    labels = [label_for(code) for code in DISPLAY_ORDER if code in STAGE_CODES[name]]
    return ", ".join(labels).lower()
