"""Deadlines are sentences. This reads them: the words in, what they mean out.

The grammar is closed: a sentence is understood only when every word in it is known, so a doubt
(«ca.», «ikke før», «?», «avhenger av») is never overlooked. What is not understood is `unclear`
and waits for a person. The rules are the domain's section «Deadlines».
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from functools import partial
from typing import NamedTuple


class DeadlineKind(StrEnum):
    """What sort of deadline the words name; NONE is for an entry that takes a deadline away.

    `understand` never answers NONE: a blank cell is no deadline at all.
    """

    NONE = "none"
    DATE = "date"
    PERIOD = "period"
    FROM = "from"
    UNTIL = "until"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    PLAN_PERIOD = "plan_period"
    UNCLEAR = "unclear"


class Recurrence(StrEnum):
    """How often a recurring deadline falls due, as far as the words tell."""

    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    TERTIAL = "tertial"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    EVERY_2_YEARS = "every_2_years"
    EVERY_3_YEARS = "every_3_years"
    EVERY_4_YEARS = "every_4_years"
    EVERY_5_YEARS = "every_5_years"
    UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a deadline's words mean.

    `due_on` is the day that the words name: the day itself, a `from`'s first day, an `until`'s or
    a `period`'s last; None for the other kinds. `starts_on` is a period's first day. `days` are a
    recurring deadline's days as MM-DD in the order of the year; `month` is 1–12 where the words
    name a month and no day.
    """

    kind: DeadlineKind
    due_on: date | None = None
    starts_on: date | None = None
    recurrence: Recurrence | None = None
    days: tuple[str, ...] = ()
    month: int | None = None


class _Span(NamedTuple):
    """The first and the last day of a named time; the same day twice for a date."""

    first: date
    last: date


_UNCLEAR = Meaning(DeadlineKind.UNCLEAR)

# No deadline is this long; a longer text is a story, and reading on would only cost time.
_LONGEST = 300

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "des": 12,
}  # fmt: skip
_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|des)"
)
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ANY_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|'?[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH_NUMBER = r"(?P<month>[0-9]{1,2})"
_PART = r"(?P<part>kvartal|halvår|tertial)"

_ORDINALS = {"første": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4}
_NTH = rf"(?P<number>[1-4]|{'|'.join(_ORDINALS)})"
_MONTHS_IN = {"kvartal": 3, "q": 3, "tertial": 4, "t": 4, "halvår": 6, "h": 6}
_SEASON_STARTS = {"vår": 3, "sommer": 6, "høst": 9}  # winter lies in two years: unclear


# --- A named time -------------------------------------------------------------------------------


def _year(said: str) -> int:
    year = int(said.lstrip("'"))
    if year > 99:
        return year
    return year + (2000 if year < 80 else 1900)


def _month(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS[said[:3]]


def _months(year: int, first: int, count: int) -> _Span:
    last = first + count - 1
    return _Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _of_day(said: re.Match[str]) -> _Span:
    day = date(_year(said["year"]), _month(said["month"]), int(said["day"]))
    return _Span(day, day)


def _of_month(said: re.Match[str]) -> _Span:
    return _months(_year(said["year"]), _month(said["month"]), 1)


def _of_part(said: re.Match[str]) -> _Span:
    number, count = said["number"], _MONTHS_IN[said["part"]]
    nth = _ORDINALS[number] if number in _ORDINALS else int(number)
    return _months(_year(said["year"]), (nth - 1) * count + 1, count)


def _of_season(said: re.Match[str]) -> _Span:
    return _months(_year(said["year"]), _SEASON_STARTS[said["season"]], 3)


def _of_week(said: re.Match[str]) -> _Span:
    year, week = _year(said["year"]), int(said["week"])
    return _Span(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 5))


def _of_year(said: re.Match[str]) -> _Span:
    return _months(_year(said["year"]), 1, 12)


