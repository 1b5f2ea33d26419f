"""What a narrow cell or a page's end broke in a PDF, and what stands close together, is whole."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from measures.importing.document import Table
from measures.importing.readers.pdf import read_pdf
from measures.importing.readers.pdf.print import Letter, Line, Word, flowing, lines_of, words_of
from tests.measures.importing.pdf_files import pdf_of_columns

pytestmark = pytest.mark.one_database  # it asks none


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows]


def in_a_cell(*lines: str) -> str:
    """The text of a cell that is as wide as its longest line."""
    printed = [
        Line(
            tuple(
                Word(word, 10 + 5 * text.index(word), 10 + 5 * (text.index(word) + len(word)),
                     12 * n, 12 * n + 10, 10)
                for word in text.split()
            )
        )
        for n, text in enumerate(lines)
    ]  # fmt: skip
    return flowing(printed, max(line.x1 for line in printed) + 1)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("31.12.202", "4"), "31.12.2024"),
        (("Innen", "01.08.20", "24"), "Innen 01.08.2024"),
        (("30.06.", "2025"), "30.06.2025"),
        (("2024–202", "6"), "2024–2026"),
        (("202", "7"), "2027"),
    ],
)
def test_a_time_that_was_wider_than_its_cell_is_whole(lines: tuple[str, ...], whole: str) -> None:
    assert in_a_cell(*lines) == whole


def test_two_times_under_each_other_are_two() -> None:
    assert in_a_cell("30.04.2026", "30.11.2026") == "30.04.2026 30.11.2026"
    assert in_a_cell("2026", "2027") == "2026 2027"


def test_a_short_word_under_a_long_one_is_a_word() -> None:
    assert in_a_cell("rusproblemer", "får hjelp") == "rusproblemer får hjelp"
    assert in_a_cell("Boligkontoret", "er ansvarlig") == "Boligkontoret er ansvarlig"


def test_no_text_ends_with_en_or_et() -> None:
    assert in_a_cell("Tildelingskontor", "et") == "Tildelingskontoret"


def test_a_line_that_had_room_for_more_of_the_next_word_breaks_none() -> None:
    assert in_a_cell("Utvide", "kommunens", "boligtilbud") == "Utvide kommunens boligtilbud"


def test_no_text_ends_with_ne() -> None:
    assert in_a_cell("sammen med", "nabokommune", "ne.") == "sammen med nabokommunene."


def test_letters_that_are_printed_close_are_one_word() -> None:
    def letter(text: str, x0: float, x1: float) -> Letter:
        place = {"x0": x0, "x1": x1, "top": 0.0, "bottom": 10.0, "doctop": 0.0, "upright": True}
        return {"text": text, "size": 10.0, "fontname": "DejaVuSans", **place}

    (line,) = lines_of(words_of([letter("T", 0, 6.1), letter("a", 4.45, 10.5)]))
    assert line.text == "Ta"


def test_full_cells_beside_each_other_are_no_goal_over_the_table() -> None:
    rows = [
        ("Nr", "Tiltak", "Ansvarlig", "Når"),
        ("1.2.11", "Åpne kafé", "Fritid", "2026"),
        ("", "", "", ""),
        ("1.2.12", "Oppdatere nettsidene om hjelp", "Kommunikasjon", "30.09.2026"),
        ("", "ved rusproblemer", "", ""),
        ("", "", "", ""),
        ("1.2.13", "Bygge boliger", "Eiendom", "2027"),
    ]
    (only,) = read_pdf(BytesIO(pdf_of_columns(rows, at=(40, 70, 198, 264))), "Plan.pdf").tables

    assert ("1.2.12", "Oppdatere nettsidene om hjelp ved rusproblemer", "Kommunikasjon",
            "30.09.2026") in texts(only)  # fmt: skip


def of_two_pages(
    first: Sequence[tuple[str, ...]],
    second: Sequence[tuple[str, ...]],
    title: tuple[str, ...] = (),
) -> bytes:
    """Pages with lines around the cells; a blank first cell is one with the cell above it."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0)
    xs = (40, 190, 360, 440, 520)
    canvas.setFont("Helvetica", 15)
    for n, line in enumerate(title):
        canvas.drawString(40, 825 - 17 * n, line)
    for rows in (first, second):
        canvas.setFont("Helvetica", 9)
        for n, row in enumerate(rows):
            y = 780 - 24 * n
            canvas.line(xs[0] if row[0] else xs[1], y, xs[-1], y)
            for x, text in zip(xs, row, strict=False):
                for m, line in enumerate(text.split("\n")):
                    canvas.drawString(x + 4, y - 9 - 11 * m, line)
        end = 780 - 24 * len(rows)
        canvas.line(xs[0], end, xs[-1], end)
        for x in xs:
            canvas.line(x, 780, x, end)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


