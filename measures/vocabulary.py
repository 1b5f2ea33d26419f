"""The words for status and risk: the city's codes, and how a bydel's own words are read."""

import re
from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices

from measures.status_language.bokmaal import in_bokmaal
from measures.status_language.clauses import how_it_is_now
from measures.status_language.proposals import proposal
from measures.status_language.sentences import in_short
from measures.status_language.slips import spelled_out
from measures.status_language.tails import (
    NEW_DEADLINE,
    SUBJECT,
    WHOLE_CELL_WORDS,
    Tail,
    read_tail,
)
from measures.status_language.two_phrases import (
    two_phrases,
    what_it_is_now,
    without_what_is_over,
)
from measures.status_language.wordings import ASKED, wording_of
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
    ("completed", "Avsluttet", frozenset({StatusCode.COMPLETED})),
    ("cancelled", "Utgått", frozenset({StatusCode.CANCELLED})),
)
"""The five stages: a name, what it is called on screen, its codes. «I kraft» (done still) is not
«Avsluttet» (brought to its end), and neither is «Utgått» (dropped). The two last are codes too."""

STAGE_CODES: dict[str, frozenset[StatusCode]] = {name: codes for name, _label, codes in STAGES}

# A measure with one of these can no longer miss its deadline.
CLOSED_CODES: frozenset[StatusCode] = frozenset(
    {StatusCode.IMPLEMENTED, StatusCode.ONGOING, StatusCode.COMPLETED, StatusCode.CANCELLED}
)

ENDED_CODES: frozenset[StatusCode] = frozenset({StatusCode.COMPLETED, StatusCode.CANCELLED})
"""Nothing more is expected of a measure with one of these."""

# For counting and filtering only; never stored. No entry at all, and an entry without a code.
NOT_REPORTED = "not_reported"
UNMAPPED = "unmapped"
PSEUDO_LABELS = {NOT_REPORTED: "Ikke rapportert", UNMAPPED: "Ukjent statusord"}

FURTHEST_FIRST = (*(str(code) for code in DISPLAY_ORDER), UNMAPPED, NOT_REPORTED)
"""How far along a status is, as `STATUS_RANK` sorts a list: a cell shows its list's first row."""


def shown_code(code: str | None, *, is_reported: bool = True) -> str:
    """What stands where a code does: the code, `unmapped`, or `not_reported`."""
    return code or (UNMAPPED if is_reported else NOT_REPORTED)


# Bullets, quotation marks and ticks that may stand before a status without saying anything; an
# empty box or a cross takes it back.
_BEFORE_THE_WORDS = " -–—•·*«»\"'“”✅✔✓☑🟢🟡🔵⏳🔄🚧\ufe0f"

# «Ja, iverksatt», «Nei, ikke startet»: what comes after says it.
_ANSWER = re.compile(
    r"\A(?:(?:ja|ok) ?[,.:–-]+(?! ?(?:ikke|men|delvis|nei)) ?|nei ?[,.:–-]+ ?(?=ikke\b))"
)

_AFTER_THE_WORDS = " .!;,»\"'”"

# A letter, or a hyphen with a letter after it («Oppstart-fasen»), carries the word on.
_WORD_GOES_ON = re.compile(r"-?\w")

_RISK_WORDS = re.compile(r"(lav|middels|høy)(?: risiko)?\.?")
_RISK_LEVELS = {"lav": RiskLevel.LOW, "middels": RiskLevel.MEDIUM, "høy": RiskLevel.HIGH}


def is_open(code: str | None) -> bool:
    """Whether a measure with this status can still miss its deadline.

    None, a measure that nobody has reported on, is open; so are the pseudo-codes.
    """
    return code not in CLOSED_CODES


def read_status(
    words: str, vocabulary: Mapping[str, StatusCode], on: date | None = None
) -> StatusCode | None:
    """The code that a status cell's words mean, or None where only a person can tell.

    The longest known leading phrase, ending at a word boundary, decides (domain rule «Status
    words»), where all that follows it is understood as a remark that leaves it as it is:
    «Iverksatt, ikke fulgt opp» is Iverksatt. A few tails decide themselves («Ikke startet –
    utgår», a year to come, seen from `on`, the day that the status is about); what may take the
    phrase back, or is not understood, makes the answer None (`status_language`). A
    cell that is a sentence («Prosjektet pågår») is read from its verb on; a wording that says
    the same as a phrase of the city (`wordings` there) is read as that phrase.

    A shorter phrase is never tried instead: «Iverksatt og avsluttet ikke» is not Iverksatt. Words
    that begin many sentences count only as the whole cell. The vocabulary's own wordings may be
    written in any case: they are folded here.
    """
    return read_folded(words, _folded(vocabulary), on)


def read_folded(
    words: str, known: Mapping[str, StatusCode], on: date | None = None
) -> StatusCode | None:
    """The same, of a vocabulary whose wordings are folded already: for many cells."""
    read = _by_its_first_phrase(words, known, on)
    return read if read is not None else _by_its_clauses(words, known, on)


def _by_its_clauses(
    words: str, known: Mapping[str, StatusCode], on: date | None
) -> StatusCode | None:
    """The code of «Var satt på vent, men er nå i gang igjen»: each clause is read to its end."""
    said = in_bokmaal(spelled_out(fold(words).strip(_BEFORE_THE_WORDS)))
    code = how_it_is_now(said, on, lambda phrase: _whole_phrase(phrase, known, on))
    return StatusCode(code) if code else None


