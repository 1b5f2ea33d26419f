"""Years and months as columns that are marked by colour alone: asked about, with the proposal."""

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.review.at_once import accept_all, proposals, take_back_all
from measures.importing.review.decisions import answer, begin
from measures.importing.review.layout_form import LayoutForm
from measures.importing.review.questions import questions
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.test_other_authors import WORDS, rows_of
from tests.measures.importing.word_parts import new_file, shaded, table

pytestmark = pytest.mark.one_database  # it asks none

YEARS = ["Tiltak", "Ansvarlig", "2025", "2026", "2027"]
BLUE, GREY = "9DC3E6", "EDEDED"


def gantt(
    heading: list[str], *rows: tuple[str, str], ground: str = "", marks: str = ""
) -> Document:
    """A measure, and the columns that are coloured: ("Åpne kafé", "CD")."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(heading)
    for n, (text, coloured) in enumerate(rows, start=2):
        sheet.append([text, "NAV"])
        for place in range(3, len(heading) + 1):
            cell = sheet.cell(n, place)
            fill = BLUE if cell.column_letter in coloured else ground
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
            if marks and cell.column_letter in coloured:
                cell.value = marks
    return read_document(kept(book), "plan.xlsx")


def coloured(row: MeasureRow) -> list[str]:
    return [each.words for each in row.doubts if each.kind is DoubtKind.DEADLINE_BY_COLOUR]


def test_a_time_that_is_coloured_is_asked_about_and_never_put_in() -> None:
    document = gantt(YEARS, ("Åpne kafé", "CD"), ("Holde kurs", "E"), ("Bygge bolig", ""))
    first, second, third = rows_of(document)
    assert (coloured(first), coloured(second)) == (["2025–2026"], ["2027"])
    assert (first.deadline_text, second.deadline_kind, third.doubts) == (None, "none", ())
    (asked,) = questions(first, date(2026, 11, 30))
    assert asked.sentence == "Tabellen viser når med farge: 2025–2026. Er det fristen?"
    assert asked.answers[0] == ("ja", "Ja, 2025–2026")


def test_one_click_accepts_it() -> None:
    rows = begin(rows_of(gantt(YEARS, ("Åpne kafé", "CD"), ("Holde kurs", "E"))))
    (first, _second) = answer(rows, rows[0], rows[0].row.doubts[0], "ja")
    assert (first.row.deadline_text, first.row.deadline_kind) == ("2025–2026", "period")
    assert (str(first.row.due_on), first.row.doubts) == ("2026-12-31", ())


def test_all_are_accepted_at_once_and_taken_back() -> None:
    rows = begin(rows_of(gantt(YEARS, ("Åpne kafé", "CD"), ("Holde kurs", "E"))))
    assert proposals(rows)
    changed, accepted, _words = accept_all(rows)
    assert [one.row.deadline_text for one in changed] == ["2025–2026", "2027"]
    assert take_back_all(changed, accepted)[0] == rows


def test_a_month_without_a_year_is_asked_which_year_next() -> None:
    heading = ["Tiltak", "Ansvarlig", "Jan", "Feb", "Mars"]
    rows = begin(rows_of(gantt(heading, ("Åpne kafé", "CD"), ("Holde kurs", "E"))))
    assert coloured(rows[1].row) == ["Mars"]
    changed = answer(rows, rows[1], rows[1].row.doubts[0], "ja")
    assert [each.kind for each in changed[1].row.doubts] == ["deadline_unclear"]


def test_who_says_on_the_page_that_colours_are_the_deadline_is_not_asked() -> None:
    document = gantt(YEARS, ("Åpne kafé", "CD"), ("Holde kurs", "E"))
    guessed = guess_layout(document)
    form = LayoutForm(document, guessed)
    field = form.fields["times-0"]
    assert field.label == "Fargene fra «2025» til «2027» er fristen i 2 rader"
    sent = {name: str(each.initial or "") for name, each in form.fields.items()}
    said = LayoutForm(document, guessed, {**sent, "take-0": "on", "times-0": "on"})
    assert said.is_valid(), said.errors
    first, second = read_rows(document, said.layout, words=WORDS)
    assert (first.deadline_text, second.deadline_text) == ("2025–2026", "2027")
    assert (first.doubts, second.doubts) == ((), ())


def test_a_table_in_word_says_it_too() -> None:
    file = new_file()
    made = table(file, YEARS, [["Åpne kafé", "NAV", "", "", ""], ["Kurs", "NAV", "", "", ""]])
    for cell in (made.cell(1, 2), made.cell(2, 3), made.cell(2, 4)):
        shaded(cell, BLUE)
    first, second = rows_of(read_document(kept(file), "plan.docx"))
    assert (coloured(first), coloured(second)) == (["2025"], ["2026–2027"])


@pytest.mark.parametrize(
    "document",
    [
        lambda: gantt(YEARS, ("Åpne kafé", "C"), ("Kurs", "D"), marks="x"),
        lambda: gantt(YEARS, ("Åpne kafé", "CE"), ("Kurs", "CE")),
        lambda: gantt([*YEARS[:2], "Frist", *YEARS[2:]], ("Åpne kafé", ""), ("Kurs", "")),
    ],
    ids=["crosses", "columns that are coloured throughout", "no colours"],
)
def test_colours_that_are_only_how_a_table_looks_ask_nothing(document: Any) -> None:
    assert [coloured(row) for row in rows_of(document())] == [[], []]


def test_the_colour_of_what_is_not_marked_marks_nothing() -> None:
    rows = rows_of(gantt(YEARS, ("Åpne kafé", "C"), ("Kurs", "D"), ground=GREY))
    assert [coloured(row) for row in rows] == [["2025"], ["2026"]]


def test_a_deadline_in_words_beside_the_colours_counts() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Tiltak", "Frist", "2025", "2026"])
    sheet.append(["Åpne kafé", "01.06.2026"])
    sheet.append(["Kurs"])
    for place in ("D2", "C3"):
        sheet[place].fill = PatternFill("solid", fgColor=BLUE)
    first, second = rows_of(read_document(kept(book), "plan.xlsx"))
    assert (str(first.due_on), coloured(first), coloured(second)) == ("2026-06-01", [], ["2025"])
