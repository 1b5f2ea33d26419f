"""How the list opens, its line of filters, and the counts that are filters."""

from datetime import date
from typing import Any

import pytest
from lxml import html

from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.models.round import Round
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database


@pytest.fixture
def alna(five_plans: None) -> User:
    return make_user("alna", (Role.EDITOR, "alna"))


@pytest.fixture
def plan(alna: User) -> Plan:
    return make_plan(starts_on=date(2024, 1, 1), ends_on=date(2027, 12, 31))


def page_of(user: User, query: str) -> Any:
    response = CheckingClient.of(user).get(f"/tiltak/?{query}")
    return html.document_fromstring(response.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("who", "opens_with"),
    [("grorud", "bydel=grorud&plan=gjeldende"), ("leser", "plan=gjeldende")],
)
def test_a_bare_address_opens_with_the_plans_that_count(
    request: pytest.FixtureRequest, who: str, opens_with: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    assert client.get("/tiltak/").headers["Location"] == f"/tiltak/?{opens_with}"


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("bydel=grorud&plan=gjeldende", "Grorud 2023–2028 · alle statuser"),
        ("bydel=grorud&plan=gjeldende&risiko=high", "Grorud 2023–2028 · Risiko: Høy"),
        ("plan=gjeldende", "Planene som gjelder · alle statuser"),
        ("bydel=ostensjo", "Alle planer i Østensjø · alle statuser"),
        ("plan=grorud-2023&plan=ostensjo-2020", "2 planer · alle statuser"),
    ],
)
def test_the_line_of_filters_says_what_is_shown(leser: User, query: str, line: str) -> None:
    page = page_of(leser, query)
    assert words(page.xpath("//details[@class='filter-line']/summary/span")[0]) == line
    chips = page.xpath("//ul[@class='chips']//a[@class='chip']")
    assert len(chips) == ("risiko" in query)


def test_the_quick_counts_are_filters_and_a_zero_is_left_out(alna: User, plan: Plan) -> None:
    Round.objects.create(name="T1 2025", cut_off=date(2025, 4, 30))
    Round.objects.create(name="T2 2025", cut_off=date(2025, 8, 31))
    report(make_measure(plan), on=date(2025, 4, 30), risk=RiskLevel.HIGH)  # for the round before
    report(make_measure(plan), on=date(2025, 5, 1))
    report(make_measure(plan), "Avsluttet", on=date(2025, 4, 30))  # is not asked about
    make_measure(plan)
    make_measure(plan, joined_on=date(2025, 9, 1))
    page = page_of(alna, f"plan={plan.slug}")
    assert words(page.xpath("//p[@class='lead']")[0]) == (
        "1 av 3 tiltak er rapportert for T2 2025. 1 er sist rapportert tidligere, 1 aldri. "
        "1 var avsluttet eller utgått før runden og 1 har kommet til etter runden. "
        "Ingen er over frist."
    )
    line = page.xpath("//div[@class='count-line']/p")[0]
    assert words(line) == "Alle 5 · Gjenstår 2 · Høy risiko 1"
    for link in line.xpath("a"):
        label, _space, count = words(link).rpartition(" ")
        rows = page_of(alna, link.get("href").removeprefix("?")).xpath("//tbody/tr")
        assert len(rows) == int(count), label


def test_what_has_come_after_the_round_is_told_once_where_nothing_was_asked_for(
    alna: User, plan: Plan
) -> None:
    Round.objects.create(name="T2 2025", cut_off=date(2025, 8, 31))
    make_measure(plan, joined_on=date(2025, 9, 1))
    page = page_of(alna, f"plan={plan.slug}")
    assert words(page.xpath("//p[@class='lead']")[0]) == (
        "Ingen tiltak skulle rapporteres for T2 2025. 1 har kommet til etter runden. "
        "Ingen er over frist."
    )


def test_a_row_to_open_that_is_not_on_the_page_opens_on_its_own(alna: User, plan: Plan) -> None:
    measure = make_measure(plan)
    response = CheckingClient.of(alna).get(f"/tiltak/?plan=grorud-2023&endre={measure.pk}")
    assert response.headers["Location"] == f"/tiltak/{measure.pk}/status/"


def test_an_unknown_word_leads_to_where_it_is_settled(alna: User, plan: Plan, leser: User) -> None:
    report(make_measure(plan), "Nesten i mål")

    query = f"bydel=alna&plan={plan.slug}"
    assert "Avklar ordet" in words(page_of(alna, query))
    assert "Avklar ordet" not in words(page_of(leser, query))


@pytest.mark.parametrize(
    ("plan", "sentence", "act"),
    [
        (None, "Bydel Alna har ingen plan ennå.", "Lag plan"),
        (
            {"state": Plan.State.DRAFT},
            "Bydel Alna har ingen vedtatt plan ennå, bare et utkast.",
            "Vis tiltakene i utkastet",
        ),
        ({"starts_on": date(2070, 1, 1)}, "Planen begynner 01.01.2070.", "Vis tiltakene i den"),
    ],
    ids=["without a plan", "with a draft", "with a plan that has not begun"],
)
def test_a_redaktor_without_a_plan_that_counts_is_led_on(
    alna: User, leser: User, plan: dict[str, Any] | None, sentence: str, act: str
) -> None:
    query = "bydel=alna&plan=gjeldende"
    if plan is not None:
        make_measure(make_plan("alna", ends_on=None, **plan), "Åpne et værested")
    [empty] = page_of(alna, query).xpath("//div[@class='empty']")
    assert words(empty) == f"{sentence} {act}"
    [link] = empty.xpath(".//a")
    if plan is not None:
        listed = page_of(alna, link.get("href").partition("?")[2])
        assert "Åpne et værested" in words(listed.xpath("//tbody")[0])
    else:
        assert link.get("href") == "/planer/ny/"
    [others] = page_of(leser, query).xpath("//div[@class='empty']")
    assert "utkast" not in words(others)
    assert "Lag plan" not in words(others)


def test_a_bydel_without_a_plan_is_a_line_of_its_own(alna: User) -> None:
    [line] = page_of(alna, "bydel=alna&plan=gjeldende").xpath("//summary/span[1]")
    assert words(line) == "Planen som gjelder i Alna · alle statuser"
