"""A document whose measures are in no table, but in its text."""

from dataclasses import replace

from measures.importing.document import Document, PrintedLine
from measures.importing.readers.cards.reader import cards_in_text
from measures.importing.tables.guessing import guess_layout

_NAME = "Teksten"


def with_cards_of_text(document: Document) -> Document:
    """The same document; where none of its tables holds measures, with one of those that are cards
    in its text, which are no longer beside it: there is the rest of its text alone."""
    if not document.text or guess_layout(document).taken:
        return document
    cards = cards_in_text(document.text, _NAME)
    if cards is None:
        return document
    lines = document.beside or [PrintedLine(line.page, line.text) for line in document.text]
    left = (line for n, line in enumerate(lines) if n not in cards.places)
    return replace(document, tables=(*document.tables, cards.table), beside=tuple(left))
