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

_NUMBER = r"(?:\d{1,2}|en|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)"
# Some of it: «Gjennomført i 2 av 5 barnehager», «Ferdig, med unntak av punkt 3», «Ferdig fase 1».
_NOT_ALL = re.compile(
    rf"\b(?:{_NUMBER} av (?:de |våre )?\w+|halvparten|med unntak av|unntatt|bortsett fra|utenom"
    r"|gjenstår|gjenstående|(?:fase|etappe|steg|del|trinn) (?:\d|en\b|én\b|i\b))"
    r"|(?<!\d)\d{1,2} ?(?:%|prosent)"
    r"|\bikke (?:på|i|for|ved|hos) "
    # Something else is done: «Ferdig utredet», «Fullført plan, men ikke iverksatt».
    r"|^ (?:utredet|planlagt|prosjektert|kartlagt|regulert)\b"
    # Of some: «Gjennomført i enkelte skoler», «Ferdig første runde», «På plass i to soner».
    rf"|^ (?:(?:i|på|for|ved|hos|av|blant) )?(?:de )?(?:enkelte|noen|nokre|flere|mange|fleste|få"
    rf"|deler|første|andre|{_NUMBER}) (?!gang|år|dag|uke|kvartal|halvår|tertial)\w"
    r"|\b(?:stort sett|bare|kun)\b|^ (?:nesten|med første)\b"
    # It is to be done, or was never: «Ferdig til sommeren», «Avsluttet uten gjennomføring».
    r"|^ (?:når|neste|til (?:sommer|sumar|høst|haust|vår|vinter|jul|påske|neste|\d))"
    r"|\b(?:uten|før) (?:å|at|gjennomføring|iverksett(?:else|ing)|oppstart|tiltak)\b"
    # It waits, or has begun again.
    r"|\b(?:venter|avventer|følger|i bero|gjenopptatt|gjenåpnet|tatt opp igjen|på nytt"
    r"|start(?:et|er|es) (?:opp )?igjen)\b"
)
# «Ikke gjennomført i alle skoler» is begun.
_NOT_WHOLLY = re.compile(
    r" (?:(?:i|på|for|ved|hos|av) )?(?:alt|alle|fullt|helt|hele|heile|sin helhet|overalt)\b"
)
# «Under arbeid, ikke startet i skolen», «Forsinket oppstart».
_NOT_BEGUN = re.compile(
    r"\bikke (?:startet|påbegynt|igangsatt|begynt|satt i gang|kommet i gang|(?:på|i|for|ved|hos) )"
    r"|^\W*(?:oppstart|starter|startes)\b"
)
_NO_LONGER = re.compile(
    r"\b(?:ikke (?:nå|lenger|lengre)|tidligere,|ikke videreført|ikke videreføres"
    r"|videreføres ikke)\b|^ (?:(?:frem|fram|inn)? ?til) "
)
# «Utsatt, men nå ferdig», «Påbegynt i 2024, fullført i 2025».
_DONE_BY_NOW = re.compile(
    r"\b(?:nå|er|no) (?:(?:nå|no|fullt|helt) )?"
    r"(?:ferdig(?:stilt)?|fullført|utført|avsluttet|startet|iverksatt|gjennomført)\b"
)
_DONE_IN = re.compile(
    r"\b(?:ferdig(?:stilt)?|fullført|gjennomført|utført)\b(?: [a-zæøå]+)* ((?:19|20)\d\d)\b"
)
_IF = re.compile(r"\b(?:hvis|dersom|kanskje|trolig|muligens)\b")
_NOT_DONE = re.compile(
    r"\bikke (?:iverksatt|igangsatt|gjennomført|utført|startet|påbegynt|ferdig|fullført)\b"
)
_DONE = re.compile(r"\b(?:fullført|ferdigstilt|gjennomført|utført|sluttført|lukket)\b")
_NOT = re.compile(r"\b(?:ikke|vurderes|avklares)\b")
_ALREADY_ASKS = re.compile(r"\?")
_CANCELLED = re.compile(
    r"\b(?:utgår|utgått|utgjekk|avlyst|avlyses|droppes|droppet|skrinlagt|bortfalt|bortfaller"
    r"|faller bort|slette[st]|(?:uaktuel|ikke lenger aktuel)\w*|erstatt(?:et|a|es)|strøket"
    r"|strykes|(?:tas|tatt|teke) ut|blir ikke noe av|gjennomføres ikke)\b"
)
_STOPPED = re.compile(
    r"\b(?:avviklet|avvikles|avvikla|nedlagt|legges ned|lagt ned|opphørt|opphører|stanset|stansa"
    r"|stoppet|stoppa|avbrutt|innstilt|avsluttet|avsluttes|avslutta)\b"
)
_POSTPONED = re.compile(
    r"\b(?:utsatt|utsett|utsettes|(?:satt|settes|sett|lagt|legges)? ?på vent|lagt på is"
    r"|lagt til side|pauset?|(?:satt )?på pause)\b"
)
_PLANNED = re.compile(r"\b(?:snart|(?<!som )planlagt|planlegges|planlagd)\b")
_RUNNING = re.compile(
    r"\b(?:i drift|i gang|igangsatt|pågår|er startet|er starta|gjenopptatt|tatt opp igjen"
    r"|(?<!ikke )startet|påbegynt|påbyrja|iverksatt|gjennomført)\b"
)
_YEAR = re.compile(r"(?<![\d.,-])(?:(?:\d{1,2}\.){2})?((?:19|20)\d\d)(?!\d)")
NEW_DEADLINE = "ny frist"
_NEW_DEADLINE = re.compile(rf"\W*{NEW_DEADLINE}\b")
_SEASON_OR_MONTH = (
    r"(?:neste |nyår|høst|haust|vår|sommer|sumar|vinter|januar|februar|mars|april|mai|juni|juli"
    r"|august|september|oktober|november|desember|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|des)\b"
    r"|uke |veke |\d"
    r"|(?:første|andre|tredje|fjerde) (?:kvartal|halvår|tertial))"
)
_TIME_AHEAD = re.compile(
    rf"\W*(?:(?:er|blir|ca|medio|primo|ultimo|innen|fra|frå|fom|fra og med|i|om|til|på) )*"
    rf"{_SEASON_OR_MONTH}"
    r"|\W*(?:\w+ )?(?:avventer|venter|utsatt|utsett(?:es)?|planlagt|snart|etter)\b"
)
_FROM_A_TIME = re.compile(
    rf"\W*(?:fra og med|frå og med|fra|frå|fom|f\.o\.m\.?|i|innen) {_SEASON_OR_MONTH}?"
)


