"""Excel on A4: what is printed is readable, and told apart in black and white."""

import pytest
from openpyxl import load_workbook

from measures.columns import COLUMNS
from reporting.files.sheets import CellKind, ChartSpec, Column, MatrixSheet
from reporting.files.xlsx.workbook import A4_LANDSCAPE, PIXELS, SMALLEST_PRINT
from tests.reporting.files.books import loaded, matrix, part, table, written

pytestmark = pytest.mark.one_database  # it asks none

ROOM = A4_LANDSCAPE / SMALLEST_PRINT * PIXELS


def test_the_columns_that_are_readable_are_printed_and_the_rest_are_on_screen() -> None:
    columns = [Column(f"K{n}", 50) for n in range(6)]
    sheet = loaded(table([""] * 6, columns=columns))["Tiltak"]
    assert sheet.print_area == "'Tiltak'!$A$1:$D$2"
    assert 4 * (7 * 50 + 5) <= ROOM < 5 * (7 * 50 + 5)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)


def test_a_table_that_has_room_is_printed_whole() -> None:
    assert not loaded(table(["a"]))["Tiltak"].print_area


def test_of_a_measure_the_ten_columns_that_matter_are_printed() -> None:
    printed = COLUMNS[:10]
    assert [column.heading for column in printed][-6:] == [
        "Tiltak", "Ansvarlig", "Status", "Risiko", "Frist, planens ord", "Sist rapportert",
    ]  # fmt: skip
    assert sum(7 * column.width + 5 for column in printed) <= ROOM


def test_the_chart_is_in_what_is_printed() -> None:
    columns = [
        Column("Bydel", 24),
        *(Column(f"S{n}", 20, CellKind.NUMBER, "#2E7D32") for n in range(14)),
    ]
    wide = MatrixSheet("B", "B", columns, [("Grorud", *range(14))], None, ChartSpec("T", "x", "y"))
    area = loaded(wide)["B"].print_area
    assert int(area.rsplit("$", 1)[1]) > 12


def test_a_chart_is_as_wide_as_its_table_and_its_letters_are_large_enough_on_paper() -> None:
    columns = [
        Column("Bydel", 22),
        *(Column(f"S{n}", 14, CellKind.NUMBER, "#2E7D32") for n in range(14)),
    ]
    rows = [(f"{n}", *range(14)) for n in range(15)]
    file = written(MatrixSheet("B", "B", columns, rows, None, ChartSpec("T", "x", "y")))
    drawn = load_workbook(file)["B"]._charts[0].anchor.ext
    table = sum(7 * column.width + 5 for column in columns)
    assert abs(drawn.width / 9525 - table) < 2
    on_paper = min(A4_LANDSCAPE * PIXELS / table, 1)
    chart = part(file, "xl/charts/chart1.xml")
    sizes = chart.xpath("//*[local-name()='txPr']//@sz")
    assert len(sizes) >= 3
    assert all(int(size) / 100 * on_paper >= 7 for size in sizes)


def test_no_two_neighbours_of_a_chart_are_told_apart_by_colour_alone() -> None:
    chart = part(written(matrix()), "xl/charts/chart1.xml")
    names = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    assert chart.xpath("//a:pattFill/@prst", namespaces=names) == ["ltUpDiag"]
    load_workbook(written(matrix()))
