"""Word (.docx): its tables with the headings over them, as people see them."""

from measures.importing.readers.word.reader import read_word

__all__ = ["read_word"]
