"""What follows a known phrase in a status cell, and may take back what the phrase says.

domain.md, «Status words»: a few words decide; all else must be understood as a remark that leaves
the status as it is (`remarks`). Words are folded before they come here.
"""

import re
from datetime import date
from enum import Enum

from measures.status_language.remarks import leaves_it
from measures.status_language.wording_parts import OFTEN
from ruspolitikk.day_reading import MONTH_NAMES


class Tail(Enum):
    """What the rest of a cell does to the phrase before it."""

    REMARK = "remark"  # the phrase stands
    UNCLEAR = "unclear"  # only a person can tell
    NOT_STARTED = "not_started"
    ON_HOLD = "on_hold"
    IN_PROGRESS = "in_progress"
    CANCELLED = "cancelled"


WHOLE_CELL_WORDS = {
    "alle",
    "alt",
    "at",
    "av",
    "da",
    "de",
    "delvis",
    "den",
    "det",
    "dette",
    "du",
    "ei",
    "eller",
    "en",
    "er",
    "et",
    "etter",
    "for",
    "fra",
    "få",
    "halvveis",
    "har",
    "hvis",
    "i",
    "ikke",
    "ikkje",
    "ingen",
    "inntil",
    "ja",
    "kan",
    "kun",
    "med",
    "men",
    "mer",
    "må",
    "nei",
    "noe",
    "noen",
    "ny",
    "nye",
    "nytt",
    "når",
    "og",
    "ok",
    "om",
    "pause",
    "på",
    "skal",
    "som",
    "så",
    "til",
    "under",
    "ved",
    "vi",
    "videre",
    "vil",
}
"""Words that begin many sentences: as a status they count only when they are the whole cell."""

_TAKEN_BACK = re.compile(r" ?[?/]|.*\?")  # one of two, or a question
_CANCELLED = re.compile(
    r"\b(?:utgår|utgått|utgjekk|avlyst|avlyses|droppes|droppet|skrinlagt|bortfalt|bortfaller"
    r"|faller bort|slette[st]|(?:uaktuel|ikke lenger aktuel)\w*|erstatt(?:et|a|es)|strøket"
    r"|strykes|(?:tas|tatt|teke) ut|blir ikke noe av|gjennomføres ikke)\b"
)
_POSTPONED = re.compile(
    r"\b(?:utsatt|utsett|utsettes|(?:satt|settes|sett|lagt|legges)? ?på vent|lagt på is"
    r"|lagt til side|pauset?|(?:satt )?på pause|(?:stilt |lagt |satt )?i bero)\b"
)
_BUT_POSTPONED = re.compile(rf"\W*(?:men|og|så) (?:er |ble |nå )*(?:{_POSTPONED.pattern})")
_DONE_IN_A_YEAR = re.compile(
    r"\bferdig(?:stilt)?(?= (?:(?:i|innen|til|ca|høsten|våren|sommeren|uke|utgangen av"
    rf"|{'|'.join(MONTH_NAMES)}) )*(?:\d{{1,2}}\.){{0,2}}20\d\d)"
)
_STILL_TO_COME = {"not_started", "on_hold", "cancelled"}
_YEAR = re.compile(r"(?<![\d.,-])(?:(?:\d{1,2}\.){2})?((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.,-])\d{1,2}\.\d{1,2}\.(\d\d)(?![\d.])")
_DAY = re.compile(r"(?<![\d.,-])(\d{1,2})\.(\d{1,2})\.(20\d\d)(?!\d)")
_THE_REST_TOO = re.compile(
    r"\b(?:resten|øvrige|de andre) (?:er |har |ble |nå |også )+(?:gjennomført|utført|ferdig"
    r"|fullført"
    r"|iverksatt|på plass|avsluttet)"
)
NEW_DEADLINE = "ny frist"
_NEW_DEADLINE = re.compile(rf"\W*{NEW_DEADLINE}\b")
_SEASON_OR_MONTH = (
    r"(?:neste |nyår|høst|haust|vår|sommer|sumar|vinter|januar|februar|mars|april|mai|juni|juli"
    r"|august|september|oktober|november|desember|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov"
    r"|des)\b"
    r"|uke |veke |\d"
    r"|(?:første|andre|tredje|fjerde) (?:kvartal|halvår|tertial))"
)
_TIME_AHEAD = re.compile(
    rf"\W*(?:(?:er|blir|ca|medio|primo|ultimo|innen|fra|frå|fom|fra og med|i|om|til|på"
    rf"|i løpet av|ved|mot|rundt|før"
    r"|tidlig|sent) )*"
    rf"(?:{_SEASON_OR_MONTH}|nyttår|årsskift|skolestart|semester|jul\b|påske|ferien|året)"
    r"|\W*(?:\w+ )?(?:forutsetter|krever|betinger|avhenger|avventer|venter|utsatt|utsett(?:es)?"
    r"|forsinket|planlagt|snart|etter)\b"
)
_FROM_A_TIME = re.compile(
    rf"\W*(?:fra og med|frå og med|fra|frå|fom|f\.o\.m\.?|i|innen) {_SEASON_OR_MONTH}?"
)

