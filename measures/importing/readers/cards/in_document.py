"""A document whose measures are in its text, and not in its tables, or not all of them."""

from collections.abc import Iterator
from dataclasses import replace

from measures.importing.document import Document, DocumentKind, PrintedLine
from measures.importing.readers.cards.reader import CardsInText, cards_in_text
from measures.importing.tables.guessing import guess_layout
from ruspolitikk.wording import fold

_NAME = "Teksten"


def with_cards_of_text(document: Document) -> Document:
    """The same document; where none of its tables holds measures, with one of those that are cards
    in its text, which are no longer beside it: there is the rest of its text alone.

    Where tables do, a Word document's cards are told beside them, but for what they say as well; of
    a PDF all the text of a page with a table is.
    """
    has_measures = bool(document.text and guess_layout(document).taken)
    if not document.text or (has_measures and document.kind is DocumentKind.PDF):
        return document
    cards = cards_in_text(document.text, _NAME)
    if cards is None:
        return document
    if has_measures:
        return replace(document, beside=tuple(_in_no_table(document, cards)))
    lines = document.beside or [PrintedLine(line.page, line.text) for line in document.text]
    left = (line for n, line in enumerate(lines) if n not in cards.places)
    return replace(document, tables=(*document.tables, cards.table), beside=tuple(left))


def _in_no_table(document: Document, cards: CardsInText) -> Iterator[PrintedLine]:
    """The lines of the cards that stand in no cell."""
    said = {
        fold(line)
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.text.split("\n")
    }
    for line in document.text:
        if line.place in cards.places and fold(line.text) not in said:
            yield PrintedLine(None, line.text)
