"""A plan of Bydel Bjerke as a Word document: a title, and a table with a heading."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document

HEADINGS = ["Mål", "Tiltak", "Ansvarlig", "Frist", "Status"]
TITLE = "Ruspolitisk handlingsplan 2025–2028 for Bydel Bjerke"


def plan_in_word(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    document = Document()
    document.add_heading(TITLE, 0)
    table = document.add_table(rows=0, cols=len(headings))
    for texts in [headings, *rows]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    content = BytesIO()
    document.save(content)
    return content.getvalue()