HEAD = ("Mål", "Tiltak", "Ansvarlig", "Frist")


def test_a_goal_that_the_pages_end_broke_is_whole_in_all_its_rows() -> None:
    first = [HEAD, ("Trygg oppvekst", "Åpne kafé", "Fritid", "2026"),
             ("Bedre levekår for dem\nsom", "Bygge boliger", "Eiendom", "2026")]  # fmt: skip
    second = [HEAD, ("lever med avhengighet", "Styrke feltpleien", "Helse", "2027"),
              ("", "Tilby arbeid", "NAV", "2027")]  # fmt: skip
    (only,) = read_pdf(BytesIO(of_two_pages(first, second)), "Plan.pdf").tables

    goals = {row[1]: row[0] for row in texts(only)}
    whole = "Bedre levekår for dem som lever med avhengighet"
    assert [goals[name] for name in ("Bygge boliger", "Styrke feltpleien", "Tilby arbeid")] == [
        whole, whole, whole,
    ]  # fmt: skip
    assert goals["Åpne kafé"] == "Trygg oppvekst"


def test_a_new_goal_on_the_next_page_is_its_own() -> None:
    first = [HEAD, ("Trygg oppvekst", "Åpne kafé", "Fritid", "2026")]
    second = [HEAD, ("Bedre levekår", "Styrke feltpleien", "Helse", "2027"),
              ("", "Tilby arbeid", "NAV", "2027")]  # fmt: skip
    (only,) = read_pdf(BytesIO(of_two_pages(first, second)), "Plan.pdf").tables

    assert [row[0] for row in texts(only) if row != HEAD] == [
        "Trygg oppvekst", "Bedre levekår", "Bedre levekår",
    ]  # fmt: skip


def test_the_rest_of_a_row_may_hold_what_was_blank_before_the_pages_end() -> None:
    first = [HEAD, ("Bolig", "Kurse ansatte", "Skolen", "Løpende"),
             ("Helse", "Holde pårørendedag i", "NAV", "")]  # fmt: skip
    second = [HEAD, (" ", "samarbeid med kirken", "", "Årlig i oktober"),
              ("Arbeid", "Tilby arbeid", "NAV", "2027")]  # fmt: skip
    (only,) = read_pdf(BytesIO(of_two_pages(first, second)), "Plan.pdf").tables

    assert ("Helse", "Holde pårørendedag i samarbeid med kirken", "NAV",
            "Årlig i oktober") in texts(only)  # fmt: skip


def test_a_heading_that_ends_with_the_first_year_of_a_period_goes_on() -> None:
    rows = [HEAD, ("Bolig", "Bygge boliger", "Eiendom", "2026")]
    title = ("Handlingsplan mot rus i årene 2024–", "2027")
    first = read_pdf(BytesIO(of_two_pages(rows, rows, title)), "Plan.pdf").tables[0]

    assert first.above == ("Handlingsplan mot rus i årene 2024–2027",)
