"""Plans as PDF: tables with lines around their cells, tables without, and text alone."""

from measures.importing.readers.pdf.reader import count_pages, read_pdf

__all__ = ["count_pages", "read_pdf"]
