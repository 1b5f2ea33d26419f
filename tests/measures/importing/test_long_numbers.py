"""Numbers above 999 are the measures' codes, and no years or amounts are."""

import pytest

from measures.importing.readers.pasted import read_pasted
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none


@pytest.mark.parametrize(
    "text",
    [
        "1001\tÅpne kafé for ungdom i byen\tNAV-leder\t2026\n"
        "1002\tHolde kurs for alle ansatte\tHR-leder\t2027",
        "Tiltak\tAnsvarlig\tFrist\n1001 Åpne kafé for ungdom i byen\tNAV\t2026\n"
        "1002 Holde kurs for alle ansatte\tHR\t2027",
        "1001 Åpne kafé for ungdom i byen\nAnsvarlig: NAV\nFrist: 2026\n"
        "1002 Holde kurs for alle ansatte\nAnsvarlig: HR\nFrist: 2027",
    ],
    ids=["in a column without a heading", "before the text", "line by line"],
)
def test_a_number_above_999_is_a_code(text: str) -> None:
    first, second = rows_of(read_pasted(text))
    assert (first.code, first.text) == ("1001", "Åpne kafé for ungdom i byen")
    assert (second.code, second.text) == ("1002", "Holde kurs for alle ansatte")


@pytest.mark.parametrize("numbers", [("2025", "2026"), ("1500", "4000")], ids=["years", "amounts"])
def test_years_and_amounts_are_no_codes(numbers: tuple[str, str]) -> None:
    rows = rows_of(
        read_pasted(
            f"{numbers[0]}\tÅpne kafé for ungdom i byen\tNAV-leder\n"
            f"{numbers[1]}\tHolde kurs for alle ansatte\tHR-leder"
        )
    )
    assert [row.code for row in rows] == [None, None]
