"""What follows a known phrase in a status cell, and may take back what the phrase says.

domain.md, «Status words»: a closed list of words; what none of them tells is a remark. Words are
folded before they come here.
"""

import re
from datetime import date
from enum import Enum


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
    "etablert",
    "etter",
    "for",
    "fra",
    "få",
    "gjort",
    "har",
    "hvis",
    "i",
    "ikke",
    "ikkje",
    "implementert",
    "ingen",
    "innført",
    "inntil",
    "ja",
    "kan",
    "kun",
    "levert",
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
    "om",
    "planlegges",
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

_ADVERB = r"(?:ennå|enda|foreløpig|fortsatt|fremdeles|dessverre|heller)"
_NEGATION = rf"(?:{_ADVERB} )*(?:ikke|ikkje|ei|aldri|nei|neppe|delvis)(?!-?\w)"
_TAKEN_BACK = re.compile(
    r" ?[?/]"  # a question, or one of two
    rf"| ?:? ?{_NEGATION}"  # directly after the phrase: «Iverksatt ikke ennå», «Iverksatt: nei»
    r"| ?eller(?!\w)"
    r"| i (?:liten|noen|mindre) grad\b"
    rf"|\W*{_NEGATION}(?: {_ADVERB})*\W*$"  # nothing else is said: «Iverksatt – ikke ennå»
)

# What goes on and is to be done by a day goes on: «Under arbeid, blir ferdig i 2027».
_TO_BE_DONE = re.compile(
    r"\W*(?:(?:men|og|skal|vil|være|bli|blir|er|forventes|forventet|planlagt|antatt) )*"
    r"(?:ferdig(?:stilles|stilt|stilling)?|fullføres|sluttføres)"
    r"(?: (?:i|innen|til|ila|løpet av|utgangen av|våren|sommeren|høsten|rundt|ca\.?))* [\d.]+\W*"
)
# Some of it: «Gjennomført i 2 av 5 barnehager», «Ferdig, med unntak av punkt 3».
_NOT_ALL = re.compile(
    r"\b(?:\d+ av \d+|en av \w+|halvparten|med unntak av|unntatt|bortsett fra|utenom)\b"
    r"|(?<!\d)\d{1,2} ?(?:%|prosent)"
    # Something else is done: «Ferdig utredet», «Fullført plan, men ikke iverksatt».
    r"|^ (?:utredet|planlagt|prosjektert|kartlagt|regulert)\b"
    r"|\bikke (?:iverksatt|igangsatt|gjennomført|utført|startet|påbegynt|ferdig|fullført)\b"
)
_ALREADY_ASKS = re.compile(r"\?")
_CANCELLED = re.compile(r"\b(?:utgår|utgått|utgjekk|avlyst|avlyses|droppes|droppet|skrinlagt)\b")
_STOPPED = re.compile(
    r"\b(?:avviklet|avvikles|avvikla|nedlagt|legges ned|lagt ned|opphørt|opphører|stanset|stansa"
    r"|stoppet|stoppa|avsluttet|avsluttes|avslutta)\b"
)
_POSTPONED = re.compile(
    r"\b(?:utsatt|utsett|utsettes|(?:satt|settes|sett|lagt|legges)? ?på vent|lagt på is"
    r"|lagt til side)\b"
)
_PLANNED = re.compile(r"\b(?:snart|(?<!som )planlagt|planlegges|planlagd)\b")
_RUNNING = re.compile(
    r"\b(?:i drift|i gang|igangsatt|pågår|er startet|er starta|gjenopptatt|tatt opp igjen"
    r"|startet igjen|påbegynt|påbyrja|iverksatt|gjennomført)\b"
)
_YEAR = re.compile(r"(?<![\d.,-])(?:(?:\d{1,2}\.){2})?((?:19|20)\d\d)(?!\d)")
NEW_DEADLINE = "ny frist"
_NEW_DEADLINE = re.compile(rf"\W*{NEW_DEADLINE}\b")
_SEASON_OR_MONTH = (
    r"(?:neste |høst|haust|vår|sommer|sumar|vinter|januar|februar|mars|april|mai|juni|juli|august"
    r"|september|oktober|november|desember|uke |veke |\d"
    r"|(?:første|andre|tredje|fjerde) (?:kvartal|halvår|tertial))"
)
_TIME_AHEAD = re.compile(
    rf"\W*(?:(?:er|blir|ca|medio|primo|ultimo|innen|fra|frå|fom|fra og med|i|om|til|på) )*"
    rf"{_SEASON_OR_MONTH}|\W*(?:\w+ )?(?:avventer|venter|utsatt|utsett|snart|etter)\b"
)
_FROM_A_TIME = re.compile(
    rf"\W*(?:fra og med|frå og med|fra|frå|fom|f\.o\.m\.?|i|innen|til) {_SEASON_OR_MONTH}?"
)


