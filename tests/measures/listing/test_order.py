"""«Tiltak»: in which order the measures come, and on which page."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import html

from measures.models import Measure
from measures.vocabulary import RiskLevel
from ruspolitikk.accounts.models import Organisation
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report
from tests.measures.listing.reading import found, listed, measures_in, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


def rows(answer: Any) -> list[str]:
    """The measures as the page writes them: the names in the rows' headings, in order."""
    page = html.document_fromstring(answer.content.decode())
    return [" ".join(each.text_content().split()) for each in page.xpath("//tbody//th")]


def numbers(answer: Any) -> list[str]:
    page = html.document_fromstring(answer.content.decode())
    return [str(each.text_content()).strip() for each in page.xpath("//tbody//td[1]")]


# --- Sorting --------------------------------------------------------------------------------------


def test_codes_sort_naturally(client: CheckingClient) -> None:
    codes = numbers(listed(client, "plan=ostensjo-2010&sort=n"))

    assert codes[:4] == ["4.1", "4.2.1", "4.2.2", "4.2.3"]
    assert codes.index("4.2.10") == codes.index("4.2.9") + 1
    assert codes[-1] == "4.5.5"


def test_a_sorted_column_can_be_turned_round(client: CheckingClient) -> None:
    codes = numbers(listed(client, "plan=ostensjo-2010&sort=-n"))

    assert codes[0] == "4.5.5"
    assert codes.index("4.2.10") == codes.index("4.2.9") - 1


def test_without_a_sort_the_plans_own_order_stands(client: CheckingClient) -> None:
    assert [n for _, n in found(listed(client, "plan=st-hanshaugen-2020"))] == list(range(1, 43))


def sorted_values(client: CheckingClient, query: str, value: Any) -> list[Any]:
    return [value(m) for m in measures_in(listed(client, query))]


def test_statuses_sort_from_done_to_never_reported(client: CheckingClient) -> None:
    codes = sorted_values(client, "bydel=ostensjo&plan=ostensjo-2010&sort=status", code_of)

    assert list(dict.fromkeys(codes)) == [
        "completed",
        "implemented",
        "ongoing",
        "partly_implemented",
        "in_progress",
        "not_started",
    ]


def code_of(measure: Measure) -> str:
    return measure.status_code


def test_the_highest_risk_comes_first_and_those_without_last(client: CheckingClient) -> None:
    made = make_plan("grorud")
    for level in (RiskLevel.LOW, None, RiskLevel.HIGH, RiskLevel.MEDIUM):
        report(make_measure(made), risk=level)

    levels = sorted_values(client, f"plan={made.slug}&sort=risk", lambda m: m.state_risk)

    assert levels == ["high", "medium", "low", None]


def test_deadlines_sort_by_their_day_with_the_dayless_last_either_way(
    client: CheckingClient,
) -> None:
    def day(m: Measure) -> date | None:
        return m.deadline.due_on if m.deadline else None

    rising = sorted_values(client, "plan=ostensjo-2020&sort=due_on", day)
    falling = sorted_values(client, "plan=ostensjo-2020&sort=-due_on", day)

    assert rising[0] == date(2019, 6, 30)
    assert falling[0] == date(2023, 12, 31)
    assert rising[-6:] == falling[-6:] == [None] * 6
    assert rising[:-6] == sorted(rising[:-6])


def test_the_longest_unreported_come_first_by_sist_meldt(client: CheckingClient) -> None:
    days = sorted_values(
        client, "status=reported&sort=reported", lambda m: m.status and m.status.applies_on
    )

    assert days[0] == date(2011, 5, 31)
    assert days == sorted(days)


def test_names_sort_by_the_norwegian_alphabet(client: CheckingClient) -> None:
    made = make_plan("grorud")
    for text in ("Åpne", "Ære", "Øve", "Zumba", "alle", "Bo"):
        make_measure(made, text)

    assert rows(listed(client, f"plan={made.slug}&sort=name")) == [
        "alle", "Bo", "Zumba", "Ære", "Øve", "Åpne",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sort", ["tull", "-tull", "responsible", "plan__organisation", "n;--", "?"]
)
def test_an_unknown_sort_key_is_said_and_the_plans_order_stands(
    client: CheckingClient, sort: str
) -> None:
    answer = listed(client, f"plan=st-hanshaugen-2020&sort={sort}")

    assert [n for _, n in found(answer)] == list(range(1, 43))
    assert [str(each) for each in answer.context["messages"]] != []


@pytest.mark.parametrize("sort", ["n", "name", "bydel", "status", "risk", "due_on", "reported"])
def test_pages_of_a_sorted_list_hold_every_measure_once(client: CheckingClient, sort: str) -> None:
    seen = [m for page in range(1, 5) for m in found(listed(client, f"sort={sort}&page={page}"))]

    assert len(seen) == len(set(seen)) == 169


# --- Pages ----------------------------------------------------------------------------------------


def test_there_are_fifty_on_a_page_and_the_last_has_the_rest(client: CheckingClient) -> None:
    assert [len(rows(listed(client, f"page={page}"))) for page in (1, 2, 3, 4)] == [50, 50, 50, 19]
    assert "Viser 51–100 av 169 tiltak" in text_of(listed(client, "page=2"))


def test_the_next_page_keeps_the_filter_and_the_order(client: CheckingClient) -> None:
    page = html.document_fromstring(listed(client, "strategi=3&sort=-name").content.decode())
    link = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")[0]

    assert parse_qs(link.removeprefix("?")) == {"strategi": ["3"], "sort": ["-name"], "page": ["2"]}
    assert len(rows(listed(client, link.removeprefix("?")))) == 14


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("0", 4),
        ("-1", 4),
        ("5", 4),
        (str(10**30), 4),
        ("abc", 1),
        ("NaN", 1),
        ("1e3", 1),
        ("9" * 5000, 1),
    ],
)
def test_a_page_that_is_not_there_is_said_and_the_nearest_is_shown(
    client: CheckingClient, asked: str, shown: int
) -> None:
    answer = listed(client, f"page={asked}")

    assert f"finnes ikke. Dette er side {shown} av 4." in text_of(answer)


# --- How many queries -----------------------------------------------------------------------------


def test_bydeler_come_in_the_order_of_their_numbers(client: CheckingClient) -> None:
    def slugs(answer: Any) -> Sequence[str]:
        return [m.plan.organisation.slug for m in measures_in(answer)]

    shown = [slug for page in (1, 2, 3, 4) for slug in slugs(listed(client, f"page={page}"))]

    by_number = Organisation.objects.bydeler().values_list("slug", flat=True)
    assert list(dict.fromkeys(shown)) == [slug for slug in by_number if slug in shown]


def test_the_pages_together_are_the_whole_list_in_its_order(client: CheckingClient) -> None:
    pages = [measures_in(listed(client, f"page={n}")) for n in (1, 2, 3, 4)]
    shown = [measure.pk for page in pages for measure in page]
    assert shown == list(Measure.objects.local().in_order().values_list("pk", flat=True))
