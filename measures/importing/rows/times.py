"""A row's deadline and status together: each may stand in the other's cell.

«Forsinkelse, ny frist 30.06.2011» is a status, a new deadline and its reason; «Påbegynt» under
Frist is a status; «31.12.2026» under Status is a deadline.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from measures.deadline_language import DeadlineKind, Meaning, move_in, understand, understand_alone
from measures.deadline_language import Doubt as Unclear
from measures.importing.rows.measure_row import Doubt, DoubtKind
from measures.importing.rows.words import Words
from measures.vocabulary import StatusCode

_A_DAY = (
    r"(?:[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|[0-9]{1,2}\.?\s?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november"
    r"|desember)\s[0-9]{4}"
    r"|(?:(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|(?:[1-4]\.|første|andre|tredje|fjerde)\s?(?:kvartal|halvår|tertial)|våren|sommeren|høsten"
    r"|utgangen av)\s)?(?:20|19)[0-9]{2})"
)
_NEW = re.compile(
    r"(?:ny(?:e)?\s(?:tids)?frist(?:en)?(?:\s(?:er|blir|satt til))?"
    r"|utsatt\s(?:frist\s)?(?:til|til den)"
    r"|forlenget\s(?:frist\s)?til|fristen?\s(?:er\s)?(?:flyttet|utsatt|forlenget|endret)\stil"
    rf"|(?:flyttet|forskjøvet)\stil|forventes\s[^.;]{{0,60}}?(?:innen|til))"
    rf"\s*:?\s*(?:innen\s|til\s)?(?P<day>{_A_DAY})",
    re.IGNORECASE,
)
_END_OF_CLAUSE = re.compile(r"[.;,:!?\n(–]|\s-\s")
_NO_SUBJECT = re.compile(
    r"(?:(?:er|blir|ble|bli|har|blitt|vart|må|skal|nå|no|derfor|dermed|igjen|men|og|så|foreløpig"
    r"|midlertidig|også|ikke|ikkje|delvis|forsinket|forsinkelse|påbegynt|startet|planlagt|utsatt"
    r"|flyttet)\s*)*",
    re.IGNORECASE,
)
_THE_MEASURE = re.compile(
    r"\b(?:(?:tids)?frist|(?:opp|bygge)?start|tiltak|gjennomføring|ferdig|innføring|iverksett|åpning"
    r"|arbeidet|prosjektet|planen|dette\b|det\b|alt\b|slutt)",
    re.IGNORECASE,
)
_IS_DONE = re.compile(r"ferdig|gjennomfør|fullfør|avslutt|iverks|start", re.IGNORECASE)
_SHORTEST_NOUN = 4
_NEVER_END = {DeadlineKind.CONTINUOUS, DeadlineKind.RECURRING, DeadlineKind.PLAN_PERIOD}
_LABELLED = re.compile(
    rf"[(\[]?\s*\b(?:tids)?frist(?:en)?\s*(?:er)?\s*:?\s*(?P<day>(?:innen\s|senest\s)?{_A_DAY}"
    rf"|kontinuerlig|løpende|årlig|hele planperioden)\s*[)\].]?",
    re.IGNORECASE,
)
_BY = re.compile(rf"\b(?P<day>(?:innen|senest)\s(?:den\s)?{_A_DAY})", re.IGNORECASE)
_CROSS = re.compile(
    r"[xX×✓✔✗•●■*]|ja|\(x\)|[\d\s\u00a0.,]+(?:kr|mill\.?|,-|nok|mnok|tkr|t)?\.?|kr\.?[\d\s\u00a0.,]+",
    re.IGNORECASE,
)


_TICK = re.compile(r"[xX×✓✔☑☒✅●■*]|ja|\([xX]\)|\[[xX]\]", re.IGNORECASE)
_EMPTY_BOX = {"☐", "□", "-", "–", "[ ]", "[]", ""}


@dataclass(slots=True)
class Told:
    """What a row's cells tell of time and of progress, and what is doubted in it."""

    deadline_text: str | None = None
    meaning: Meaning | None = None
    before: Meaning | None = None
    reason: str | None = None
    status_text: str | None = None
    status: Any = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def due_on_before(self) -> date | None:
        return self.before.due_on if self.before else None


