"""The overview as it is seen, and what is behind its numbers."""

import re
from datetime import date
from typing import Any

from lxml import html

from measures.listing.views import ROWS_A_PAGE
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

AN_AUTUMN_DAY = date(2026, 11, 22)
WITHOUT_PLAN = (
    "1 Gamle Oslo",
    "2 Grünerløkka",
    "3 Sagene",
    "5 Frogner",
    "6 Ullern",
    "7 Vestre Aker",
    "8 Nordre Aker",
    "9 Bjerke",
    "11 Stovner",
    "12 Alna",
    "15 Søndre Nordstrand",
)
STATUSES = (
    "Avsluttet",
    "Iverksatt",
    "Løpende",
    "Delvis iverksatt",
    "Under arbeid",
    "På vent",
    "Ikke startet",
    "Utgått",
    "Ikke rapportert",
)
EVERY_NUMBER = "//table[contains(@class, 'matrix')]/*[self::tbody or self::tfoot]//a"
ALNAS_NUMBERS = "//tr[th = '12 Alna']//a[starts-with(@href, '/tiltak/')]"


def parsed(response: Any) -> Any:
    return html.document_fromstring(response.content.decode())


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/oversikt/{query or '?plan=gjeldende'}")
    assert response.status_code == 200
    return parsed(response)


def text_of(cell: Any) -> str:
    """What a cell says to the eye, on one line."""
    text = "".join(cell.xpath(".//text()[not(ancestor::*[contains(@class, 'visually-hidden')])]"))
    return " ".join(text.replace("\xad", "").split())


def matrix(page: Any) -> dict[str, dict[str, str]]:
    """The table as it is seen: bydel → heading → cell."""
    table = page.xpath("//table[contains(@class, 'matrix')]")[0]
    headings = [text_of(cell) for cell in table.xpath("./thead/tr/th")]
    rows = [[text_of(cell) for cell in row] for row in table.xpath("./tbody/tr|./tfoot/tr")]
    return {row[0]: dict(zip(headings, row, strict=True)) for row in rows}


def statuses(row: dict[str, str]) -> list[str]:
    return [row[status] for status in STATUSES]


def messages(page: Any) -> list[str]:
    return [text_of(each) for each in page.xpath("//main//*[contains(@class, 'message--')]")]


def bars(page: Any, size: str) -> dict[str, dict[str, int]]:
    """A chart as it is drawn: bydel → status → number."""
    by_bydel: dict[str, dict[str, int]] = {}
    for element in page.xpath(f"//svg[contains(@class, 'chart--{size}')]/g/*"):
        if element.tag == "text" and element.get("text-anchor") == "end":
            segments = by_bydel.setdefault(element.text_content(), {})
        elif element.tag == "rect" and (title := element.findtext("title")):
            status, _colon, n = title.rpartition(": ")
            segments[status] = int(n)
    return by_bydel


def rows_behind(client: CheckingClient, url: str) -> tuple[int, int]:
    """What a list says that it holds, and the rows that are on its first page.

    That the pages of a list hold every row once is asked in `measures/listing/test_order.py`.
    """
    assert url.startswith("/tiltak/?")
    page = parsed(client.get(url))
    assert messages(page) == []
    total = int(re.findall(r"\d+", text_of(page.xpath("//*[@class='count-line']//strong")[0]))[0])
    return total, len(page.xpath("//main//table/tbody/tr"))


def wrong_link(client: CheckingClient, url: str, wanted: int) -> str:
    """What is wrong where the list behind a number holds another number of rows."""
    behind = rows_behind(client, url)
    return (
        "" if behind == (wanted, min(wanted, ROWS_A_PAGE)) else f"{url}: {wanted} became {behind}"
    )


def wrong_links(user: User, query: str, which: str = EVERY_NUMBER) -> list[str]:
    """Each link of the table that leads to another number of rows than it shows."""
    client = CheckingClient.of(user)
    links = page_of(user, query).xpath(which)
    assert links
    numbers = {(link.get("href"), int(text_of(link).split()[0])) for link in links}
    return list(filter(None, (wrong_link(client, *each) for each in sorted(numbers))))
