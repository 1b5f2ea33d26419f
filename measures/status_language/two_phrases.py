"""A cell of two phrases that tells what became of a measure: of the two, the later holds.

«Iverksatt i 2022, avsluttet i 2024» is over. Two times are certain only where each phrase has its
own, none is still to come, and nothing else is said; what was only planned for the first time is no
first phrase. Words come here folded and in bokmål.
"""

import re
from dataclasses import dataclass
from datetime import date

from measures.status_language.wording_parts import BEGUN, DONE
from ruspolitikk.day_reading import MONTH_NAMES

_MONTHS = "|".join(MONTH_NAMES)
_PUT_OFF = r"(?:utsatt|(?:satt |lagt |stilt )?(?:på vent|på is|på pause|i bero))"
_NOT_YET = r"(?:(?:ennå|enda|fortsatt|foreløpig|hittil) )*"
_CARRIED_OUT = (
    r"(?:iverksatt|satt i verk|gjennomført|utført|innført|implementert|etablert|tatt i bruk)"
)
"""Of what is not this nothing may be done; of what is not finished, much may be."""
_SAYS_WHEN = rf"(?: (?:i|til|i løpet av|høsten|våren|sommeren|{_MONTHS}|20\d\d)\b)*"

TURNS: dict[str, tuple[str, ...]] = {
    "ikke startet": (
        r"(?:vedtatt|besluttet|bestemt|godkjent|bevilget|finansiert|planlagt),? men (?:er |ble )?"
        rf"{_NOT_YET}ikke {_NOT_YET}(?:{BEGUN}|{_CARRIED_OUT})"
        r"(?! (?:før|innen|i tide|på nytt|igjen))",
    ),
    "på vent": (
        rf"planlagt (?:(?:å )?(?:bli |være )?(?:{DONE}|{BEGUN})|oppstart){_SAYS_WHEN},? men"
        rf" (?:(?:er|ble|har blitt|måtte) )?(?:nå )?{_PUT_OFF}",
    ),
    "iverksatt": (r"vært i (?:(?:full|ordinær|normal|stabil) )?drift(?= siden\b)",),
    "under arbeid": (r"vært (?:i gang|under arbeid)(?= siden\b)",),
}
"""What a cell begins with, as in `wordings`, where the turn itself is one phrase."""

WHOLE_TURNS: dict[str, tuple[str, ...]] = {
    "ikke startet": (r"nei,? men (?:er |det )?(?:planlagt|planlegges|under planlegging)",),
    "delvis iverksatt": (r"ja,? (?:men )?(?:bare |kun )?delvis",),
}
"""What says it only as the whole cell."""

_WHEN = (
    r"(?:(?:i|fra|fom|per|pr\.?|den|tidlig|sent|i løpet av|høsten|våren|sommeren|vinteren) )*"
    rf"(?:(?P<{{n}}_day>\d{{{{1,2}}}})\. ?)?(?:(?P<{{n}}_name>{_MONTHS}) "
    r"|(?P<{n}_month>\d{{1,2}})\.)?(?P<{n}_year>20\d\d)"
)
_IT = (
    r"(?:(?:tiltaket|arbeidet|prosjektet|ordningen|tilbudet|det|dette) )?"
    r"(?:(?:er|ble|var|har blitt) )?"
)
_THEN = r"(?:(?:men|og|så|deretter|derpå|senere|er|ble|har blitt|nå|den|det|tiltaket) )*"
_TWO_PHRASES = re.compile(
    rf"{_IT}(?P<first>[a-zæøå][a-zæøå ]*?) {_WHEN.format(n='first')}(?:[,;.]| [-–]|(?= og | men ))"
    rf" {_THEN}(?P<second>[a-zæøå][a-zæøå ]*?) {_WHEN.format(n='second')}[\s.!]*"
)
_ONLY_MEANT = re.compile(r"(?:planlagt|planlegges) .*|.*\b(?:skal|bør|må|vil|kan|forvent\w*)\b.*")
_ONLY_DECIDED = re.compile(r"vedtatt|besluttet|godkjent|foreslått")
_HAS_HAPPENED = re.compile(r"(?!.*\bikke\b)(?:\w+ )*(?:\w+t|\w+a|igjen|på vent|i bero|på is)")


