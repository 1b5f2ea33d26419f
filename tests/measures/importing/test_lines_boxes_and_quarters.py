"""Facts line by line in a cell, controls that nobody filled in, quarters under years, and the risks
of the plan itself."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.layout import WhyLeftOut
from measures.vocabulary import StatusCode
from tests.measures.importing.test_other_authors import rows_of, texts, word
from tests.measures.importing.word_parts import element, new_file, run, table

pytestmark = pytest.mark.one_database  # it asks none

WORDS = Words(
    {"løpende": StatusCode.ONGOING, "påbegynt": StatusCode.IN_PROGRESS}, on=date(2026, 11, 30)
)
HEADING = ["Mål", "Tiltak", "Ansvarlig", "Frist"]


def of_one_cell(measures: str, responsible: str, deadline: str) -> list[MeasureRow]:
    document = word([HEADING, ["Færre begynner", measures, responsible, deadline]])
    return read_rows(document, guess_layout(document), words=WORDS)


# --- Several measures in a cell -------------------------------------------------------------------


def test_each_coded_measure_in_a_cell_has_its_own_line_of_the_other_cells() -> None:
    first, second, third = of_one_cell(
        "1.1 Kurs for foreldre\n1.2 Åpen kafé\n1.3 Natteravner",
        "Skolen\nNAV\nFrivillige",
        "Årlig\n1. mars 2026\nVed behov",
    )
    assert (first.code, first.responsible_text, first.deadline_kind) == (
        "1.1",
        "Skolen",
        "recurring",
    )
    assert (second.code, second.responsible_text) == ("1.2", "NAV")
    assert str(second.due_on) == "2026-03-01"
    assert (third.responsible_text, third.deadline_text) == ("Frivillige", "Ved behov")


def test_what_runs_and_has_a_day_on_the_next_line_is_no_status() -> None:
    first, second = of_one_cell(
        "1.1 Dele ut utstyr\n1.2 Åpne klinikk", "NAV", "Løpende\n1. mars 2026"
    )
    assert (first.deadline_kind, first.status_text) == ("continuous", None)
    assert (str(second.due_on), second.status_text) == ("2026-03-01", None)


def test_two_lines_of_a_deadline_of_one_measure_stay_a_deadline() -> None:
    (row,) = of_one_cell("Dele ut utstyr", "NAV", "Løpende\n1. mars 2026")
    assert (row.deadline_text, row.deadline_kind) == ("Løpende\n1. mars 2026", "unclear")
    assert row.status_text is None


def test_a_status_on_two_lines_under_the_deadline_is_still_a_status() -> None:
    (row,) = of_one_cell("Dele ut utstyr", "NAV", "Påbegynt\nmangler midler")
    assert (row.status, row.deadline_text) == ("in_progress", None)


def test_as_many_parties_as_coded_measures_are_all_of_each_where_no_deadline_goes_with_them() -> (
    None
):
    first, second = of_one_cell("1.1 Kurs\n1.2 Åpen kafé", "Skolen\nNAV", "2026")
    assert first.responsible_text == second.responsible_text == "Skolen\nNAV"


# --- Content controls -----------------------------------------------------------------------------


def test_a_control_that_nobody_filled_in_is_blank() -> None:
    file = new_file()
    made = table(
        file,
        ["Tiltak", "Frist", "Status"],
        [["Kurs for foreldre", "", ""], ["Åpen kafé", "2026", "Påbegynt"]],
    )
    for place, words in ((1, "Klikk for å skrive inn en dato."), (2, "Velg et element.")):
        control, look, content = (element(f"w:{n}") for n in ("sdt", "sdtPr", "sdtContent"))
        look.append(element("w:showingPlcHdr"))
        content.append(run(words))
        control.extend([look, content])
        made.cell(1, place).paragraphs[0]._p.append(control)
    kept = BytesIO()
    file.save(kept)
    kept.seek(0)
    first, _second = rows_of(read_document(kept, "Plan.docx"))
    assert (first.deadline_text, first.status_text) == (None, None)


@pytest.mark.parametrize(
    "words",
    [
        "Klikk eller trykk for å skrive inn en dato.",
        "Klikk her for å skrive inn tekst.",
        "Velg et element.",
        "Vel eit element.",
        "Choose an item.",
    ],
)
def test_what_an_empty_control_says_is_blank_when_it_is_pasted_too(words: str) -> None:
    (row,) = rows_of(read_pasted(f"Tiltak\tAnsvarlig\tFrist\nÅpen kafé\tNAV\t{words}\n"))
    assert row.deadline_text is None


# --- Times over columns ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "crossed", "read"),
    [
        (["Q1", "Q2", "Q3", "Q4"], [1], ("date", "2025-06-30")),
        (["Q1", "Q2", "Q3", "Q4"], [1, 2], ("period", "2025-09-30")),
        (["1. halvår", "2. halvår"], [0, 2], ("unclear", "None")),
        (["Vår", "Høst"], [2], ("date", "2026-05-31")),
        (["T1", "T2", "T3"], [2, 3], ("period", "2026-04-30")),
    ],
)
def test_a_part_of_the_year_under_a_year_is_crossed_off(
    parts: list[str], crossed: list[int], read: tuple[str, str]
) -> None:
    book, content = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    width = len(parts)
    sheet.append(["Tiltak", "Ansvar", 2025, *[None] * (width - 1), 2026])
    sheet.append([None, None, *parts, *parts])
    sheet.append(["Åpen kafé", "NAV", *["x" if n in crossed else None for n in range(2 * width)]])
    for first in (3, 3 + width):
        sheet.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + width - 1)
    book.save(content)
    content.seek(0)
    (row,) = rows_of(read_document(content, "Plan.xlsx"))
    assert (row.deadline_kind, str(row.due_on)) == read


def in_excel(*rows: list[str | int | None], sheet_name: str = "Ark1") -> Document:
    book, content = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_name
    for row in rows:
        sheet.append(row)
    book.save(content)
    content.seek(0)
    return read_document(content, "Plan.xlsx")


def test_a_year_that_is_written_once_is_over_the_parts_to_its_right() -> None:
    first, second = rows_of(
        in_excel(
            ["Aktivitet", "Ansvar", 2025, None, 2026, None],
            [None, None, "1. kv.", "2. kv.", "1. kv.", "2. kv."],
            ["Åpen kafé", "NAV", None, "x", None, None],
            ["Natteravner", "Frivillige", None, "x", "x", None],
        )
    )
    assert (first.deadline_kind, str(first.due_on)) == ("date", "2025-06-30")
    assert (second.deadline_kind, str(second.due_on)) == ("period", "2026-03-31")


def test_july_under_a_year_is_no_christmas() -> None:
    (row,) = rows_of(
        in_excel(
            ["Aktivitet", "Ansvar", 2025, None, None],
            [None, None, "Jun", "Jul", "Aug"],
            ["Sommerskole", "NAV", None, "x", None],
        )
    )
    assert (row.deadline_text, str(row.due_on)) == ("Juli 2025", "2025-07-31")


def test_crosses_under_months_without_a_year_are_a_deadline_whose_year_is_asked() -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Des"]
    first, second = rows_of(
        in_excel(
            ["Aktivitet", "Ansvarlig", *months],
            ["Foreldremøte", "Skolen", *[None] * 8, "x"],
            ["Sommerskole", "NAV", *[None] * 6, "x", "x"],
        )
    )
    assert (first.text, first.deadline_text, first.deadline_kind) == (
        "Foreldremøte",
        "Sep",
        "unclear",
    )
    assert (second.deadline_text, second.due_on) == ("Jul–Aug", None)


def test_crosses_under_quarters_of_a_schedule_are_a_deadline_whose_year_is_asked() -> None:
    (row,) = rows_of(
        in_excel(
            ["Tiltak", "Ansvar", "Tidsplan", "Tidsplan", "Status"],
            [None, None, "1. kvartal", "2. kvartal", None],
            ["Åpen kafé", "NAV", None, "x", "Påbegynt"],
        )
    )
    assert (row.deadline_text, row.due_on, row.status) == ("2. kvartal", None, "in_progress")


def test_words_under_tertials_are_no_crosses() -> None:
    (row,) = rows_of(
        in_excel(["Tiltak", "Ansvar", "Frist", "T1", "T2"], ["Kurs", "NAV", "2025", "Går bra", "x"])
    )
    assert (row.deadline_text, str(row.due_on)) == ("2025", "2025-12-31")


# --- The plan's own risks -------------------------------------------------------------------------

PLAN = [["Tiltak", "Ansvar", "Frist"], ["Åpne en kafé for ungdom", "NAV", "2026"]]


def test_what_is_done_about_the_risks_of_the_plan_is_no_measure() -> None:
    risks = [
        ["Risiko", "Sannsynlighet", "Konsekvens", "Tiltak"],
        ["Manglende finansiering av stillingen", "Middels", "Høy", "Tidlig dialog"],
        ["Få frivillige melder seg", "Lav", "Middels", "Egen kontaktperson"],
    ]
    document = word(PLAN, "Risiko", risks)
    assert texts(document) == ["Åpne en kafé for ungdom"]
    assert guess_layout(document).parts[1].why_left_out is WhyLeftOut.RISKS


def test_measures_with_a_level_of_risk_each_are_measures() -> None:
    rated = [
        ["Risiko", "Sannsynlighet", "Konsekvens", "Tiltak"],
        ["Høy", "Middels", "Høy", "Rekruttere natteravner"],
    ]
    assert texts(word(PLAN, "Mer", rated)) == ["Åpne en kafé for ungdom", "Rekruttere natteravner"]


def test_risks_are_taken_where_the_document_has_no_other_measures() -> None:
    risks = [
        ["Risiko", "Tiltak", "Frist"],
        ["Unge ruser seg i parken", "Rekruttere natteravner", "2026"],
    ]
    assert texts(word(risks)) == ["Rekruttere natteravner"]


# --- Sheets that are goals, rows that are broken --------------------------------------------------


def test_a_sheet_that_is_called_a_goal_is_the_goal_of_its_measures() -> None:
    rows: list[list[str | int | None]] = [
        ["Tiltak", "Ansvar", "Frist"],
        ["Åpen kafé", "NAV", "2026"],
    ]
    (of_goal,) = rows_of(in_excel(*rows, sheet_name="Mål 1 Flere i arbeid"))
    (of_sheet,) = rows_of(in_excel(*rows, sheet_name="Ark1"))
    assert (of_goal.goal_text, of_sheet.goal_text) == ("Flere i arbeid", None)


def test_a_text_that_goes_on_in_the_next_row_is_one_measure() -> None:
    (first, second) = rows_of(
        word(
            [
                ["Tiltak", "Ansvar", "Frist"],
                ["Utrede et felles legekontor for nord og sør", "NAV", "2026"],
                ["med sikte på felles resepsjon", "", ""],
                ["Ansette en fastlege", "Legen", "2027"],
            ]
        )
    )
    assert first.text == "Utrede et felles legekontor for nord og sør med sikte på felles resepsjon"
    assert second.text == "Ansette en fastlege"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Utrede et legekontor.", "med felles resepsjon"),
        ("Utrede et legekontor", "Felles resepsjon"),
        ("utrede et legekontor", "lage felles resepsjon"),
    ],
)
def test_a_text_of_its_own_in_the_next_row_is_a_measure(above: str, below: str) -> None:
    told = [["Tiltak", "Ansvar", "Frist"], [above, "NAV", "2026"], [below, "", ""]]
    assert texts(word(told)) == [above, below]
