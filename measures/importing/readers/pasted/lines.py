"""What was copied from a PDF: lines that end where the column did, and no tabs between the cells.

Only where the lines themselves tell where each measure begins: by numbers that count on. What
cannot be told apart (who is responsible, after the measure's last word) stays in the text, which is
marked as one that columns may have run together in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from measures.importing.document import Cell, Row, Table
from measures.importing.readers.pasted.beginnings import marked, numbered
from measures.importing.readers.pasted.cards import PastedCards, cards_of_lines
from measures.importing.readers.pasted.headings import headings_in
from measures.importing.readers.pasted.one_text import FACTS, FEWEST, Text
from measures.importing.readers.pasted.pages import within_pages
from measures.importing.readers.pasted.row_lines import rows_with_cells
from measures.importing.readers.pasted.stacked import stacked
from measures.importing.tables.layout import Meaning

_NUMBER, _TEXT = "Nr", "Tiltak"
_NAMES = {
    Meaning.RESPONSIBLE: "Ansvarlig",
    Meaning.DEADLINE: "Frist",
    Meaning.STATUS: "Status",
    Meaning.RISK: "Risiko",
}


def table_of_lines(lines: Sequence[str], name: str) -> Table | PastedCards | None:
    """Lines without tabs as cells under each other, as cards, or as rows, the first of these that
    they are; None where nothing tells where each measure begins."""
    whole = [" ".join(line.split()) for line in lines]
    own = within_pages([line for line in whole if line])
    # Before the cards: the headings, again on each page, are no labels of one.
    if cells := stacked(own):
        return Table(name, tuple(_rows(*cells)))
    if cards := cards_of_lines(whole, own, name):
        return cards
    rows = _rows_of_lines(own)
    return Table(name, rows) if rows else None


def _rows_of_lines(own: Sequence[str]) -> tuple[Row, ...]:
    """None of lines that do not tell where each begins."""
    if cells := rows_with_cells(own):
        return tuple(_rows(*cells))
    headings = next((found for line in own if len(found := headings_in(line)) > 1), ())
    own = [line for line in own if not headings_in(line)]
    parts = list(numbered(own, is_table=bool(headings)))
    if sum(part.is_measure for part in parts) < FEWEST:
        parts = list(marked(own))
    return tuple(_rows(parts, headings)) if parts else ()


def _rows(parts: Sequence[Text], headings: Sequence[Meaning]) -> Iterator[Row]:
    """A row for each, under a heading; what is no measure spans the table."""
    told = [part for part in parts if part.is_measure]
    told_apart = {meaning for part in parts for meaning in part.facts}
    facts = [each for each in headings if each in FACTS or each in told_apart]
    run_together = bool({*headings} - {Meaning.NUMBER, Meaning.CODE, Meaning.TEXT, *FACTS})
    yield Row(1, tuple(map(Cell, (_NUMBER, _TEXT, *(_NAMES[each] for each in facts)))))
    for n, part in enumerate(parts, start=2):
        if part not in told:
            text = Cell(" ".join(filter(None, [part.number, part.text])))
            yield Row(n, (text, *[replace(text, is_from_left=True)] * (1 + len(facts))))
            continue
        cell = Cell(part.text, raw=part.whole, is_cut=run_together)
        values = (Cell(part.facts.get(each, "")) for each in facts)
        yield Row(n, (Cell(part.number), cell, *values))
