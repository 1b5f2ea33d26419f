"""Kinds of trouble that documents had whose author has never seen this product."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.titles import guess_title
from measures.vocabulary import StatusCode
from tests.measures.importing.word_parts import new_file, table

pytestmark = pytest.mark.one_database  # it asks none

WORDS = Words({"påbegynt": StatusCode.IN_PROGRESS, "ferdig": StatusCode.COMPLETED})
HEADING = ["Nr", "Tiltak", "Ansvarlig", "Frist"]
CAFE = ["1", "Åpne en kafé for ungdom", "NAV", "2026"]
CREW = ["2", "Rekruttere natteravner", "Frivilligsentralen", "2027"]


def rows_of(document: Document) -> list[MeasureRow]:
    return read_rows(document, guess_layout(document), words=WORDS)


def texts(document: Document) -> list[str]:
    return [row.text for row in rows_of(document)]


def word(*blocks: str | tuple[str, int] | Sequence[Sequence[str]]) -> Document:
    """Paragraphs, headings with their level, and tables, in order."""
    file: Any = new_file()
    for block in blocks:
        if isinstance(block, str):
            file.add_paragraph(block)
        elif isinstance(block[1], int):
            file.add_heading(*block)
        else:
            table(file, block[0], block[1:])  # type: ignore[arg-type]
    content = BytesIO()
    file.save(content)
    content.seek(0)
    return read_document(content, "Plan.docx")


def excel(
    rows: Sequence[Sequence[str | None]], merged: Sequence[str] = (), fill: str = ""
) -> Document:
    book, content = Workbook(), BytesIO()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    if fill:
        sheet[fill].fill = PatternFill("solid", fgColor="00B050")
    book.save(content)
    content.seek(0)
    return read_document(content, "Plan.xlsx")


# --- Columns -------------------------------------------------------------------------------------


def test_how_it_goes_is_the_status_and_no_measure_in_nynorsk_too() -> None:
    (row,) = rows_of(
        read_pasted(
            "Kva skal gjerast\tKvifor\tKven\tNår\tKorleis går det?\n"
            "Opprette ungdomskafé\tUnge manglar stader\tNAV\t2026\tFerdig\n"
        )
    )
    assert (row.text, row.status) == ("Opprette ungdomskafé", "completed")


@pytest.mark.parametrize(
    ("first", "second", "newest"),
    [
        ("per 30.04.2025", "per 31.08.2025", "Ferdig"),
        ("Des. 2025", "Juni 2025", "Påbegynt"),
        ("T2 2025", "T1 2025", "Påbegynt"),
        ("2024", "2025", "Ferdig"),
    ],
)
def test_of_two_statuses_under_one_heading_the_newest_is_read(
    first: str, second: str, newest: str
) -> None:
    document = excel(
        [
            ["Nr", "Tiltak", "Ansvar", None, "Status", None],
            [None, None, "Utførende", "Bidragsyter", first, second],
            ["1", "Åpne kafé", "NAV", "Politiet", "Påbegynt", "Ferdig"],
        ],
        ["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
    )
    (row,) = rows_of(document)
    assert (row.text, row.status_text, row.responsible_text) == (
        "Åpne kafé",
        newest,
        "NAV\nPolitiet",
    )


def test_what_is_aimed_at_is_no_status_and_how_far_one_has_come_is() -> None:
    target = "Tiltak\tAnsvarlig\tMåloppnåelse\nÅpne kafé\tNAV\tMinst 150 deltakere\n"
    told = "Tiltak\tAnsvarlig\tMåloppnåelse\nÅpne kafé\tNAV\tPåbegynt\n"
    assert [row.status_text for row in rows_of(read_pasted(target))] == [None]
    assert [row.status_text for row in rows_of(read_pasted(told))] == ["Påbegynt"]


def test_english_headings_are_known() -> None:
    (row,) = rows_of(
        read_pasted("Action / tiltak\tOwner\tDeadline\tProgress\nÅpne kafé\tNAV\t2026\tFerdig\n")
    )
    assert (row.text, row.responsible_text, row.status) == ("Åpne kafé", "NAV", "completed")


def test_what_a_program_of_tasks_writes_is_known() -> None:
    told = "Oppgavenavn\tSamlingsnavn\tFremdrift\tTilordnet til\tForfallsdato\n"
    (row,) = rows_of(read_pasted(f"{told}Åpne kafé\tBolig\tIn progress\tNAV\t15.06.2026\n"))
    assert (row.text, row.topic, row.status_text) == ("Åpne kafé", "Bolig", "In progress")
    assert (row.responsible_text, str(row.due_on)) == ("NAV", "2026-06-15")


@pytest.mark.parametrize(
    "name", ["Samarbeid med NAV om utskriving", "Tiltak for unge uten jobb", "Hva unge vil vite"]
)
def test_a_card_whose_measure_begins_as_a_heading_does_is_a_card(name: str) -> None:
    cards = [
        [["Tiltak", text], ["Ansvarlig", "NAV"], ["Frist", "2026"], ["Status", "Påbegynt"]]
        for text in (name, "Åpne kafé")
    ]
    assert texts(word(*cards)) == [name, "Åpne kafé"]


# --- What is no measure --------------------------------------------------------------------------


def test_a_sentence_above_the_table_does_not_make_it_one_of_the_work_on_the_plan() -> None:
    above = "Utkastet bygger på planen. Endringer etter høringen er vist."
    assert texts(word(above, [HEADING, CAFE])) == [CAFE[1]]
    assert texts(word(("Høringsinstanser", 1), [HEADING, CAFE])) == []


def test_how_the_plan_is_followed_up_is_none_of_its_measures() -> None:
    after = [["Oppgave", "Ansvar", "Tidspunkt"], ["Ny plan", "Bydelsdirektøren", "2030"]]
    document = word(("Tiltak", 1), [HEADING, CAFE], ("4. Gjennomføring", 1), after)
    assert texts(document) == [CAFE[1]]
    assert texts(word(("4. Gjennomføring", 1), after)) == ["Ny plan"], "the only table there is"


def test_a_case_paper_gives_the_measures_of_the_plan_alone() -> None:
    dotted = [HEADING, ["3.1", *CAFE[1:]], ["3.2", *CREW[1:]]]
    costs = [
        ["Nr", "Tiltak", "Kostnad 2027", "Ansvarlig"],
        ["3.1", "Kafé", "600 000", "NAV"],
        ["3.2", "Natteravner", "40 000", "Oppvekst"],
    ]
    document = word(
        ("1 Bakgrunn", 1),
        [["Bokstav", "Byrådets tiltak"], ["a", "Byrådet vil ha flere lavterskeltilbud i byen"]],
        ("2 Hva skjedde med forrige plan?", 1),
        "Av 18 tiltak ble 11 gjennomført. Tabellen viser de som ikke ble det.",
        [["Tiltak", "Ansvarlig", "Frist"], ["Lage en veileder", "Stab", "2022"]],
        ("3 Tiltak", 1),
        dotted,
        ("4 Konsekvenser", 1),
        costs,
    )
    assert texts(document) == [CAFE[1], CREW[1]]


def test_a_cover_and_an_empty_form_hold_no_measures() -> None:
    cover = "Planperiode:\t2022–2025\nSist oppdatert:\t12.09.2024\nKontakt:\tStaben, 2025\n"
    assert texts(read_pasted(cover)) == []
    form = "[Skriv hva som skal gjøres]\t[Rolle, ikke navn]\t[dato]\n"
    assert texts(read_pasted(f"Tiltak\tAnsvarlig\tFrist\nÅpne kafé\tNAV\t2026\n{form}")) == [
        "Åpne kafé"
    ]


# --- What they belong to -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    [
        [("Bydel Gamle Oslo – Handlingsplan rus 2023–2026", 1)],
        ["(Tabell 1 held fram)"],
        ["Tabellen fortsetter"],
    ],
)
def test_what_a_plan_is_called_and_that_a_table_goes_on_are_no_topics(above: list[Any]) -> None:
    (row,) = rows_of(word(*above, [HEADING, CAFE]))
    assert (row.topic, row.goal_text) == (None, None)


def test_a_title_that_all_tables_stand_under_is_no_topic() -> None:
    document = word(
        ("Sammen om et tryggere nabolag", 1),
        ("Bolig", 2),
        [HEADING, CAFE],
        ("Skole", 2),
        [HEADING, CREW],
    )
    assert [row.topic for row in rows_of(document)] == ["Bolig", "Skole"]


def test_what_colours_mean_beside_the_heading_is_no_topic() -> None:
    document = excel(
        [
            ["", "", "", "", "", "Går etter planen"],
            [*HEADING, "", "Stopp"],
            [*CAFE, "", ""],
            [*CREW, "", ""],
        ],
        fill="F1",
    )
    assert [row.topic for row in rows_of(document)] == [None, None]


def test_measures_in_text_have_what_stands_after_a_soft_break_and_their_bullets() -> None:
    file: Any = new_file()
    for n, name in enumerate(("Åpne kafé", "Holde kurs"), start=1):
        file.add_paragraph(f"Tiltak {n}: {name}")
        if n == 1:
            file.add_paragraph("for foreldre", style="List Bullet")
            file.add_paragraph("for unge", style="List Bullet")
        file.add_paragraph("Ansvarlig: Familieteamet\nFrist: Innen 1. april 2027")
    content = BytesIO()
    file.save(content)
    content.seek(0)

    first, second = rows_of(read_document(content, "Plan.docx"))

    assert (first.items, second.items) == (("for foreldre", "for unge"), ())
    assert {row.responsible_text for row in (first, second)} == {"Familieteamet"}
    assert {row.deadline_text for row in (first, second)} == {"Innen 1. april 2027"}


# --- The years -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["Rusplan for Ullern", "Gjelder fra 1. januar 2025 til 31. desember 2027"],
        ["Rusplan for Ullern", "Bydel Ullern, planperioden 2025-2027"],
        ["Ruspolitisk handlingsplan", "Bydel Vestre Aker 2025 - 2027"],
        ["Tiltaksplan for rus (2025 til 2027)"],
    ],
)
def test_the_years_are_read_where_the_title_has_none(lines: list[str]) -> None:
    guess = guess_title(word(*lines, [HEADING, CAFE]))
    assert guess.starts_on is not None
    assert guess.ends_on is not None
    assert (guess.starts_on.year, guess.ends_on.year) == (2025, 2027)


def test_the_years_of_another_plan_in_a_sentence_are_not_taken() -> None:
    told = "Den erstatter planen for 2020–2023, som ble evaluert i fjor."
    guess = guess_title(word("Ruspolitisk handlingsplan", "Bydel Alna", told, [HEADING, CAFE]))
    assert guess.starts_on is None


def test_the_period_of_a_cover_is_read() -> None:
    document = excel([["Rusplan Bydel Sagene"], ["Planperiode:", "2022–2025"], [], HEADING, CAFE])
    starts_on = guess_title(document).starts_on
    assert starts_on is not None
    assert starts_on.year == 2022
