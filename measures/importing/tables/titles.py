"""What a plan is called and which years it is for, as far as its document tells."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from measures.importing.document import Document
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.wording import fold

_LONGEST = 160
_NAMES_A_PLAN = re.compile(
    r"\b(?:ruspolitisk|handlingsplan|rusplan|tiltaksplan|rushandlingsplan"
    r"|action ?plan)"
)
_PERIOD = re.compile(r"(?P<first>20\d\d)\s*(?:[-–—/]|til)\s*(?P<last>20\d\d)")
_IS_FOR = re.compile(
    r"(?:plan(?:ens )?|handlingsplan)?periode(?:n)?\b|(?:planen )?gjelder\b"
    r"|.*\bplanperioden? 20\d\d"
)
_ONLY_YEARS_AND_NAME = re.compile(
    r"(?:for )?(?:bydel )?(?:[a-zæøå]+(?: (?!er |ble )[a-zæøå]+){0,2})?"
    r"\W*20\d\d\s*[-–—/]\s*20\d\d\W*"
)
_PAGE = re.compile(
    r"[\s|·•,–-]*\bside\s+\d+(?:\s*(?:av|/)\s*\d+)?[\s|·•.]*$"
    r"|^\s*side\s+\d+(?:\s*(?:av|/)\s*\d+)?[\s|·•:,–-]*",
    re.IGNORECASE,
)
"""The page's number, which stands beside a title at the foot or the head of pages."""
_ENDING = re.compile(r"\.(?:docx|xlsx|pdf|csv)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleGuess:
    """A guess, for a person to see; `read_from` says where: «filnavnet», «Tiltak, rad 1»."""

    title: str
    read_from: str
    starts_on: date | None = None
    ends_on: date | None = None


def guess_title(document: Document) -> TitleGuess:
    """The first line that names a plan, one with its years before one without; else the file's
    name. The years are the title's, else those of the first line that names a plan with them."""
    lines = [(_PAGE.sub("", line).strip(), where) for line, where in _lines(document)]
    named = [(line, where) for line, where in lines if is_title(line)]
    with_years = [(line, where) for line, where in named if _PERIOD.search(line)]
    name = _ENDING.sub("", document.name)
    title, where = next(iter([*with_years, *named]), (name, "filnavnet"))
    years = period_in(title) or _said_period([title, *(line for line, _where in lines)])
    return TitleGuess(title, where, *_days_of(years))


def _said_period(lines: list[str]) -> tuple[int, int] | None:
    """The years that a document says it is for: «Planperiode: 2022–2025», «Gjelder fra 1. januar
    2025 til 31. desember 2027», or the bydel's name with years under the title."""
    title, others = lines[0], lines[1:]
    own = [line for line in others if len(line) <= _LONGEST and _IS_FOR.match(fold(line))]
    under = [after for line, after in pairwise(others) if line == title]
    named = [line for line in under if _ONLY_YEARS_AND_NAME.fullmatch(fold(line))]
    return next((years for line in [*own, *named] if (years := _period_or_days(line))), None)


def _period_or_days(line: str) -> tuple[int, int] | None:
    years = [int(year) for year in re.findall(r"\b20\d\d\b", line)]
    is_from_and_to = len(years) == 2 and re.search(r"\bfra\b.*\b(?:til|ut)\b", fold(line))
    return period_in(line) or (_at_most_ten(years[0], years[1]) if is_from_and_to else None)


_PER = re.compile(
    r"\b(?:per|pr|status|rapport\w*|oppdatert|revidert)\b\.?:?\s*(?:per|pr)?\.?\s*"
    r"(?P<day>\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:20)?\d\d"
    r"|\d{1,2}\.\s?[a-z]{3,9}\s20\d\d)\b",
    re.IGNORECASE,
)


def guess_day(document: Document, today: date) -> tuple[date | None, str]:
    """The day that a document says it is of («Status pr. 31.12.2026»), and where that stands; the
    first one, in the text, the headings or the file's name. None where there is none, or none that
    has been."""
    for line, where in _all_lines(document):
        for found in _PER.finditer(line):
            with suppress(DayRefusedError):
                if (day := read_day(found["day"], today=today)) <= today:
                    return day, where
    return None, ""


def _all_lines(document: Document) -> Iterator[tuple[str, str]]:
    for line in document.lines:
        yield line, f"teksten: «{line[:80]}»"
    for table in document.tables:
        for row in table.rows[:3] if table.hidden is None else ():
            for cell in row.own_cells:
                line = " ".join(cell.text.split())
                if len(line) <= _LONGEST:
                    yield line, f"overskriften «{line[:80]}»"
    yield _ENDING.sub("", document.name), "filnavnet"


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    for line in document.lines:
        yield line, "teksten"
    for table in document.tables:
        for row in table.rows[:5] if table.hidden is None else ():
            cells = [cell.text for cell in row.own_cells if cell.text.strip()]
            is_label = len(cells) == 2 and cells[0].rstrip().endswith(":")
            if len(cells) == 1 or is_label:
                yield " ".join(" ".join(cells).split()), f"{table.name}, rad {row.number}"


def is_title(line: str) -> bool:
    is_a_sentence = line.endswith(".") and not line.endswith("..")
    return len(line) <= _LONGEST and not is_a_sentence and bool(_NAMES_A_PLAN.search(fold(line)))


def _days_of(years: tuple[int, int] | None) -> tuple[date | None, date | None]:
    """The first and the last day of some years."""
    return (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (None, None)


def period_in(title: str) -> tuple[int, int] | None:
    """The first and the last year of a period that is at most ten years long."""
    found = _PERIOD.search(title)
    if found is None:
        return None
    return _at_most_ten(int(found["first"]), int(found["last"]))


def _at_most_ten(first: int, last: int) -> tuple[int, int] | None:
    return (first, last) if first <= last <= first + 10 else None
