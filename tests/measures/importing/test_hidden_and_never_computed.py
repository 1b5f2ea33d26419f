"""What a sheet hides, and formulas that were never computed, are told of and not passed by."""

from typing import Any

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.review.layout_form import LayoutForm, PartShown
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.layout import WhyLeftOut
from tests.measures.importing.made_up_word import kept

pytestmark = pytest.mark.one_database
HEADINGS = ["Tiltak", "Ansvarlig", "Frist", "Status"]
MEASURE = ["Tilby samtale", "NAV", "31.12.2026", "Ferdig"]


def sheet_of(*rows: list[Any], hidden: str = "") -> Document:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for column in hidden:
        sheet.column_dimensions[column].hidden = True
    return read_document(kept(book), "plan.xlsx")


def shown(document: Document) -> PartShown:
    (part,) = LayoutForm(document, guess_layout(document)).parts
    return part


@pytest.mark.parametrize(
    ("hidden", "sentence"),
    [
        (
            "C",
            "Kolonnen «Frist» er skjult i arket, og er ikke lest."
            " Velg hva den er hvis den skal være med.",
        ),
        (
            "CD",
            "Kolonnene «Frist» og «Status» er skjult i arket, og er ikke lest."
            " Velg hva de er hvis de skal være med.",
        ),
        ("", ""),
        ("E", ""),
    ],
    ids=["one", "two", "none", "an empty one"],
)
def test_columns_that_are_hidden_are_told_of(hidden: str, sentence: str) -> None:
    assert shown(sheet_of(HEADINGS, MEASURE, MEASURE, hidden=hidden)).hidden == sentence


def test_a_hidden_column_without_a_heading_has_its_letter() -> None:
    part = shown(sheet_of([*HEADINGS, None], [*MEASURE, "Internt"], hidden="E"))
    assert part.hidden.startswith("Kolonnen E er skjult i arket")


@pytest.mark.parametrize(
    "rows",
    [
        [HEADINGS, ["=A9", "NAV", "31.12.2026", "Ferdig"], ["=A10", "HR", "2027", "Ferdig"]],
        [HEADINGS, ["=A9", "=B9", "=C9", "=D9"]],
        [["=A8", "=B8"], ["=A9", "=B9"]],
    ],
    ids=["the texts", "all but the headings", "all"],
)
def test_a_sheet_of_formulas_that_were_never_computed_says_so(rows: list[list[str]]) -> None:
    part = shown(sheet_of(*rows))
    assert (part.is_taken, part.why) == (False, WhyLeftOut.NEVER_COMPUTED.label)


def test_a_sheet_of_headings_alone_is_empty() -> None:
    assert shown(sheet_of(HEADINGS)).why == WhyLeftOut.EMPTY.label


def test_one_hidden_row_is_a_row() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (HEADINGS, MEASURE, MEASURE):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    document = read_document(kept(book), "plan.xlsx")
    labels = [field.label for field in shown(document).fields]
    assert "Ta med 1 rad som er skjult i filen" in labels
