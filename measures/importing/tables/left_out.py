"""Which tables of a document, or parts of them, hold no measures, and why."""

import re
from collections.abc import Sequence
from dataclasses import replace

from measures.importing.document import Document, DocumentKind, Row, Table
from measures.importing.tables.columns import is_number, is_risk, mean_length, share, texts_of
from measures.importing.tables.headings import meaning_of, plain
from measures.importing.tables.layout import Meaning, Part, WhyLeftOut
from measures.importing.tables.sections import is_of_an_old_plan, is_of_the_work
from measures.importing.tables.status_columns import said_of
from ruspolitikk.wording import fold

WHO_AND_WHEN = {Meaning.RESPONSIBLE, Meaning.DEADLINE, Meaning.DEADLINE_CROSS}
_FACTS = {
    Meaning.GOAL,
    Meaning.GOAL_AND_TOPIC,
    Meaning.RESPONSIBLE,
    Meaning.DEADLINE,
    Meaning.DEADLINE_CROSS,
    Meaning.STATUS,
    Meaning.STATUS_CROSS,
    Meaning.RISK,
    Meaning.NUMBER,
    Meaning.CODE,
    Meaning.STRATEGY,
    Meaning.TOPIC,
}


_LONGEST_LABEL = 40
_SHORTEST_RISK = 12
"""A risk in words is longer than its level is."""
_LABEL = re.compile(
    r"(?:plan)?periode|gjelder(?: for)?|sist (?:oppdatert|endret|revidert)|kontakt(?:person)?"
    r"|versjon|(?:vedtatt|utarbeidet|godkjent)(?: av)?|saks(?:nummer|nr\.?|behandler)|bydel|dato"
    r"|dokument|(?:plan|dokument)?eier"
)
_CITYS = re.compile(
    r"(?:byrådets|byens|bystyrets|kommunens|oslo kommunes|overordnede?) (?:by)?tiltak.*|bytiltak.*"
)
_FOLLOW_UP = re.compile(
    r"(?:\d+(?:\.\d+)*\.? |vedlegg \w+:? )?(?:(?:gjennomføring|oppfølging|rullering|evaluering"
    r"|revidering|revisjon|implementering|rapportering|årshjul)(?:,| og|$)? ?)+"
    r"(?:(?:av|for) (?:\w*planen|arbeidet))?"
)


def why_left_out(
    table: Table, part: Part, rows: Sequence[Row], before: Part | None, kind: DocumentKind
) -> WhyLeftOut | None:
    if not rows:
        return _why_empty(table, part)
    if table.hidden is not None:
        return WhyLeftOut.HIDDEN
    if table.is_list:
        return WhyLeftOut.DROP_DOWN_VALUES
    if is_of_an_old_plan(table):
        return WhyLeftOut.OLD_PLAN
    if is_of_the_work(table):
        return WhyLeftOut.NO_MEASURES
    meanings = {column.meaning for column in part.columns}
    if Meaning.TEXT not in meanings:
        return _what_it_is(part, rows)
    texts = texts_of(rows, part.places(Meaning.TEXT)[0])
    if not texts:
        return _why_empty(table, part)
    if share(texts, is_number) > 0.5:
        return WhyLeftOut.MOSTLY_NUMBERS
    if not part.headings:
        if _is_a_cover(rows) or _is_of_the_city(rows[0]):
            return WhyLeftOut.NO_MEASURES
        continues = before is not None and part.columns == tuple(
            replace(column, heading="") for column in before.columns
        )
        tells = meanings & _FACTS
        if not continues and not tells & WHO_AND_WHEN and len(tells - {Meaning.NUMBER}) < 3:
            is_list = _is_a_list_of_measures(part, texts, kind)
            return None if is_list else _what_it_is(part, rows)
        return None
    others = {*meanings} - {Meaning.TEXT, Meaning.UNUSED}
    heading = part.columns[part.places(Meaning.TEXT)[0]].heading
    if not others and heading and meaning_of(heading) is None:
        return _what_it_is(part, rows)  # «Ord | Hva vi mener»
    if not others and heading:
        beside = [n for n, c in enumerate(part.columns) if c.meaning is Meaning.UNUSED]
        if beside and all(share(texts_of(rows, n), is_number) > 0.5 for n in beside):
            return WhyLeftOut.SUMS
    return None


def _why_empty(table: Table, part: Part) -> WhyLeftOut:
    """Nobody has computed the formulas that stand where the measures' texts would."""
    places = part.places(Meaning.TEXT) or range(len(part.columns))
    rows = table.rows[part.first : part.last + 1]
    has_formulas = any(
        cell.has_no_value for row in rows for n, cell in enumerate(row.cells) if n in places
    )
    return WhyLeftOut.NEVER_COMPUTED if has_formulas else WhyLeftOut.EMPTY


def _is_a_cover(rows: Sequence[Row]) -> bool:
    """«Planperiode: | 2022–2025», «Sist oppdatert: | 12.09.2024»: facts about the document."""
    told = [[cell.text for cell in row.own_cells if cell.text.strip()] for row in rows]
    return share([texts[0] for texts in told if len(texts) > 1], _is_label) > 0.5


def _is_of_the_city(first: Row) -> bool:
    """«Bokstav | Byrådets tiltak»: what the bydel's measures answer."""
    return any(_CITYS.fullmatch(plain(cell.text)) for cell in first.own_cells)


def _is_label(text: str) -> bool:
    words = " ".join(text.split())
    is_known = _LABEL.fullmatch(fold(words)) is not None
    return len(words) <= _LONGEST_LABEL and (words.endswith(":") or is_known)


