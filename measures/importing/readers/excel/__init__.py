"""Excel (.xlsx): its sheets, as people see them."""

from measures.importing.readers.excel.reader import read_excel

__all__ = ["read_excel"]
