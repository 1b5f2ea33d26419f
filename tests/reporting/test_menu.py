"""The head of every page: the search field, and the words of the menu."""

from datetime import date

import pytest
from lxml import html

from measures.models import Measure, Reply, ReplyLink
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (
            "grorud",
            "Å gjøre · Tiltak · Planer · Oversikt · Byens plan · Sammenlign · Temaer · Ansvarlige "
            "· Utvikling",
        ),
        (
            "byadmin",
            "Runder · Tiltak · Planer · Oversikt · Byens plan · Sammenlign · Temaer · Utvikling "
            "· Statusord · Personer",
        ),
        ("leser", "Tiltak · Planer · Oversikt · Byens plan · Sammenlign · Temaer · Utvikling"),
    ],
)
def test_the_menu_has_the_same_words_on_every_page(
    request: pytest.FixtureRequest, who: str, words: str
) -> None:
    page = _page(request.getfixturevalue(who), "/planer/")
    found = [link.text_content() for link in page.xpath("//nav[@aria-label='Hovedmeny']//a")]
    assert " · ".join(found) == words


def test_the_search_field_stands_in_the_head_of_every_page_and_leads_to_the_hits(
    leser: User,
) -> None:
    [form] = _page(leser, "/hjelp/").xpath("//header//form[@role='search']")
    assert (form.get("action"), form.xpath("input/@name")) == ("/sok/", ["q"])


def test_on_the_hits_page_the_field_is_open_holds_the_words_and_is_the_only_one(
    leser: User,
) -> None:
    page = _page(leser, "/sok/?q=bolig")
    [field] = page.xpath("//input[@type='search']")
    assert field.get("value") == "bolig"
    assert page.xpath("//header//details[@class='header__find']/@open")


def _page(user: User, path: str) -> html.HtmlElement:
    response = CheckingClient.of(user).get(path)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def test_what_has_come_by_link_is_told_on_every_page_of_the_redaktor(
    grorud: User, leser: User
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    link = ReplyLink.objects.create(
        responsible=measure.responsibles.all()[0],
        plan=measure.plan,
        created_by=grorud,
        expires_on=date(2030, 1, 1),
    )
    told = "//nav[@aria-label='Hovedmeny']//a[@href='/a-gjore/#svar-grorud']"
    assert not _page(grorud, "/hjelp/").xpath(told)
    Reply.objects.create(
        link=link, measure=measure, words="Iverksatt", code="implemented", version=0,
        applies_on=date(2026, 11, 1),
    )  # fmt: skip
    [found] = _page(grorud, "/hjelp/").xpath(told)
    assert found.text_content() == "1 svar venter"
    assert not _page(leser, "/hjelp/").xpath(told)
