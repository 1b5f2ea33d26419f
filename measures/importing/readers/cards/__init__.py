"""Measures that are cards of text, one under another: of Word or PDF, or pasted lines."""

from measures.importing.readers.cards.in_document import with_cards_of_text
from measures.importing.readers.cards.kinds_of_lines import FULL, label_alone
from measures.importing.readers.cards.reader import cards_in_text

__all__ = ["FULL", "cards_in_text", "label_alone", "with_cards_of_text"]