def read_times(
    deadline: str,
    newer: str,
    status: str,
    text: str,
    *,
    words: Words,
    years: Sequence[int] = (),
) -> Told:
    """What these cells tell; `newer` is of a column «Ny frist»; `years` are asked of, where a
    deadline names none. Blank cells tell nothing."""
    told = Told(deadline_text=deadline or None, status_text=status or None)
    if told.deadline_text:
        told.meaning = understand(told.deadline_text)
    _swap(told, words)
    if told.status_text:
        told.status = words.status_of(told.status_text)
        _new_deadline_in_status(told, text)
    if newer:
        _replace(told, newer, None)
    if told.deadline_text is None:
        _deadline_in_text(told, text)
    if told.deadline_text:
        _new_deadline_in_itself(told)
    _ask(told, years)
    return told


def _swap(told: Told, words: Words) -> None:
    """A status in the deadline's cell, a deadline in the status's: each where the other is blank
    or says the same kind."""
    deadline, status = told.deadline_text, told.status_text
    is_unclear = told.meaning is not None and told.meaning.kind is DeadlineKind.UNCLEAR
    code = words.status_of(deadline) if deadline and is_unclear else None
    tells_when = _is_when_on_each_line(deadline or "") or (  # «Ved behov»
        told.meaning is not None
        and told.meaning.why is Unclear.EVENT
        and code is StatusCode.ONGOING
    )
    if deadline and not status and code and not tells_when:
        told.status_text, told.deadline_text, told.meaning = deadline, None, None
        told.doubts.append(Doubt(DoubtKind.STATUS_IN_DEADLINE, "status_text", deadline))
    elif status and not deadline and (time := _time_in(status)) and words.status_of(status) is None:
        told.deadline_text, told.status_text, told.meaning = status, None, time
        told.doubts.append(Doubt(DoubtKind.DEADLINE_IN_STATUS, "deadline_text", status))
    elif (
        deadline and status and code and (time := _time_in(status)) and not words.status_of(status)
    ):
        told.deadline_text, told.status_text, told.meaning = status, deadline, time
        told.doubts.append(Doubt(DoubtKind.STATUS_IN_DEADLINE, "status_text", deadline))


def _is_when_on_each_line(text: str) -> bool:
    """«Løpende» and below it «1. mars 2026»: two deadlines, and no status."""
    meanings = [understand_alone(line) for line in text.split("\n") if line.strip()]
    return len(meanings) > 1 and all(
        each is not None and each.kind is not DeadlineKind.UNCLEAR for each in meanings
    )


def _time_in(text: str) -> Meaning | None:
    meaning = understand_alone(text)
    return meaning if meaning is not None and meaning.due_on is not None else None


def _new_deadline_in_status(told: Told, text: str) -> None:
    status = told.status_text or ""
    found = _NEW.search(status)
    if found is None or not _is_of_the_measure(status, found, text):
        return
    never_ends = told.meaning is not None and told.meaning.kind in _NEVER_END
    if never_ends and "frist" not in found.group().lower():
        return  # «Fortløpende», «Utsatt til 2027»: its start, or a pause
    _replace(told, found["day"], status)


def _is_of_the_measure(status: str, found: re.Match[str], text: str) -> bool:
    """Whether it is the measure that is moved, and nothing else: «møtet er flyttet til november»,
    «svar forventes innen 1. mars»."""
    how = found.group().lower()
    if "frist" in how:
        return True
    if how.startswith("forventes"):
        return _IS_DONE.search(how) is not None
    clause = _END_OF_CLAUSE.split(status[: found.start()])[-1].strip()
    return (
        _NO_SUBJECT.fullmatch(clause) is not None
        or _THE_MEASURE.search(clause) is not None
        or any(noun in text.lower() for noun in _nouns(clause))
    )


