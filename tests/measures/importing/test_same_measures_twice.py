"""The same measures in two tables of a document, a newer one beside an older."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.layout import WhyLeftOut
from tests.measures.importing.test_other_authors import rows_of, word

pytestmark = pytest.mark.one_database  # it asks none

HEADING = ["Tiltak", "Ansvarlig", "Status"]
OLD = [HEADING, ["Åpen kafé", "NAV", "Påbegynt"], ["Natteravner", "Politiet", "Påbegynt"]]
NEW = [HEADING, ["Åpen kafé", "NAV", "Ferdig"], ["Natteravner", "Politiet", "Påbegynt"]]


def sheets(**named: list[list[str]]) -> Document:
    book, content = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in named.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(content)
    content.seek(0)
    return read_document(content, "Plan.xlsx")


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD)])
def test_of_two_sheets_with_the_same_measures_the_newer_is_read(
    first: list[list[str]], second: list[list[str]]
) -> None:
    years = (2024, 2025) if first is OLD else (2025, 2024)
    document = sheets(**{f"Status_{years[0]}": first, f"Status_{years[1]}": second})
    assert [row.status for row in rows_of(document)] == ["completed", "in_progress"]
    reasons = [part.why_left_out for part in guess_layout(document).parts]
    assert sorted(map(str, reasons)) == sorted([str(None), WhyLeftOut.OLDER])


def test_of_two_tables_in_word_the_newer_is_read() -> None:
    title = ("Rusplan 2024–2027", 1)
    document = word(title, ("Status per 30.04.2025", 2), OLD, ("Status per 31.08.2025", 2), NEW)
    assert [row.status for row in rows_of(document)] == ["completed", "in_progress"]


def test_where_nothing_tells_which_is_newer_both_are_read() -> None:
    assert len(rows_of(sheets(Ark1=OLD, Ark2=NEW))) == 4


def test_other_measures_of_another_year_are_read_too() -> None:
    other = [HEADING, ["Åpen kafé", "NAV", "Ferdig"], ["Kurs", "Skolen", "Påbegynt"],
             ["Turgruppe", "NAV", "Påbegynt"]]  # fmt: skip
    assert len(rows_of(sheets(Tiltak_2024=OLD, Tiltak_2025=other))) == 5