def read_tail(tail: str, code: str, on: date | None, *, is_start: bool = False) -> Tail:
    """What a tail does to a phrase of a code, said of a day; of None, no year is known to be past.

    `is_start`: the phrase is «Oppstart», which with a time after it has not begun.
    """
    if _TAKEN_BACK.match(tail) or _ALREADY_ASKS.search(tail):
        return Tail.UNCLEAR
    if is_start and _TIME_AHEAD.match(tail):
        return Tail.NOT_STARTED
    if code == "cancelled":
        return Tail.REMARK
    if found := _CANCELLED.search(tail):
        return Tail.CANCELLED if _comes_first(tail, found) else Tail.UNCLEAR
    if code in {"not_started", "on_hold"}:
        return Tail.UNCLEAR if _RUNNING.search(tail) else Tail.REMARK
    return _read_for_what_runs(tail, code, on)


def _read_for_what_runs(tail: str, code: str, on: date | None) -> Tail:
    """After a phrase that says that something goes on, is in force or is done."""
    if code == "in_progress" and _TO_BE_DONE.fullmatch(tail):
        return Tail.REMARK
    if code in {"completed", "implemented"} and _NOT_ALL.search(tail):
        return Tail.UNCLEAR
    if code != "completed" and _STOPPED.search(tail):
        return Tail.UNCLEAR
    if found := _POSTPONED.search(tail):
        is_said_of_it = code == "in_progress" and _comes_first(tail, found)
        return Tail.ON_HOLD if is_said_of_it else Tail.UNCLEAR
    if _PLANNED.search(tail):
        is_soon_done = code == "completed" and tail.strip(" .!") == "snart"
        return Tail.IN_PROGRESS if is_soon_done else Tail.UNCLEAR
    if not _NEW_DEADLINE.match(tail) and _names_a_coming_year(tail, on):
        is_to_begin = code in {"implemented", "ongoing"} and _FROM_A_TIME.match(tail)
        return Tail.NOT_STARTED if is_to_begin else Tail.UNCLEAR
    return Tail.REMARK


def _comes_first(tail: str, found: re.Match[str]) -> bool:
    """Whether nothing but marks, or «men», stands between the phrase and the word."""
    return not re.sub(r"\W|\b(?:men|er|nå|blir|no)\b", "", tail[: found.start()])


def _names_a_coming_year(tail: str, on: date | None) -> bool:
    years = [int(year) for year in _YEAR.findall(tail)]
    return any(on is None or year > on.year for year in years)


SUBJECT = re.compile(
    r"(?:(?:prosjektet|arbeidet|tiltaket|dette|alt|planen|rutinen|ordningen|tilbudet) "
    r"(?:(?:er|har|ble|blir|vart|har blitt|er blitt) )?|(?:er|har|ble|vart|har blitt|er blitt) )"
    r"(?:(?:nå|no|fortsatt|framleis|allerede) )?"
)
"""How a status that is written as a sentence begins: «Prosjektet pågår», «Arbeidet er utsatt», «Er
iverksatt»."""

_SPELLED_IN_BOKMAAL = (
    (re.compile(r"\bikkje\b"), "ikke"),
    (re.compile(r"\b(iverk|igang|ut)sett\b"), r"\1satt"),
    (re.compile(r"\bsett (i|på)\b"), r"satt \1"),
    (re.compile(r"\bpåbyrja\b"), "påbegynt"),
    (re.compile(r"\b(avslutt|start|stans)a\b"), r"\1et"),
    (re.compile(r"\b(gjennomfør|fullfør|utfør|sluttfør)d\b"), r"\1t"),
    (re.compile(r"\bkontinuerleg\b"), "kontinuerlig"),
    (re.compile(r"løpande\b"), "løpende"),
    (re.compile(r"\bplanlagd\b"), "planlagt"),
    (re.compile(r"\bgjenom"), "gjennom"),
    (re.compile(r"\bferdigstillt\b"), "ferdigstilt"),
)


def in_bokmaal(said: str) -> str:
    """A status in the vocabulary's spelling: nynorsk («ikkje igangsett»), and common slips."""
    for words, spelled in _SPELLED_IN_BOKMAAL:
        said = words.sub(spelled, said)
    return said