@dataclass(frozen=True)
class TwoPhrases:
    """What was first, and what it became."""

    first: str
    second: str
    is_decision: bool


def two_phrases(said: str, on: date | None) -> TwoPhrases | None:
    """The two phrases that the whole cell is; None where it is not, or a time of them is to come
    or stands in the wrong order."""
    found = _TWO_PHRASES.fullmatch(said)
    if found is None or on is None:
        return None
    first, second = found["first"], found["second"]
    if _ONLY_MEANT.fullmatch(first) or not _HAS_HAPPENED.fullmatch(second):
        return None
    at, then = _when(found, "first"), _when(found, "second")
    if at[: len(then)] > then[: len(at)] or then > (on.year, on.month, on.day)[: len(then)]:
        return None
    return TwoPhrases(first, second, _ONLY_DECIDED.fullmatch(first) is not None)


_NOW = re.compile(
    r"(?P<first>(?!oppstart|(?:for|del)(?:prosjekt|arbeid))[^,;]+?)"
    r"(?:(?:[,;.]| [-–]) (?:men |og )?| (?:men|og) )"
    r"(?:(?:den|det|dette|tiltaket|arbeidet|prosjektet) )?(?:er |ble )?nå (?:er |blitt )?"
    r"(?P<second>(?!løst)[a-zæøå][a-zæøå ]*?)[\s.!]*"
)
"""Not of what was to begin, nor of what is solved: that may be what was in the way."""
_WAITED = re.compile(r"\A(?:av)?ventet (?:på )?")
_UP_TO = re.compile(
    r" fr[ae]m til (?:sommeren|høsten|våren|vinteren|jul|påske|nyttår|sommerferien"
    rf"|(?:{_MONTHS})?(?: ?20\d\d)?)$"
)


def what_it_is_now(said: str) -> tuple[str, str] | None:
    """«Under arbeid fram til sommeren, nå avsluttet»: what it was, as a status of its time, and
    what it is; None where the cell tells no «nå»."""
    found = _NOW.fullmatch(said)
    if found is None:
        return None
    return _UP_TO.sub("", _WAITED.sub("venter på ", found["first"])), found["second"]


_NO_MORE = re.compile(
    r"(?:(?:utgår|droppes|avlyses) (?:likevel )?ikke(?: likevel)?"
    r"|ikke lenger (?:på vent|utsatt|i bero|forsinket|på is)|er ikke lenger på vent)"
    r"(?:[,;.]| [-–])+ (?:men )?(?:er )?(?=\w)"
)
_REFUSED = re.compile(
    r"(?:søknad(?:en)?(?: om [\w-]+)? (?:er |ble )?avslått|fikk avslag(?: på søknad(?:en)?)?"
    r"|avslag på søknad(?:en)?)(?:[,;.]| [-–])+ (?=\w)"
)


def without_what_is_over(said: str) -> str | None:
    """«Ikke lenger på vent, arbeidet er i gang», «Søknad avslått, blir ikke gjennomført»: what
    comes after a phrase that is taken back at once, or is only why; None where there is none."""
    found = _NO_MORE.match(said) or _REFUSED.match(said)
    return said[found.end() :] if found else None


def _when(found: re.Match[str], n: str) -> tuple[int, ...]:
    """Year, and month and day where they are said."""
    said = found.groupdict()
    name, number, day = (said[f"{n}_{part}"] for part in ("name", "month", "day"))
    when = [int(found[f"{n}_year"])]
    if name or number:
        when.append(MONTH_NAMES.index(name) + 1 if name else int(number))
        when += [int(day)] if day else []
    return tuple(when)
