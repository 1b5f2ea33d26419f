"""Kinds of trouble that plans of fifteen other bydeler, kommuner and etater had."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import DoubtKind
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.vocabulary import StatusCode
from tests.measures.importing.test_other_authors import (
    CAFE,
    CREW,
    HEADING,
    excel,
    rows_of,
    texts,
    word,
)
from tests.measures.importing.word_parts import new_file

pytestmark = pytest.mark.one_database  # it asks none


# --- Which tables, and where they begin ----------------------------------------------------------


def test_a_paragraph_that_mentions_the_last_period_makes_no_table_an_old_plan() -> None:
    document = word("Planen bygger på erfaringer fra forrige planperiode.", [HEADING, CAFE, CREW])
    assert len(texts(document)) == 2


def test_a_heading_that_names_the_last_plan_still_does() -> None:
    document = word(("Tiltak fra forrige handlingsplan", 2), [HEADING, CAFE, CREW])
    assert texts(document) == []


def test_a_measure_beside_a_merged_topic_is_no_heading() -> None:
    document = excel(
        [
            ["Innsatsområde", "Tiltak", "Ansvarlig", "2027", "2028"],
            ["Oppfølging", "Kontakte alle innen 48 timer", "Oppsøkende team", "x", None],
            [None, "Lage plan før utskrivning", "Samhandlingskoordinator", None, "x"],
        ],
        merged=["A2:A3"],
    )
    assert [(row.text, row.topic) for row in rows_of(document)] == [
        ("Kontakte alle innen 48 timer", "Oppfølging"),
        ("Lage plan før utskrivning", "Oppfølging"),
    ]


# --- What stands over the table ------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "Handlingsprogram mot overdose 2025–2028, Etat for helse",
        "Del B Plan mot pengespill og dataspill 2024–2027",
        "Alkoholpolitisk handlingsplan for Lundby kommune",
        "Rapport på ruspolitisk handlingsplan per 31.12.2025",
    ],
)
def test_the_name_of_a_plan_is_no_goal(title: str) -> None:
    rows = rows_of(word((title, 1), [HEADING, CAFE, CREW]))
    assert [(row.goal_text, row.topic) for row in rows] == [(None, None)] * 2


def test_a_caption_tells_the_goal_of_its_table() -> None:
    rows = rows_of(
        word("Tabell 1. Tiltak under mål 1: Trygge oppvekstvilkår", [HEADING, CAFE, CREW])
    )
    assert rows[0].goal_text == "Trygge oppvekstvilkår"


# --- Columns -------------------------------------------------------------------------------------


def test_a_heading_that_was_broken_at_a_hyphen_is_whole() -> None:
    heading = ["TILTAK", "ANSVAR-\nLIG", "TIDS-\nFRIST"]
    (row,) = rows_of(excel([heading, ["Åpne kafé", "NAV", "2026"]]))
    assert (row.responsible_text, row.deadline_text) == ("NAV", "2026")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Målområde", "goal_text"),
        ("Ansv.", "responsible_text"),
        ("Fremdriftsstatus", "status_text"),
    ],
)
def test_words_that_kommuner_write_over_columns_are_known(heading: str, field: str) -> None:
    (row,) = rows_of(read_pasted(f"Nr\tTiltak\tFrist\t{heading}\n1\tÅpne kafé\t2026\tFerdig\n"))
    assert getattr(row, field) == "Ferdig"


def test_a_status_in_words_is_the_status_and_a_share_beside_it_is_not() -> None:
    rows = rows_of(
        read_pasted(
            "Tiltak\tFrist\tStatus\tFremdrift\nÅpne kafé\t2026\tPåbegynt\t50 %\n"
            "Rekruttere natteravner\t2027\tFerdig\t100 %\n"
        )
    )
    assert [row.status_text for row in rows] == ["Påbegynt", "Ferdig"]


def test_a_goal_written_once_holds_for_the_goals_under_it() -> None:
    rows = rows_of(
        read_pasted(
            "Mål\tDelmål\tTiltak\tAnsvarlig\nTrygge hjem\tEgnet bolig\tBygge småhus\tNAV\n"
            "\tBomiljø\tHolde beboermøter\tNAV\n\t\tLage velkomstmappe\tNAV\n"
            "Flere i arbeid\tAktivitet\tÅpne verksted\tNAV\n"
        )
    )
    assert [row.goal_text for row in rows] == [
        "Trygge hjem\nEgnet bolig",
        "Trygge hjem\nBomiljø",
        "Trygge hjem\nBomiljø",
        "Flere i arbeid\nAktivitet",
    ]


# --- Colours -------------------------------------------------------------------------------------


def with_legend() -> Document:
    """A column without a heading is coloured; what the colours mean stands beside the table."""
    book, content = Workbook(), BytesIO()
    sheet: Any = book.active
    sheet.append(["Tiltak", "Ansvarlig", "Frist", None, None, "Forklaring"])
    legend = [("Ferdig", "92D050"), ("I rute", "FFFF00"), (None, "FF0000"), (None, "92D050")]
    for n, (words, colour) in enumerate(legend, start=2):
        sheet.append([f"Gjøre noe nyttig, {n}", "NAV", "2026", None, None, words])
        sheet.cell(n, 4).fill = PatternFill("solid", fgColor=colour)
    book.save(content)
    content.seek(0)
    return read_document(content, "Plan.xlsx")


def test_a_legend_beside_the_table_gives_no_measure_a_status() -> None:
    assert [row.status_text for row in rows_of(with_legend())] == [None] * 4


def test_colours_in_a_column_without_a_heading_are_asked_about() -> None:
    asked = [doubt.words for row in rows_of(with_legend()) for doubt in row.doubts
             if doubt.kind is DoubtKind.STATUS_BY_COLOUR]  # fmt: skip
    assert asked == ["92D050", "FFFF00", "FF0000", "92D050"]


# --- Deadlines that moved ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "before", "due_on"),
    [
        ("31.12.26 (forlenget fra 31.12.25)", "2025-12-31", "2026-12-31"),
        ("31.12.2026 (revidert fra 30.06.2026)", "2026-06-30", "2026-12-31"),
        ("Utsatt fra 01.09.2025 til 01.03.2026", "2025-09-01", "2026-03-01"),
        ("Opprinnelig frist 2025, nå 2027", "2025-12-31", "2027-12-31"),
        ("1. mars 2026 (tidligere frist: 1. mars 2025)", "2025-03-01", "2026-03-01"),
        ("30.06.2026, opprinnelig 31.12.2025", "2025-12-31", "2026-06-30"),
        ("31.12.2025, utsatt til høsten 2026", "2025-12-31", "2026-11-30"),
    ],
)
def test_a_deadline_that_moved_tells_both_days(cell: str, before: str, due_on: str) -> None:
    (row,) = rows_of(read_pasted(f"Tiltak\tAnsvarlig\tFrist\nÅpne kafé\tNAV\t{cell}\n"))
    assert (str(row.due_on_before), str(row.due_on)) == (before, due_on)
    assert row.deadline_text == cell


@pytest.mark.parametrize(
    "cell", ["31.12.2025 (utsatt fra 31.12.2026)", "2025 og 2026", "31.12.2025 / 30.06.2026"]
)
def test_two_days_that_tell_no_move_are_asked_about(cell: str) -> None:
    (row,) = rows_of(read_pasted(f"Tiltak\tAnsvarlig\tFrist\nÅpne kafé\tNAV\t{cell}\n"))
    assert (row.deadline_kind, row.due_on_before) == ("unclear", None)


def test_what_recurs_as_it_is_needed_stays_a_deadline_where_it_is_a_status_too() -> None:
    document = read_pasted("Tiltak\tAnsvarlig\tFrist\nGi råd på kveldstid\tNAV\tVed behov\n")
    words = Words({"ved behov": StatusCode.ONGOING})
    (row,) = read_rows(document, guess_layout(document), words=words)
    assert (row.deadline_text, row.deadline_kind, row.status_text) == ("Ved behov", "unclear", None)


# --- Cards, and tables that go on ----------------------------------------------------------------


def test_cards_may_call_the_measure_its_description() -> None:
    first = [["Tiltak nr", "T1"], ["Beskrivelse", "Åpne kafé"], ["Ansvarlig", "NAV"]]
    second = [["Tiltak nr", "T2"], ["Beskrivelse", "Kurse ansatte"], ["Ansvarlig", "BUP"]]
    rows = rows_of(excel([*first, ["Frist", "2026"], [None, None], *second, ["Frist", "2027"]]))

    assert [(row.code, row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("T1", "Åpne kafé", "NAV", "2026"),
        ("T2", "Kurse ansatte", "BUP", "2027"),
    ]


def test_a_line_that_says_that_a_table_goes_on_is_no_topic() -> None:
    more = ["3", "Lage rutiner for melding om uro", "Politiet", "2028"]
    rows = rows_of(word([HEADING, CAFE], "Oversikten fortsetter.", [CREW, more]))
    assert [(row.text, row.topic) for row in rows] == [
        (text, None) for _nr, text, _who, _when in (CAFE, CREW, more)
    ]


def bullets() -> Document:
    """Goals as headings, and under each its tiltak as a list, with who and when in brackets."""
    file: Any = new_file()
    for goal, measures in (("Mål 1: Noe å gjøre", (CAFE, CREW)), ("Mål 2: Hjelp", (CREW, CAFE))):
        file.add_heading(goal, 1)
        file.add_paragraph("Vi vil arbeide målrettet med dette i perioden.")
        for _nr, text, who, when in measures:
            file.add_paragraph(f"{text} (Ansvarlig: {who}. Frist: {when})", style="List Bullet")
    content = BytesIO()
    file.save(content)
    content.seek(0)
    return read_document(content, "Plan.docx")


def test_a_list_of_measures_with_who_and_when_in_brackets_is_read() -> None:
    rows = rows_of(bullets())

    assert [(row.goal_text, row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("Noe å gjøre", *CAFE[1:]),
        ("Noe å gjøre", *CREW[1:]),
        ("Hjelp", *CREW[1:]),
        ("Hjelp", *CAFE[1:]),
    ]


def test_the_list_of_a_page_without_tables_is_read_too() -> None:
    page = (
        "<html><head><title>Rus</title></head><body><h1>Tiltak i rusplanen</h1><ul>"
        "<li>Åpne en kafé. Ansvarlig: <b>NAV</b>. Frist: 2026</li>"
        "<li>Holde kurs. Ansvarlig: Kultur. Frist: Løpende</li></ul></body></html>"
    )
    rows = rows_of(read_pasted("", page))
    assert [(row.text, row.responsible_text, row.deadline_text) for row in rows] == [
        ("Åpne en kafé.", "NAV", "2026"),
        ("Holde kurs.", "Kultur", "Løpende"),
    ]
