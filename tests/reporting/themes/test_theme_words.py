"""A theme's words, one by one: what each catches, a new one, and those that are withdrawn."""

from typing import Any

import pytest
from lxml import html

from measures.models import Theme, ThemeWord, ThemeWordError
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_theme, report
from tests.forms_on_pages import said

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def theme(five_plans: None) -> Theme:
    """Two measures in Alna about unicorns, one about them and horses, one about horses."""
    plan = make_plan("alna")
    for text in ("Enhjørninger", "Enhjørninger ute", "Enhjørninger og hester", "Hesteskoen"):
        make_measure(plan, text)
    return make_theme("enhjørning", "einhyrning", name="Enhjørninger", slug="enhjorninger")


PAGE = "/temaer/enhjorninger/"


def words_on(page: Any) -> dict[str, str]:
    rows = html.document_fromstring(page.content.decode()).xpath(
        "//section[@id='ordene']//tbody/tr"
    )
    return {row.xpath("string(th)"): " ".join(row.xpath("string(td)").split()) for row in rows}


def test_each_word_says_how_many_it_catches_and_opens_them(theme: Theme, leser: User) -> None:
    client = CheckingClient.of(leser)
    assert words_on(client.get(PAGE)) == {"enhjørning": "3", "einhyrning": "0"}
    theme.add_word("hest", by=leser)
    assert words_on(client.get(PAGE))["hest"] == "2"
    opened = html.document_fromstring(client.get(f"{PAGE}?ord=hest").content.decode())
    assert len(opened.xpath("//section[@id='alna']//li")) == 2
    assert "«katt» er ikke et ord i temaet." in said(client.get(f"{PAGE}?ord=katt"))
    assert client.get(f"{PAGE}csv/?ord=katt").status_code == 404


def test_what_a_new_word_catches_is_seen_before_it_is_added(theme: Theme, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    shown = client.post(f"{PAGE}ord/", {"nytt": "hest", "vis": "1"})
    assert "«hest» fanger 1 tiltak til: Hesteskoen" in said(shown)
    assert "1 til har temaet allerede." in said(shown)
    assert theme.every_word.count() == 2
    alone = client.get(f"{PAGE}?nytt=hest", headers={"HX-Request": "true"})
    assert "«hest» fanger 1 tiltak til:" in alone.content.decode()
    assert "<main" not in alone.content.decode()


def test_the_filter_of_a_page_that_shows_a_words_catch_leads_to_the_theme(
    theme: Theme, byadmin: User
) -> None:
    answer = CheckingClient.of(byadmin).get(f"{PAGE}ord/?per=30.06.2025")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?per=30.06.2025")


def test_a_dropped_measure_is_not_caught(theme: Theme, byadmin: User) -> None:
    report(make_measure(make_plan("bjerke"), "Hester i Bjerke"), "Utgått")
    page = said(CheckingClient.of(byadmin).post(f"{PAGE}ord/", {"nytt": "hester i", "vis": "1"}))
    assert "«hester i» fanger ingen flere tiltak." in page


def test_a_word_is_added_and_withdrawn_and_both_are_kept(theme: Theme, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    client.post(f"{PAGE}ord/", {"nytt": " hest  "})
    word = theme.every_word.get(text="hest")
    assert word.recorded_as == "byadministrator for Oslo kommune"
    page = said(client.post(f"{PAGE}ord/{word.pk}/", follow=True))
    assert "«hest» er fjernet." in page
    assert "Fjernede ord (1) Fjernet: hest Fjernet" in page
    assert Theme.objects.get().words == ["enhjørning", "einhyrning"]
    client.post(f"{PAGE}ord/", {"nytt": "hest"})
    assert Theme.objects.get().words == ["enhjørning", "einhyrning", "hest"]


def test_what_another_did_first_is_said_and_nothing_is_written(theme: Theme, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    first, second = theme.words_in_effect
    theme.withdraw_word(second, by=byadmin)
    page = said(client.post(f"{PAGE}ord/{second.pk}/", follow=True))
    assert "«einhyrning» er allerede fjernet av byadministrator for Oslo kommune." in page
    page = said(client.post(f"{PAGE}ord/{first.pk}/", follow=True))
    assert "Et tema må ha minst ett ord." in page
    again = client.post(f"{PAGE}ord/", {"nytt": "enhjørning"})
    assert again.status_code == 422
    assert "Temaet har allerede ordet «enhjørning»." in said(again)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("", "Skriv ordet."),
        ("–", "må ha minst 2 bokstaver"),
        ("x" * 200, "100"),
        ("bo\x00lig", "Null"),
    ],
)
def test_a_word_that_cannot_be_kept_is_said_and_stays_in_the_field(
    theme: Theme, byadmin: User, word: str, sentence: str
) -> None:
    for sent in ({"nytt": word}, {"nytt": word, "vis": "1"}):
        page = CheckingClient.of(byadmin).post(f"{PAGE}ord/", sent)
        assert page.status_code == 422
        assert sentence in said(page)
    assert theme.every_word.count() == 2


def test_a_theme_has_no_more_than_twenty_words(theme: Theme, byadmin: User) -> None:
    for n in range(18):
        theme.add_word(f"ord {n}", by=byadmin)
    with pytest.raises(ThemeWordError, match="høyst 20 ord"):
        theme.add_word("ett til", by=byadmin)


def test_a_withdrawn_word_finds_nothing_and_means_nothing(theme: Theme, byadmin: User) -> None:
    assert list(ThemeWord.objects.by_theme().values()) == [["enhjørning", "einhyrning"]]
    theme.withdraw_word(theme.words_in_effect[0], by=byadmin)
    assert list(ThemeWord.objects.by_theme().values()) == [["einhyrning"]]
