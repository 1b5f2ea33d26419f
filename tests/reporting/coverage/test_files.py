"""«Byens plan» as files."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from ruspolitikk.accounts.models import User
from tests.reporting.coverage.matrix import city_measure, file_of, table_of


def test_the_excel_file_says_first_what_it_is(leser: User) -> None:
    sheet = load_workbook(BytesIO(file_of(leser, "excel")))["Om tabellen"]
    facts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert facts["St. Hanshaugen fra 2020"] == "30 av 36 besvart (antatt start)"
    assert facts["Ikke besvart av noen bydel"] == 6


@pytest.mark.parametrize("kind", ["excel", "csv"])
def test_what_people_wrote_is_never_a_formula(byadmin: User, kind: str) -> None:
    measure = city_measure("1//a")
    measure.text = '=HYPERLINK("http://example.org")'
    measure.save()
    cell = table_of(byadmin, kind)[1][3]
    assert cell == ("'" if kind == "csv" else "") + measure.text


def test_a_file_of_a_day_without_plans_counts_nothing(leser: User) -> None:
    _headings, first, *_rest = table_of(leser, "excel", "?per=01.01.2005")
    assert first[4:] == [None, 0, *["Ingen plan"] * 15]
