"""What a remark says of its measure: that it is not carried on, only planned, or put aside.

Each question is put to one sentence at a time and answered with the sentence that says so, or
with nothing. The words must speak of a fact: a negation («ikke satt på vent»), a condition
(«hvis det ikke videreføres») and a doubt («det vurderes å utsette») are no answer. What is not
understood is left alone; a warning too few costs less than one that is wrong.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ruspolitikk.wording import fold


class _Sentence(NamedTuple):
    """A sentence as it is written, and its clauses folded for comparing."""

    written: str
    clauses: tuple[str, ...]


_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|[\n\v\f\x85\u2028\u2029]")
_CLAUSE_ENDS = re.compile(r"[,;:](?=\s|$)| (?:men|mens|og|så|fordi) | [-–—] ")
_ON_A_CONDITION = re.compile(r"\b(?:hvis|dersom|med mindre|med forbehold)\b")
_IN_DOUBT = re.compile(
    r"\b(?:vurderes|vurderer|avklares|uavklart|uklart|usikkert|ikke (?:avklart|bestemt|besluttet)"
    r"|(?:risiko|fare)(?:en)? for|spørsmål om|kan bli)\b"
)


def _sentences(text: str) -> Iterator[_Sentence]:
    """The sentences that state something, whatever they state."""
    for written in _SENTENCE_ENDS.split(text):
        words = fold(written)
        if words and not _ON_A_CONDITION.search(words):
            clauses = _CLAUSE_ENDS.split(words)
            certain = tuple(clause for clause in clauses if not _IN_DOUBT.search(clause))
            yield _Sentence(" ".join(written.split()), certain)


def _first(text: str, says_so: Callable[[str], bool]) -> str:
    """The first sentence with a clause that says so; empty where none does."""
    return next((one.written for one in _sentences(text) if any(map(says_so, one.clauses))), "")


_STATUS_ENDS = re.compile(r"[,;:.(\n]|\s[-–—]\s")


def after_the_status(words: str) -> str:
    """What a status cell says beside the status: «Iverksatt, men bare i to skoler»."""
    _status, *rest = _STATUS_ENDS.split(words, maxsplit=1)
    return "".join(rest).strip(" .)")


# --- Negation -----------------------------------------------------------------------------------

# Words that may stand between «ikke» and what it denies.
_BETWEEN = (
    r"(?:lenger|lengre|er|ble|blir|bli|blitt|være|vært|har|ha|hatt|skal|vil|må|kan|kunne|kunnet|å"
    r"|satt|lagt|stilt|det|den|vi|tiltaket|som|noe|mulig|mulighet|råd|midler|kapasitet|grunnlag"
    r"|til|for|funnet|vurdert|høyt)"
)
_DENIED_BEFORE = re.compile(rf"\b(?:ikke|aldri|neppe|verken|uten)(?: {_BETWEEN}){{0,4}} $")
_DENIED_AFTER = re.compile(rf"(?: {_BETWEEN}){{0,2}} ikke\b")
_LONGEST_DENIAL = 80


def _states(clause: str, phrases: re.Pattern[str]) -> bool:
    """Whether a clause has one of the phrases and does not deny it."""
    return any(
        not _DENIED_BEFORE.search(clause[max(0, found.start() - _LONGEST_DENIAL) : found.start()])
        and not _DENIED_AFTER.match(clause, found.end())
        for found in phrases.finditer(clause)
    )


# --- Not carried on -----------------------------------------------------------------------------

_CARRIED_ON = (
    r"(?:videreført|videreføres|videreføre|(?:ført|føres|føre|drevet|drives|drive) videre|fortsette"
    r"|fortsetter|opprettholdt|opprettholdes|opprettholde|forlenget|forlenges|forlenge)"
)
_NOT_CARRIED_ON = re.compile(
    rf"\bikke (?:{_BETWEEN} ){{0,4}}{_CARRIED_ON}\b"
    r"|\b(?:videreføres|fortsetter|opprettholdes|forlenges)"
    r"(?: (?:derfor|dessverre|likevel|altså|det|den|vi|tiltaket|prosjektet)){0,3} ikke"
    r"(?! (?:bare|kun|minst))\b"
    r"|\b(?:føres|drives) (?:derfor |dessverre )?ikke (?:lenger )?videre\b"
    r"|\bikke føre (?:det|dette|den|denne|tiltaket|prosjektet) videre\b|\bingen videreføring\b"
    r"|\bikke lenger (?:i drift|i bruk|et tilbud)\b"
    r"|\b(?:finnes|gjøres|gis|tilbys|brukes|gjennomføres) (?:det |dette )?ikke lenger\b"
)
_ENDED = re.compile(
    r"\b(?:nedlagt|nedlegges|opphørt|opphører|skrinlagt|skrinlegges|fase[st] ut"
    r"|tatt ut av (?:planen|drift|bruk))\b"
    r"|^(?:(?:er|ble|blir|nå) ){0,2}(?:avsluttet|stanset|stoppet|utgår|utgått)\b"
    r"|\b(?:tiltaket|tilbudet|ordningen|prosjektet)"
    r" (?:(?:er|ble|blir|bli|har|blitt|nå|derfor|skal|må|vil) ){0,3}"
    r"(?:avsluttet|avsluttes|avviklet|avvikles|stanset|stanses|stoppet|stoppes|utgår|utgått)\b"
)
_LAID_DOWN = re.compile(r"\b(?:lagt|legges|legge) (?:\w+ )?ned\b")
_EFFORT = re.compile(r"\b(?:arbeid|innsats|ressurser|timer|tid|krefter|grunnstein)\b")
_TAKEN_UP_AGAIN = re.compile(
    r"\b(?:igjen|på nytt|gjenopptatt|gjenåpnet|(?:ordinær|fast|vanlig) drift)\b"
)


def says_not_carried_on(text: str) -> str:
    """«Oppfølgningsforum vil ikke bli videreført fra 2011»: the sentence, or nothing."""
    if _TAKEN_UP_AGAIN.search(fold(text)):
        return ""
    return _first(text, _is_not_carried_on)


def _is_not_carried_on(clause: str) -> bool:
    return bool(
        _NOT_CARRIED_ON.search(clause)
        or _states(clause, _ENDED)
        # «Det er lagt ned mye arbeid» is the opposite of an end.
        or (_states(clause, _LAID_DOWN) and not _EFFORT.search(clause))
    )


# --- Only planned -------------------------------------------------------------------------------

_PLANNED = re.compile(
    r"\b(?:planlagt(?! (?:evaluer|revider|rapport))|planlegges|planlegger"
    r"|planen er|under planlegging|på planleggingsstadiet"
    r"|(?:skal|vil bli|vil) (?:\w+ )?(?:iverksettes|iverksatt|gjennomføres|gjennomført|igangsettes"
    r"|igangsatt|settes i gang|startes|starte|starte opp|startes opp|etableres|etablert|innføres"
    r"|innført|opprettes|opprettet|begynne|holdes))\b"
)
_WHAT_REMAINS = re.compile(
    r"\b(?:resten|gjenstår|gjenstående|øvrige|ytterligere|videre|neste|siste del)\b"
)
_DONE = re.compile(
    r"\b(?:gjennomført|iverksatt|igangsatt|satt i gang|startet|etablert|innført|opprettet"
    r"|holdt|avholdt|arrangert|utført|utarbeidet|ferdig|ferdigstilt|på plass|i gang|i drift"
    r"|påbegynt|utprøvd|prøvd ut|tatt i bruk|hver (?:uke|måned)|ukentlig|månedlig|jevnlig"
    r"|(?:har|er|ble|blitt) (?!ikke\b|planlagt\b)\w{3,60}t)\b"  # «er trykket», «har fått»
)


def says_only_planned(text: str) -> str:
    """«Er planlagt og skal gjennomføres mai 2011»: the sentence, where nothing is done yet."""
    read = list(_sentences(text))
    for one in read:
        # «Planlagt gjennomført» is a plan, so a clause that plans tells of nothing done.
        for clause in one.clauses:
            remains = re.search(
                r"\b(?:resten|gjenstående|øvrige|ytterligere|videre|neste)\b", clause
            )
            if remains or (not _states(clause, _PLANNED) and _states(clause, _DONE)):
                return ""
    return next((one.written for one in read if any(_states(c, _PLANNED) for c in one.clauses)), "")


# --- Put aside or on hold -----------------------------------------------------------------------

_NOT_PRIORITISED = re.compile(
    rf"\b(?:ikke|neppe) (?:{_BETWEEN} ){{0,4}}(?:aktuelt|aktuell|prioritert|prioriteres?)\b"
    rf"|\bprioriteres(?: {_BETWEEN}| derfor| dessverre){{0,2}} ikke\b"
)
_PUT_ASIDE = re.compile(
    r"\b(?:uaktuelt|uaktuell|nedprioritert|nedprioriteres|nedprioritere|skrinlagt|skrinlegges"
    r"|droppet|droppes|utsettes|avventer|avventes|avvente|i påvente av|i bero"
    r"|(?<!som er )(?<!som står )på vent"
    r"|(?:lagt|legges|ligger|satt|settes) (?:\w+ )?(?:på is|til side|bort))\b(?!-)"
    # «Ungdom i utsatt posisjon» and «utsatt for press» speak of people.
    r"|\b(?:er|ble|blir|bli|blitt|foreløpig|derfor) utsatt"
    r"(?= (?:til|inntil|på|i|fra|av|grunnet|pga|fordi)\b|$)"
    r"|^utsatt(?= (?:til|inntil|på|i|fra|av|grunnet|pga)\b|$)"
    r"|(?:^|\b(?:vi|tiltaket|bydelen|oppstart|oppstarten|dette|fortsatt|fremdeles|må) )"
    r"vente[rt]? (?:på|til)\b|^venter$"
)


def says_put_aside(text: str) -> str:
    """«Tiltaket ble satt på vent i 2010», «vurdert som uaktuelt»: the sentence, or nothing."""
    return _first(
        text, lambda clause: bool(_NOT_PRIORITISED.search(clause)) or _states(clause, _PUT_ASIDE)
    )