# «desember 10» may be a day or a year, so a month wants all four digits of its year.
_TIMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = (
    (re.compile(rf"{_DAY}\. ?{_MONTH_NUMBER}\. ?{_ANY_YEAR}"), _of_day),
    (re.compile(rf"{_DAY}\. ?{_MONTH_NUMBER}\.?[ -]{_YEAR}"), _of_day),
    (re.compile(rf"{_DAY}/{_MONTH_NUMBER}[-/ ]{_ANY_YEAR}"), _of_day),
    (re.compile(rf"{_DAY}-{_MONTH_NUMBER}-{_YEAR}"), _of_day),
    (re.compile(rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"), _of_day),
    (re.compile(rf"{_DAY}\.? ?(?P<month>{_MONTH})\.? ?{_ANY_YEAR}"), _of_day),
    (re.compile(rf"(?P<month>{_MONTH})\.? ?{_YEAR}"), _of_month),
    (re.compile(rf"{_MONTH_NUMBER}[./]{_YEAR}"), _of_month),
    (re.compile(rf"{_NTH}\.? ?{_PART} (?:i )?{_ANY_YEAR}"), _of_part),
    (re.compile(rf"{_PART} (?P<number>[1-4]) {_YEAR}"), _of_part),
    (re.compile(rf"(?P<part>[qht])(?P<number>[1-4])[ /-]{_ANY_YEAR}"), _of_part),
    (re.compile(rf"(?P<season>vår|sommer|høst)(?:en)? {_ANY_YEAR}"), _of_season),
    (re.compile(rf"uke ?(?P<week>[0-9]{{1,2}})(?: |/|-| i ){_YEAR}"), _of_week),
    (re.compile(_YEAR), _of_year),
)


def _time(words: str) -> _Span | None:
    """The time that the words name; None when they name none, or an impossible one."""
    for pattern, span_of in _TIMES:
        if said := pattern.fullmatch(words):
            try:
                return span_of(said)
            except ValueError:
                return None
    return None


# --- A rhythm -----------------------------------------------------------------------------------

_A_YEAR = r"(?:i året|årlig|per (?:(?:klubb|skole|enhet|bydel) )?(?:per )?år)"
_SEASON = r"(?:vår|sommer|høst|vinter)"

# «Hver vår» gives neither a day nor a month, so it is yearly and nothing more.
_RHYTHMS: tuple[tuple[str, Recurrence], ...] = (
    ((rf"årlige?|hvert? år|hver {_SEASON}|(?:årlig|hvert år) (?:om|på) {_SEASON}en"
      rf"|(?:en|én|et|ett|1) (?:\w+ )?{_A_YEAR}"), Recurrence.YEARLY),
    (rf"halvårlige?|hvert? halvår|hver vår og høst|(?:to|2) (?:ganger )?{_A_YEAR}",
     Recurrence.HALF_YEARLY),
    (rf"tertialvise?|(?:hvert?|per) tertial|(?:tre|3) (?:ganger )?{_A_YEAR}", Recurrence.TERTIAL),
    (rf"kvartalsvise?|(?:hvert?|per) kvartal|(?:fire|4) (?:ganger )?{_A_YEAR}",
     Recurrence.QUARTERLY),
    (r"månedlige?|(?:hver|per) måned", Recurrence.MONTHLY),
    (r"ukentlige?|(?:hver|per) uke", Recurrence.WEEKLY),
    (r"daglige?|hver dag", Recurrence.DAILY),
    (r"ann(?:et|en) ?hvert? år|hvert (?:annet|andre|2\.?) år", Recurrence.EVERY_2_YEARS),
    (r"hvert (?:tredje|3\.?) år", Recurrence.EVERY_3_YEARS),
    (r"hvert (?:fjerde|4\.?) år", Recurrence.EVERY_4_YEARS),
    (r"hvert (?:femte|5\.?) år", Recurrence.EVERY_5_YEARS),
    (r"jevnlige?|regelmessige?|annenhver (?:uke|måned)", Recurrence.UNSPECIFIED),
)  # fmt: skip
_ANY_RHYTHM = "|".join(words for words, _ in _RHYTHMS)

_BY_TIMES_A_YEAR = {
    1: Recurrence.YEARLY,
    2: Recurrence.HALF_YEARLY,
    3: Recurrence.TERTIAL,
    4: Recurrence.QUARTERLY,
}

# From «every second year» alone nobody can tell which years, so the next one is not known.
_SOME_YEARS = frozenset(rhythm for rhythm in Recurrence if rhythm.startswith("every_"))


def _rhythm(words: str) -> Recurrence | None:
    return next((rhythm for said, rhythm in _RHYTHMS if re.fullmatch(said, words)), None)


# --- A sentence ---------------------------------------------------------------------------------

# What leads up to a target. «Innen våren 2010» and «våren 2010» are the same day.
_TARGET = (
    r"(?:(?:innen|senest|i|ila|løpet av|utgangen av|slutten av|ved|per|den|år|året|utsatt til) )*"
)
_PERIOD = r"(?:handlings)?(?:plan)?perioden?"
_DAY_OF_YEAR = rf"[0-9]{{1,2}}(?:[./] ?[0-9]{{1,2}}|\.? ?{_MONTH})\.?"
_EACH_DAY = re.compile(rf"{_DAY}[./]? ?(?P<month>[0-9]{{1,2}}|{_MONTH})")
_BETWEEN = re.compile(r" ?- ?| til | tom ")
_ONLY_A_YEAR = re.compile(_YEAR)


def _one_time(kind: DeadlineKind, said: re.Match[str]) -> Meaning | None:
    span = _time(said["time"])
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
        last = _time(words[sign.end() :])
        if last is None:
            continue
        start = words[: sign.start()].rstrip(".")
        first = _time(start)
        if first is None and not _ONLY_A_YEAR.fullmatch(words, sign.end()):
            first = _time(f"{start} {last.last.year}")  # «Januar – mars 2022»
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
    return Meaning(DeadlineKind.RECURRING, recurrence=_rhythm(said["rhythm"]))


def _days_of_the_year(said: re.Match[str]) -> Meaning | None:
    """Two or more days without a year recur by themselves; one day needs to be told how."""
    try:
        # A leap year, since «29.02 hvert år» is a day.
        found = {
            date(2000, _month(day["month"]), int(day["day"]))
            for day in _EACH_DAY.finditer(said["days"])
        }
    except ValueError:
        return None
    rhythm = _rhythm(said["before"] or said["after"] or "")
    by_count = _BY_TIMES_A_YEAR.get(len(found), Recurrence.UNSPECIFIED)
    if rhythm in _SOME_YEARS and len(found) == 1:
        recurrence = rhythm
    elif rhythm in (Recurrence.YEARLY, by_count) or (rhythm is None and len(found) > 1):
        recurrence = by_count
    else:
        return None
    days = tuple(f"{day:%m-%d}" for day in sorted(found))
    return Meaning(DeadlineKind.RECURRING, recurrence=recurrence, days=days)


def _a_month_of_the_year(said: re.Match[str]) -> Meaning | None:
    rhythm = _rhythm(said["before"] or said["after"] or "")
    if rhythm is not Recurrence.YEARLY and rhythm not in _SOME_YEARS:
        return None
    return Meaning(DeadlineKind.RECURRING, recurrence=rhythm, month=_month(said["month"]))


# Tried in this order; the first whose builder gives an answer decides.
_SENTENCES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Meaning | None]], ...] = tuple(
    (re.compile(words), meaning_of)
    for words, meaning_of in (
        (rf"(?:kontinuerlig|(?:fort)?løpende)(?: i (?:hele )?{_PERIOD})?",
         lambda _: Meaning(DeadlineKind.CONTINUOUS)),
        (rf"(?:(?:i|ila|innen|ut|ved|gjennom|hele|løpet av|utgangen av|slutten av) )*{_PERIOD}",
         lambda _: Meaning(DeadlineKind.PLAN_PERIOD)),
        (rf"(?P<rhythm>{_ANY_RHYTHM})(?: i (?:hele )?{_PERIOD})?", _a_rhythm),
        ((rf"(?:(?P<before>{_ANY_RHYTHM}) )?{_TARGET}"
          rf"(?P<days>{_DAY_OF_YEAR}(?: (?:og |samt )?{_DAY_OF_YEAR})*)"
          rf"(?: (?P<after>{_ANY_RHYTHM}))?"), _days_of_the_year),
        ((rf"(?:(?P<before>{_ANY_RHYTHM}) )?{_TARGET}(?P<month>{_MONTH})\.?(?: måned)?"
          rf"(?: (?P<after>{_ANY_RHYTHM}))?"), _a_month_of_the_year),
        ((r"(?:fom|fra|starter|start|oppstart)(?: opp)? (?:i |den )?(?P<time>.+?)"
          r"(?: og (?:fremover|framover|utover|videre))?"), partial(_one_time, DeadlineKind.FROM)),
        (r"(?:(?:frem |fram |inn)?til|tom|ut) (?:den |året |utgangen av |slutten av )?(?P<time>.+)",
         partial(_one_time, DeadlineKind.UNTIL)),
        (rf"{_TARGET}(?P<time>.+)", partial(_one_time, DeadlineKind.DATE)),
        (r"(?:i )?hele (?P<time>.+)", partial(_one_time, DeadlineKind.PERIOD)),
        (rf"{_YEAR} ?- ?(?P<short>[0-9]{{2}})", _two_years),
        (r"(?:(?:i )?perioden )?(?:fra |fom )?(?P<times>.+)", _a_period),
    )
)  # fmt: skip

