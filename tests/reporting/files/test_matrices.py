"""Matrices and charts in Excel."""

import pytest

from reporting.files.sheets import MatrixSheet
from tests.reporting.files.books import loaded, matrix, part, written

pytestmark = pytest.mark.one_database  # it asks none


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


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
    plain = chart.iterfind(".//{*}ser/{*}spPr/{*}solidFill/{*}srgbClr")
    under_a_pattern = chart.iterfind(".//{*}ser/{*}spPr/{*}pattFill/{*}bgClr/{*}srgbClr")
    assert [fill.get("val") for fill in (*plain, *under_a_pattern)] == ["2E7D32", "C62828"]


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
