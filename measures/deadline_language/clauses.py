"""A sentence around a time: «Legges fram for bydelsutvalget innen juni 2026», «SLT-møtene holdes
hver måned».

What is done is a verb or a form that is known here; what it is done with may be words that nobody
knows, where none of them is in `clause_words`: of a time, a doubt, a part, money, or the past. What
starts, runs or lasts must be known too, since pupils and leaders start as well. What remains is a
deadline that `sentences` reads, of a kind that what leads up to it can have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from measures.deadline_language.clause_words import BY_WHOM, NOT_PLAIN, OTHERS, THING
from measures.deadline_language.meaning import DeadlineKind, Meaning
from measures.deadline_language.sentences import LONGEST, in_plain_words, understand_one
from measures.deadline_language.times import MONTH

_WORD = rf"(?!{NOT_PLAIN}(?![\w-]))[a-zæøå][a-zæøå/-]*"
_PLAIN = rf"{_WORD} (?=\w)"
_CLASS = r"[0-9]{1,2}\. (?:trinn|klasse) "
_PREPOSITION = r"(?:på|for|til|av|i|hos|med|mot)"
_HOW = rf"(?=(?:den|det|de|ny|nytt|vår|[a-zæøå-]+(?:e|ig|sk)) ){_PLAIN}"
_WHAT = (
    rf"(?:vi |stilling lyses ut |(?:{_HOW}){{0,2}}{THING} "
    rf"(?:(?:{_PREPOSITION}|om|mellom) (?:{_PLAIN}){{1,4}}?)?)"
)
_SUBJECT = (
    rf"(?!(?:{_HOW})?{OTHERS}\b)(?!{_PREPOSITION} )"
    rf"(?:sak )?(?:{_PLAIN}){{0,6}}?(?:(?:skal|bør|må|vil) )?"
)
"""None that begins with others, whose acts are no measure's, or leads up to a time itself."""
_TO_WHOM = (
    rf"(?:(?:fram|frem|inn|ut|opp) )?(?!av {OTHERS})"
    rf"(?:(?:sak )?{_PREPOSITION} (?:{_PLAIN}|{_CLASS}){{1,6}}?"
    rf"|{BY_WHOM} )?"
)
"""What may stand between what is done and when: an adverb there may be a doubt."""
_TO_BE = r"(?:skal|bør|må|vil) (?:være|stå|bli|ha blitt) "
_DELIVERED = (
    r"(?:(?:legg|lever|avlever|fremm|fremlegg|framlegg|innarbeid|avklar|overlever|oversend|presenter"
    r"|vedta|behandl|ferdigstill?|utarbeid|utvikl|etabler|opprett|gjennomfør|utfør|fullfør|avslutt"
    r"|evaluer|revider|ruller|oppdater|publiser|lanser|signer|åpn|hold|avhold|arranger|kartlegg"
    r"|ansett|tilsett|send|lag|rapporter)es|lyses ut|(?:skal|er) på plass|inngås|må brukes"
    rf"|leverer(?: {_WORD}){{1,3}}?|(?:midlene )?(?:må|skal) være brukt"
    r"|(?:vert|blir) (?:ferdig|klar|levert|lagt fram|gjennomført|halde|holdt|arrangert)"
    rf"|{_TO_BE}(?:ferdig )?(?:klar[te]?|ferdige?|på plass|i drift|i gang|iverksatt|gjennomført"
    r"|etablert|levert|utarbeidet|innført|avsluttet|fullført|vedtatt|kartlagt|besatt|oppe))"
)
_DONE = (
    r"(?:ansatt|tilsatt|ferdig|(?:ferdig )?kartlagt|etablert|opprettet|inngått|signert"
    r"|utarbeidet|gjennomført|levert|revidert|utviklet|innført|iverksatt|fullført|avsluttet"
    r"|publisert|ferdigstilt)"
)
_TO_DO = r"(?:inngå|(?![a-zæøå]+ene )[a-zæøå]{2,}e)"
_DOES = r"(?:ha fått|ha|få|gi|gå|stå|ta|bli|[a-zæøå]{2,}es?)"
_IN_FORCE = (
    r"(?:gjelder|gjelde|er i drift|brukes|benyttes|tilbys|tas i bruk|innføres|iverksettes|åpner"
    r"|starter|kjem i gang|kommer i gang|(?:skal|vil) være i drift)"
)
_LASTING = r"(?:varer|løper|gjelder|går|pågår|videreføres|forlenges|forlenget|engasjement)"
_REPEATED = (
    r"(?:(?![a-zæøå]+(?:tt|en)es )[a-zæøå]{2,}es|gis|tas|tilbys|gjennomgås|møter|rapporterer"
    r"|tar (?:dette|det|saken|status) opp|(?:vert|blir) (?:holdt|halde|gitt|tatt opp|gjennomført)"
    r"|sender|inviterer)"
)
_EVENT = (
    r"[a-zæøå-]*(?:møte|kurs|samling|rapport(?:ering)?|kontroll|undersøkelse|ungdata|evaluering"
    r"|gjennomgang|fagdag|seminar|opplæring|revisjon|rullering|kafe|åpent)(?:en|et|ene|er|r)?"
)
_RHYTHM = (
    r"(?:(?:den )?(?:første|andre|tredje|siste) \w+ (?:i )?)?(?:hver|måneden)|(?:annen|annet) ?hver"
    r"|(?:årlig|månedlig|kvartalsvis|halvårlig|ukentlig)(?:$| )|(?:vår og høst|høst og vår)$"
    r"|(?:en|én|to|tre|fire|fem|[1-9]) ganger? "
)
_BY = r"(?:innen|senest|i løpet av|ila|(?:før|innen|ved) utgangen av)\b"
_STARTS = r"(?:starter?|startes|igangsettes|påbegynnes|oppstart)\b"


