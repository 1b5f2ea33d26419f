"""Which tables of a document, or parts of them, hold no measures, and why."""

from collections.abc import Sequence
from dataclasses import replace

from measures.importing.document import Document, DocumentKind, Row, Table
from measures.importing.tables.columns import is_number, mean_length, share, texts_of
from measures.importing.tables.layout import Meaning, Part, WhyLeftOut
from measures.importing.tables.sections import is_of_an_old_plan, is_of_the_work
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


def why_left_out(
    table: Table, part: Part, rows: Sequence[Row], before: Part | None, kind: DocumentKind
) -> WhyLeftOut | None:
    if not rows:
        return WhyLeftOut.EMPTY
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
        return WhyLeftOut.EMPTY
    if share(texts, is_number) > 0.5:
        return WhyLeftOut.MOSTLY_NUMBERS
    if not part.headings:
        continues = before is not None and part.columns == tuple(
            replace(column, heading="") for column in before.columns
        )
        tells = meanings & _FACTS
        if not continues and not tells & WHO_AND_WHEN and len(tells - {Meaning.NUMBER}) < 3:
            is_list = _is_a_list_of_measures(part, texts, kind)
            return None if is_list else _what_it_is(part, rows)
        return None
    others = {*meanings} - {Meaning.TEXT, Meaning.UNUSED}
    if not others and part.columns[part.places(Meaning.TEXT)[0]].heading:
        beside = [n for n, c in enumerate(part.columns) if c.meaning is Meaning.UNUSED]
        if beside and all(share(texts_of(rows, n), is_number) > 0.5 for n in beside):
            return WhyLeftOut.SUMS
    return None


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


def without_repeats(document: Document, parts: Sequence[Part]) -> tuple[Part, ...]:
    """A table that says again what one before it does, with sums beside, is no new measures."""
    seen: set[str] = set()
    made = []
    for part in parts:
        if part.why_left_out is not None:
            made.append(part)
            continue
        rows = document.tables[part.table].rows[part.first : part.last + 1]
        texts = {fold(text) for text in texts_of(rows, part.places(Meaning.TEXT)[0])}
        is_repeat = len(texts) > 1 and len(texts & seen) >= 0.7 * len(texts)
        if is_repeat and not part.places(Meaning.RESPONSIBLE, Meaning.STATUS, Meaning.DEADLINE):
            made.append(replace(part, why_left_out=WhyLeftOut.SUMS))
            continue
        seen |= texts
        made.append(part)
    return tuple(made)
