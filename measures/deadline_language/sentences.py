"""A sentence: what leads up to a time or a rhythm, and the words that change no meaning."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from measures.deadline_language.doubts import doubt_of, misleads
from measures.deadline_language.meaning import DeadlineKind, Doubt, Meaning, Recurrence
from measures.deadline_language.milestones import MILESTONE
from measures.deadline_language.rhythms import ANY_RHYTHM, BY_TIMES_A_YEAR, SOME_YEARS, rhythm_of
from measures.deadline_language.spelling import folded, in_one_spelling
from measures.deadline_language.times import DAY, MONTH, YEAR, month_number, named_time

# No deadline is this long; a longer text is a story, and reading on would only cost time.
LONGEST = 300

# What leads up to a target. «Innen våren 2010» and «våren 2010» are the same day.
_TARGET = (
    r"(?:(?:innen|senest|i|ila|løpet av|(?:før )?utgangen av|utløpet av|mot|slutten av|ultimo|ved"
    r"|per|den|år|året|årets (?:utløp|slutt)|års ?slutt|utsatt til) )*"
)
_START = (
    r"(?:planlagt |forventet )?(?:starte[rs]|(?:bygge|anleggs|prosjekt|arbeids|tiltaks|kurs)?start"
    r"|startdato|oppstart|igangsett(?:es|ing)|påbegynnes)(?: (?:av|for|på)(?! ?[0-9]))?"
)
_PERIOD = r"(?:handlings)?(?:plan)?perioden?"
_OF_A_TIME_OR_DOUBT = (
    rf"(?!(?:.* )?(?:{MONTH}|(?:vår|sommer|høst|vinter)(?:en|a)?"
    r"|(?:jul|påske|nyttår|pinse|avheng|avvent|start|slutt|usikker|hver|annen)[a-zæøå]*"
    r"|ca|ikke|ved|hvis|dersom|når|før|etter|eller|kanskje|forutsatt|behov|mulig|tentativt?"
    r"|forslag|utsatt|utgår|som|oppstart|en gang|neste|ingen|til|fra|ut|er|blir|skal|bør|må|kan"
    r"|uavklart|måned|uke|dag|år|halvår|kvartal|tertial"
    r"|[a-zæøå]*løpende|kontinuerlig|[a-zæøå]*årlig|månedlig|ukentlig|daglig|jevnlig|regelmessig"
    r"|[a-zæøå]+vis)(?: |$))"
)
_WHOM = rf"{_OF_A_TIME_OR_DOUBT}[a-zæøå-]+(?: (?:og )?[a-zæøå-]+){{0,2}}"
_ALWAYS = (
    r"(?:i drift |(?:dette|det) er (?:et |en )?"
    r"|(?:(?:tiltaket|arbeidet|dette|det) )?(?:er i gang og )?"
    r"(?:går|pågår|skjer|foregår|gjøres|følges opp|(?:arbeides|jobbes) med) )?"
    r"(?:kontinuerlig|(?:fort)?løpende)(?: ?/ ?(?:kontinuerlig|(?:fort)?løpende))?"
    r"(?: (?:arbeid|prosess|oppgave|tiltak|drift))?"
)
_DAY_OF_YEAR = rf"[0-9]{{1,2}}(?:[./] ?[0-9]{{1,2}}|\.? ?{MONTH})\.?"
_EACH_DAY = re.compile(rf"{DAY}[./]? ?(?P<month>[0-9]{{1,2}}|{MONTH})")
_BETWEEN = re.compile(
    r" ?- ?| til | tom |(?<=[a-zæøå]) ?/ ?(?=[a-zæøå])|(?<=[a-z][1-4])/(?=[a-z][1-4])"
)
_ONLY_A_YEAR = re.compile(YEAR)
_YEARS = r"(?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}"
_YEARLY = r"(?:hvert år|årlig)"
_ONCE_A_YEAR = (
    r"uke [0-9]{1,2}|(?:[1-4]\.|første|andre|tredje|fjerde) kvartal"
    r"|(?:[1-3]\.|første|andre|tredje) tertial|(?:[12]\.|første|andre) halvår"
)
_MONTHS = rf"{MONTH}(?:(?: og | samt | ?[-/] ?| til | tom | ){MONTH})+"
_ONE_SPAN = re.compile(r"[-/]| til | tom ")
_AFTER_THE_NUMBER = re.compile(
    rf"[0-9]{{1,2}}(?P<rest>\.? ?(?:{MONTH}|kvartal|tertial|halvår)\b.*)"
)


def _one_time(kind: DeadlineKind, said: re.Match[str]) -> Meaning | None:
    span = named_time(said["time"])
    if span is None:
        return None
    return Meaning(
        kind,
        due_on=span.first if kind is DeadlineKind.FROM else span.last,
        starts_on=span.first if kind is DeadlineKind.PERIOD else None,
    )


def _a_period(said: re.Match[str]) -> Meaning | None:
    """A hyphen may also stand inside a date, so every place to divide the words is tried."""
    words = said["times"]
    for sign in _BETWEEN.finditer(words):
        start, end = words[: sign.start()].rstrip("."), words[sign.end() :]
        last = named_time(f"uke {end}" if start.startswith("uke ") else end) or named_time(end)
        if last is None:
            continue
        first = named_time(start)
        if first is None and not _ONLY_A_YEAR.fullmatch(end):
            first = named_time(f"{start} {last.last.year}")  # «Januar – mars 2022»
        if first is None and (rest := _AFTER_THE_NUMBER.fullmatch(end)):
            first = named_time(start + rest["rest"])  # «15.–30. juni 2025», «1.–2. kvartal 2024»
        if first and first.first <= last.last:
            return Meaning(DeadlineKind.PERIOD, due_on=last.last, starts_on=first.first)
    return None


def _two_years(said: re.Match[str]) -> Meaning | None:
    """«2016–17». «2010-12» may be December, so the short year must be above 12."""
    first = int(said["year"])
    last = first // 100 * 100 + int(said["short"])
    if int(said["short"]) <= 12 or last <= first:
        return None
    return Meaning(DeadlineKind.PERIOD, due_on=date(last, 12, 31), starts_on=date(first, 1, 1))


def _a_rhythm(said: re.Match[str]) -> Meaning | None:
    return Meaning(DeadlineKind.RECURRING, recurrence=rhythm_of(said["rhythm"]))


def _a_rhythm_of_a_time(said: re.Match[str]) -> Meaning | None:
    """«Årlig, første gang høsten 2025», «årlig 2025–2028»: the time is when it runs, and the words
    give no day of the year."""
    if said["time"]:
        is_time = named_time(said["time"]) is not None
        return (
            Meaning(DeadlineKind.RECURRING, recurrence=rhythm_of(said["rhythm"]))
            if is_time
            else None
        )
    period = re.fullmatch(rf"{YEAR} ?- ?(?:19|20)[0-9]{{2}}", said["times"])
    if period is None:
        return None
    return Meaning(DeadlineKind.RECURRING, recurrence=rhythm_of(said["within"]))


def _a_rhythm_after_a_time(said: re.Match[str]) -> Meaning | None:
    """«Høsten 2025, deretter hvert halvår»: the time is the first; what counts is the rhythm."""
    return _a_rhythm(said) if named_time(said["time"]) else None


def _days_of_the_year(said: re.Match[str]) -> Meaning | None:
    """Two or more days without a year recur by themselves; one day needs to be told how."""
    try:
        # A leap year, since «29.02 hvert år» is a day.
        found = {
            date(2000, month_number(day["month"]), int(day["day"]))
            for day in _EACH_DAY.finditer(said["days"])
        }
    except ValueError:
        return None
    rhythm = rhythm_of(said["before"] or said["after"] or "")
    by_count = BY_TIMES_A_YEAR.get(len(found), Recurrence.UNSPECIFIED)
    if rhythm in SOME_YEARS and len(found) == 1:
        recurrence = rhythm
    elif rhythm in (Recurrence.YEARLY, by_count) or (rhythm is None and len(found) > 1):
        recurrence = by_count
    else:
        return None
    days = tuple(f"{day:%m-%d}" for day in sorted(found))
    return Meaning(DeadlineKind.RECURRING, recurrence=recurrence, days=days)


def _a_month_of_the_year(said: re.Match[str]) -> Meaning | None:
    rhythm = rhythm_of(said["before"] or said["after"] or "")
    if rhythm is not Recurrence.YEARLY and rhythm not in SOME_YEARS:
        return None
    return Meaning(DeadlineKind.RECURRING, recurrence=rhythm, month=month_number(said["month"]))


def _months_of_the_year(said: re.Match[str]) -> Meaning:
    """«Februar og august hvert år» is twice a year, «mai/juni» and «oktober til mars» once."""
    months = said["first"] or said["then"]
    count = 1 if _ONE_SPAN.search(months) else len(re.findall(MONTH, months))
    rhythm = BY_TIMES_A_YEAR.get(count, Recurrence.UNSPECIFIED)
    return Meaning(DeadlineKind.RECURRING, recurrence=rhythm)


def _before_christmas(said: re.Match[str]) -> Meaning:
    return Meaning(DeadlineKind.DATE, due_on=date(int(said["year"]), 12, 24))


# Tried in this order; the first whose builder gives an answer decides.
_SENTENCES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Meaning | None]], ...] = tuple(
    (re.compile(words), meaning_of)
    for words, meaning_of in (
        ((rf"{_ALWAYS}"
          rf"(?: (?:i|gjennom|ut) (?:hele )?{_PERIOD}| (?:gjennom|i) (?:hele )?året| hele året"
          r"| i den perioden (?:handlings)?planen gjelder(?: for)?)?"),
         lambda _: Meaning(DeadlineKind.CONTINUOUS)),
        (r"(?:gjennom |i )?hele (?:året|tiden)|året (?:rundt|gjennom)|daglig drift"
         rf"|{_ALWAYS} hvert skoleår",
         lambda _: Meaning(DeadlineKind.CONTINUOUS)),
        # How the years are filled says more than which they are: «Løpende 2022–2025».
        (rf"{_ALWAYS} (?:i )?(?:{_PERIOD} )?{_YEARS}|{_YEARS} {_ALWAYS}",
         lambda _: Meaning(DeadlineKind.CONTINUOUS)),
        ((r"(?:(?:i|ila|innen|innenfor|ut|ved|gjennom|hele|løpet av|utgangen av|slutten av"
          rf"|utløpet av) )*{_PERIOD}(?:s (?:slutt|utløp))?(?: (?:ved|for|i|på) {_WHOM})?"
          rf"|(?:en|én|1) gang (?:i|per|ila) {_PERIOD}"
          rf"|(?:i løpet av|ila) (?:handlings)?planperioden {_YEARS}"),
         lambda _: Meaning(DeadlineKind.PLAN_PERIOD)),
        (rf"(?:ved )?(?P<rhythm>{ANY_RHYTHM})(?: i (?:hele )?{_PERIOD}| (?:gjennom )?hele året"
         r"| (?:helst|fortrinnsvis) (?:om|på) (?:vår|sommer|høst|vinter)(?:en)?"
         r"| (?:i|gjennom) skoleåret| (?:jfr?|ihht|iht|i (?:henhold|tråd)(?: til| med)|ifølge)\.?"
         r" (?:bydelens |kommunens )?årshjul(?:et)?)?", _a_rhythm),
        (rf"(?:{_START} )?(?:første gang )?{_TARGET}(?P<time>.+?) (?:og )?(?:deretter|så|siden)"
         rf" (?P<rhythm>{ANY_RHYTHM})", _a_rhythm_after_a_time),
        # «Årlig i forbindelse med budsjettarbeidet»: the occasion tells no day.
        ((rf"(?P<rhythm>{ANY_RHYTHM}) (?:i (?:forbindelse|samband) med|i tilknytning til|ved) "
          r"(?!.*\bbehov)[a-zæøå][a-zæøå -]+"), _a_rhythm),
        # «Kvartalsvis til styret»: to whom tells no day either.
        (rf"(?P<rhythm>{ANY_RHYTHM}) (?:til|for|hos|av|med|på) {_WHOM}", _a_rhythm),
        ((rf"(?P<rhythm>{ANY_RHYTHM}) (?:fra |fom |oppstart |(?:første|neste) gang )"
          r"(?:i |innen |den )?(?P<time>.+)"
          rf"|(?P<within>{ANY_RHYTHM}) (?:(?:i|for) )?(?:perioden )?(?P<times>.+)"),
         _a_rhythm_of_a_time),
        ((rf"(?:(?P<before>{ANY_RHYTHM}) )?{_TARGET}"
          rf"(?P<days>{_DAY_OF_YEAR}(?: (?:og |samt )?{_DAY_OF_YEAR})*)"
          rf"(?: (?P<after>{ANY_RHYTHM}))?"), _days_of_the_year),
        ((rf"(?:{_TARGET}(?P<first>{_MONTHS}) {_YEARLY}"
          rf"|{_YEARLY} (?:i perioden )?{_TARGET}(?P<then>{_MONTHS}))"), _months_of_the_year),
        (rf"{_YEARLY} (?:- )?{_TARGET}(?:{_ONCE_A_YEAR})|{_TARGET}(?:{_ONCE_A_YEAR}) {_YEARLY}",
         lambda _: Meaning(DeadlineKind.RECURRING, recurrence=Recurrence.YEARLY)),
        ((rf"(?:(?P<before>{ANY_RHYTHM}) (?:- )?)?{_TARGET}(?P<month>{MONTH})\.?(?: måned)?"
          rf"(?: (?P<after>{ANY_RHYTHM}))?"), _a_month_of_the_year),
        ((rf"(?:(?:{_ALWAYS}\.? (?=fom |fra |{_START}\b)|pågår (?=fom |fra )))?"
          rf"(?:(?:med virkning )?(?:fom|fra)|{_START})(?: opp)? (?:fom |fra )?"
          r"(?:i |den |ila |innen |løpet av )*(?:budsjettåret )?(?P<time>.+?)"
          r"(?: og (?:fremover|framover|utover|videre)"
          rf"| (?:(?:og|deretter|så|og deretter|og så) )?{_ALWAYS})?"),
         partial(_one_time, DeadlineKind.FROM)),
        (r"(?P<time>.+?) (?:oppstart|start|-|→|->|og (?:fremover|framover|utover|videre))",
         partial(_one_time, DeadlineKind.FROM)),
        ((rf"(?:(?:pågår|varer|løper|går|gjelder|gyldig|videreføres|tilskudd|{_ALWAYS}) )?"
          r"(?:(?:frem |fram |inn)?til|(?:frem |fram )?tom|ut) "
          r"(?:den |året |år |utgangen av |slutten av )?(?P<time>.+)"),
         partial(_one_time, DeadlineKind.UNTIL)),
        (rf"før jul(?:en|a)? {YEAR}", _before_christmas),
        (r"(?:(?:i|for|gjennom|hele) )*(?P<time>skoleåret .+)",
         partial(_one_time, DeadlineKind.PERIOD)),
        (rf"{_TARGET}(?P<time>.+)", partial(_one_time, DeadlineKind.DATE)),
        (r"(?:i |gjennom )?hele (?:året )?(?P<time>.+)", partial(_one_time, DeadlineKind.PERIOD)),
        (rf"{YEAR} ?- ?(?P<short>[0-9]{{2}})", _two_years),
        (rf"(?:(?:(?:i|for) )?(?:hele )?(?:(?:økonomi(?:plan)?)?{_PERIOD}|årene) )?"
         r"(?:fra |fom )?(?P<times>.+?)"
         rf"(?: (?:(?:i )?hele )?{_PERIOD})?", _a_period),
    )
)  # fmt: skip

# What the deadline is for, and words that only say that it is one: they change no meaning.
_SAYS_NOTHING = re.compile(
    r"(?<![\w-])(?:(?:skal|vil)(?= (?:\w+s(?: |$)|være ))"
    r"|(?:gjelder|gyldig)(?= (?:fra|fom|perioden|(?:for|i) perioden) )"
    r"|(?:ny )?(?:tids|slutt)?(?:frist|dato)(?:en)?(?: er)?(?: satt til)?|ny"
    r"|[0-9]{1,2}-årige?|(?:i )?(?:prosjekt|pilot|prøve)perioden?|(?:prøve|pilot)?prosjekt(?:et)?"
    r"|tiltaket|prosedyren?|opplæring|kurs|møter?|oppfølging|gjennomgås|gjennomgangs?"
    r"|gjennomføres"
    r"|gjennomføring|rulleres|rullert|rullering|med eventuelle justeringer"
    r"|revisjon|revideres|evaluering|evalueres|rapportering|rapporteres|oppdatering"
    r"|oppdateres|ferdig|ferdigstil(?:les|t)|minst|vedtas|avsluttes|behandles"
    r"|(?:skal (?:være )?)?(?:gjennomført|etablert|iverksatt|på plass|i drift|utarbeidet|revidert"
    r"|innført|implementert|levert|utført|fullført|klar|klart)(?= (?:innen|senest) )"
    r"|markering|markeres|arrangeres"
    r"|leveres|utarbeides|etableres|iverksettes|utføres|være|fullføres|sluttføres|lanseres"
    r"|lansering|publiseres|opprettes|innføres|innføring|implementeres|implementering|fremmes"
    r"|legges (?:frem|fram)|ferdigstillelse|gradvis|pilot(?:en|ering)?"
    r"|(?:til )?(?:vedtak|politisk behandling)"
    r"|(?:slutt)?rapport|(?:sak )?(?:i|til|for|av) (?:bu|bydelsutvalget))(?![\w-])"
)
_MILESTONES = re.compile(rf"(?<![\w-]){MILESTONE}(?![\w-])")
_BESIDE = re.compile(r"(?P<told>[^(),]+)(?: \(|, )(?P<remark>[^(),?]+)\)?\W*")
_IS_A_REMARK = re.compile(_WHOM)
_HAVE_NO_DAY = {DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS}
_ABOUT = re.compile(r"(?:ca|cirka|omtrent)\b\.? ?")
_BEFORE_CHRISTMAS = re.compile(rf"før jul(?:en|a)? {YEAR}")

# Soft hyphen, zero-width space, byte order mark: they come along from Word and are not seen.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0xFEFF))


def in_plain_words(words: str) -> str:
    """The words folded, in one spelling, and without what is not seen."""
    return in_one_spelling(folded(_as_seen(words)))


def _as_seen(words: str) -> str:
    return " ".join(words.translate(_UNSEEN).split())


def understand_one(words: str) -> Meaning | None:
    """What the words of one deadline mean, as `understand` says it."""
    said = _as_seen(words)
    if not said.strip(" -–—"):
        return None
    if len(said) > LONGEST:
        return Meaning(DeadlineKind.UNCLEAR, why=Doubt.NOT_UNDERSTOOD)
    plain = in_one_spelling(folded(said))
    meaning = _read(_without(_SAYS_NOTHING, plain))
    meaning = meaning or _read(_without(_SAYS_NOTHING, _without(_MILESTONES, plain)))
    meaning = meaning or _without_a_remark(folded(said))
    if meaning is None or (misleads(plain) and not _BEFORE_CHRISTMAS.fullmatch(plain)):
        return Meaning(DeadlineKind.UNCLEAR, why=doubt_of(plain))
    return meaning


def _without_a_remark(said: str) -> Meaning | None:
    """«Løpende (årshjul)», «Hvert 3. år, Ungdata»: of what has no day, a noun beside it says where
    or at what, if it is no time and no doubt."""
    remark = _BESIDE.fullmatch(said)
    if remark is None or not _IS_A_REMARK.fullmatch(in_one_spelling(remark["remark"])):
        return None
    meaning = _read(_without(_SAYS_NOTHING, in_one_spelling(remark["told"])))
    return meaning if meaning and meaning.kind in _HAVE_NO_DAY and not meaning.days else None


def _without(words: re.Pattern[str], said: str) -> str:
    return " ".join(words.sub(" ", said).split()).strip(" .!")


def _read(said: str) -> Meaning | None:
    """The first sentence that fits; «ca.» before a rhythm changes nothing, before a day it does."""
    for sentence, meaning_of in _SENTENCES:
        if (match := sentence.fullmatch(said)) and (meaning := meaning_of(match)):
            return meaning
    if about := _ABOUT.match(said):
        meaning = _read(said[about.end() :])
        if meaning and meaning.recurrence and not meaning.days and not meaning.month:
            return meaning
    return None
