"""Tables without lines around their cells, in PDF: what is a heading, and where columns meet."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from measures.importing.document import Table
from measures.importing.readers.pdf import read_pdf
from tests.measures.importing.pdf_files import pdf_of_columns

pytestmark = pytest.mark.one_database  # it asks none


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def of_pages(*pages: list[tuple[str, ...]]) -> bytes:
    """Lines of columns on each page; a blank line's space between two rows."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    for lines in pages:
        canvas.setFont("Helvetica", 9)
        for n, line in enumerate(lines):
            for x, text in zip((40, 230, 400, 560), line, strict=True):
                canvas.drawString(x, 560 - 11 * n, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


HEADING = ("Aktivitet", "Ansvar", "Tidspunkt", "Status")
BLANK = ("", "", "", "")


def test_a_row_of_words_that_may_be_headings_parts_no_table_on_a_later_page() -> None:
    first = [("Åpne kafé for", "NAV", "Løpende", "Påbegynt"), ("ungdom", "", "", "")]
    second = [("Kartlegge bruk av", "Folkehelse", "2. tertial 2026", "Gjennomført"),
              ("vape i skolen", "", "", "")]  # fmt: skip
    third = [("Kurse ansatte i", "BUP", "Høsten 2026", "Iverksatt"), ("samtaler", "", "", "")]
    pages: list[list[tuple[str, ...]]] = [
        [HEADING, BLANK, *first, BLANK, *third],
        [*first, BLANK, *second, BLANK, *third],
    ]
    (only,) = read_pdf(BytesIO(of_pages(*pages)), "Plan.pdf").tables

    assert texts(only)[4] == (
        "Kartlegge bruk av vape i skolen", "Folkehelse", "2. tertial 2026", "Gjennomført",
    )  # fmt: skip


def test_a_goal_over_the_columns_tells_nothing_of_where_they_meet() -> None:
    rows = [
        ("Nr", "Tiltak", "Ansvarlig"),
        ("Mål 1: Trygge hjem for alle", "", ""),
        (f"{11 * chr(0xA0)}1", "Bygge småhus", "NAV"),
        (f"{11 * chr(0xA0)}2", "Holde beboermøter", "NAV"),
    ]
    (only,) = read_pdf(BytesIO(pdf_of_columns(rows, at=(40, 74, 300))), "Plan.pdf").tables

    assert texts(only)[2:] == [("1", "Bygge småhus", "NAV"), ("2", "Holde beboermøter", "NAV")]
