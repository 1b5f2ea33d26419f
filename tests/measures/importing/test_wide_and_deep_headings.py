"""Headings over many columns, and over three rows."""

from typing import Any

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none


def sheet_of(*rows: list[Any], merged: tuple[str, ...] = ()) -> Document:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return read_document(kept(book), "plan.xlsx")


def test_parts_of_years_may_be_the_third_row_of_a_heading() -> None:
    first, second, third = rows_of(
        sheet_of(
            ["Tiltak", None, "Ansvar", "Tid"],
            ["Nr", "Hva vi skal gjøre", "Hvem", 2026, None, 2027],
            [None, None, None, "Vår", "Høst", "Vår"],
            [1, "Åpne kafé", "NAV", "x"],
            [2, "Holde kurs", "HR", None, "x"],
            [3, "Bygge boliger", "HR", None, None, "x"],
            merged=("A1:B1", "D1:F1", "D2:E2", "A2:A3", "B2:B3", "C2:C3"),
        )
    )
    assert (first.code, first.text, first.deadline_text) == ("1", "Åpne kafé", "Vår 2026")
    assert (second.deadline_text, third.deadline_text) == ("Høst 2026", "Vår 2027")


def test_a_heading_of_many_columns_of_its_own_is_a_heading() -> None:
    own = [f"Delmåling {n}" for n in range(30)]
    first, second = rows_of(
        sheet_of(
            ["Tiltak", *own, "Ansvarlig", "Frist"],
            ["Åpne kafé", *["god"] * 30, "NAV", "31.12.2026"],
            ["Holde kurs", *["svak"] * 30, "HR", "2027"],
        )
    )
    assert (first.text, first.responsible_text, str(first.due_on)) == (
        "Åpne kafé",
        "NAV",
        "2026-12-31",
    )
    assert (second.text, second.deadline_text) == ("Holde kurs", "2027")