_SAME_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[‐‒–—−]"), "-"),
    (re.compile(r"[,;:]"), " "),
    (re.compile(r"\bpe?r\b\.?"), "per "),
    (re.compile(r"\b(?:f\.? ?o\.? ?m|fra og med)\b\.?"), "fom "),
    (re.compile(r"\b(?:t\.? ?o\.? ?m|til og med)\b\.?"), "tom "),
    (re.compile(r"\bi\.? ?l\.? ?a\b\.?"), "ila "),
    # What the deadline is for, and words that only say that it is one: they change no meaning.
    (
        re.compile(
            r"(?<![\w-])(?:[0-9]{1,2}-årige?|(?:i )?prosjektperioden?|prosjekt(?:et)?|tiltaket"
            r"|prosedyren?|opplæring|kurs|møter?|oppfølging|gjennomgås|gjennomgangs?|gjennomføres"
            r"|revisjon|revideres|evaluering|evalueres|rapportering|rapporteres|oppdatering"
            r"|oppdateres|ny|frist(?:en)?|ferdig|ferdigstilles|minst)(?![\w-])"
        ),
        " ",
    ),
)

# Soft hyphen, zero-width space, byte order mark: they come along from Word and are not seen.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0xFEFF))


def understand(words: str) -> Meaning | None:
    """What a deadline's words mean; None for a blank cell, or one with only a dash in it.

    Never raises and never guesses: whatever is not understood whole has the kind `unclear`,
    an impossible date («31.02.2021») included.
    """
    said = " ".join(words.translate(_UNSEEN).split())
    if not said.strip(" -–—"):
        return None
    if len(said) > _LONGEST:
        return _UNCLEAR
    # The folding of measures.vocabulary.fold, made here so that this room needs no Django.
    said = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", said).casefold())
    for pattern, replacement in _SAME_WORDS:
        said = pattern.sub(replacement, said)
    said = " ".join(said.split()).strip(" .!")
    for sentence, meaning_of in _SENTENCES:
        if (match := sentence.fullmatch(said)) and (meaning := meaning_of(match)):
            return meaning
    return _UNCLEAR


# --- When it falls due --------------------------------------------------------------------------


def next_due(meaning: Meaning, on: date) -> date | None:
    """The first day from `on` on, `on` included, when a recurring deadline falls due.

    None when the words give no day or month, and for «every second year» and the like, since
    nobody knows which years. A month means its last day; 29 February is the 28th in other years.
    """
    return min((day for day in _due_days(meaning, on) if day >= on), default=None)


def last_due(meaning: Meaning, on: date) -> date | None:
    """The last day strictly before `on` when it fell due; None as for `next_due`."""
    return max((day for day in _due_days(meaning, on) if day < on), default=None)


def _due_days(meaning: Meaning, on: date) -> Iterator[date]:
    """Every due day in the years around `on`, in no particular order."""
    if meaning.kind is not DeadlineKind.RECURRING or meaning.recurrence in _SOME_YEARS:
        return
    named = [(int(day[:2]), int(day[3:])) for day in meaning.days]
    if not named and meaning.month:
        named = [(meaning.month, 31)]
    for year in range(max(on.year - 1, MINYEAR), min(on.year + 1, MAXYEAR) + 1):
        for month, day in named:
            yield date(year, month, min(day, calendar.monthrange(year, month)[1]))
