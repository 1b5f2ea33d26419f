"""PDFs without tables: measures as paragraphs, as text under their numbers, and in two columns."""

from io import BytesIO

import pytest

from measures.importing.document import Table
from measures.importing.readers.any_kind import read_document
from tests.measures.importing.pdf_files import pdf_of_columns, pdf_of_lines

pytestmark = pytest.mark.one_database  # it asks none


def read(file: bytes) -> tuple[Table, ...]:
    return read_document(BytesIO(file), "Plan.pdf").tables


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_a_paragraph_that_says_who_and_when_is_a_measure_over_all_its_lines() -> None:
    (only,) = read(
        pdf_of_lines(
            [
                "Arbeidsgruppen foreslår dette:",
                "1. Åpne en møteplass for unge i sentrum. Ansvar: Helse og",
                "velferd. Tidsfrist: Innen",
                "31.12.2026",
                "2. Lage en plan for boliger. Ansvar: Eiendom. Tidsfrist:",
                "1. halvår 2027",
            ]
        )
    )

    assert texts(only) == [
        ("Nr", "Tiltak", "Ansvar", "Tidsfrist"),
        ("1", "Åpne en møteplass for unge i sentrum.", "Helse og velferd", "Innen 31.12.2026"),
        ("2", "Lage en plan for boliger.", "Eiendom", "1. halvår 2027"),
    ]


def test_one_paragraph_that_says_who_is_responsible_is_no_plan() -> None:
    lines = ["Planen gjelder for fire år. Ansvar: Bydelsdirektøren.", "Den evalueres i 2027."]

    assert read(pdf_of_lines(lines)) == ()


def test_the_text_under_a_measures_number_is_the_measure() -> None:
    (only,) = read(
        pdf_of_lines(
            [
                "Tiltak 1.1",
                "Bydelen skal åpne en kafé for unge, og holde den",
                "åpen hele året.",
                "Ansvarlig: Fritid",
                "Tiltak 1.2 Bydelen skal bygge boliger",
                "Ansvarlig: Eiendom",
            ]
        )
    )

    assert texts(only)[1:] == [
        ("1.1", "Bydelen skal åpne en kafé for unge, og holde den åpen hele året.", "Fritid"),
        ("1.2", "Bydelen skal bygge boliger", "Eiendom"),
    ]


def test_a_table_of_contents_has_no_measures() -> None:
    lines = ["Tiltak 1 Kafé for unge ........ 4", "Tiltak 2 Boliger ............... 5"]

    assert read(pdf_of_lines(lines)) == ()


LEFT = (
    "• Skolene har en plan mot",
    "mobbing (Ansvar: Oppvekst.",
    "Frist: 2026)",
    "• Foreldre får kurs (Ansvar:",
    "Helsestasjonen.",
    "Frist: 2027)",
)
RIGHT = (
    "• Bydelen kjøper ti boliger",
    "(Ansvar: Eiendom.",
    "Frist: Løpende)",
    "• Leietakere får besøk",
    "(Ansvar: Boligkontoret.",
    "Frist: Årlig)",
)


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    (only,) = read(pdf_of_columns(list(zip(LEFT, RIGHT, strict=True)), at=(40, 240)))

    assert texts(only)[1:] == [
        ("Skolene har en plan mot mobbing", "Oppvekst", "2026"),
        ("Foreldre får kurs", "Helsestasjonen", "2027"),
        ("Bydelen kjøper ti boliger", "Eiendom", "Løpende"),
        ("Leietakere får besøk", "Boligkontoret", "Årlig"),
    ]


def test_who_and_when_on_lines_of_their_own_are_of_the_paragraph_above() -> None:
    (only,) = read(
        pdf_of_lines(
            [
                "Vedtatt av bydelsutvalget.",
                "Ansvarlig: Bydelsdirektøren",
                "1.1 Bydelen skal etablere et forum med utelivet som møtes før",
                "hver sesong.",
                "Ansvarlig: Næringssjefen",
                "Frist: Halvårlig",
                "1.2 Vekterne på terminalen skal videreføres.",
                "Ansvarlig: Helse. Frist: 2026.",
                "1.3 Belysningen i parken skal utbedres.",
                "Ansvarlig: Teknisk",
            ]
        )
    )

    assert texts(only)[1:] == [
        ("1.1", "Bydelen skal etablere et forum med utelivet som møtes før hver sesong.",
         "Næringssjefen", "Halvårlig"),
        ("1.2", "Vekterne på terminalen skal videreføres.", "Helse", "2026"),
        ("1.3", "Belysningen i parken skal utbedres.", "Teknisk", ""),
    ]  # fmt: skip
