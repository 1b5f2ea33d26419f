"""What a plan is called and which years it is for, as far as its document tells."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from measures.importing.document import Document
from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.wording import fold

_LONGEST = 160
_NAMES_A_PLAN = re.compile(r"\b(?:ruspolitisk|handlingsplan|rusplan|tiltaksplan|rushandlingsplan)")
_PERIOD = re.compile(r"(?P<first>20\d\d)\s*[-–—/]\s*(?P<last>20\d\d)")
_PAGE = re.compile(
    r"[\s|·•,–-]*\bside\s+\d+(?:\s*(?:av|/)\s*\d+)?[\s|·•.]*$"
    r"|^\s*side\s+\d+(?:\s*(?:av|/)\s*\d+)?[\s|·•:,–-]*",
    re.IGNORECASE,
)
"""The page's number, which stands beside a title at the foot or the head of pages."""
_ENDING = re.compile(r"\.(?:docx|xlsx|pdf)$", re.IGNORECASE)


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
    lines = ((_PAGE.sub("", line).strip(), where) for line, where in _lines(document))
    named = [(line, where) for line, where in lines if is_title(line)]
    with_years = [(line, where) for line, where in named if _PERIOD.search(line)]
    name = _ENDING.sub("", document.name)
    title, where = next(iter([*with_years, *named]), (name, "filnavnet"))
    return TitleGuess(title, where, *_years_in(title))


_PER = re.compile(
    r"\b(?:per|pr|status|rapport\w*|oppdatert|revidert)\b\.?:?\s*(?:per|pr)?\.?\s*"
    r"(?P<day>\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:20)?\d\d)\b",
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
            if len(cells) == 1:
                yield " ".join(cells[0].split()), f"{table.name}, rad {row.number}"


def is_title(line: str) -> bool:
    is_a_sentence = line.endswith(".") and not line.endswith("..")
    return len(line) <= _LONGEST and not is_a_sentence and bool(_NAMES_A_PLAN.search(fold(line)))


def _years_in(title: str) -> tuple[date | None, date | None]:
    """The first and the last day of a period that is at most ten years long."""
    years = period_in(title)
    return (date(years[0], 1, 1), date(years[1], 12, 31)) if years else (None, None)


def period_in(title: str) -> tuple[int, int] | None:
    """The first and the last year of a period that is at most ten years long."""
    found = _PERIOD.search(title)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["last"])
    return (first, last) if first <= last <= first + 10 else None