def read_tail(tail: str, code: str, on: date | None, *, is_start: bool = False) -> Tail:
    """What a tail does to a phrase of a code, said of a day; of None, no year is known to be past.

    `is_start`: the phrase is «Oppstart», which with a time after it has not begun.
    """
    if _TAKEN_BACK.match(tail) or _ALREADY_ASKS.search(tail):
        return Tail.UNCLEAR
    if is_start and _TIME_AHEAD.match(tail):
        return Tail.NOT_STARTED
    if is_start and _NOT.search(tail):
        return Tail.UNCLEAR
    if code == "cancelled":
        is_to_be = _FROM_A_TIME.match(tail) and _names_a_coming_year(tail, on)
        is_doubted = is_to_be or _IF.search(tail) or _RUNNING.search(tail)
        return Tail.UNCLEAR if is_doubted else Tail.REMARK
    if found := _CANCELLED.search(tail):
        is_dropped = code != "completed" and not _names_a_coming_year(tail, on)
        return Tail.CANCELLED if is_dropped and _comes_first(tail, found) else Tail.UNCLEAR
    if _DONE_BY_NOW.search(tail) and code != "completed":
        return Tail.UNCLEAR
    if code in {"not_started", "on_hold"}:
        is_over = (found := _STOPPED.search(tail)) is not None and _comes_first(tail, found)
        is_begun = is_over or _RUNNING.search(tail) or _NOT_WHOLLY.match(tail)
        return Tail.UNCLEAR if is_begun else Tail.REMARK
    return _read_for_what_runs(tail, code, on)


def _read_for_what_runs(tail: str, code: str, on: date | None) -> Tail:
    """After a phrase that says that something goes on, is in force or is done."""
    if code == "in_progress":
        if _is_done(tail, on) or _NOT_BEGUN.search(tail):
            return Tail.UNCLEAR
        if _TO_BE_DONE.fullmatch(tail):
            return Tail.REMARK
    elif code != "partly_implemented" and _NOT_DONE.search(tail):
        return Tail.UNCLEAR
    if code in {"completed", "implemented"} and _NOT_ALL.search(tail):
        return Tail.UNCLEAR
    if code != "completed" and (_STOPPED.search(tail) or _NO_LONGER.search(tail)):
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


def _is_done(tail: str, on: date | None) -> bool:
    """«Påbegynt og fullført», «Påbegynt 2024, ferdig 2025»; not «Påbegynt. Kurset er utført»."""
    found = _DONE.search(tail)
    years = [int(year) for year in _DONE_IN.findall(tail)]
    is_past = any(on is not None and year < on.year for year in years)
    return is_past or (found is not None and _comes_first(tail, found))


def _comes_first(tail: str, found: re.Match[str]) -> bool:
    """Whether nothing but marks, or «men», stands between the phrase and the word."""
    return not re.sub(r"\W|\b(?:men|og|er|nå|ble|blir|vart|no)\b", "", tail[: found.start()])


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
    (re.compile(r"\bpågåande\b"), "pågående"),
    (re.compile(r"\b(?:i gong|igang|igong)\b"), "i gang"),
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
