"""CSV files, as a spreadsheet in Norway opens them."""

import pytest

from reporting.files.csv import csv_file, guarded

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "code",
    ["4.2.10", "1.2", "30.04", "1-2", "3/4", "12:30", "1,5", "007", "2.", "1e5", "1. mai",
     "mai 2026", "Jan-21", "12345678901234567"],
)  # fmt: skip
def test_a_code_that_could_be_read_as_a_day_or_a_number_stays_as_it_is(code: str) -> None:
    assert guarded(code) == f"'{code}"
    assert f"\n'{code};" in csv_file(["Nr", "Tiltak"], [[code, "Natteravner"]]).decode().replace(
        "\r", ""
    )


@pytest.mark.parametrize(
    "text", ["31.12.2026", "2026-12-31", "2026", "7", "a", "Helse c", "2016–2017", "1.2 b", ""]
)
def test_what_a_spreadsheet_leaves_alone_has_no_mark(text: str) -> None:
    assert guarded(text) == text
