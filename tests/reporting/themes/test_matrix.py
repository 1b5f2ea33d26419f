"""Temaer as a matrix: a row for each theme, a sign for each bydel, and what each of them opens."""

import csv
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_theme, make_user, report
from tests.forms_on_pages import said

pytestmark = pytest.mark.usefixtures("five_plans")


def page_of(user: User, address: str = "/temaer/") -> Any:
    return html.document_fromstring(CheckingClient.of(user).get(address).content.decode())


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def cells_of(page: Any, theme: str) -> dict[int, str]:
    """Bydel number → what is said of the theme there."""
    (row,) = page.xpath(f"//tbody/tr[th/a = '{theme}']")
    return dict(enumerate((text_of(cell) for cell in row.xpath("td[@class='cell']")), start=1))


@pytest.fixture
def alna(five_plans: None) -> Plan:
    """Three measures about unicorns, of which one is dropped."""
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    for status in ("Under arbeid", "Iverksatt", "Utgått"):
        report(make_measure(plan, "Leie inn enhjørninger"), status, on=date(2026, 4, 30))
    make_theme("enhjørning", name="Enhjørninger", slug="enhjorninger")
    return plan


def test_a_cell_shows_what_has_come_furthest_and_how_many_without_the_dropped(
    alna: Plan, leser: User
) -> None:
    page = page_of(leser)
    cells = cells_of(page, "Enhjørninger")
    assert cells[12] == "2Iverksatt, 2 tiltak"
    assert cells[10] == "Ingen tiltak om temaet"
    assert cells[1] == "–Ingen plan"
    numbers = [text_of(cell) for cell in page.xpath("//tbody/tr/td[@class='num']")]
    assert numbers == ["1 av 5", "2 tiltak om Enhjørninger"]


def test_where_all_are_dropped_the_sign_says_so_and_the_bydel_has_it_not(leser: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    report(make_measure(plan, "Leie inn enhjørninger"), "Utgått", on=date(2026, 4, 30))
    make_theme("enhjørning", name="Enhjørninger", slug="enhjorninger")
    page = page_of(leser)
    assert cells_of(page, "Enhjørninger")[12] == "Utgått, 1 tiltak"
    assert text_of(page.xpath("//tbody/tr/td[@class='num']")[0]) == "0 av 5"
    (listed,) = page.xpath("//section[contains(@class, 'phone-only')]//li")
    assert "Har ikke: St. Hanshaugen, Grorud, Alna, Østensjø, Nordstrand" in text_of(listed)
    foot = [text_of(cell) for cell in page.xpath("//tfoot//td")]
    assert foot[11] == "0"


def test_every_sign_and_number_opens_its_rows(alna: Plan, leser: User) -> None:
    page = page_of(leser)
    for link in page.xpath("//tbody//td//a"):
        address = urlsplit(link.get("href"))
        opened = page_of(leser, address.path)
        where = f"//section[@id='{address.fragment}']" if address.fragment else "//main"
        assert len(opened.xpath(f"{where}//ul[contains(@class, 'rows')]/li")) == 3


def test_a_past_day_has_what_was_then_and_says_that_the_words_are_todays(
    alna: Plan, leser: User
) -> None:
    page = page_of(leser, "/temaer/?per=01.01.2026")
    assert cells_of(page, "Enhjørninger")[12] == "3Ikke rapportert, 3 tiltak"
    assert "Ordene i temaene er slik de er nå." in text_of(page)
    assert page.xpath("//tbody//td//a/@href")[-1] == "/temaer/enhjorninger/?per=01.01.2026#alna"


def test_only_the_own_bydel_is_told_of_its_draft(leser: User) -> None:
    make_plan("bjerke", state=Plan.State.DRAFT)
    make_theme("enhjørning", name="Enhjørninger", slug="enhjorninger")
    own = make_user("redaktor", (Role.EDITOR, "bjerke"))
    assert "Bjerke: bare et utkast." in said(CheckingClient.of(own).get("/temaer/"))
    page = said(CheckingClient.of(leser).get("/temaer/?per=01.01.2021"))
    assert "bare et utkast" not in page
    assert "Grorud: planens første dag er 01.01.2023." in page


def test_the_file_has_the_same_cells(alna: Plan, leser: User) -> None:
    client = CheckingClient.of(leser)
    lines = client.get("/temaer/csv/").content.decode("utf-8-sig").splitlines()
    head, row = list(csv.reader(lines, delimiter=";"))[:2]
    assert head[-15:][11] == "12 Alna"
    assert row[-4:] == [
        "Iverksatt, 2 tiltak",
        *["Ingen tiltak om temaet"] * 2,
        "Ingen plan",
    ]
