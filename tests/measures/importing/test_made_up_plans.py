"""Made-up plans, each with troubles of real ones, are read as a person would read them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document as Word

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.made_up_cards import CARDS, grid
from tests.measures.importing.made_up_pdf import PDFS
from tests.measures.importing.made_up_sheets import (
    PASTED_FROM_EXCEL,
    PASTED_LINES,
    SHEETS,
)
from tests.measures.importing.made_up_word import WORD, Wanted, kept

pytestmark = pytest.mark.one_database


@pytest.fixture
def words(five_plans: None) -> Words:
    return Words.of_the_city(date(2025, 6, 1))


def rows_of(document: Document, words: Words) -> list[MeasureRow]:
    return read_rows(document, guess_layout(document), words=words)


@pytest.mark.parametrize("plan", [*WORD, *SHEETS, *PDFS, *CARDS])
def test_a_made_up_plan_is_read_as_a_person_would(
    plan: Callable[[], tuple[BytesIO, Wanted]], words: Words
) -> None:
    file, wanted = plan()
    rows = rows_of(read_document(file, "plan"), words)
    told = [
        {field: told_of(row, field) for field in each}
        for row, each in zip(rows, wanted, strict=False)
    ]
    assert told == wanted
    assert len(rows) == len(wanted)


def test_a_card_without_a_goal_has_not_the_goal_of_the_card_before_it(words: Words) -> None:
    file = Word()
    grid(file, [["Tiltak", "Åpne et værested"], ["Mål", "Færre dør"], ["Ansvarlig", "NAV"]])
    grid(file, [["Tiltak", "Holde kurs"], ["Mål", ""], ["Ansvarlig", "NAV"]])
    grid(file, [["Tiltak", "Lage en rutine"], ["Ansvarlig", "NAV"]])
    rows = rows_of(read_document(kept(file), "plan"), words)
    assert [row.goal_text for row in rows] == ["Færre dør", None, None]


def told_of(row: MeasureRow, field: str) -> object:
    value = getattr(row, field)
    if field == "doubts":
        return {str(doubt.kind) for doubt in row.doubts}
    return value.isoformat() if isinstance(value, date) else value


def test_cells_pasted_from_excel_are_a_table(words: Words) -> None:
    first, second = rows_of(read_pasted(PASTED_FROM_EXCEL), words)
    assert (first.code, first.text) == ("1", "Lage en rutine\nfor henvisning")
    assert (second.responsible_text, second.recurrence) == ("Møtestedet", "weekly")


def test_pasted_lines_are_a_measure_each(words: Words) -> None:
    assert [row.text for row in rows_of(read_pasted(PASTED_LINES), words)] == [
        "Lage en rutine for henvisning",
        "Ha åpent hus hver uke",
    ]
