"""What is read back from the file, by openpyxl and, where openpyxl hides things, from the XML."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from reporting.sheets import (
    CellKind,
    ChartSpec,
    Column,
    FactSheet,
    MatrixSheet,
    Sheet,
    TableSheet,
)
from reporting.xlsx import write_workbook
from reporting.xlsx_text import legible, sheet_names

pytestmark = pytest.mark.one_database  # it asks none

NOW = datetime(2026, 9, 1, 10, 30, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def written(*sheets: Sheet, now: datetime = NOW) -> BytesIO:
    file = BytesIO()
    write_workbook(file, sheets, title="Tiltak i Oslo", now=now)
    file.seek(0)
    return file


def loaded(*sheets: Sheet) -> Workbook:
    return load_workbook(written(*sheets))


def table(*rows: Sequence[object], columns: Sequence[Column] | None = None) -> TableSheet:
    columns = columns or [Column("Tiltak", 40)]
    return TableSheet("Tiltak", "Tiltak", columns, rows, empty_text="Ingen tiltak")


def matrix(total: Sequence[object] | None = None, percent: bool = False) -> MatrixSheet:
    columns = [
        Column("Bydel", 24),
        Column("Fullført", 12, CellKind.NUMBER, colour="#2E7D32"),
        Column("Forsinket", 12, CellKind.NUMBER, colour="C62828"),
        Column("Alle", 12, CellKind.NUMBER),
    ]
    rows = [("Grorud", 3, 1, 4), ("Alna", 2, 5, 7)]
    chart = ChartSpec("Status i bydelene", "Bydel", "Antall tiltak", percent)
    return MatrixSheet("Bydeler", "Status per bydel", columns, rows, total, chart)


def first_cell(value: object, kind: CellKind = CellKind.TEXT) -> object:
    sheet = loaded(table([value], columns=[Column("Felt", 20, kind)])).active
    assert isinstance(sheet, Worksheet)
    return sheet["A2"].value


def part(file: BytesIO, name: str) -> etree._Element:
    with ZipFile(file) as archive:
        return etree.fromstring(archive.read(name))


def excel_text(written_text: str) -> str:
    """What Excel shows for the text in the XML."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), written_text)


# --- Text ---


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


# --- Long texts ---


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


# --- Values ---


def test_a_date_is_a_date() -> None:
    cell = loaded(table([date(2026, 9, 1)], columns=[Column("Frist", 12, CellKind.DATE)]))[
        "Tiltak"
    ]["A2"]
    assert (cell.is_date, cell.value, cell.number_format) == (
        True,
        datetime(2026, 9, 1),
        "dd.mm.yyyy",
    )


def test_an_aware_time_is_shown_on_oslos_clock() -> None:
    assert first_cell(NOW, CellKind.DATETIME) == datetime(2026, 9, 1, 12, 30)


def test_a_time_under_a_date_heading_is_its_date_in_oslo() -> None:
    late = datetime(2026, 8, 31, 22, 30, tzinfo=UTC)
    assert first_cell(late, CellKind.DATE) == datetime(2026, 9, 1)


def test_a_date_before_excels_calendar_is_text() -> None:
    assert first_cell(date(202, 9, 1), CellKind.DATE) == "0202-09-01"


def test_a_value_of_another_kind_is_text_and_leaves_the_next_row_alone() -> None:
    kinds = [Column("Frist", 12, CellKind.DATE), Column("Antall", 12, CellKind.NUMBER)]
    rows = [("ikke satt", date(2026, 9, 1)), (date(2026, 9, 1), 3)]
    sheet = loaded(table(*rows, columns=kinds))["Tiltak"]
    assert [cell.value for cell in sheet[2]] == ["ikke satt", "2026-09-01"]
    assert [cell.value for cell in sheet[3]] == [datetime(2026, 9, 1), 3]


def test_a_share_is_shown_in_per_cent() -> None:
    cell = loaded(table([0.67], columns=[Column("Andel", 12, CellKind.SHARE)]))["Tiltak"]["A2"]
    assert (cell.value, cell.number_format) == (0.67, "0 %")


def test_no_answer_is_an_empty_cell_and_nothing_is_zero() -> None:
    columns = [Column("Antall", 12, CellKind.NUMBER), Column("Sum", 12, CellKind.NUMBER)]
    sheet = loaded(table([0, None], columns=columns))["Tiltak"]
    assert [cell.value for cell in sheet[2]] == [0, None]


def test_a_number_that_excel_does_not_know_is_text() -> None:
    assert first_cell(float("nan"), CellKind.NUMBER) == "nan"


def test_yes_and_no_are_words() -> None:
    assert first_cell(True, CellKind.YESNO) == "Ja"
    assert first_cell(False, CellKind.YESNO) == "Nei"


# --- Tables ---


