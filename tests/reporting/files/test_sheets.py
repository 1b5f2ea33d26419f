"""Values, tables and sheets in Excel."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporting.files.sheets import CellKind, Column, FactSheet, TableSheet
from reporting.files.xlsx.text import sheet_names
from reporting.files.xlsx.workbook import write_workbook
from tests.reporting.files.books import NOW, first_cell, loaded, matrix, part, table, written

pytestmark = pytest.mark.one_database  # it asks none


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


# --- Values ---------------------------------------------------------------------------------------


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


def test_a_share_that_is_not_all_or_nothing_is_not_shown_as_such() -> None:
    shares = [299 / 300, 1 / 300, 1.0, 0.0, 0.985]
    sheet = loaded(table(*[[n] for n in shares], columns=[Column("Andel", 12, CellKind.SHARE)]))
    cells = [row[0] for row in sheet["Tiltak"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == pytest.approx(shares)
    formats = [cell.number_format for cell in cells]
    assert formats == ['"99 %"', '"under 1 %"', "0 %", "0 %", "0 %"]


def test_no_answer_is_an_empty_cell_and_nothing_is_zero() -> None:
    columns = [Column("Antall", 12, CellKind.NUMBER), Column("Sum", 12, CellKind.NUMBER)]
    sheet = loaded(table([0, None], columns=columns))["Tiltak"]
    assert [cell.value for cell in sheet[2]] == [0, None]


def test_a_number_that_excel_does_not_know_is_text() -> None:
    assert first_cell(float("nan"), CellKind.NUMBER) == "nan"


def test_yes_and_no_are_words() -> None:
    assert first_cell(True, CellKind.YESNO) == "Ja"
    assert first_cell(False, CellKind.YESNO) == "Nei"


# --- Tables ---------------------------------------------------------------------------------------


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


# --- Sheet names ----------------------------------------------------------------------------------


def test_sheet_names_lose_what_excel_refuses() -> None:
    wanted = ["Mål 1/2: [a]*?\\", "'sitert'", "", "Tiltak\n2026", "a_x000B_", "History"]
    names = ["Mål 1-2- -a----", "sitert", "Ark", "Tiltak 2026", "a-x000B_", "History (2)"]
    assert sheet_names(wanted) == names


def test_sheet_names_are_unique_whatever_their_case() -> None:
    assert sheet_names(["Tiltak", "TILTAK", "tiltak"]) == ["Tiltak", "TILTAK (2)", "tiltak (3)"]


def test_long_sheet_names_are_shortened_visibly_and_still_unique() -> None:
    names = sheet_names(["n" * 40, "n" * 40, "😀" * 20])
    assert names == ["n" * 30 + "…", "n" * 26 + "… (2)", "😀" * 15 + "…"]


# --- Facts ----------------------------------------------------------------------------------------


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
