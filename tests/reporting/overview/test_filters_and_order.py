"""The overview narrowed by a filter, and in another order."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from lxml import html

from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database


def said(user: User, path: str) -> str:
    response = CheckingClient.of(user).get(path, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def rows(user: User, query: str) -> list[str]:
    page: Any = html.document_fromstring(said(user, f"/oversikt/{query}"))
    found = page.xpath("//table[contains(@class, 'matrix')]/tbody/tr/th")
    return [" ".join(cell.text_content().split()) for cell in found]


def test_a_strategy_narrows_what_is_counted_and_the_links_with_it(byadmin: User) -> None:
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/?strategi=uten"))
    [whole] = page.xpath("//table[contains(@class, 'matrix')]/tfoot//a[1]")[:1]
    n = int(whole.text_content())
    assert 0 < n < 130
    assert "strategi=uten" in whole.get("href")
    behind = CheckingClient.of(byadmin).get(whole.get("href"))
    assert len(behind.context["table"].data) == n


def test_a_topic_narrows_too_and_one_that_is_none_is_said(byadmin: User) -> None:
    narrowed = said(byadmin, "/oversikt/?innsatsomrade=Bolig")
    assert "Hele byen" in narrowed
    assert "har en verdi som ikke finnes" in said(byadmin, "/oversikt/?innsatsomrade=tull")


def test_the_rows_are_sorted_by_a_column_and_those_without_a_number_come_last(
    byadmin: User,
) -> None:
    most, least = rows(byadmin, "?sort=-total"), rows(byadmin, "?sort=total")
    assert most[:4] == ["14 Nordstrand", "4 St. Hanshaugen", "10 Grorud", "13 Østensjø"]
    assert least[:4] == list(reversed(most[:4]))
    assert most[4:] == least[4:]


def test_each_heading_that_is_a_link_sorts_by_its_own_column(byadmin: User) -> None:
    Round.objects.create(name="Årsrapport 2023", cut_off=date(2023, 12, 31))
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/"))
    [headings] = page.xpath("//table[contains(@class, 'rates')]/thead/tr")
    sorts = [link.partition("sort=")[2] for link in headings.xpath(".//a/@href")]
    assert len(set(sorts)) == len(sorts)
    most_never: Any = html.document_fromstring(said(byadmin, "/oversikt/?sort=-aldri"))
    first = most_never.xpath("//table[contains(@class, 'rates')]/tbody/tr[1]/th")[0]
    assert first.text_content().strip() == "4 St. Hanshaugen"


@pytest.mark.parametrize("sort", ["", "tull", "-", "--total", "name", "__class__"])
def test_an_order_that_there_is_not_is_the_bydeler_by_number(byadmin: User, sort: str) -> None:
    assert rows(byadmin, f"?sort={sort}") == rows(byadmin, "")


def test_each_bydel_with_several_plans_can_choose_its_own(byadmin: User) -> None:
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/?plan=ostensjo-2010"))
    assert page.xpath("//select[@id='plan-ostensjo']/option[@selected]/@value") == ["ostensjo-2010"]
    assert not page.xpath("//select[@id='plan-grorud']")


def test_under_a_filter_each_bydel_says_how_many_the_filter_cannot_see(byadmin: User) -> None:
    page: Any = html.document_fromstring(said(byadmin, "/oversikt/?strategi=2"))
    cells = {
        " ".join(row.xpath("string(th)").split()): " ".join(row.xpath("string(td[1])").split())
        for row in page.xpath("//table[contains(@class, 'matrix')]/tbody/tr")
    }
    assert cells["13 Østensjø"] == "2020–2023 utløpt 18 uten strategi er ikke med"
    assert "er ikke med" not in cells["10 Grorud"]
    assert "er ikke med" not in said(byadmin, "/oversikt/?plan=gjeldende")


def test_a_bare_address_says_which_plans_are_counted(byadmin: User) -> None:
    answer = CheckingClient.of(byadmin).get("/oversikt/")
    assert (answer.status_code, answer["Location"]) == (302, "/oversikt/?plan=gjeldende")