def _is_a_list_of_measures(part: Part, texts: Sequence[str], kind: DocumentKind) -> bool:
    """Numbers with texts that are long enough to be promises; of what was pasted, lines alone."""
    if len(part.columns) == 1:
        return kind is DocumentKind.PASTED
    is_numbered = bool(part.places(Meaning.NUMBER, Meaning.CODE))
    return is_numbered and len(part.columns) <= 3 and len(texts) > 1 and mean_length(texts) >= 30


def _what_it_is(part: Part, rows: Sequence[Row]) -> WhyLeftOut:
    cells = [cell.text for row in rows for cell in row.own_cells if cell.text.strip()]
    if share(cells, is_number) > 0.4:
        return WhyLeftOut.MOSTLY_NUMBERS
    firsts = texts_of(rows, 0)
    if len(part.columns) == 2 and mean_length(firsts) < 12:
        return WhyLeftOut.ABBREVIATIONS
    return WhyLeftOut.NO_MEASURES


def without_follow_up(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """How a plan is followed up («4. Gjennomføring»: status meetings, a new plan) is none of its
    measures, where another table says that its rows are tiltak, and this one does not."""
    if not any(part.why_left_out is None and _says_tiltak(part) for part in parts):
        return tuple(parts)
    return tuple(
        replace(part, why_left_out=WhyLeftOut.NO_MEASURES)
        if part.why_left_out is None
        and part.headings
        and not _says_tiltak(part)
        and _FOLLOW_UP.fullmatch(fold(" ".join(document.tables[part.table].above[-1:])))
        else part
        for part in parts
    )


def without_risks(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """What is done about the risks of the plan («Risiko | Sannsynlighet | Konsekvens | Tiltak»),
    by nobody in particular, is none of its measures, where another table says who and when."""
    if not any(part.why_left_out is None and _says_who_or_when(part) for part in parts):
        return tuple(parts)
    return tuple(
        replace(part, why_left_out=WhyLeftOut.RISKS)
        if part.why_left_out is None
        and not _says_who_or_when(part)
        and _tells_risks_in_words(document.tables[part.table], part)
        else part
        for part in parts
    )


def _says_who_or_when(part: Part) -> bool:
    return bool(part.places(*WHO_AND_WHEN))


def _tells_risks_in_words(table: Table, part: Part) -> bool:
    rows = table.rows[part.first : part.last + 1]
    risks = [text for n in part.places(Meaning.RISK) for text in texts_of(rows, n)]
    return mean_length(risks) >= _SHORTEST_RISK and share(risks, is_risk) < 0.3


def _says_tiltak(part: Part) -> bool:
    return any("tiltak" in fold(column.heading) for column in part.columns)


def without_repeats(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """A table that says again what one before it does, with sums beside, is no new measures."""
    seen: set[str] = set()
    codes: set[str] = set()
    made = []
    for part in parts:
        if part.why_left_out is not None:
            made.append(part)
            continue
        rows = document.tables[part.table].rows[part.first : part.last + 1]
        texts = {fold(text) for text in texts_of(rows, part.places(Meaning.TEXT)[0])}
        own = _codes_of(rows, part)
        if len(own) > 1 and len(own & codes) >= 0.7 * len(own) and _is_of_costs(rows, part):
            made.append(replace(part, why_left_out=WhyLeftOut.SUMS))
            continue
        codes |= own
        is_repeat = len(texts) > 1 and len(texts & seen) >= 0.7 * len(texts)
        if is_repeat and not part.places(Meaning.RESPONSIBLE, Meaning.STATUS, Meaning.DEADLINE):
            made.append(replace(part, why_left_out=WhyLeftOut.SUMS))
            continue
        seen |= texts
        made.append(part)
    return tuple(made)


def without_older(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Of tables that tell of the same measures («Status 2024», «Status 2025») the newest is read.
    Where nothing says which that is, all are."""
    taken = [part for part in parts if part.why_left_out is None]
    texts = {part: _measures_of(document.tables[part.table], part) for part in taken}
    days = {part: _day_of(document.tables[part.table], part) for part in taken}

    def is_older(part: Part) -> bool:
        return any(
            (0, 0, 0) < days[part] < days[other]
            and len(texts[part] & texts[other]) >= max(2, 0.7 * len(texts[part] | texts[other]))
            for other in taken
        )

    return tuple(
        replace(part, why_left_out=WhyLeftOut.OLDER)
        if part.why_left_out is None and is_older(part)
        else part
        for part in parts
    )


def _measures_of(table: Table, part: Part) -> set[str]:
    rows = table.rows[part.first : part.last + 1]
    places = part.places(Meaning.TITLE, Meaning.TEXT)
    return {fold(text) for n in places for text in texts_of(rows, n)}


def _day_of(table: Table, part: Part) -> tuple[int, int, int]:
    """The day that its statuses are of, as the innermost heading that names one says."""
    headings = [part.columns[n].heading for n in part.places(Meaning.STATUS)]
    said = map(said_of, (*headings, *reversed(table.above), table.name))
    return next((day for day in said if any(day)), (0, 0, 0))


def _codes_of(rows: Sequence[Row], part: Part) -> set[str]:
    """The numbers of a part's measures that are no running numbers: «3.1.2»."""
    places = part.places(Meaning.NUMBER, Meaning.CODE)
    return {text for n in places for text in texts_of(rows, n) if "." in text.strip(". ")}


def _is_of_costs(rows: Sequence[Row], part: Part) -> bool:
    """It says what measures cost, and neither when they are done nor how far they have come."""
    if part.places(Meaning.DEADLINE, Meaning.DEADLINE_CROSS, Meaning.STATUS):
        return False
    others = [n for n, column in enumerate(part.columns) if column.meaning is Meaning.UNUSED]
    return any(texts_of(rows, n) and share(texts_of(rows, n), is_number) > 0.5 for n in others)
