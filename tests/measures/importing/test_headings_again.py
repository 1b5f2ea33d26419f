"""A heading that a sheet or a table repeats is no measure, whatever stands beside it."""

from typing import Any

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.test_other_authors import rows_of, texts, word

pytestmark = pytest.mark.one_database  # it asks none

HEADING = ["Tiltak", "Ansvarlig", "Frist", "Status"]
FIRST = ["Åpne kafé", "NAV", "31.12.2026", "Påbegynt"]
SECOND = ["Holde kurs", "Skolen", "2027", "Ferdig"]


def sheet_of(*rows: list[Any]) -> Document:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    return read_document(kept(book), "plan.xlsx")


@pytest.mark.parametrize(
    "again",
    [
        HEADING,
        ["Tiltak", "Ansvarlig", "Frist"],
        ["Tiltak", "Ansvar", "Tidsfrist", "Status"],
    ],
    ids=["as it was", "without a column", "in other words"],
)
def test_a_heading_again_is_no_measure_where_a_legend_stood_beside_the_first(
    again: list[str],
) -> None:
    document = sheet_of(
        [*HEADING, None, None, "Fargekoder"],
        [*FIRST, None, None, "Grønn er ferdig"],
        [*FIRST[:1], "HR", *FIRST[2:]],
        [],
        again,
        SECOND,
    )
    assert texts(document) == ["Åpne kafé", "Åpne kafé", "Holde kurs"]
    assert rows_of(document)[2].deadline_text == "2027"


def test_a_heading_in_other_words_after_a_page_break_is_no_measure() -> None:
    document = word([HEADING, FIRST, ["Tiltak", "Ansvar", "Tidsfrist", "Status"], SECOND])
    assert texts(document) == ["Åpne kafé", "Holde kurs"]


def test_a_measure_that_begins_as_the_heading_does_is_a_measure() -> None:
    document = word([HEADING, FIRST, ["Tiltak", "NAV", "2027", ""], SECOND])
    assert texts(document) == ["Åpne kafé", "Tiltak", "Holde kurs"]


def test_other_years_to_cross_off_are_another_heading() -> None:
    document = sheet_of(
        ["Tiltak", "Ansvarlig", "2025", "2026"],
        ["Åpne kafé", "NAV", "x", None],
        ["Holde kurs", "Skolen", None, "x"],
        ["Tiltak", "Ansvarlig", "2027", "2028"],
        ["Bygge boliger", "NAV", "x", None],
    )
    assert [row.deadline_text for row in rows_of(document)] == ["2025", "2026", "2027"]


def test_a_row_that_answers_the_heading_is_none_though_its_goal_is_a_word_of_headings() -> None:
    document = sheet_of(
        ["Innsatsområde", *HEADING],
        ["Bolig", *FIRST],
        ["Oppfølging", "Lage planer for alle som ber om det", "NAV", "Fortløpende", "Pågår"],
        ["Oppfølging", *SECOND],
    )

    assert texts(document) == [
        "Åpne kafé", "Lage planer for alle som ber om det", "Holde kurs",
    ]  # fmt: skip