_WAITS = re.compile(r"\b(?:avventer|venter|i påvente av)(?: på)?$")
_NOT_WAITING = re.compile(r"\W*ikke\b")
_AS_NEEDED = re.compile(r"\W*(?:ved|etter|om|hvis) behov\b")
_IN_DRIFT = re.compile(r"\bi (?:\w+ )?drift\b")
_IN_A_YEAR = re.compile(
    rf"\A (?:(?:i|høsten|våren|sommeren|{'|'.join(MONTH_NAMES)}) )*20\d\d(?=\W+$)"
)
_FIRST = re.compile(r"\W*først\b")  # «Pågår først fra 2028»; «Startet først i 2025» has begun
_FOR_NOW = re.compile(
    r"\W*(?:for|i) (?:i år|denne (?:gang(?:en)?|omgang)|inneværende år|sesongen)\b"
)
_SEASON_BEGINS = {"vår": 1, "sommer": 6, "høst": 9, "år": 13, "vinter": 13}
_IN_A_MONTH = re.compile(
    rf"\W*(?:i |til |ca |medio |ultimo |primo )*({'|'.join(MONTH_NAMES)})\b(?! \d)"
)
_IN_THE_COURSE_OF = re.compile(
    r"\W*i løpet av (?:denne )?(høst|vår|sommer|vinter|år)(?:en|et)?\b(?! \d)"
)
_SOME_DAY = re.compile(
    r"\W*(?:(?:nå )?(?:i |til |mot |ca )*(?:høst|vår|sommer|vinter)(?:en)?\b(?! (?:19|20)\d\d)|om\b"
    r"|i løpet av (?!(?:19|20)\d\d)|når\b|med (?!(?:tiltaket|arbeidet|prosjektet|dette|alt|alle"
    r"|hele)\b))"
)
_ONLY_A_STEP = re.compile(
    r" (?:lyst ut|utlyst|bestilt|finansiert|budsjettert|rekruttert|kartlagt|vedtatt|godkjent"
    r"|avtalt|forankret|drøftet|diskutert|vurdert|forhandlet|skissert|søkt|omsøkt)\b"
)  # «Ferdig utlyst» is on its way
_NO_LONGER = re.compile(r"\W*(?:lenger|lengre|på nytt|igjen)\b")
_EVER = re.compile(rf"\b(?:{OFTEN})\b")
_UNTIL_A_YEAR = re.compile(
    r"\b(?:til|tom|t\.o\.m\.?|ut)(?: og med)? (?:[\d.]+\.)?(?:\w+ )?((?:19|20)\d\d)\b"
)

_RUNS = re.compile(
    r"\b(?:går (?:\w+ )?(?:etter|som|sin gang|bra|fint|greit|godt|fremover|i henhold|i tråd)"
    r"|i rute|følger (?:fremdrifts)?planen|pågår|i (?:full |god )?gang|i drift|løper|fungerer"
    r"|under arbeid)\b"
)


def read_tail(tail: str, code: str, on: date | None, *, phrase: str = "") -> Tail:
    """What a tail does to a phrase of a code, said of a day; of None, no year is known to be past.

    A few words decide (`_decided`); of all else, and of what is left beside them, every clause must
    be understood as a remark. Of two phrases it matters which they are: «Oppstart» with a time
    after it has not begun, and «Ferdig» may be what is to be some day.
    """
    is_start = phrase.startswith("oppstart")
    if is_start and _AS_NEEDED.match(tail):
        return Tail.UNCLEAR
    if _TAKEN_BACK.match(tail) or _is_done_some_day(tail, code, on, phrase):
        return Tail.UNCLEAR
    if _WAITS.search(phrase) and not _NOT_WAITING.match(tail):
        tail = f" venter{tail}"  # whatever is waited for is why it waits
    said, rest = _decided(tail, code, on, phrase)
    if said is Tail.UNCLEAR:
        return Tail.UNCLEAR
    meant = ("start" if is_start else code) if said is Tail.REMARK else said.value
    return said if leaves_it(rest, meant) else Tail.UNCLEAR


