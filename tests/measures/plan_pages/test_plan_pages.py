"""«Planer»: the list of plans, and each plan read as the document it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from lxml import html

from measures.models import Measure
from plans.models import Plan, Strategy
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan

# What the pages say is written in Python; the rules behind ask both databases.
pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)


def page_of(answer: Any) -> Any:
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def rows(client: CheckingClient) -> dict[str, list[str]]:
    """Title → the other cells of its row."""
    page = page_of(client.get("/planer/"))
    return {
        words(row.xpath("th")[0]): [words(cell) for cell in row.xpath("td")]
        for row in page.xpath("//tbody/tr")
    }


def document(client: CheckingClient, slug: str, query: str = "") -> Any:
    return page_of(client.get(f"/planer/{slug}/?{query}"))


def headings(page: Any, level: str) -> list[str]:
    return [words(each) for each in page.xpath(f"//div[@class='plan__text']//{level}")]


# --- The list -------------------------------------------------------------------------------------


def test_the_city_comes_first_then_the_bydeler_by_number_the_newest_plan_first(
    client: CheckingClient,
) -> None:
    who = [(cells[0], cells[1]) for cells in rows(client).values()]

    assert who == [
        ("Oslo kommune", "Ukjent periode"),
        ("Bydel St. Hanshaugen", "Fra 2020"),
        ("Bydel Grorud", "2023–2028"),
        ("Bydel Østensjø", "2020–2023"),
        ("Bydel Østensjø", "2010–2013"),
        ("Bydel Nordstrand", "2021–2023"),
    ]


def test_each_plan_says_how_many_measures_it_has_and_how_many_are_reported_for_the_last_round(
    client: CheckingClient,
) -> None:
    nothing = "–Ingen tiltak skulle rapporteres"
    assert {cells[4] for cells in rows(client).values()} == {nothing}  # no round has passed
    Round.objects.create(
        name="Årsrapport 2023", cut_off=date(2023, 12, 31), first_day=date(2020, 1, 1)
    )
    counts = {cells[1]: tuple(cells[3:]) for cells in rows(client).values()}

    assert counts == {
        "Ukjent periode": ("36", nothing),
        "Fra 2020": ("42", "0 av 42 (0 %)"),
        "2023–2028": ("21", "21 av 21 (100 %)"),
        "2020–2023": ("18", "12 av 18 (67 %)"),
        "2010–2013": ("39", "0 av 38 (0 %)"),
        "2021–2023": ("49", "22 av 49 (45 %)"),
    }


def test_each_number_leads_to_a_list_of_that_many(client: CheckingClient) -> None:
    page = page_of(client.get("/planer/"))

    for link in page.xpath("//tbody//td/a"):
        shown = client.get(link.get("href")).context["summary"].total
        assert (link.get("href"), shown) == (link.get("href"), int(words(link)))


def stands(client: CheckingClient, title: str) -> str:
    return rows(client)[title][2].lower()


@pytest.mark.parametrize(
    ("starts", "ends", "standing"),
    [(-100, 100, "i kraft"), (-100, -1, "utløpt"), (-100, 0, "i kraft"), (0, 100, "i kraft"),
     (1, 100, "ikke begynt")],
)  # fmt: skip
def test_a_plan_stands_as_its_days_say(
    client: CheckingClient, starts: int, ends: int, standing: str
) -> None:
    today = localdate()
    make_plan(title="Planen", starts_on=today + timedelta(starts), ends_on=today + timedelta(ends))

    assert stands(client, "Planen") == standing


def test_a_plan_that_a_newer_one_replaced_is_avlost(client: CheckingClient) -> None:
    make_plan(title="Den gamle", starts_on=date(2016, 1, 1), ends_on=date(2019, 12, 31))
    make_plan(title="Den nye", starts_on=date(2020, 1, 1), ends_on=date(2023, 12, 31))

    assert (stands(client, "Den gamle"), stands(client, "Den nye")) == ("erstattet", "utløpt")


def test_a_draft_is_utkast_to_its_own_and_replaces_nothing(grorud: User) -> None:
    make_plan("grorud", title="Utkastet", starts_on=date(2025, 1, 1), state=Plan.State.DRAFT)
    client = CheckingClient.of(grorud)

    assert stands(client, "Utkastet") == "utkast"
    its_plan = "Ruspolitisk handlingsplan bydel Grorud 2023-2028"
    assert stands(client, its_plan) != "erstattet"


def test_an_assumed_start_is_said(client: CheckingClient) -> None:
    assert stands(client, "Ruspolitisk handlingsplan") == "antatt start"


# --- The document ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "count"),
    [("ostensjo-2010", 39), ("ostensjo-2020", 18), ("st-hanshaugen-2020", 42),
     ("grorud-2023", 21), ("nordstrand-2021", 49), ("oslo", 36)],
)  # fmt: skip
def test_a_plan_holds_each_of_its_measures_once_in_its_order(
    client: CheckingClient, slug: str, count: int
) -> None:
    links = document(client, slug).xpath("//article//a/@href")

    expected = Measure.objects.filter(plan__slug=slug).order_by("position")
    assert links == [m.get_absolute_url() for m in expected]
    assert len(links) == count


def test_groruds_page_tells_every_bullet(client: CheckingClient) -> None:
    page = document(client, "grorud-2023")

    assert len(page.xpath("//article//li")) == 73
    assert "21 tiltak med 73 delpunkter." in words(page)
    assert (
        "Ingen runde er avsluttet ennå. Sist rapportert 31.12.2023 (antatt rapportdato)."
        in words(page)
    )


def test_nordstrands_innsatsomrader_stand_in_the_documents_order(client: CheckingClient) -> None:
    assert headings(document(client, "nordstrand-2021"), "h3[@class='plan__topic']") == [
        "Meningsfull aktivitet",
        "Oppfølging",
        "Bolig",
        "Pårørendearbeid",
        "Frivillighet",
        "Tverrfaglig samarbeid",
    ]


def test_the_chapters_are_the_strategies_with_what_the_city_calls_them(
    client: CheckingClient,
) -> None:
    page = document(client, "nordstrand-2021")

    assert [h[:11] for h in headings(page, "h2")][-3:] == [
        "Strategi 1.",
        "Strategi 2.",
        "Strategi 3.",
    ]
    for number in (1, 2, 3):
        assert f"Byens strategi {number}." in words(page)


def test_measures_without_a_strategy_are_a_chapter_of_their_own(client: CheckingClient) -> None:
    plan = make_plan("grorud")
    strategy = Strategy.objects.create(plan=plan, number=1, text="Tidlig hjelp")
    make_measure(plan, "Med strategi", strategy=strategy)
    make_measure(plan, "Uten noen")

    page = document(client, plan.slug)

    assert headings(page, "h2") == ["Strategi 1. Tidlig hjelp", "Tiltak uten strategi"]


def test_a_strategy_without_measures_is_told(client: CheckingClient) -> None:
    plan = make_plan("grorud")
    Strategy.objects.create(plan=plan, number=1, text="Tidlig hjelp")
    make_measure(plan, "Uten noen")

    assert "Ingen" in words(document(client, plan.slug).xpath("//section[@id='strategi-1']")[0])


def test_st_hanshaugens_start_is_said_to_be_assumed(client: CheckingClient) -> None:
    said = words(document(client, "st-hanshaugen-2020"))

    assert "fra 2020 (antatt, perioden er ikke trykt i planen)" in said
    assert "42 tiltak. Ingen runde er avsluttet ennå." in said


def test_the_citys_two_case_numbers_are_both_there_and_unconfirmed(client: CheckingClient) -> None:
    said = words(document(client, "oslo"))

    assert "158/18; 350/18 (ikke bekreftet)" in said
    assert "ukjent periode" in said


@pytest.mark.parametrize(
    ("slug", "standing"),
    [("ostensjo-2010", "erstattet"), ("ostensjo-2020", "utløpt"), ("nordstrand-2021", "utløpt"),
     ("st-hanshaugen-2020", "antatt start"), ("oslo", "byens plan")],
)  # fmt: skip
def test_the_real_plans_stand_so(client: CheckingClient, slug: str, standing: str) -> None:
    eyebrow = document(client, slug).xpath("//p[@class='eyebrow']")[0]

    assert f"vedtatt · {standing} · " in words(eyebrow)


@pytest.mark.parametrize(
    ("day", "standing", "reported"),
    [("01.06.2012", "i kraft", "Alle 39 tiltak er rapportert for Status 2011."),
     ("30.05.2011", "i kraft", "Ingen runde er avsluttet ennå."),
     ("01.01.2014", "utløpt", "Alle 39 tiltak er rapportert for Status 2011."),
     ("31.12.2009", "ikke begynt", "Ingen runde er avsluttet ennå.")],
)  # fmt: skip
def test_a_plan_is_read_as_it_stood_on_a_day(
    client: CheckingClient, day: str, standing: str, reported: str
) -> None:
    Round.objects.create(name="Status 2011", cut_off=date(2011, 5, 31))
    page = document(client, "ostensjo-2010", f"per={day}")

    assert f"· {standing} ·" in words(page.xpath("//p[@class='eyebrow']")[0])
    assert reported in words(page)
    assert f"Du ser status slik den var {day}." in words(page)


def test_a_plan_without_measures_is_still_a_page(client: CheckingClient) -> None:
    plan = make_plan("grorud", title="Tom plan")

    assert "0 tiltak" in words(document(client, plan.slug))


@pytest.mark.parametrize("slug", ["tull", "0", "-1", "grorud-2023x", "a" * 3000])
def test_a_plan_that_is_not_there_is_404(client: CheckingClient, slug: str) -> None:
    assert client.get(f"/planer/{slug}/").status_code == 404


def test_only_its_own_redaktor_may_add_to_a_plan(
    client: CheckingClient, grorud: User, ostensjo: User
) -> None:
    link = "/planer/grorud-2023/nytt-tiltak/"
    pages = [c.get("/planer/grorud-2023/").content.decode()
             for c in (client, CheckingClient.of(ostensjo), CheckingClient.of(grorud))]  # fmt: skip

    assert [link in page for page in pages] == [False, False, True]
