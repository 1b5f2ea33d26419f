"""A document whose measures are in no table, but in its text."""

from dataclasses import replace

from measures.importing.document import Document
from measures.importing.readers.cards.reader import cards_in_text
from measures.importing.tables.guessing import guess_layout

_NAME = "Teksten"


def with_cards_of_text(document: Document) -> Document:
    """The same document; where none of its tables holds measures, with one of those that are cards
    in its text, which are no longer beside it."""
    if not document.text or guess_layout(document).taken:
        return document
    cards = cards_in_text(document.text, _NAME)
    if cards is None:
        return document
    left = (line for n, line in enumerate(document.beside) if n not in cards.places)
    return replace(document, tables=(*document.tables, cards.table), beside=tuple(left))