def _by_its_first_phrase(
    words: str, known: Mapping[str, StatusCode], on: date | None
) -> StatusCode | None:
    if (both := _said_twice(words, known, on) or _later_of_two(words, known, on)) is not None:
        return both
    read = _leading(words, known, on)
    if read is None:
        return None
    phrase, tail, code = read
    tail = in_bokmaal(spelled_out(tail))
    if phrase.endswith(NEW_DEADLINE):
        tail = f"{NEW_DEADLINE}{tail}"  # its year is of the deadline, however long the phrase is
    match read_tail(tail, code, on, phrase=phrase):
        case Tail.REMARK:
            return code
        case Tail.UNCLEAR:
            return None
        case said:
            return StatusCode(said.value)


def _said_twice(words: str, known: Mapping[str, StatusCode], on: date | None) -> StatusCode | None:
    """The code of «Påbegynt/pågår», which is one; «Iverksatt/ikke iverksatt» is none."""
    halves = words.split("/")
    if len(halves) != 2:
        return None
    first, second = (read_folded(half, known, on) for half in halves)
    return first if first == second else None


def _later_of_two(
    words: str, known: Mapping[str, StatusCode], on: date | None
) -> StatusCode | None:
    """The code of the later phrase of «Iverksatt i 2022, avsluttet i 2024»; after an end, none."""
    said = in_bokmaal(spelled_out(fold(words).strip(_BEFORE_THE_WORDS)))
    if (rest := without_what_is_over(said)) is not None:
        return read_folded(rest, known, on)
    if (turn := what_it_is_now(said)) is not None:
        return _now_of(*turn, known, on)
    two = two_phrases(said, on)
    if two is None:
        return None
    before, after = (_whole_phrase(phrase, known, on) for phrase in (two.first, two.second))
    if after is StatusCode.NOT_STARTED or before in ENDED_CODES:
        return None
    return after if before or two.is_decision else None


def _now_of(
    first: str, second: str, known: Mapping[str, StatusCode], on: date | None
) -> StatusCode | None:
    """What a measure is now, where what it was is a status that may become another; work that is
    on and «nå iverksatt» may only have been set going."""
    before, after = read_folded(first, known, on), _whole_phrase(second, known, on)
    if before is None or before in ENDED_CODES or after is StatusCode.NOT_STARTED:
        return None
    if (before, after) == (StatusCode.IN_PROGRESS, StatusCode.IMPLEMENTED):
        return None
    return after


def _whole_phrase(
    phrase: str, known: Mapping[str, StatusCode], on: date | None
) -> StatusCode | None:
    if phrase in known:
        return None if phrase in WHOLE_CELL_WORDS else known[phrase]
    wording = wording_of(phrase, on)
    is_whole = wording is not None and wording.end == len(phrase)
    return known.get(wording.phrase) if wording and is_whole else None


def proposed_status(words: str) -> StatusCode | None:
    """What a cell that is left to a person may well mean, for that person to accept; never stored
    unasked."""
    code = proposal(in_bokmaal(spelled_out(fold(words))))
    return StatusCode(code) if code else None


def leading_phrase(
    words: str, vocabulary: Mapping[str, StatusCode]
) -> tuple[str, str, StatusCode] | None:
    """The longest known phrase that a cell begins with, what follows it, and the phrase's code."""
    return _leading(words, _folded(vocabulary), None)


def _folded(vocabulary: Mapping[str, StatusCode]) -> dict[str, StatusCode]:
    return {fold(phrase): code for phrase, code in vocabulary.items()}


def _leading(
    words: str, known: Mapping[str, StatusCode], on: date | None
) -> tuple[str, str, StatusCode] | None:
    said = fold(words).lstrip(_BEFORE_THE_WORDS)
    found = _longest(said, known)
    if found and not found[1].strip(_AFTER_THE_WORDS):
        return *found, known[found[0]]  # the whole cell: nothing longer can be found
    plain = in_short(_ANSWER.sub("", in_bokmaal(spelled_out(said))))
    in_plain = _longest(plain, known)
    if found and in_plain and _leaves_less(in_plain[1], found[1]):
        found = in_plain  # «Pågår løpande» is more than «pågår»
    others = (plain, SUBJECT.sub("", said, count=1), SUBJECT.sub("", plain, count=1))
    found = found or next((read for each in others if (read := _longest(each, known))), None)
    wording = wording_of(plain, on)
    if wording and (found is None or _leaves_less(plain[wording.end :], found[1])):
        if wording.phrase == ASKED:
            return None
        if wording.phrase in known:
            found = wording.phrase, plain[wording.end :]
    return (*found, known[found[0]]) if found else None


def _leaves_less(tail: str, than: str) -> bool:
    """Whether the one reading reaches further into the cell than the other does."""
    return len(tail) < len(in_bokmaal(spelled_out(than)))


def _longest(said: str, known: Mapping[str, StatusCode]) -> tuple[str, str] | None:
    leading = [
        phrase
        for phrase in known
        if phrase
        and said.startswith(phrase)
        and not _WORD_GOES_ON.match(said, len(phrase))
        and (phrase not in WHOLE_CELL_WORDS or not said[len(phrase) :].strip(_AFTER_THE_WORDS))
    ]
    if not leading:
        return None
    longest = max(leading, key=len)
    return longest, said[len(longest) :]


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


def stage_of(code: str) -> str:
    """The name of the stage that a code is in; `unmapped` for words that nobody has explained."""
    return next((name for name, codes in STAGE_CODES.items() if code in codes), UNMAPPED)


def words_of_stage(name: str) -> str:
    """«delvis iverksatt, under arbeid»: what a stage of several codes holds, in their order."""
    if len(STAGE_CODES[name]) == 1:
        return ""
    labels = [label_for(code) for code in DISPLAY_ORDER if code in STAGE_CODES[name]]
    return ", ".join(labels).lower()
