"""Text in Excel: whole, unchanged, and never a formula."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from reporting.files.sheets import Column, FactSheet, MatrixSheet, TableSheet
from reporting.files.xlsx.text import legible
from tests.reporting.files.books import first_cell, loaded, matrix, table, written

pytestmark = pytest.mark.one_database  # it asks none


def excel_text(written_text: str) -> str:
    """What Excel shows for the text in the XML."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), written_text)


# --- Text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+47 22 00", "-5", "@SUM(A1)", "\t=1", "#N/A", "0150"])
def test_text_is_never_anything_but_text(text: str) -> None:
    cell = loaded(table([text]))["Tiltak"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_formula_that_was_typed_as_text_is_still_text_after_it_is_edited_in_excel() -> None:
    sheet = loaded(table(["=1+1"], ["vanlig"], ["=2"]))["Tiltak"]
    assert [sheet[f"A{row}"].quotePrefix for row in (2, 3, 4)] == [True, False, True]


def test_text_that_looks_like_a_formula_is_text_in_every_kind_of_sheet() -> None:
    facts = FactSheet("Om", "=A", [("=B", "=C")], ["=D"])
    counts = MatrixSheet("Antall", "=E", [Column("=F", 9)], [["=G"]], total=["=H"])
    book = loaded(facts, counts, table(["=J"], columns=[Column("=I", 9)]))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value]
    assert {cell.value for cell in cells} == {f"={letter}" for letter in "ABCDEFGHIJ"}
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("line_break", ["\v", "\f", "\r\n", "\r", "\n"])
def test_every_line_break_becomes_a_newline(line_break: str) -> None:
    assert first_cell(f"Første{line_break}andre") == "Første\nandre"


def test_other_control_characters_are_shown_as_their_pictures() -> None:
    assert first_cell("a\x00b\x08c\x1fd\te") == "a␀b␈c␟d\te"


def test_what_is_no_character_becomes_the_replacement_character() -> None:
    assert first_cell("a\ud800b\ufffec\uffffd") == "a\ufffdb\ufffdc\ufffdd"


def test_leading_and_trailing_space_and_newlines_are_kept() -> None:
    assert first_cell("  to ord \n") == "  to ord \n"


@pytest.mark.parametrize("text", ["_x000B_", "_x0041_x0042_", "a_x005f_b", "_x005F_x000B_"])
def test_text_like_excels_own_escape_is_shown_by_excel_as_typed(text: str) -> None:
    value = first_cell(text)
    assert isinstance(value, str)
    assert excel_text(value) == unescape(value) == text


def test_an_ordinary_underscore_is_left_alone() -> None:
    assert first_cell("_x12_ og snake_case_x") == "_x12_ og snake_case_x"


def test_an_object_that_is_not_text_is_written_as_its_text() -> None:
    class Lazy:
        def __str__(self) -> str:
            return "oversatt"

    assert first_cell(Lazy()) == "oversatt"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(st.characters()), min_size=1, max_size=5))
def test_any_text_makes_a_file_that_opens_with_every_xml_character_in_it(texts: list[str]) -> None:
    rows = [("rad", text, text) for text in texts]
    columns = [Column(text, 20) for text in texts[:1] * 3]
    file = written(table(*rows, columns=columns), FactSheet(texts[0], texts[0], []))
    sheet = load_workbook(file).worksheets[0]
    for text, row in zip(texts, sheet.iter_rows(min_row=2, min_col=2), strict=True):
        assert [excel_text(str(cell.value or "")) for cell in row] == [legible(text)] * 2
        assert len(legible(text)) == len(text.replace("\r\n", "\n"))


@given(st.text(st.characters()))
def test_a_character_that_xml_allows_is_left_as_it_is(text: str) -> None:
    allowed = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert legible(allowed) == allowed


# --- Long texts -----------------------------------------------------------------------------------


def whole_text(sheet: Worksheet, number: int = 1) -> str:
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return "".join(excel_text(str(row[5])) for row in rows if row[0] == number)


def test_a_text_that_just_fits_stands_whole_in_its_cell() -> None:
    book = loaded(table(["a" * 32_767]))
    assert book["Tiltak"]["A2"].value == "a" * 32_767
    assert book.sheetnames == ["Tiltak"]


def test_a_text_too_long_for_its_cell_says_where_it_continues() -> None:
    text = "".join(chr(97 + number % 26) for number in range(40_000))
    sheet = loaded(table([text]))["Tiltak"]
    head, continues = sheet["A2"].value.split(" … ")
    assert continues == "fortsetter på arket «Lange tekster», nr. 1"
    assert len(sheet["A2"].value) == 32_767
    assert text.startswith(head)


@pytest.mark.parametrize("text", ["bokstaver " * 4_000, "😀" * 20_000, "_x000B_" * 10_000])
def test_the_last_sheet_holds_the_whole_of_a_long_text(text: str) -> None:
    book = loaded(table(["kort"], [text]), matrix())
    sheet = book["Lange tekster"]
    assert book.sheetnames == ["Tiltak", "Bydeler", "Lange tekster"]
    assert whole_text(sheet) == text
    assert [cell.value for cell in sheet[2]][:5] == [1, "Tiltak", "Tiltak", 3, 1]
    cells = [book["Tiltak"]["A3"].value, *(row[5].value for row in sheet.iter_rows(min_row=2))]
    assert max(len(value.encode("utf-16-le")) // 2 for value in cells) <= 32_767


def test_long_texts_are_numbered_in_the_order_they_stand() -> None:
    book = loaded(
        FactSheet("Om", "Om", [("Filter", "f" * 40_000)]), table(["a" * 40_000], ["b" * 70_000])
    )
    assert [set(whole_text(book["Lange tekster"], number)) for number in (1, 2, 3)] == [
        {"f"},
        {"a"},
        {"b"},
    ]


def test_a_sheet_that_is_called_lange_tekster_does_not_collide() -> None:
    sheet = TableSheet("Lange tekster", "LangeTekster", [Column("A", 9)], [["a" * 40_000]])
    book = loaded(sheet)
    assert book.sheetnames == ["Lange tekster", "Lange tekster (2)"]
    assert "«Lange tekster (2)»" in book["Lange tekster"]["A2"].value
    assert whole_text(book["Lange tekster (2)"]) == "a" * 40_000
