"""The status report's matrix, and whose rows are in the file."""

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report
from tests.reporting.export.books import alna_measure, book_of, rows

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database


def status_code(user: User, address: str) -> int:
    return int(CheckingClient.of(user).get(address).status_code)


def matrix(book: Workbook) -> dict[str, dict[str, Any]]:
    heading, *values = book["Status per bydel"].iter_rows(min_row=3, values_only=True)
    names = [str(name) for name in heading]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in values if row[0]}


# --- The matrix -----------------------------------------------------------------------------------


def test_the_matrix_has_fifteen_bydeler_and_their_sum(leser: User) -> None:
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert len(counted) == 16
    city = counted["Hele byen"]
    assert (city["Tiltak"], city["Ikke rapportert"], city["Over frist"]) == (130, 75, 12)
    assert city["Høy risiko"] == 6
    bydeler = [row for name, row in counted.items() if name != "Hele byen"]
    for heading in ("Tiltak", "Under arbeid", "På vent", "Ikke rapportert"):
        assert sum(row[heading] or 0 for row in bydeler) == city[heading]


def test_the_matrix_leaves_what_cannot_be_counted_empty(leser: User) -> None:
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert counted["12 Alna"]["Plan"] == "– ingen plan"
    assert counted["12 Alna"]["Tiltak"] is None
    assert counted["4 St. Hanshaugen"]["Over frist"] is None
    assert counted["10 Grorud"]["Høy risiko"] == 5


def test_the_matrix_carries_a_native_chart(leser: User) -> None:
    for address in ("/oversikt/excel/", "/tiltak/excel/?bydel=grorud"):
        sheet: Any = book_of(leser, address)["Status per bydel"]
        assert len(sheet._charts) == 1


def test_a_lists_matrix_counts_what_the_filter_lets_through(leser: User) -> None:
    counted = matrix(book_of(leser, "/tiltak/excel/?bydel=ostensjo&over_frist=1"))
    assert counted["Hele byen"]["Tiltak"] == 12 + 7
    assert counted["Hele byen"]["Over frist"] == 12 + 7


def test_unmapped_words_have_a_column_in_the_matrix_when_there_are_any(leser: User) -> None:
    assert "Ukjent statusord" not in matrix(book_of(leser, "/oversikt/excel/"))["12 Alna"]
    report(alna_measure(), "Godt på vei", on=date(2026, 4, 30))
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert counted["12 Alna"]["Ukjent statusord"] == 1


# --- Whose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/tiltak/excel/", "/oversikt/excel/"])
def test_another_bydels_draft_is_in_no_file(byadmin: User, grorud: User, address: str) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    make_measure(draft, "Hemmelig utkast")
    for user in (byadmin, grorud):
        assert "Hemmelig utkast" not in {r["Tiltak"] for r in rows(book_of(user, address))}


def test_an_own_draft_is_in_the_own_file(five_plans: None) -> None:
    make_measure(make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast"), "Vårt utkast")
    alna = make_user("alna", (Role.EDITOR, "alna"))
    found = rows(book_of(alna, "/tiltak/excel/?plan=alna-utkast"))
    assert [row["Tiltak"] for row in found] == ["Vårt utkast"]


@pytest.mark.parametrize(
    "address",
    [
        "/tiltak/excel/?status=finnes-ikke",
        "/tiltak/excel/?bydel=atlantis",
        "/tiltak/excel/?plan=finnes-ikke",
        "/tiltak/excel/?plan=grorud-2023&plan=finnes-ikke",
        "/tiltak/excel/?per=31.02.2021",
        "/tiltak/excel/?per=%00",
        "/tiltak/excel/?ansvarlig=99999999999999999999999",
        "/tiltak/excel/?bydel=grorud&ansvarlig=99999999999999999999999",
        "/tiltak/excel/?svarer=abc",
        "/tiltak/excel/?svarer=-1",
        "/tiltak/excel/?strategi=99999999999999999999999",
        "/tiltak/excel/?risiko=%C3%98",
        "/tiltak/excel/?innsatsomrade=%00",
        "/oversikt/excel/?plan=finnes-ikke",
        "/oversikt/excel/?per=i+fjor",
    ],
)
def test_a_filter_that_cannot_be_read_gives_no_file(leser: User, address: str) -> None:
    assert status_code(leser, address) == 404


def test_another_bydels_draft_asked_for_by_name_gives_no_file(grorud: User) -> None:
    make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    for address in ("/tiltak/excel/", "/oversikt/excel/"):
        assert status_code(grorud, f"{address}?plan=alna-utkast") == 404


@pytest.mark.parametrize("query", ["per=01.01.1990", "per=31.12.2070", "per=", "sort=x&page=99999"])
def test_odd_but_readable_addresses_give_a_file(leser: User, query: str) -> None:
    for address in ("/tiltak/excel/", "/oversikt/excel/"):
        assert len(book_of(leser, f"{address}?{query}").sheetnames) == 3


def test_a_search_of_two_thousand_words_is_no_error(leser: User) -> None:
    answer = CheckingClient.of(leser).get(f"/tiltak/excel/?sok={'a+' * 2000}")
    assert answer.status_code == 404
