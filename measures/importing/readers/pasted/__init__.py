"""What was pasted: tables of HTML, cells that tabs part, and lines copied from a PDF."""

from measures.importing.readers.pasted.reader import PASTED, read_pasted

__all__ = ["PASTED", "read_pasted"]
