"""Any table that can be written as Word or Excel is read back the same, cell by cell; and whatever
a table holds, reading it gives an answer."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from measures.importing.document import Cell, Document, DocumentKind, Row, Table
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from measures.vocabulary import StatusCode
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.word_parts import new_file, table

pytestmark = pytest.mark.one_database

IN_PROGRESS = StatusCode.IN_PROGRESS

# Words of two letters at least: a lone «o» or «a)» is a mark of a list.
WORD = st.text("abcæøåÆØÅéx", min_size=2, max_size=9) | st.sampled_from(
    ["1.2.10", "31.12.2026", "50 %", "=1+1", "«Nesten»", "og/eller", "Nav-leder", "v/leder"]
)
LINE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
CELL = st.lists(LINE | LINE.map("- {}".format), max_size=3).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows with as many cells each; the last is full, since blank ones at the end are no table."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=5))
    return [*rows, ["slutt"] * width]


def texts_of(file: BytesIO) -> list[list[str]]:
    (found,) = read_document(file, "tabell").tables
    return [[cell.text for cell in row.cells] for row in found.rows]


@settings(max_examples=25)
@given(tables())
def test_a_table_in_word_is_read_back_the_same(rows: list[list[str]]) -> None:
    file = new_file()
    table(file, [], rows)
    assert texts_of(kept(file)) == rows


@settings(max_examples=25)
@given(tables())
def test_a_sheet_is_read_back_the_same(rows: list[list[str]]) -> None:
    book = Workbook()
    sheet: Any = book.active
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"
    assert texts_of(kept(book)) == rows


HEADINGS = ["Mål", "Tiltak", "Ansvarlig", "Frist", "2026", "Status", "Risiko", "Nr", "Merknad", ""]
ROW = st.builds(
    Cell,
    text=CELL | st.sampled_from(["x", "31.12.2026", "Mål 1: Bolig", "Sum", "1.2", "Påbegynt"]),
    is_from_left=st.booleans(),
    is_from_above=st.booleans(),
    fill=st.none() | st.just("FF0000"),
    is_struck=st.booleans(),
    is_bold=st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6), st.data())
def test_whatever_a_table_holds_its_reading_gives_an_answer(
    headings: list[str], data: st.DataObject
) -> None:
    width = len(headings)
    cells = data.draw(st.lists(st.lists(ROW, min_size=width, max_size=width), max_size=8))
    rows = [[Cell(heading) for heading in headings], *cells]
    made = tuple(Row(number, tuple(row)) for number, row in enumerate(rows, start=1))
    document = Document(DocumentKind.WORD, "plan", (Table("Tabell 1", made, ("Mål 1: Bolig",)),))
    read = read_rows(document, guess_layout(document), words=Words({"påbegynt": IN_PROGRESS}))
    assert [row.n for row in read] == list(range(1, len(read) + 1))
    assert all(row.text or row.doubts for row in read)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(LINE.map("Gi {} til alle".format), LINE.map("NAV {}".format)),
        min_size=2,
        max_size=5,
    )
)
def test_a_plan_in_lines_is_read_back_the_same(measures: list[tuple[str, str]]) -> None:
    file = new_file()
    for n, (text, responsible) in enumerate(measures, start=1):
        for line in (f"Tiltak {n}: {text}", f"Ansvarlig: {responsible}", f"Frist: 1.2.{2020 + n}"):
            file.add_paragraph(line)
    document = read_document(kept(file), "plan.docx")
    read = read_rows(document, guess_layout(document), words=Words({}))

    assert [(row.code, row.text, row.responsible_text) for row in read] == [
        (str(n), text, responsible) for n, (text, responsible) in enumerate(measures, start=1)
    ]
    assert [row.due_on and row.due_on.year for row in read] == [2021 + n for n in range(len(read))]