@dataclass(frozen=True, slots=True)
class _Clause:
    lead: re.Pattern[str]
    kinds: frozenset[DeadlineKind]


def _clause(lead: str, time: str, *kinds: DeadlineKind) -> _Clause:
    return _Clause(re.compile(rf"{lead}(?={time})"), frozenset(kinds))


_CLAUSES = (
    _clause(
        rf"{_SUBJECT}{_DELIVERED} {_TO_WHOM}",
        rf"{_BY}|i |den |[0-9]{{1,2}}\.|{MONTH}|vår|sommer|høst",
        DeadlineKind.DATE,
        DeadlineKind.RECURRING,
    ),
    _clause(rf"{_SUBJECT}(?<=skal ){_DOES} (?:{_PLAIN}){{0,6}}?", _BY, DeadlineKind.DATE),
    _clause(rf"{_SUBJECT}{_DONE} {_TO_WHOM}", _BY, DeadlineKind.DATE),
    _clause(rf"{_SUBJECT}(?<=\w ){_REPEATED} ", _BY, DeadlineKind.DATE),
    _clause(rf"(?={_PLAIN}){_TO_DO} (?:{_PLAIN}){{0,7}}?", _BY, DeadlineKind.DATE),
    _clause(rf"(?:{_WHAT})?(?:skal )?{_IN_FORCE} ", "fra |fom ", DeadlineKind.FROM),
    _clause(rf"{_WHAT}(?:har |med |skal )?", _STARTS, DeadlineKind.FROM),
    _clause(rf"(?:{_WHAT})?{_LASTING} ", "(?:frem |fram )?(?:til|tom|ut) ", DeadlineKind.UNTIL),
    _clause(rf"{_SUBJECT}{_REPEATED} {_TO_WHOM}(?:minst )?", _RHYTHM, DeadlineKind.RECURRING),
    _clause(
        rf"(?:{_HOW}){{0,2}}{_EVENT} {_TO_WHOM}(?:minst )?",
        _RHYTHM,
        DeadlineKind.RECURRING,
    ),
    _clause(rf"(?:{_WHAT})?pågår ", r"(?:i )?hele \w+$", DeadlineKind.PLAN_PERIOD),
)
_AFTER_THE_TIME = re.compile(
    rf"(?P<time>{_BY}.+?) skal (?!(?:{_HOW})?{OTHERS}\b)(?:{_PLAIN}){{0,9}}{_WORD}"
)
_BECAUSE = re.compile(rf"(?P<time>.+?) (?:pga\.?|på grunn av|grunnet) (?:{_PLAIN}){{0,4}}{_WORD}")
_BESIDE = re.compile(
    r"(?P<time>.+?) (?:i samarbeid med|sammen med|saman med|i regi av|jfr?\.?|ansvar(?:lig)?) "
    rf"(?:{_PLAIN}){{0,6}}{_WORD}"
)
"""«Innen 1. mai 2027, i samarbeid med politiet», «høst 2027 (jf. tildelingsbrevet)»."""
_CLEAR = frozenset(DeadlineKind) - {DeadlineKind.NONE, DeadlineKind.UNCLEAR}


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
    if found := _BESIDE.fullmatch(said):
        yield found["time"], _CLEAR
