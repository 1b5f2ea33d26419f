"""CSV files, as a spreadsheet in Norway opens them."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reporting.files.csv import csv_file, guarded
from tests.source import modules

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "code",
    ["4.2.10", "1.2", "30.04", "1-2", "3/4", "12:30", "1,5", "007", "2.", "1e5", "1. mai",
     "mai 2026", "Jan-21", "12345678901234567"],
)  # fmt: skip
def test_a_code_stays_as_it_is_so_that_rows_are_matched_by_it(code: str) -> None:
    assert guarded(code) == code
    assert f'\n"{code}";' in csv_file(["Nr", "Tiltak"], [[code, "Natteravner"]]).decode().replace(
        "\r", ""
    )


@pytest.mark.parametrize(
    "text", ["31.12.2026", "2026-12-31", "2026", "7", "a", "Helse c", "2016–2017", "1.2 b", ""]
)
def test_what_a_spreadsheet_leaves_alone_has_no_mark(text: str) -> None:
    assert guarded(text) == text


RUNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@example('\n" =', ",", "=")
@given(
    st.text(alphabet="ab1 \"';,|\t\n=+-@\uff1d", max_size=12),
    st.sampled_from([";", ",", "|", "\t"]),
    st.sampled_from(RUNS),
)
def test_nothing_runs_whatever_the_file_is_parted_by(text: str, separator: str, sign: str) -> None:
    typed = f"{text}{separator}{sign}cmd|'/c calc'!A1"
    lines = csv_file(["a", "b"], [[1, typed], ["x", typed]]).decode("utf-8-sig")
    assert [row[1] for row in csv.reader(StringIO(lines, newline=""), delimiter=";")][1:] == [
        guarded(typed)
    ] * 2
    for row in csv.reader(StringIO(lines, newline=""), delimiter=separator):
        for cell in row:
            begins = cell.lstrip()
            is_list = begins[:1] in set("-+\uff0b\uff0d") and not begins[1:2].strip()
            assert is_list or not begins.startswith(RUNS), cell


def test_a_list_as_people_type_it_has_no_marks() -> None:
    assert guarded("Kurs:\n- for ansatte\n- for ledere") == "Kurs:\n- for ansatte\n- for ledere"
    assert guarded("Kurs\n=SUM(A1)") == "Kurs\n'=SUM(A1)"
    assert guarded("  =1+1") == "'  =1+1"


def test_every_csv_of_the_product_is_written_here() -> None:
    writers = [
        name
        for name, path in modules().items()
        if "csv.writer(" in (text := path.read_text()) or "DictWriter" in text
    ]
    assert writers == ["reporting.files.csv"]
