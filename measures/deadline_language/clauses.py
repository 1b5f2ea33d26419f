"""A sentence around a time: «Legges fram for bydelsutvalget innen juni 2026», «SLT-møtene holdes
hver måned».

What leads up to the time may be words that nobody knows, where none of them is of a time, a doubt,
a part, money, or what was done before. What remains is a deadline that `sentences` reads, of a kind
that what leads up to it can have: what is delivered has a day, what lasts a last one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from measures.deadline_language.meaning import DeadlineKind, Meaning
from measures.deadline_language.sentences import LONGEST, in_plain_words, understand_one
from measures.deadline_language.times import MONTH

_TIMES = (
    rf"{MONTH}|(?:vår|sommer|høst|vinter)(?:en|a)?|(?:jul|påske|nyttår|pinse|skolestart|ferie)\w*"
    r"|måned\w*|uke\w*|dag|år\w*|\w*halvår\w*|kvartal\w*|tertial\w*|semester\w*|perioden?|gang\w*"
)
_DOUBTS = (
    r"ca|cirka|omtrent|rundt|medio|primo|ikke|ingen|uten|ved|hvis|dersom|forutsatt|når|før|etter"
    r"|siden|eller|enten|kanskje|mulig\w*|helst|tidligst|tentativt?|foreløpig|avheng\w*|avvent\w*"
    r"|uavklart|usikker\w*|behov|vurder\w*|søk\w*|utsatt|utsettes|utgår|men|at|om|som|kan|kunne"
    r"|skulle|burde|måtte|ville|håp\w*|trolig|sannsynlig\w*|anta\w*|forvent\w*|hende|planlegges"
)
_OF_ANOTHER_DAY = (
    r"første|andre|tredje|neste|siste|\w*budsjett\w*|\w*økonomi\w*|prosjektmidl\w*|\w*søknad\w*"
    r"|lov\w*|\w*reform\w*|regjering\w*|byråd\w*|storting\w*|halve?|resten|øvrige|flere|noen"
    r"|delvis|del|deler|fase\w*|trinn\w*|runde\w*|halvparten|utkast\w*|\w*forstudie\w*"
    r"|\w*forprosjekt\w*|oppstart\w*|pilot\w*|ny(?:e|tt)? frist|frist\w*|jfr?|se|vedtak|ihht"
    r"|iht"
)
_WAS = (
    r"ble|var|har|hadde|er|født|vedtatt|fattet|bevilget|startet|påbegynt|gitt|sendt|meldt|gjort"
    r"|fått|tildelt|foreslått|nevnt|omtalt|beskrevet|godkjent|inngått|avdekket|funnet|målt"
    r"|registrert|avholdt|opprinnelig|tidligere|gammel|gamle|fra|til og med"
)
_WORD = rf"(?!(?:{_TIMES}|{_DOUBTS}|{_OF_ANOTHER_DAY}|{_WAS})(?![\w-]))[a-zæøå][a-zæøå/-]*"
_PLAIN = rf"{_WORD} (?=\w)"
_TO_BE = r"(?:skal|bør|må|vil) (?:være|bli|stå|ha blitt) "
_DELIVERED = (
    r"(?:(?:legg|lever|avlever|fremm|fremlegg|framlegg|innarbeid|avklar|overlever|oversend|presenter"
    r"|vedta|behandl|ferdigstill?|utarbeid|utvikl|etabler|opprett|gjennomfør|utfør|fullfør|avslutt"
    r"|evaluer|revider|ruller|oppdater|publiser|lanser|signer|åpn|hold|avhold|kartlegg|ansett"
    r"|tilsett|send|lag|rapporter)es|lyses ut|skal på plass|leverer|inngås|må brukes"
    r"|(?:må|skal) være brukt"
    rf"|{_TO_BE}(?:[a-zæøå]+ )?(?:klar[te]?|ferdige?|på plass|i drift|iverksatt|gjennomført"
    r"|etablert|levert|utarbeidet|innført|avsluttet|fullført|vedtatt|oppe))"
)
_IN_FORCE = (
    r"(?:gjelder|gjelde|er i drift|brukes|benyttes|tilbys|tas i bruk|innføres|iverksettes|åpner"
    r"|starter|kjem i gang|kommer i gang|(?:skal|vil) være i drift)"
)
_LASTING = r"(?:varer|løper|gjelder|går|pågår|videreføres|forlenges|forlenget|engasjement)"
_CLASS = r"[0-9]{1,2}\. (?:trinn|klasse) "
_RHYTHM = (
    r"(?:(?:den )?(?:første|andre|tredje|siste) \w+ (?:i )?)?(?:hver|måneden)|(?:annen|annet) ?hver"
    r"|(?:årlig|månedlig|kvartalsvis|halvårlig|ukentlig)(?:$| )|(?:vår og høst|høst og vår)$"
    r"|(?:en|én|to|tre|fire|fem|[1-9]) ganger? "
)
_BY = r"(?:innen|senest|i løpet av|ila|(?:før|innen|ved) utgangen av)\b"
_STARTS = r"(?:starter|startes|igangsettes|påbegynnes|oppstart)\b"


@dataclass(frozen=True, slots=True)
class _Clause:
    lead: re.Pattern[str]
    kinds: frozenset[DeadlineKind]


def _clause(lead: str, time: str, *kinds: DeadlineKind) -> _Clause:
    return _Clause(re.compile(rf"{lead}(?={time})"), frozenset(kinds))


_CLAUSES = (
    _clause(
        rf"(?:{_PLAIN}){{0,6}}?{_DELIVERED} (?:{_PLAIN}){{0,6}}?",
        rf"{_BY}|i |den |[0-9]{{1,2}}\.|{MONTH}|vår|sommer|høst",
        DeadlineKind.DATE,
        DeadlineKind.RECURRING,
    ),
    _clause(rf"(?:{_PLAIN}){{1,8}}?", _BY, DeadlineKind.DATE),
    _clause(rf"(?:{_PLAIN}){{0,6}}?{_IN_FORCE} ", "fra |fom ", DeadlineKind.FROM),
    _clause(rf"(?:{_PLAIN}){{1,4}}?(?:har |med )?", _STARTS, DeadlineKind.FROM),
    _clause(
        rf"(?:{_PLAIN}){{0,4}}?{_LASTING} ", "(?:frem |fram )?(?:til|tom|ut) ", DeadlineKind.UNTIL
    ),
    _clause(rf"(?:{_PLAIN}|{_CLASS}){{1,8}}?", _RHYTHM, DeadlineKind.RECURRING),
)
_AFTER_THE_TIME = re.compile(rf"(?P<time>{_BY}.+?) (?:skal|bør|må) (?:{_PLAIN}){{0,9}}{_WORD}")
_BECAUSE = re.compile(rf"(?P<time>.+?) (?:pga\.?|på grunn av|grunnet) (?:{_PLAIN}){{0,4}}{_WORD}")


def in_a_clause(words: str) -> Meaning | None:
    """What the time in a sentence means; None where it has none, or one of a kind that its clause
    cannot have."""
    if len(words) > LONGEST:
        return None
    for time, kinds in _times_in(in_plain_words(words)):
        meaning = understand_one(time)
        if meaning and meaning.kind in kinds:
            return meaning
    return None


def _times_in(said: str) -> Iterator[tuple[str, frozenset[DeadlineKind]]]:
    """What stands after the clauses that words may begin with, or before the one that they end
    with, and the kinds that it may be of."""
    for clause in _CLAUSES:
        if lead := clause.lead.match(said):
            yield said[lead.end() :], clause.kinds
    for pattern in (_AFTER_THE_TIME, _BECAUSE):
        if found := pattern.fullmatch(said):
            yield found["time"], frozenset({DeadlineKind.DATE})