def _decided(tail: str, code: str, on: date | None, phrase: str) -> tuple[Tail, str]:
    """What the tail says where it names a status of its own, and what must be understood then."""
    comes = not _NEW_DEADLINE.match(tail) and _names_a_coming_time(tail, on)
    if code == "completed" and tail.strip(" .!") == "snart":
        return Tail.IN_PROGRESS, ""
    if phrase.startswith("oppstart") and _TIME_AHEAD.match(tail):
        return (Tail.UNCLEAR if _RUNS.search(tail) else Tail.NOT_STARTED), tail
    if (first := _FIRST.match(tail)) and code in {"in_progress", "implemented", "ongoing"}:
        if not _YEAR.search(tail):
            return Tail.UNCLEAR, tail
        if comes:
            return Tail.NOT_STARTED, tail[first.end() :]
    if code == "completed" and _FOR_NOW.match(tail):
        return Tail.UNCLEAR, tail
    if code in {"implemented", "ongoing"} and comes and _FROM_A_TIME.match(tail):
        return Tail.NOT_STARTED, tail
    goes_on = code in {"in_progress", "partly_implemented"}
    if code not in _STILL_TO_COME and comes and (not goes_on or _FROM_A_TIME.match(tail)):
        return Tail.UNCLEAR, tail
    if code == "cancelled" and comes and _FROM_A_TIME.match(tail):
        return Tail.UNCLEAR, tail
    if _is_no_longer(tail, code, on, phrase):
        return Tail.UNCLEAR, tail
    if (found := _CANCELLED.search(tail)) and code not in {"completed", "cancelled"}:
        is_dropped = _comes_first(tail, found) and not comes
        return (Tail.CANCELLED if is_dropped else Tail.UNCLEAR), tail[found.end() :]
    if code == "not_started" and (found := _BUT_POSTPONED.match(tail)):
        return Tail.ON_HOLD, tail[found.end() :]
    if goes_on and comes:
        return Tail.REMARK, _DONE_IN_A_YEAR.sub("ferdigstilles", tail)
    if code == "in_progress" and (found := _POSTPONED.search(tail)):
        return (Tail.ON_HOLD if _comes_first(tail, found) else Tail.UNCLEAR), tail[found.end() :]
    return Tail.REMARK, tail


def _is_done_some_day(tail: str, code: str, on: date | None, phrase: str) -> bool:
    """«Ferdig i høst», «Ferdig med forarbeidet», «Ferdig utlyst»; «Gjennomført i løpet av høsten»,
    said in May."""
    if phrase.endswith("ferdig") and code == "completed":
        month = _IN_A_MONTH.match(tail)
        if month and (on is None or MONTH_NAMES.index(month[1]) >= on.month):
            return True
        return bool(_SOME_DAY.match(tail) or _ONLY_A_STEP.match(tail))
    season = _IN_THE_COURSE_OF.match(tail) if code in {"completed", "implemented"} else None
    return bool(season and (on is None or _SEASON_BEGINS[season[1]] > on.month))


def _is_no_longer(tail: str, code: str, on: date | None, phrase: str) -> bool:
    """«Ikke i gang lenger», which once was; «Under arbeid til og med 2024», said in 2025; «Skal
    gjennomføres årlig», which may run; «Delvis gjennomført, resten er nå gjennomført»."""
    if code == "not_started":
        will_be = phrase.startswith(("skal", "vil bli", "planlegges"))
        return bool(_NO_LONGER.match(tail) or (will_be and _EVER.search(tail)))
    if code == "partly_implemented":
        return bool(_THE_REST_TOO.search(tail))
    if code == "in_progress" and _IN_DRIFT.search(tail):
        return True
    until = _UNTIL_A_YEAR.search(tail) if code == "in_progress" else None
    return bool(until and on is not None and int(until[1]) < on.year)


def _comes_first(tail: str, found: re.Match[str]) -> bool:
    """Whether nothing but marks, «men», or when the first was, stands between the two."""
    between = _IN_A_YEAR.sub("", tail[: found.start()])
    return not re.sub(
        r"\W|\b(?:men|og|så|er|nå|ble|blir|vart|no|tiltaket|prosjektet)\b", "", between
    )


def _names_a_coming_time(tail: str, on: date | None) -> bool:
    years = [int(year) for year in _YEAR.findall(tail)]
    years += [2000 + int(year) for year in _SHORT_YEAR.findall(tail)]
    if any(on is None or year > on.year for year in years):
        return True
    days = [(int(year), int(month), int(day)) for day, month, year in _DAY.findall(tail)]
    return any(on is not None and day > (on.year, on.month, on.day) for day in days)


SUBJECT = re.compile(
    r"\A(?:(?:prosjektet|arbeidet|tiltaket|tiltakene|dette|alt|planen|rutinen|ordningen"
    r"|tilbudet|vi|saken(?= (?:er|ble) (?:nå )?(?:avslutt|lukk|ferdig|fullfør"
    r"|gjennomfør|utfør|utsatt|under arbeid|påbegynt|satt på vent))|vedtaket"
    r"|alle (?:tiltak|kurs|møter|punkter|aktiviteter)|kurset|kursene|opplæringen|kampanjen"
    r"|aktiviteten|aktivitetene|punktet|oppgaven|gjennomføringen|implementeringen|iverksettingen"
    r"|innføringen) "
    r"(?:(?:er|har|ble|vart|har blitt|er blitt) |blir (?=(?:utsatt|satt på vent|avlyst"
    r"|forsinket)\b))?"
    r"|(?:er|har|ble|vart|har blitt|er blitt) |blir (?=(?:utsatt|avlyst)\b))"
    r"(?:(?:nå|no|fortsatt|framleis|allerede) )?"
)
"""How a status that is written as a sentence begins: «Prosjektet pågår», «Arbeidet er utsatt», «Er
iverksatt»; «blir gjennomført» is still to come."""
