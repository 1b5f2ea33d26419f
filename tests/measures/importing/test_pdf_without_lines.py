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


def of_lines(*pages: list[tuple[float, str, int, tuple[str, ...]]]) -> list[Table]:
    """The tables of pages whose lines say how far down they stand, their font, its size, and the
    text of each column."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), pageCompression=0)
    for lines in pages:
        for top, font, size, columns in lines:
            canvas.setFont(font, size)
            for x, text in zip((48, 230, 400, 560, 690), columns, strict=False):
                canvas.drawString(x, 590 - top, text)
        canvas.showPage()
    canvas.save()
    return [*read_pdf(BytesIO(file.getvalue()), "Plan.pdf").tables]


PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def test_the_foot_of_two_pages_is_none_of_the_table_though_its_words_fit_the_columns() -> None:
    head = (60.0, BOLD, 10, HEADING)
    pages = [
        [(30.0, PLAIN, 10, ("Plan for trygge lokalmiljø",)), head,
         (80.0, PLAIN, 10, (f"Holde kurs {n}", "NAV", "2026", "Utsatt")),
         (545.0, PLAIN, 10, ("Lillevik kommune", "Helse", "", f"Side {n} av 2"))]
        for n in (1, 2)
    ]  # fmt: skip
    (only,) = of_lines(*pages)

    assert texts(only) == [
        HEADING, ("Holde kurs 1", "NAV", "2026", "Utsatt"),
        HEADING, ("Holde kurs 2", "NAV", "2026", "Utsatt"),
    ]  # fmt: skip


def test_a_large_title_with_a_number_is_no_head_of_the_page() -> None:
    first, second = of_lines(
        *[
            [(30.0, BOLD, 16, (f"Mål {n}",)), (60.0, BOLD, 10, HEADING),
             (80.0, PLAIN, 10, (f"Holde kurs {n}", "NAV", "2026", "Utsatt")),
             (95.0, PLAIN, 10, (f"Holde leir {n}", "NAV", "2027", "Utsatt"))]
            for n in (1, 2)
        ]
    )  # fmt: skip

    assert (first.above, second.above) == (("Mål 1",), ("Mål 2",))


def test_a_column_of_costs_beside_the_others_makes_no_other_table_of_them() -> None:
    (only,) = of_lines(
        [(60.0, PLAIN, 10, ("Tiltak", "Ansvar", "Tidsplan", "Kostnad (kr)")),
         (80.0, PLAIN, 10, ("Bygge fortau ved", "Etaten", "2027", "350 000")),
         (92.0, PLAIN, 10, ("skolen", "", "", "")),
         (115.0, PLAIN, 10, ("Merke skolevei", "Skolen", "Årlig", ""))]
    )  # fmt: skip

    assert texts(only)[1:] == [
        ("Bygge fortau ved skolen", "Etaten", "2027", "350 000"),
        ("Merke skolevei", "Skolen", "Årlig", ""),
    ]


@pytest.mark.parametrize("font", [BOLD, PLAIN])
def test_the_day_below_the_heading_of_statuses_is_of_it_and_the_title_above_is_not(
    font: str,
) -> None:
    (only,) = of_lines(
        [(40.0, BOLD, 15, ("Status for tiltakene per 30.04.2026",)),
         (60.0, font, 12, ("Tiltak", "Ansvarlig", "Frist", "Status pr.")),
         (74.0, font, 12, ("", "", "", "30.04.2026")),
         (95.0, PLAIN, 12, ("Kartlegge behov", "NAV", "2027", "Utsatt")),
         (118.0, PLAIN, 12, ("Holde kurs", "NAV", "2027", "Utsatt"))]
    )  # fmt: skip

    assert texts(only)[0] == ("Tiltak", "Ansvarlig", "Frist", "Status pr. 30.04.2026")
    assert only.above == ("Status for tiltakene per 30.04.2026",)


def test_a_new_sentence_at_a_pages_top_goes_on_where_every_row_says_who_when_and_how_far() -> None:
    rows = [
        (80.0 + 24 * n, PLAIN, 10, (f"Holde kurs {n}.", "NAV", "2026", "Utsatt")) for n in range(5)
    ]
    head = (60.0, BOLD, 10, HEADING)
    rest = [(80.0, PLAIN, 10, ("Kurset krever at lokalene",)),
            (92.0, PLAIN, 10, ("pusses opp",)),
            (116.0, PLAIN, 10, ("Holde leir", "NAV", "2027", "Utsatt"))]  # fmt: skip
    (only,) = of_lines([head, *rows], [head, *rest])

    assert texts(only)[5:] == [
        ("Holde kurs 4.\nKurset krever at lokalene pusses opp", "NAV", "2026", "Utsatt"),
        HEADING, ("Holde leir", "NAV", "2027", "Utsatt"),
    ]  # fmt: skip


BUDGET = [
    (190.0, BOLD, 14, ("Økonomi",)),
    (215.0, PLAIN, 10, ("Tallene er i tusen kroner.",)),
    (235.0, BOLD, 10, ("     Formål", "         2026", "      2027", "      2028")),
    (255.0, PLAIN, 10, ("     Leie av lokaler", "           400", "        420", "        440")),
    (275.0, PLAIN, 10, ("     Lønn til to", "         1 300", "      1 350", "      1 400")),
]


def test_a_table_of_money_below_a_title_is_none_of_the_rows_above() -> None:
    first, *_others = of_lines(
        [(60.0, BOLD, 10, HEADING),
         (80.0, PLAIN, 10, ("Holde kurs for ansatte", "NAV", "2026", "Utsatt")),
         (92.0, PLAIN, 10, ("i hele kommunen", "", "", "")),
         (120.0, PLAIN, 10, ("Holde leir", "Skolen", "2027", "Utsatt")),
         *BUDGET]
    )  # fmt: skip

    assert texts(first) == [
        HEADING,
        ("Holde kurs for ansatte i hele kommunen", "NAV", "2026", "Utsatt"),
        ("Holde leir", "Skolen", "2027", "Utsatt"),
    ]


def test_a_goal_that_stands_out_ends_no_table_whose_rows_go_on_below_it() -> None:
    (only,) = of_lines(
        [(60.0, BOLD, 10, HEADING),
         (80.0, PLAIN, 10, ("Holde kurs", "NAV", "2026", "Utsatt")),
         (110.0, BOLD, 12, ("Flere får bolig",)),
         (135.0, PLAIN, 10, ("Holde leir", "Skolen", "2027", "Utsatt")),
         (155.0, PLAIN, 10, ("Holde fest", "Skolen", "2028", "Utsatt"))]
    )  # fmt: skip

    assert [row[0] for row in texts(only)] == [
        "Aktivitet", "Holde kurs", "Flere får bolig", "Holde leir", "Holde fest",
    ]  # fmt: skip


def test_a_number_that_stands_near_to_the_measures_is_a_column_that_begins_rows() -> None:
    rows = [("Nr", "Tiltak", "Ansvarlig", "Frist"), ("1", "Holde kurs for alle", "NAV", "2026"),
            ("", "i bydelen", "", ""), ("2", "Holde leir", "Skolen", "2027"),
            ("3", "Holde fest", "FAU", ""), ("4", "Holde fred", "Alle", "")]  # fmt: skip
    (only,) = read_pdf(BytesIO(pdf_of_columns(rows, at=(40, 58, 300, 480))), "Plan.pdf").tables

    assert [row[:3] for row in texts(only)[1:]] == [
        ("1", "Holde kurs for alle i bydelen", "NAV"), ("2", "Holde leir", "Skolen"),
        ("3", "Holde fest", "FAU"), ("4", "Holde fred", "Alle"),
    ]  # fmt: skip


def test_a_foot_that_says_status_and_the_page_is_no_heading_between_two_pages_of_a_table() -> None:
    pages = [
        [(60.0, BOLD, 10, HEADING), (80.0, PLAIN, 10, (f"Holde kurs {n}", "NAV", "2026", "Utsatt")),
         (555.0, PLAIN, 10, (f"Status per 31.08.2026 Side {n}",))]
        for n in (1, 2)
    ]  # fmt: skip
    (only,) = of_lines(*pages)

    assert [row[0] for row in texts(only)] == [
        "Aktivitet", "Holde kurs 1", "Aktivitet", "Holde kurs 2",
    ]  # fmt: skip
