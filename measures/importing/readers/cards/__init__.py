"""Measures that are cards of text, one under another: of a PDF without tables, or pasted lines."""

from measures.importing.readers.cards.kinds_of_lines import FULL, TextLine, label_alone
from measures.importing.readers.cards.reader import cards_in_text

__all__ = ["FULL", "TextLine", "cards_in_text", "label_alone"]
