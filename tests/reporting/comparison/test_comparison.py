"""Sammenlign: two to four plans beside each other, each with the base that it stands on."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook

from measures.models import Measure
from measures.vocabulary import RiskLevel
from plans.models import Plan, Strategy
from reporting.comparison.sides import MOST_MEASURES
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, report, set_deadline

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
OSTENSJO, GRORUD, NORDSTRAND = "plan=ostensjo-2020", "plan=grorud-2023", "plan=nordstrand-2021"
HANSHAUGEN = "plan=st-hanshaugen-2020"
THREE = f"{OSTENSJO}&{GRORUD}&{NORDSTRAND}"


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    let_it_be(monkeypatch, TODAY)
    Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31))


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/sammenlign/?{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def columns(page: Any) -> dict[str, dict[str, Any]]:
    """Each plan as it is seen: its heading → its base, and its measures."""
    return {
        said(section.xpath(".//h2")[0]).lstrip("0123456789 "): {
            "standing": said(section.xpath(".//h2/following-sibling::p")[0]),
            "base": said(section.xpath(".//*[@class='side-by-side__base']")[0]),
            "measures": [said(each) for each in section.xpath(".//li/p[1]/a")],
            "facts": [said(each) for each in section.xpath(".//li")],
            "more": [said(each) for each in section.xpath(".//*[@class='section__more']/a")],
        }
        for section in page.xpath("//*[@class='side-by-side']/section")
    }


def messages(page: Any) -> list[str]:
    return [said(each) for each in page.xpath("//main//*[contains(@class, 'message--')]")]


def in_fixture(slug: str) -> list[dict[str, Any]]:
    """The measures of a plan by other means: the fixture's own rows."""
    rows = json.loads((settings.BASE_DIR / "fixtures" / f"{slug}.json").read_text())
    return [row["fields"] for row in rows if row["model"] == "measures.measure"]


# --- What stands beside what ----------------------------------------------------------------------


