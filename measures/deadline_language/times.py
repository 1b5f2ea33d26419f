"""A named time: «31.12.2020», «desember 2010», «1. halvår 2026», «uke 40 2025»."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """The first and the last day of a named time; the same day twice for a date."""

    first: date
    last: date


_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "des": 12,
}  # fmt: skip
MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|des)"
)
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ANY_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|'?[0-9]{2})"
DAY = r"(?P<day>[0-9]{1,2})"
_MONTH_NUMBER = r"(?P<month>[0-9]{1,2})"
_PART = r"(?P<part>kvartal|halvår|tertial|halvdel(?: av)?)"

_ORDINALS = {"første": 1, "andre": 2, "annet": 2, "tredje": 3, "fjerde": 4}
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{'|'.join(_WEEKDAYS)}) (?:den )?(?=[0-9])")
_NTH = rf"(?P<number>[1-4]|siste|{'|'.join(_ORDINALS)})"
_MONTHS_IN = {
    "kvartal": 3, "q": 3, "k": 3, "tertial": 4, "t": 4, "halvår": 6, "halvdel": 6, "h": 6,
}  # fmt: skip
_SEASON_STARTS = {"vår": 3, "sommer": 6, "høst": 9}  # winter lies in two years: unclear


def _year(said: str) -> int:
    year = int(said.lstrip("'"))
    if year > 99:
        return year
    return year + (2000 if year < 80 else 1900)


def month_number(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS[said[:3]]


def _months(year: int, first: int, count: int) -> Span:
    last = first + count - 1
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _of_day(said: re.Match[str]) -> Span:
    day = date(_year(said["year"]), month_number(said["month"]), int(said["day"]))
    return Span(day, day)


def _of_month(said: re.Match[str]) -> Span:
    return _months(_year(said["year"]), month_number(said["month"]), 1)


def _of_month_after_the_year(said: re.Match[str]) -> Span:
    """«2025-06» is June; «2010-12» may be three years as well."""
    if _year(said["year"]) % 100 < int(said["month"]):
        raise ValueError(said[0])
    return _of_month(said)


def _of_part(said: re.Match[str]) -> Span:
    number, count = said["number"], _MONTHS_IN[said["part"].removesuffix(" av")]
    nth = 12 // count if number == "siste" else _ORDINALS.get(number) or int(number)
    return _months(_year(said["year"]), (nth - 1) * count + 1, count)


def _of_season(said: re.Match[str]) -> Span:
    return _months(_year(said["year"]), _SEASON_STARTS[said["season"]], 3)


def _of_half(said: re.Match[str]) -> Span:
    return _months(_year(said["year"]), 1 if said["season"] == "vår" else 7, 6)


def _of_week(said: re.Match[str]) -> Span:
    year, week = _year(said["year"]), int(said["week"])
    return Span(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 5))


def _of_year(said: re.Match[str]) -> Span:
    return _months(_year(said["year"]), 1, 12)


def _of_school_year(said: re.Match[str]) -> Span:
    """From 1 August to 31 July; the two years must follow on each other."""
    first, last = _year(said["year"]), int(said["next"])
    if last not in {first + 1, (first + 1) % 100}:
        raise ValueError(said[0])
    return Span(date(first, 8, 1), date(first + 1, 7, 31))


# «desember 10» may be a day or a year, so a month wants all four digits of its year.
_TIMES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span]], ...] = (
    (re.compile(rf"{DAY}\. ?{_MONTH_NUMBER}\. ?{_ANY_YEAR}"), _of_day),
    (re.compile(rf"{DAY}\. ?{_MONTH_NUMBER}\.?[ -]{YEAR}"), _of_day),
    (re.compile(rf"{DAY}/{_MONTH_NUMBER}[-/ ]{_ANY_YEAR}"), _of_day),
    (re.compile(rf"{DAY}-{_MONTH_NUMBER}-{YEAR}"), _of_day),
    (re.compile(rf"{YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"), _of_day),
    (re.compile(rf"{DAY}\.? ?(?P<month>{MONTH})\.? ?{_ANY_YEAR}"), _of_day),
    (re.compile(rf"(?P<month>{MONTH})\.? ?{YEAR}"), _of_month),
    (re.compile(rf"{_MONTH_NUMBER}[./]{YEAR}"), _of_month),
    (re.compile(rf"{YEAR}-(?P<month>[0-9]{{2}})"), _of_month_after_the_year),
    (re.compile(rf"{_NTH}\.? ?{_PART} (?:i )?{_ANY_YEAR}"), _of_part),
    (re.compile(rf"{_PART} (?P<number>[1-4]) {YEAR}"), _of_part),
    (re.compile(rf"(?P<part>[qkht])(?P<number>[1-4])[ /-]{_ANY_YEAR}"), _of_part),
    (re.compile(rf"{YEAR}[ /-]?(?P<part>[qkht])(?P<number>[1-4])"), _of_part),
    (re.compile(rf"(?P<season>vår|sommer|høst)(?:en)? {_ANY_YEAR}"), _of_season),
    (re.compile(rf"(?P<season>vår|høst)halvåret? {YEAR}"), _of_half),
    (re.compile(rf"uke ?(?P<week>[0-9]{{1,2}})(?: |/| ?- ?| i ){YEAR}"), _of_week),
    (re.compile(rf"skoleåret {_ANY_YEAR} ?[-/] ?(?P<next>(?:20)?[0-9]{{2}})"), _of_school_year),
    (re.compile(YEAR), _of_year),
)


def named_time(words: str) -> Span | None:
    """The time that the words name; None when they name none, or an impossible one: a day that is
    not the weekday before it («fredag 15. juni 2024») too."""
    if named := _WEEKDAY_BEFORE.match(words):
        span = named_time(words[named.end() :])
        if span is None or span.first != span.last:
            return None
        return span if _WEEKDAYS[span.first.weekday()] == named["weekday"] else None
    for pattern, span_of in _TIMES:
        if said := pattern.fullmatch(words):
            try:
                return span_of(said)
            except ValueError:
                return None
    return None
