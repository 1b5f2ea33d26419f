"""A cell of several clauses: the last tells how it is now, those before it what was, or why.

«Var satt på vent, men er nå i gang igjen», «Skulle startet i 2023, men er fortsatt ikke i gang»,
«Avtalen ble sagt opp, så tilbudet er avviklet». Each clause must be of the measure and known to its
last word; before the last, one may be of something else («Avklaringen kom i mai; tiltaket er nå
iverksatt»), and decides nothing. Words come here folded and in bokmål.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from measures.status_language.clause_times import TIME, when
from measures.status_language.wording_parts import BEGUN, DONE, HELD, IN_USE, WHAT_GOES_ON

CodeOf = Callable[[str], str | None]
"""The code of a phrase that is known, or is a wording, to its last word."""


class Tense(Enum):
    """Whether a clause tells what is, was, was meant to begin or to end, or what is not so."""

    IS = "is"
    WAS = "was"
    MEANT = "meant"
    MEANT_TO_END = "meant to end"
    DENIED = "denied"


@dataclass(frozen=True)
class Clause:
    """What is said of `subject`, which is empty where none is named; so is the code of what was
    only meant. `when` is year, month and day as far as they are told; None of no time."""

    subject: str
    code: str
    tense: Tense
    when: tuple[int, ...] | None = None


_MEASURE = r"(?:dette )?(?:tiltaket|arbeidet|prosjektet|tilbudet|ordningen|aktiviteten|oppgaven)"
_PRONOUN = r"(?:det|den|dette|vi|bydelen)"
_EVENT = (
    r"(?!(?:for|del|pilot|prøve|plan|arbeids|styrings|referanse|oppstart|kartlegg|evaluer|søk))"
    r"[a-zæøå-]*(?:kurset|kursene|seminaret|treffet|teamet|arrangementet|samarbeidet|nettverket"
    r"|samlingen|gruppen|gruppa|kafeen|turen|fagdagen|møteplassen|kampanjen|konferansen|klubben"
    r"|kvelden|forestillingen)"
)
_SUBJECT = rf"(?:(?P<subject>{_MEASURE}|{_PRONOUN}|{_EVENT}) )?"
_BY_THE_WAY = (
    r"(?:(?:nå|fortsatt|fremdeles|ennå|enda|for tiden|foreløpig|dessverre|derfor|dermed|deretter"
    r"|senere) )*"
)
_AGAIN = r"(?: (?:nå|fortsatt|fremdeles|ennå|derfor|dermed|igjen|for tiden|foreløpig|likevel))*"
_UNTIL = (
    r"(?: (?:inntil videre|på ubestemt tid|(?:til|ut|over) (?:året|skoleåret|semesteret|perioden"
    r"|nyttår|jul|påske|sommeren|høsten|våren|ferien|sommerferien)(?! 20\d\d)))?"
)
_WHY = (
    r"(?: (?:grunnet|pga\.?|på grunn av|i påvente av)"
    r"(?: (?!(?:er|var|har|ble|men|og|ikke|på|i|hos|ved|at)\b)[a-zæøå-]+){1,4})?"
)
_MEANWHILE = (
    r"(?: (?:under [a-zæøå]+(?:en|et|a)|i (?:to|tre|fire|flere|mange) (?:år|måneder|uker)"
    r"|(?:to|tre|flere) ganger|lenge))?"
)
_CLAUSE = re.compile(
    rf"{_SUBJECT}(?P<verb>(?:er blitt|har blitt|har vært|er|ble|var(?: tidligere)?|har) )?"
    rf"{_BY_THE_WAY}(?P<phrase>[a-zæøå][a-zæøå ]*?)(?P<again>{_AGAIN})(?P<until>{_UNTIL})"
    rf"(?P<meanwhile>{_MEANWHILE}){TIME}{_WHY}{_AGAIN}[\s.!]*"
)
_HAS_TURNED = (
    (
        r"(?:lå|sto|stod|ligget|stått) (?:nede|brakk|stille|på vent|i bero)|stoppet opp",
        "på vent",
        Tense.WAS,
    ),
    (r"kom ikke i gang", "ikke i gang", Tense.WAS),
    (r"ikke (?:stanset|stoppet)", "ikke på vent", Tense.IS),
    (r"midlertidig (?:stengt|lukket)", "på vent", Tense.IS),
    (r"kom (?:(?:godt|sent|raskt) )?i gang|pågikk|åpnet|startet(?: opp)?", "i gang", Tense.WAS),
    (r"(?:stoppet|stanset)(?: (?:opp|midlertidig))?", "på vent", Tense.WAS),
    (r"tatt opp", "gjenopptatt", Tense.IS),
    (r"(?:forlenget og )?(?:er )?(?:i full gang|pågår|i gang)", "i gang", Tense.IS),
    (r"nedlagt|lagt ned|avviklet|går ut", "utgår", Tense.IS),
    (r"holdt", "avholdt", Tense.IS),
    (r"startet opp|kommet (?:godt )?i gang", "i gang", Tense.IS),
)
"""How a clause says what a phrase of the city says, and of when it is."""
_MEANT = re.compile(
    rf"{_SUBJECT}(?:(?:skulle|burde)(?: (?:ha|egentlig|opprinnelig))*(?: (?:vært|blitt|bli|være))?"
    r"|var (?:opprinnelig )?(?:planlagt|tenkt|ment)(?: (?:å|til å))?(?: (?:bli|være))?)"
    rf"(?: (?:(?:starte[st]?(?: opp)?|begynne|komme i gang|{BEGUN}|(?!avsluttet){DONE}|holdt|levert"
    r"|gjennomføres|fullføres|ferdigstilles|iverksettes|igangsettes|innføres|etableres|holdes"
    rf"|arrangeres|arrangert)|(?P<end>avsluttes|avsluttet|avvikles|legges ned)))?{TIME}"
)
_NOBODY_KNOWS = re.compile(r"løst|(?:stoppet|stanset)(?: opp)?|oppstart.*|[a-zæøå]+es")
"""«Stoppet» may be for good, «gjennomføres» be some day, «løst» be said of what was in the way."""
_HAS_A_SUBJECT = re.compile(
    rf".*\b(?:er|ble|har|blir)\b|(?:{WHAT_GOES_ON}|{IN_USE}|{HELD}|[a-zæøå-]*stilling[a-z]*) "
)
"""«Stillingen er besatt», «forprosjektet startet» are wordings, and of another thing."""
_BETWEEN = re.compile(
    r"(?:,|;|(?<!\d)\.(?= )| [-–](?= )) ?(?:(?P<so>så )(?!langt\b)|men |og )?(?=\w)| men (?=\w)"
)
_CONCEDED = re.compile(
    r",? selv om (?!(?:det|den|tiltaket|arbeidet|prosjektet|deler|noe|noen|alt|alle|ikke)\b)"
    r"[^,;.]+[\s.!]*"
)
_NO_REASON = re.compile(
    rf"(?:{DONE}|{BEGUN}|ikke|delvis|utsatt|løpende|pågår|under|på|i|avlyst|planlagt|noe|noen"
    r"|del|fase|første|ingen av|venter|avventer)\b"
    r"|.*\b(?:hvis|dersom|når|om|kanskje|trolig|skal|vil|må|bør|kan|kunne|skulle|tror|håper|mener"
    r"|sier|hevder|ifølge|usikkert|uklart|planen (?:er|var|om)|målet|tanken"
    r"|foreslå\w*|vurder\w*|deler"
    r"|bortsett|unntatt|tiltaket|arbeidet|prosjektet|tilbudet|ordningen)\b"
)
"""What a clause of something else may not be: a status, a doubt, or of the measure after all."""

_ENDED = {"completed", "cancelled"}
_HAS_A_REASON = {"in_progress", "on_hold", "cancelled"}
_IS_INSTEAD = {"in_progress", "on_hold", "cancelled", "completed"}
_RUNS = {"in_progress", "implemented", "ongoing"}
_BECOMES = {
    "not_started": {"cancelled", "on_hold"},
    "on_hold": {"cancelled"},
    "in_progress": {"on_hold"},
}
_BECOMES_IN_TIME = {
    "not_started": {"in_progress", "implemented", "completed"},
    "on_hold": {"in_progress", "implemented", "completed"},
    "in_progress": _ENDED,
    "implemented": _ENDED | {"on_hold"},
    "ongoing": _ENDED | {"on_hold"},
}
"""What a status certainly became: as the cell says it, and where it was, or had a time."""


def how_it_is_now(said: str, on: date | None, code_of: CodeOf) -> str | None:
    """The code of a cell of two or three clauses, seen from a day; None where it is not certain."""
    if on is None:
        return None
    clauses, so = _cut(_CONCEDED.sub("", said))
    if not len(clauses) <= 3:
        return None
    *before, last = clauses
    now = _read(last, on, code_of)
    if now is None or (now.tense is not Tense.IS and now.tense is not Tense.DENIED):
        return None
    if not before:
        return _whatever_else(now) if _CONCEDED.search(said) else None
    became = {_what_became(clause, now, on, code_of, so=so) for clause in before}
    return became.pop() if len(became) == 1 else None


def _whatever_else(now: Clause) -> str | None:
    """What stands of a clause, though something is conceded after it («selv om»)."""
    if now.tense is Tense.DENIED:
        return "in_progress" if now.code in _ENDED else None
    return now.code if now.code in {"in_progress", "not_started"} else None


def _cut(said: str) -> tuple[list[str], bool]:
    """The clauses of a cell, and whether «så» stands before the last."""
    marks = list(_BETWEEN.finditer(said))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(said)]
    clauses = [said[start:end] for start, end in zip(starts, ends, strict=True)]
    return clauses, bool(marks and marks[-1]["so"])


def _what_became(before: str, now: Clause, on: date, code_of: CodeOf, *, so: bool) -> str | None:
    """What the measure is, of a clause and the last one."""
    was = _read(before, on, code_of, is_last=False)
    if was and _is_same(was.subject, now.subject):
        return _of_two(was, now)
    is_of_the_measure = re.fullmatch(_MEASURE, now.subject) or (
        so and now.code in _HAS_A_REASON and re.fullmatch(_EVENT, now.subject)
    )
    if not is_of_the_measure or now.tense is not Tense.IS or len(before.split()) > 10:
        return None
    return None if _NO_REASON.match(before) else now.code


def _is_same(first: str, second: str) -> bool:
    """Whether two clauses are of one thing: the measure, the one that was named, or «det»."""
    own = rf"{_MEASURE}|{_PRONOUN}|"
    if first == second or re.fullmatch(rf"{_PRONOUN}|", second):
        return True
    return bool(re.fullmatch(own, first) and re.fullmatch(own, second))


def _of_two(was: Clause, now: Clause) -> str | None:
    """The table: what was, and what is."""
    if was.when and now.when and was.when[: len(now.when)] > now.when[: len(was.when)]:
        return None
    if now.tense is Tense.DENIED:
        return _of_what_is_not(was, now)
    if was.tense is Tense.MEANT:
        return now.code
    if was.tense is Tense.MEANT_TO_END:
        return now.code if now.code in _RUNS else None
    if was.tense is Tense.DENIED:
        return now.code if now.code in _IS_INSTEAD - {was.code} else None
    if was.code == now.code:
        return now.code
    if was.code == "cancelled" and now.code == "completed":
        return now.code if was.tense is Tense.WAS and now.when is not None else None
    became = _BECOMES.get(was.code, set())
    if was.tense is Tense.WAS or was.when is not None:
        became = became | _BECOMES_IN_TIME.get(was.code, set())
    return now.code if now.code in became else None


def _of_what_is_not(was: Clause, now: Clause) -> str | None:
    """«Stoppet i vinter, men ikke nedlagt», «Skulle vært ferdig i mai, men er ikke ferdig»."""
    if was.tense in {Tense.MEANT, Tense.MEANT_TO_END}:
        return "in_progress" if now.code == "completed" else None
    return "on_hold" if was.code == "on_hold" and now.code in _ENDED else None


def _read(clause: str, on: date, code_of: CodeOf, *, is_last: bool = True) -> Clause | None:
    """A clause of the measure; None where a word of it is not known, or its time is to come."""
    if not is_last and (meant := _MEANT.fullmatch(clause)):
        tense = Tense.MEANT_TO_END if meant["end"] else Tense.MEANT
        return Clause(meant["subject"] or "", "", tense)
    found = _CLAUSE.fullmatch(clause)
    if found is None or _HAS_A_SUBJECT.match(found["phrase"]):
        return None
    if is_last and not _tells_what_is(found):
        return None
    phrase, tense = _turned(found["phrase"])
    if is_last:
        tense = Tense.IS
    elif (found["verb"] or "").startswith(("ble ", "var ", "har ")):
        tense = Tense.WAS
    code = code_of(phrase)
    if phrase.startswith("ikke ") and code != "not_started":
        code, tense = code_of(phrase.removeprefix("ikke ")), Tense.DENIED
    if code is None or (not is_last and _is_only_meant(phrase, code)):
        return None
    if not _may_have_that_time(found, code, on):
        return None
    at = when(found.groupdict(), on if is_last else None)
    return Clause(found["subject"] or "", code, tense, at)


def _tells_what_is(found: re.Match[str]) -> bool:
    """Whether a last clause says what is so, and not for good or for a while nobody knows."""
    if found["meanwhile"] or (found["verb"] or "").startswith(("var ", "har vært ")):
        return False
    if found["verb"] == "ble " and found["phrase"].startswith("ikke"):
        return False
    if found["phrase"] == "ferdig" and found["year"] and not found["verb"]:
        return False  # «Påbegynt 2024, ferdig 2025» may be the plan
    if (found["how"] or "").startswith("fra ") and not (found["year"] or found["year_of"]):
        return False
    return bool(found["until"]) or not _NOBODY_KNOWS.fullmatch(found["phrase"])


def _is_only_meant(phrase: str, code: str) -> bool:
    """«Planlagt startet i 2024, gjennomført i 2025» may be two plans; so may «Oppstart 2025»."""
    return phrase.startswith("oppstart") or (
        code == "not_started" and not phrase.startswith("ikke ")
    )


def _turned(phrase: str) -> tuple[str, Tense]:
    for words, instead, tense in _HAS_TURNED:
        if re.fullmatch(words, phrase):
            return instead, tense
    return phrase, Tense.IS


def _may_have_that_time(found: re.Match[str], code: str, on: date) -> bool:
    """What waits may do so until a day to come, and nothing else may."""
    if code == "on_hold" and (found["how"] or "").strip() in {"til", "ut", "fram til", "frem til"}:
        return True
    at = when(found.groupdict(), on)
    has_begun = at is None or at <= (on.year, on.month, on.day)
    return has_begun and (code == "on_hold" or not found["until"])