def test_the_plans_stand_in_the_order_that_they_are_asked_for(leser: User) -> None:
    page = page_of(leser, THREE)
    assert list(columns(page)) == ["Østensjø", "Grorud", "Nordstrand"]
    assert said(page.xpath("//h1")[0]) == (
        "Forebyggingsoffensiv for å hindre at rusproblemer oppstår"
    )
    assert said(page.xpath("//*[@class='lead']")[0]) == "Strategi 1 i tre planer."
    assert list(columns(page_of(leser, f"{NORDSTRAND}&{GRORUD}"))) == ["Nordstrand", "Grorud"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_by_strategy_each_plan_has_the_measures_that_the_fixtures_tie_to_it(
    leser: User, number: int
) -> None:
    seen = columns(page_of(leser, f"etter=strategi:{number}&{GRORUD}&{NORDSTRAND}&{HANSHAUGEN}"))
    for name, slug in (
        ("Grorud", "grorud-2023"),
        ("Nordstrand", "nordstrand-2021"),
        ("St. Hanshaugen", "st-hanshaugen-2020"),
    ):
        rows = in_fixture(slug)
        own = [row for row in rows if (row.get("strategy") or [None, None])[1] == number]
        assert len(seen[name]["measures"]) == len(own) > 0
        belong = f"{len(own)} av {len(rows)} tiltak hører til strategien."
        assert seen[name]["base"].startswith(belong)


def test_a_plan_without_strategies_shows_the_six_most_like_the_citys_and_says_so(
    leser: User,
) -> None:
    page = page_of(leser, f"etter=strategi:2&{THREE}")
    column = columns(page)["Østensjø"]
    assert column["standing"] == "2020–2023, utløpt"
    assert column["base"] == (
        "Ingen av 18 tiltak er knyttet til en strategi. Her står de seks som ligner mest på byens "
        "tiltak i strategi 2. Ingen av 18 tiltak er rapportert for T2 2026. 12 er sist rapportert "
        "tidligere, 6 aldri. 12 er over frist. 1 har høy risiko."
    )
    assert len(column["measures"]) == 6
    assert "Tilby selvhjelpsgrupper og pårørendearbeid på Værestedet" in column["measures"]
    assert column["more"] == ["Vis alle 18 uten strategi"]
    assert "Har ingen tiltak her" not in said(page)


def test_of_a_plan_without_strategies_that_is_like_nothing_no_measure_is_shown(
    leser: User,
) -> None:
    make_measure(make_plan("alna", slug="alna"), "Xyz")
    column = columns(page_of(leser, f"etter=strategi:2&plan=alna&{GRORUD}"))["Alna"]
    assert column["measures"] == []
    assert "Ingen av dem ligner på byens tiltak i strategi 2." in column["base"]


def test_on_paper_the_same_measures_stand_in_one_table_with_dated_deadlines_alone(
    leser: User,
) -> None:
    page = page_of(leser, f"etter=strategi:2&{THREE}")
    (table,) = page.xpath("//table[@class='compare print-only']")
    assert [said(each) for each in table.xpath(".//th")] == [
        "13 Østensjø 2020–2023, utløpt",
        "10 Grorud 2023–2028, i kraft",
        "14 Nordstrand 2021–2023, utløpt",
    ]
    lists = [cell.xpath(".//li") for cell in table.xpath(".//tr[last()]/td")]
    on_screen = columns(page).values()
    assert [len(rows) for rows in lists] == [len(column["measures"]) for column in on_screen]
    (late,) = [said(row) for row in lists[0] if "selvhjelpsgrupper" in said(row)]
    assert late == (
        "Tilby selvhjelpsgrupper og pårørendearbeid på Værestedet Under arbeid frist 31.12.2020 "
        "Over frist, 5 år 10 md."
    )
    assert not any("Kontinuerlig" in said(row) for row in lists[1])
    assert not table.xpath(".//a")
    head = said(page.xpath("//*[contains(@class, 'page-head')]//*[contains(@class, 'print')]")[0])
    assert "Sammenligning av Østensjø 2020–2023, Grorud 2023–2028, Nordstrand 2021–2023." in head


def test_the_base_counts_late_and_risky_measures_of_what_is_compared_alone(leser: User) -> None:
    plan = make_plan("alna", slug="alna")
    city = Strategy.objects.get(plan__in=Plan.objects.framework(), number=2)
    own = Strategy.objects.create(plan=plan, number=1, text="Tidlig", means=city)
    late = make_measure(plan, "Et sent tiltak", strategy=own, deadline="31.12.2024")
    report(late, risk=RiskLevel.HIGH)
    set_deadline(make_measure(plan, "Et annet sent tiltak"), "31.12.2024")
    seen = columns(page_of(leser, f"etter=strategi:2&plan=alna&{GRORUD}"))["Alna"]
    assert seen["base"] == (
        "1 av 2 tiltak hører til strategien. Det ene tiltaket er ikke rapportert for T2 2026. "
        "1 er sist rapportert tidligere. 1 er over frist. 1 har høy risiko."
    )


def test_a_measure_is_shown_with_its_status_responsible_and_deadline(leser: User) -> None:
    seen = columns(page_of(leser, f"etter=strategi:2&{THREE}"))
    fact = next(text for text in seen["Østensjø"]["facts"] if "selvhjelpsgrupper" in text)
    assert fact == (
        "Tilby selvhjelpsgrupper og pårørendearbeid på Værestedet Under arbeid "
        "teamleder rus- og boligsosialt team Frist: 31.12.2020 Over frist, 5 år 10 md."
    )
    silent = next(text for text in seen["Nordstrand"]["facts"] if "HAP" in text)
    assert silent.endswith("Ikke rapportert Oppvekst og velferd Ingen frist")


def test_by_innsatsomrade_a_plan_that_has_it_not_says_so_and_leads_on(leser: User) -> None:
    page = page_of(leser, f"etter=innsatsomrade:Bolig&{GRORUD}&{NORDSTRAND}")
    seen = columns(page)
    assert len(seen["Nordstrand"]["measures"]) == 7
    assert seen["Grorud"] == {
        "standing": "2023–2028, i kraft",
        "base": "Ingen av 21 tiltak hører til innsatsområdet. "
        "I hele planen: Ingen av 21 tiltak er rapportert for T2 2026. "
        "21 er sist rapportert tidligere.",
        "measures": [],
        "facts": [],
        "more": ["Les planen Grorud 2023–2028"],
    }
    assert "Har ingen tiltak her: Grorud 2023–2028." in said(page)


def test_by_one_of_the_citys_measures_the_local_answers_stand_there(leser: User) -> None:
    answered = Measure.objects.framework().filter(answered_by__isnull=False).first()
    assert answered is not None
    query = f"etter=svarer:{answered.pk}&{HANSHAUGEN}&{GRORUD}"
    seen = columns(page_of(leser, query))
    own = Measure.objects.filter(plan__slug="st-hanshaugen-2020", answers=answered)
    assert len(seen["St. Hanshaugen"]["measures"]) == own.count() > 0
    assert seen["Grorud"]["base"].startswith("Ingen av 21 tiltak svarer på byens tiltak.")


def test_two_periods_of_a_bydel_may_stand_beside_each_other(leser: User) -> None:
    page = page_of(leser, f"etter=alle&plan=ostensjo-2010&{OSTENSJO}")
    bases = [
        said(each) for each in page.xpath("//*[@class='side-by-side']//*[contains(@class, 'base')]")
    ]
    assert bases[0].startswith("39 tiltak. Ingen av 38 tiltak er rapportert for T2 2026.")
    assert bases[1].startswith("18 tiltak. Ingen av 18 tiltak er rapportert for T2 2026.")


def test_on_a_past_day_the_status_is_that_of_the_day(leser: User) -> None:
    query = f"etter=alle&plan=ostensjo-2010&{OSTENSJO}&per=30.05.2011"
    page = page_of(leser, query)
    assert "39 tiltak. Ingen runde er avsluttet ennå. 9 er over frist." in said(page)
    assert "Du ser status slik den var 30.05.2011." in said(page)
    links = page.xpath("//*[@class='side-by-side']//li/p[1]/a/@href")
    assert all(link.endswith("?per=30.05.2011") for link in links)


def test_a_long_plan_is_cut_and_leads_to_the_list_that_has_them_all(leser: User) -> None:
    plan = make_plan("alna", slug="alna")
    for n in range(MOST_MEASURES + 3):
        make_measure(plan, f"Tiltak {n}")
    page = page_of(leser, f"etter=alle&plan=alna&{GRORUD}")
    column = columns(page)["Alna"]
    assert len(column["measures"]) == MOST_MEASURES
    assert column["more"] == [f"Vis alle {MOST_MEASURES + 3}"]
    (link,) = page.xpath("//*[@class='section__more']/a/@href")
    behind = CheckingClient.of(leser).get(link)
    assert f"{MOST_MEASURES + 3} tiltak" in said(html.document_fromstring(behind.content.decode()))


# --- What an address may ask for ------------------------------------------------------------------


def test_without_a_choice_the_page_offers_ways_on(leser: User) -> None:
    page = page_of(leser)
    assert columns(page) == {}
    offers = page.xpath("//*[@class='empty']//a")
    assert [said(offer) for offer in offers] == [
        "Planene som gjelder: St. Hanshaugen, Grorud, Østensjø, Nordstrand",
        "To perioder i Østensjø: 2010–2013 og 2020–2023",
    ]
    followed = CheckingClient.of(leser).get(offers[0].get("href"))
    assert len(columns(html.document_fromstring(followed.content.decode()))) == 4


def test_a_bydels_own_plan_is_offered_first(grorud: User) -> None:
    (first, *_rest) = page_of(grorud).xpath("//*[@class='empty']//a")
    assert said(first).startswith("Planene som gjelder: Grorud, ")


def test_one_plan_alone_is_shown_and_another_asked_for(leser: User) -> None:
    page = page_of(leser, GRORUD)
    assert list(columns(page)) == ["Grorud"]
    assert "Velg minst én plan til" in said(page)


def test_of_twenty_plans_four_are_shown_and_the_others_named(leser: User) -> None:
    plans = [make_plan("alna", starts_on=date(2000 + n, 1, 1)) for n in range(20)]
    page = page_of(leser, "&".join(f"plan={plan.slug}" for plan in plans))
    assert len(page.xpath("//*[@class='side-by-side']/section")) == 4
    (message,) = messages(page)
    assert message.startswith("Det er plass til fire planer. Disse er ikke med: Alna 2004–2027,")


def test_a_plan_asked_for_twice_stands_once(leser: User) -> None:
    assert list(columns(page_of(leser, f"{GRORUD}&{GRORUD}&{OSTENSJO}"))) == ["Grorud", "Østensjø"]


@pytest.mark.parametrize(
    "query",
    [
        "plan=finnes-ikke",
        "etter=tull",
        "etter=svarer:999999999999999999999",
        "etter=strategi:%00",
        "per=31.02.2020",
        "plan=%ED%A0%80",
        f"plan={'a' * 4000}",
    ],
)
def test_what_cannot_be_read_is_said_and_is_no_file(leser: User, query: str) -> None:
    assert len(messages(page_of(leser, f"{query}&{GRORUD}"))) == 1
    for file in ("excel", "csv"):
        answer = CheckingClient.of(leser).get(f"/sammenlign/{file}/?{query}&{GRORUD}")
        assert answer.status_code == 404


def test_a_draft_is_compared_by_its_own_bydel_alone(grorud: User, ostensjo: User) -> None:
    make_plan("grorud", slug="grorud-utkast", state=Plan.State.DRAFT, starts_on=None, ends_on=None)
    assert "Grorud" in columns(page_of(grorud, "plan=grorud-utkast"))
    assert messages(page_of(ostensjo, "plan=grorud-utkast")) == [
        "Planen «grorud-utkast» finnes ikke."
    ]


def test_a_plan_without_measures_says_so(leser: User) -> None:
    make_plan("alna", slug="alna")
    for etter in ("alle", "strategi:1", "strategi:uten", "innsatsomrade:Bolig"):
        column = columns(page_of(leser, f"etter={etter}&plan=alna&{NORDSTRAND}"))["Alna"]
        assert column["base"] == "Planen har ingen tiltak ennå."


def test_before_the_first_plan_the_page_still_stands(leser: User) -> None:
    seen = columns(page_of(leser, f"{THREE}&per=01.01.2000"))
    assert {column["standing"].split(", ")[1] for column in seen.values()} == {"ikke begynt"}


def test_in_a_city_without_plans_the_page_says_so(empty_database: None) -> None:
    user = User.objects.create_user("noen")
    assert "Ingen bydel har en plan ennå." in said(page_of(user))


# --- Files and queries ----------------------------------------------------------------------------


def test_the_files_hold_all_the_measures_of_each_side(leser: User) -> None:
    client = CheckingClient.of(leser)
    query = f"?etter=strategi:2&{THREE}"
    text = client.get(f"/sammenlign/csv/{query}").content.decode("utf-8-sig")
    in_csv = list(csv.reader(StringIO(text), delimiter=";"))
    excel = client.get(f"/sammenlign/excel/{query}")
    book = load_workbook(BytesIO(excel.getvalue()))  # type: ignore[attr-defined]
    in_excel = list(book["Tiltak"].iter_rows(values_only=True))
    bydeler = [row[0] for row in in_csv[1:]]
    assert bydeler == ["Østensjø"] * 18 + ["Grorud"] * 4 + ["Nordstrand"] * 10
    assert [row[0] for row in in_excel[1:]] == bydeler
    facts: Any = book["Om tabellen"].iter_rows(min_row=2, max_col=2, values_only=True)
    assert dict(facts)["Grorud 2023–2028"].startswith(
        "I kraft. 4 av 21 tiltak hører til strategien."
    )


@pytest.mark.parametrize("day", ["", "&per=31.12.2025"])
@pytest.mark.parametrize("etter", ["alle", "strategi:2", "innsatsomrade:Bolig", "svarer"])
def test_any_number_of_measures_takes_the_same_fifteen_queries_or_fewer(
    leser: User, etter: str, day: str
) -> None:
    client = CheckingClient.of(leser)
    if etter == "svarer":
        answered = Measure.objects.framework().filter(answered_by__isnull=False).first()
        etter = f"svarer:{answered.pk if answered else 0}"
    url = f"/sammenlign/?etter={etter}&{THREE}&plan=alna{day}"
    plan = make_plan("alna", slug="alna")
    report(make_measure(plan, deadline="31.12.2024", topic="Bolig"), risk=RiskLevel.HIGH)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _n in range(20):
        report(make_measure(plan, deadline="31.12.2024", topic="Bolig"), risk=RiskLevel.HIGH)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many) <= 15