def _nouns(clause: str) -> list[str]:
    """Its words without the ending: «kurset» is of the measure «Holde kurs»."""
    words = [re.sub(r"(?:ene|en|et|a)$", "", word) for word in clause.lower().split()]
    return [word for word in words if len(word) >= _SHORTEST_NOUN]


def _replace(told: Told, newer: str, reason: str | None) -> None:
    """The newer deadline is the one that counts; the first wording is kept. Where there was none,
    the newer is the first."""
    meaning = understand(newer)
    if meaning is None or meaning.kind is DeadlineKind.UNCLEAR:
        return
    if told.deadline_text is None:
        told.deadline_text, told.meaning = newer.strip(), meaning
    elif told.meaning is not None and told.meaning.due_on != meaning.due_on:
        told.before = told.meaning
        told.meaning = meaning
    else:
        return
    told.reason = reason
    if reason is not None:
        told.doubts.append(Doubt(DoubtKind.NEW_DEADLINE_IN_STATUS, "deadline_text", newer))


def _new_deadline_in_itself(told: Told) -> None:
    """«31.12.2024, ny frist 30.06.2025» in one cell."""
    words = told.deadline_text or ""
    if told.before is None and (move := move_in(words)):
        told.before, told.meaning = move.before, move.after
    if told.meaning is None or told.meaning.kind is not DeadlineKind.UNCLEAR:
        return
    found = _NEW.search(words)
    if found is None:
        return
    first = understand(words[: found.start()].strip(" ,;–-(\n"))
    newer = understand(found["day"])
    if newer is None or newer.kind is DeadlineKind.UNCLEAR:
        return
    if first is not None and first.kind is not DeadlineKind.UNCLEAR:
        told.before, told.meaning = first, newer
    elif first is None:
        told.meaning = newer


def _deadline_in_text(told: Told, text: str) -> None:
    """«Frist: 31.12.2026» within the measure's own text; «innen …» of a whole day likewise."""
    found = _LABELLED.search(text) or _BY.search(text)
    meaning = understand(found["day"]) if found else None
    if found is None or meaning is None or meaning.kind is DeadlineKind.UNCLEAR:
        return
    told.deadline_text, told.meaning = found["day"].strip(), meaning
    told.doubts.append(Doubt(DoubtKind.DEADLINE_IN_TEXT, "deadline_text", found["day"].strip()))


def _ask(told: Told, years: Sequence[int]) -> None:
    if told.meaning is not None and told.meaning.kind is DeadlineKind.UNCLEAR:
        asks_for_year = told.meaning.why is Unclear.NO_YEAR
        told.doubts.append(
            Doubt(
                DoubtKind.DEADLINE_UNCLEAR,
                "deadline_text",
                told.deadline_text or "",
                tuple(map(str, years)) if asks_for_year else (),
            )
        )
    if told.status_text and told.status is None:
        told.doubts.append(Doubt(DoubtKind.STATUS_UNKNOWN, "status_text", told.status_text))


# --- Crosses in columns of years ------------------------------------------------------------------


def is_crossed(text: str) -> bool:
    """«x», a tick, or an amount: the measure is done that year."""
    return _CROSS.fullmatch(text.strip()) is not None and text.strip() not in {"0", "-", "."}


def is_ticked(text: str) -> bool:
    """«x», a tick or a box with one: the column's heading is so of the measure."""
    return _TICK.fullmatch(text.strip()) is not None


def is_tick_or_none(text: str) -> bool:
    return is_ticked(text) or text.strip() in _EMPTY_BOX


def crosses_in_words(headings: Sequence[str], crossed: Sequence[bool]) -> tuple[str, bool]:
    """The deadline that crosses under some headings say, and whether there is a gap in them.

    One is that year; several that follow on each other are a period. With a gap they are told one
    by one, which is understood by nobody but a person.
    """
    marked = [n for n, is_marked in enumerate(crossed) if is_marked]
    if not marked:
        return "", False
    if len(marked) == 1:
        return headings[marked[0]], False
    if marked == list(range(marked[0], marked[-1] + 1)):
        return f"{headings[marked[0]]}–{headings[marked[-1]]}", False
    return ", ".join(headings[n] for n in marked), True
