"""The overview's headline is the rate of the last round, and every number leads to its rows."""

import csv
from datetime import date

import pytest
from lxml import html

from reporting.models.round import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report
from tests.reporting.overview.reading import page_of, text_of, wrong_links

RATES = "//table[contains(@class, 'rates')]"


@pytest.fixture
def alna(five_plans: None) -> None:
    """T2 2026 has passed. Alna: reported for it on its last day, before it, never, dropped before
    it, and one that came after."""
    for name, cut_off in (("T1 2026", date(2026, 4, 30)), ("T2 2026", date(2026, 8, 31))):
        Round.objects.create(name=name, cut_off=cut_off)
    plan = make_plan("alna", slug="alna-2024")
    report(make_measure(plan), on=date(2026, 8, 31))
    report(make_measure(plan), on=date(2026, 4, 30))
    make_measure(plan)
    report(make_measure(plan), "Utgått", on=date(2026, 4, 30), code="cancelled")  # type: ignore[arg-type]
    make_measure(plan, joined_on=date(2026, 9, 1))


def row_of(page: object, name: str) -> dict[str, str]:
    [row] = page.xpath(f"{RATES}/*/tr[th = '{name}']")  # type: ignore[attr-defined]
    return {cell.get("data-label"): text_of(cell) for cell in row.xpath("td[@data-label]")}


def test_each_bydel_and_the_city_have_the_rate_of_the_last_round(byadmin: User, alna: None) -> None:
    page = page_of(byadmin)
    assert (
        "1 av 133 tiltak er rapportert for T2 2026. 56 er sist rapportert tidligere, 76 aldri. "
        "1 var avsluttet eller utgått før runden og 1 har kommet til etter runden."
    ) in text_of(page.xpath("//*[@class='lead']")[0])
    assert row_of(page, "12 Alna") == {
        "Plan": "2024–2027 i kraft",
        "For T2 2026": "1 av 3 (33 %)",
        "Eldre": "1",
        "Aldri": "1",
        "Avsluttet eller utgått før": "1",
        "Kommet til etter": "1",
        "Tiltak": "5",
        "Sist rapportert": "31.08.2026",
    }
    silent = row_of(page, "10 Grorud")
    assert (silent["For T2 2026"], silent["Eldre"]) == ("0 av 21 (0 %)", "21")
    assert "1 % 1 av 133 tiltak" in [
        text_of(each) for each in page.xpath("//dl[@class='figures']/div/dd")
    ]


@pytest.mark.parametrize(
    "address", ["/oversikt/?plan=gjelder&", "/tiltak/?", "/planer/alna-2024/?"]
)
def test_the_day_of_a_round_leads_to_the_day_after_which_tells_of_it(
    byadmin: User, alna: None, address: str
) -> None:
    client = CheckingClient.of(byadmin)
    page = html.document_fromstring(client.get(f"{address}per=31.08.2026").content.decode())
    [told] = page.xpath("//p[contains(., 'er dagen T2 2026 gjelder')]")
    assert text_of(told) == (
        "31.08.2026 er dagen T2 2026 gjelder. Se tallene for T2 2026 per 01.09.2026."
    )
    [link] = told.xpath("a")
    assert "per=01.09.2026" in link.get("href")
    assert "er dagen T2" not in client.get(f"{address}per=01.09.2026").content.decode()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "query",
    ["", pytest.param("?per=01.09.2026", marks=pytest.mark.slow), "?per=31.08.2026"],
)
def test_every_number_of_the_rate_opens_as_many_measures(
    byadmin: User, alna: None, query: str
) -> None:
    which = f"{RATES}//tr[th = '12 Alna' or th = 'Hele byen']//a"
    assert wrong_links(byadmin, query, which) == []


def test_on_the_cut_offs_own_day_the_last_round_is_the_one_before(
    byadmin: User, alna: None
) -> None:
    assert row_of(page_of(byadmin, "?per=31.08.2026"), "12 Alna")["For T1 2026"] == "3 av 4 (75 %)"


def test_before_any_cut_off_there_is_no_rate(byadmin: User, alna: None) -> None:
    page = page_of(byadmin, "?per=30.04.2026")
    assert "Ingen runde er avsluttet ennå." in text_of(page.xpath("//*[@class='lead']")[0])
    assert not page.xpath(RATES)
    assert "%" not in text_of(page.xpath("//main")[0])


def test_the_file_has_the_five_counts(byadmin: User, alna: None) -> None:
    text = CheckingClient.of(byadmin).get("/oversikt/csv/").content.decode("utf-8-sig")
    row = next(r for r in csv.DictReader(text.splitlines(), delimiter=";") if "Alna" in r["Bydel"])
    five = ["1", "1", "1", "1", "1"]
    names = (
        "Rapportert for",
        "Sist rapportert før",
        "Avsluttet eller utgått før",
        "Kommet til etter",
    )
    assert [row[f"{name} T2 2026"] for name in names] + [row["Aldri rapportert"]] == five
    assert row["Skulle rapporteres for T2 2026"] == "3"


def test_under_a_filter_the_base_is_the_plans_that_count(byadmin: User, five_plans: None) -> None:
    lead = text_of(page_of(byadmin, "?strategi=2").xpath("//*[@class='lead']")[0])
    assert "av 130 tiltak i planene som telles," in lead
    assert "uten strategi er ikke med." in lead


def test_ferdig_is_redirected_to_the_two_stages_that_it_was(leser: User) -> None:
    response = CheckingClient.of(leser).get("/tiltak/?status=ended&bydel=grorud")
    assert response.status_code == 302
    assert response.headers["Location"] == "/tiltak/?status=completed&status=cancelled&bydel=grorud"
    assert CheckingClient.of(leser).get(response.headers["Location"]).status_code == 200


def test_each_bydel_keeps_the_plan_that_was_chosen_for_it(byadmin: User, five_plans: None) -> None:
    make_plan("grorud", slug="grorud-2020", starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))
    page = page_of(byadmin, "?plan=ostensjo-2010&plan=grorud-2020&plan=")
    chosen = page.xpath("//select[@name='plan']/option[@selected]/@value")
    assert sorted(chosen) == ["grorud-2020", "ostensjo-2010"]