def test_the_table_covers_the_heading_and_every_row() -> None:
    columns = [Column("Tiltak", 40), Column("Bydel", 20)]
    sheet = loaded(table(*[("a", "b")] * 7, columns=columns))["Tiltak"]
    assert sheet.tables["Tiltak"].ref == sheet.tables["Tiltak"].autoFilter.ref == "A1:B8"
    assert sheet.tables["Tiltak"].tableStyleInfo.showRowStripes


def test_the_heading_is_frozen_and_printed_on_every_page() -> None:
    sheet = loaded(table(["a"]))["Tiltak"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"


def test_the_sheet_prints_on_a_landscape_a4_one_page_wide() -> None:
    sheet = loaded(table(["a"]))["Tiltak"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_text_is_wrapped_at_the_columns_width() -> None:
    sheet = loaded(table(["a"]))["Tiltak"]
    assert sheet.column_dimensions["A"].width == 40
    assert (sheet["A2"].alignment.wrap_text, sheet["A2"].alignment.vertical) == (True, "top")


def test_an_empty_table_has_one_row_that_says_so() -> None:
    columns = [Column("Frist", 12, CellKind.DATE), Column("Tiltak", 40)]
    sheet = loaded(table(columns=columns))["Tiltak"]
    assert [cell.value for cell in sheet[2]] == ["Ingen tiltak", None]
    assert sheet.tables["Tiltak"].ref == "A1:B2"


def test_headings_are_numbered_until_they_are_unique() -> None:
    columns = [Column(heading, 9) for heading in ("Navn", "navn", "Navn 2", "", " \n")]
    sheet = loaded(table(columns=columns))["Tiltak"]
    headings = ["Navn", "navn 2", "Navn 2 2", "Kolonne 4", "Kolonne 5"]
    assert [cell.value for cell in sheet[1]] == headings


@pytest.mark.parametrize("heading", ["Frist\r\ndato", "_x000B_", "a\x01b", "=1", "l" * 300, "<&>"])
def test_the_tables_column_names_are_its_heading_cells_to_the_letter(heading: str) -> None:
    file = written(table(["a", "b"], columns=[Column(heading, 9)] * 2))
    columns = part(file, "xl/tables/table1.xml").iter(f"{MAIN}tableColumn")
    row = next(part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}row"))
    assert [column.get("name") for column in columns] == [t.text for t in row.iter(f"{MAIN}t")]
    assert {cell.get("t") for cell in row} == {"inlineStr"}


def test_table_names_are_words_that_excel_accepts_and_unique() -> None:
    wanted = ["Tiltak", "tiltak", "A1", "2026 tiltak", ""]
    sheets = [TableSheet("Ark", name, [Column("A", 9)], []) for name in wanted]
    names = [name for sheet in loaded(*sheets) for name in sheet.tables]
    assert names == ["Tiltak", "tiltak_2", "Tabell_A1", "Tabell_2026_tiltak", "Tabell_"]


def test_rows_are_read_one_at_a_time_while_they_are_written() -> None:
    def rows() -> Iterator[list[str]]:
        for number in range(3):
            yield [str(number)]

    sheet = loaded(TableSheet("Tiltak", "Tiltak", [Column("Nr.", 9)], rows()))["Tiltak"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["0", "1", "2"]


def test_a_row_of_another_length_than_the_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="argument 2 is longer"):
        written(table(["a", "b"]))


def test_rows_that_fail_leave_the_file_untouched_and_nothing_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows() -> Iterator[list[str]]:
        yield ["a"]
        raise LookupError

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = BytesIO()
    with pytest.raises(LookupError):
        write_workbook(
            file,
            [matrix(), TableSheet("Tiltak", "Tiltak", [Column("A", 9)], rows())],
            title="T",
            now=NOW,
        )
    assert file.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_the_file_opens_in_read_only_mode() -> None:
    book = load_workbook(written(table(["=1"], ["b"]), matrix()), read_only=True)
    assert list(book["Tiltak"].values) == [("Tiltak",), ("=1",), ("b",)]


# --- Sheet names ---


def test_sheet_names_lose_what_excel_refuses() -> None:
    wanted = ["Mål 1/2: [a]*?\\", "'sitert'", "", "Tiltak\n2026", "a_x000B_", "History"]
    names = ["Mål 1-2- -a----", "sitert", "Ark", "Tiltak 2026", "a-x000B_", "History (2)"]
    assert sheet_names(wanted) == names


def test_sheet_names_are_unique_whatever_their_case() -> None:
    assert sheet_names(["Tiltak", "TILTAK", "tiltak"]) == ["Tiltak", "TILTAK (2)", "tiltak (3)"]


def test_long_sheet_names_are_shortened_visibly_and_still_unique() -> None:
    names = sheet_names(["n" * 40, "n" * 40, "😀" * 20])
    assert names == ["n" * 30 + "…", "n" * 26 + "… (2)", "😀" * 15 + "…"]


# --- Facts ---


def test_the_first_sheet_says_what_the_file_is() -> None:
    facts = [("For", "Bydel Grorud"), ("Dato", date(2026, 9, 1)), ("Tiltak", 12), ("Alle", True)]
    sheet = loaded(FactSheet("Om", "Tiltak i Oslo", facts, ["Frister er fra planen."]))["Om"]
    assert sheet["A1"].value == "Tiltak i Oslo"
    values = [tuple(cell.value for cell in row) for row in sheet["A3:B6"]]
    date_value = datetime(2026, 9, 1)
    assert values == [
        ("For", "Bydel Grorud"),
        ("Dato", date_value),
        ("Tiltak", 12),
        ("Alle", "Ja"),
    ]
    assert sheet["B8"].value == "Frister er fra planen."


# --- Matrices and charts ---


def test_the_matrix_ends_in_its_total() -> None:
    sheet = loaded(matrix(total=("Hele byen", 5, 6, 11)))["Bydeler"]
    assert [cell.value for cell in sheet[3]] == ["Bydel", "Fullført", "Forsinket", "Alle"]
    assert [cell.value for cell in sheet[6]] == ["Hele byen", 5, 6, 11]
    assert sheet["A6"].font.bold
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$3:$3")


def test_the_chart_draws_the_coloured_columns_without_the_total() -> None:
    chart = part(written(matrix(total=("Hele byen", 5, 6, 11))), "xl/charts/chart1.xml")
    refs = [formula.text for formula in chart.iter(f"{CHART}f")]
    assert refs == [
        "'Bydeler'!B3",
        "'Bydeler'!$A$4:$A$5",
        "'Bydeler'!$B$4:$B$5",
        "'Bydeler'!C3",
        "'Bydeler'!$A$4:$A$5",
        "'Bydeler'!$C$4:$C$5",
    ]
    fills = chart.iterfind(".//{*}ser/{*}spPr/{*}solidFill/{*}srgbClr")
    assert [fill.get("val") for fill in fills] == ["2E7D32", "C62828"]


@pytest.mark.parametrize(("percent", "grouping"), [(False, "stacked"), (True, "percentStacked")])
def test_the_bars_lie_on_top_of_each_other_with_the_first_row_at_the_top(
    percent: bool, grouping: str
) -> None:
    chart = part(written(matrix(percent=percent)), "xl/charts/chart1.xml")
    found = {tag: chart.find(f".//{CHART}{tag}").get("val") for tag in ("barDir", "grouping")}
    assert found == {"barDir": "bar", "grouping": grouping}
    assert chart.find(f".//{CHART}overlap").get("val") == "100"
    category, value = chart.find(f".//{CHART}catAx"), chart.find(f".//{CHART}valAx")
    assert category.find(f"{CHART}scaling/{CHART}orientation").get("val") == "maxMin"
    assert value.find(f"{CHART}crosses").get("val") == "max"


def test_the_axes_are_shown_and_have_titles_beside_the_bars() -> None:
    chart = part(written(matrix()), "xl/charts/chart1.xml")
    assert [deleted.get("val") for deleted in chart.iter(f"{CHART}delete")] == ["0", "0"]
    assert {overlay.get("val") for overlay in chart.iter(f"{CHART}overlay")} == {"0"}
    words = {text.text for text in chart.iter("{*}t")}
    assert words == {"Status i bydelene", "Bydel", "Antall tiltak"}


def test_the_sheet_shows_its_chart_when_it_is_opened_again() -> None:
    assert len(loaded(matrix())["Bydeler"]._charts) == 1


def test_a_matrix_without_rows_has_no_chart() -> None:
    empty = MatrixSheet("Tom", "Tom", matrix().columns, [], chart=matrix().chart)
    assert loaded(empty)["Tom"]._charts == []


# --- Files ---


def test_the_document_says_who_made_it_and_when() -> None:
    properties = loaded(table()).properties
    assert (properties.title, properties.creator) == ("Tiltak i Oslo", "ruspolitikk")
    assert properties.language == "nb-NO"
    assert properties.created == properties.modified == datetime(2026, 9, 1, 10, 30)


def test_the_same_sheets_at_the_same_time_are_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = written(matrix(), table(["a" * 40_000])).getvalue()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert written(matrix(), table(["a" * 40_000])).getvalue() == first


def test_every_part_of_the_file_is_well_formed_and_has_a_content_type() -> None:
    file = written(FactSheet("Om", "Om", [("a", "b")]), table(["c"]), matrix())
    with ZipFile(file) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        for name in names:
            etree.fromstring(archive.read(name))
    overrides = {element.get("PartName", "").lstrip("/") for element in types}
    assert {name for name in names if "/_rels/" not in f"/{name}"} - overrides == {
        "[Content_Types].xml"
    }


def test_a_row_is_as_tall_as_its_wrapped_text() -> None:
    rows = loaded(table(["kort"], ["ord " * 100]))["Tiltak"].row_dimensions
    assert rows[2].height is None
    assert rows[3].height == 150  # 400 characters in a column of 40: ten lines of 15 points
