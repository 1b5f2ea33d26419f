"""What stands in a table of Word, Excel or a paste and becomes no row is told of, as in a PDF."""

from typing import Any

import pytest
from openpyxl import Workbook

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.not_read import NotRead, not_read
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.test_rows_across_the_table import table

pytestmark = pytest.mark.one_database  # it asks none

NOTE = "Kilde: høringen i mars"


def told(document: Document) -> list[NotRead]:
    return not_read(document, guess_layout(document))


def test_a_note_between_the_rows_is_told_with_its_table() -> None:
    document = table("= Bolig", "Kjøpe fire boliger", f"= {NOTE}", "Leie ut rom")
    (one,) = told(document)
    assert one.lines == (NOTE,)
    assert one.where == f"i «{document.tables[0].name}»"


def test_what_measures_belong_to_is_not_told_as_passed_by() -> None:
    assert told(table("= Bolig", "Kjøpe fire boliger", "= Helse", "Kurs")) == []


def test_a_sheets_notes_and_sums_are_told_and_its_title_is_not() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Plan"
    for row in (
        ["Rusplan 2025–2028"],
        ["Tiltak", "Ansvarlig", "Frist", "Kostnad"],
        ["Åpne kafé", "NAV", "2026", 100],
        ["Holde kurs", "Skolen", "2027", 200],
        ["Sum", None, None, 300],
        [],
        ["Planen er vedtatt i mai."],
    ):
        sheet.append(row)
    document = read_document(kept(book), "plan.xlsx")
    assert told(document) == [NotRead("i «Plan»", ("Sum | 300", "Planen er vedtatt i mai."))]
