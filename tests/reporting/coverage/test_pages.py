"""«Byens plan»: its links, one bydel at a time, and addresses that cannot be read."""

from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models.no_local_measure import say_no_local_measure
from plans.models import Plan, Strategy
from ruspolitikk.accounts.models import Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_user, report
from tests.reporting.coverage.matrix import answer, counted, hidden_text, matrix, page_of, say_none
from tests.reporting.overview.reading import messages, parsed, text_of, wrong_link

pytestmark = pytest.mark.one_database

# --- The list behind each number ------------------------------------------------------------------


def wrong_links(user: User, query: str) -> list[str]:
    client = CheckingClient.of(user)
    cells = page_of(user, query).xpath("//table//td[@class='cell']/a[contains(@href, 'svarer=')]")
    assert cells
    numbers = {(link.get("href"), int(hidden_text(link).split()[-2])) for link in cells}
    return list(filter(None, (wrong_link(client, *each) for each in sorted(numbers))))


@pytest.mark.parametrize(
    "query",
    [
        "",
        pytest.param("?per=31.12.2021", marks=pytest.mark.slow),
        "?plan=ostensjo-2010",
    ],
)
def test_every_number_links_to_a_list_of_that_many_rows(byadmin: User, query: str) -> None:
    for slug in ("ostensjo-2010", "ostensjo-2020"):
        plan = Plan.objects.get(slug=slug)
        answer(plan, "2//f", *plan.measures.all()[:2])
    assert wrong_links(byadmin, query) == []


def test_no_local_measure_links_to_where_it_is_said(byadmin: User) -> None:
    grorud = Plan.objects.get(slug="grorud-2023")
    say_none(grorud, "3/Helse/c", "Statens ansvar")
    (link,) = page_of(byadmin).xpath("//td[@class='cell']/a[contains(@href, '#by-')]")
    address, _hash, anchor = link.get("href").partition("#")
    page = parsed(CheckingClient.of(byadmin).get(address))
    assert "Statens ansvar" in page.get_element_by_id(anchor).text_content()


# --- One bydel at a time --------------------------------------------------------------------------


def test_one_bydel_stands_alone_with_its_36_answers(byadmin: User) -> None:
    page = page_of(byadmin, "?bydel=st-hanshaugen&per=01.06.2026")
    assert page.xpath("//table") == []
    (section,) = page.xpath("//section[.//h2 = 'Bydel St. Hanshaugen']")
    assert text_of(section.xpath(".//*[@class='section__count']")[0]) == "30 av 36 besvart"
    answers = [text_of(each) for each in section.xpath(".//p[@class='one-answer']")]
    assert (len(answers), answers.count("Ikke besvart")) == (36, 6)
    assert page.xpath("//a[. = 'Vis alle bydelene']/@href") == ["/byens-plan/?per=01.06.2026"]


def test_a_phone_shows_ones_own_bydel_first(grorud: User, leser: User) -> None:
    def shown_first(user: User) -> list[str]:
        one = page_of(user).xpath("//section[contains(@class, 'phone-only')]")[0]
        return [text_of(each) for each in one.xpath(".//h2")]

    assert shown_first(grorud) == ["Bydel Grorud"]
    assert shown_first(leser) == ["Bydel St. Hanshaugen"]


def test_choosing_a_bydel_keeps_the_day_and_the_plan(leser: User) -> None:
    page = page_of(leser, "?per=01.06.2011&plan=ostensjo-2010")
    hidden = page.xpath("//form[@class='one-of']/input")
    assert [(each.get("name"), each.get("value")) for each in hidden] == [
        ("per", "01.06.2011"),
        ("plan", "ostensjo-2010"),
    ]


def test_a_bydel_without_a_plan_says_so_and_offers_a_way_on(leser: User) -> None:
    page = page_of(leser, "?bydel=alna")
    assert text_of(page.xpath("//*[@class='empty']")[0]) == (
        "Bydel Alna har ingen plan som gjelder 22.11.2026, så ingen av byens 36 tiltak kan være "
        "besvart. Se planene til de andre bydelene"
    )


# --- Empty, early and wrong -----------------------------------------------------------------------


def test_a_day_before_every_plan_says_why_it_is_empty(byadmin: User) -> None:
    page = page_of(byadmin, "?per=01.01.2005")
    (empty,) = page.xpath("//*[@class='empty']")
    assert text_of(empty) == (
        "Ingen bydel hadde en plan 01.01.2005, så ingen kunne svare på byens 36 tiltak. "
        "Den første planen begynte 01.01.2010. Vis oppfølgingen 01.01.2010"
    )
    (way_on,) = empty.xpath(".//a/@href")
    assert len(matrix(page_of(byadmin, way_on.removeprefix("/byens-plan/")))) == 36


def test_without_a_plan_of_the_citys_there_is_nothing_to_answer(empty_database: None) -> None:
    Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    Organisation.objects.create(number=1, slug="bydel-1", name="Nr. 1")
    reader = make_user("leser", (Role.READER, "oslo"))
    make_measure(make_plan("bydel-1"))
    for query in ("", "?bydel=bydel-1", "?per=01.01.2005"):
        page = page_of(reader, query)
        assert "Byen har ingen vedtatt plan her ennå" in text_of(
            page.xpath("//*[@class='empty']")[0]
        )


def test_without_any_plan_of_a_bydel_the_page_says_so(five_plans: None, leser: User) -> None:
    Plan.objects.local().update(state=Plan.State.DRAFT)
    page = page_of(leser)
    assert "Ingen bydel har en vedtatt plan her ennå" in text_of(
        page.xpath("//*[@class='empty']")[0]
    )


def test_a_city_measure_of_no_strategy_and_no_topic_is_a_group_of_its_own(byadmin: User) -> None:
    make_measure(Plan.objects.framework().get(), "Noe nytt", code="x")
    last = counted(byadmin).groups[-1]
    assert (last.heading, last.place, len(last.lines)) == ("Uten strategi", "Strategi –", 1)
    assert len(matrix(page_of(byadmin))) == 37


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?per=31.02.2020", "Dagen finnes ikke. Februar 2020 har 29 dager."),
        ("?per=01.01.0001", "År 0001 er for langt tilbake."),
        ("?plan=finnes-ikke", "Planen «finnes-ikke» finnes ikke."),
        ("?bydel=finnes-ikke", "Bydelen «finnes-ikke» finnes ikke."),
        ("?bydel=oslo", "Bydelen «oslo» finnes ikke."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(leser: User, query: str, sentence: str) -> None:
    page = page_of(leser, query)
    assert messages(page) == [sentence]
    assert len(matrix(page)) == 36


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *product(
            ["per", "plan", "bydel"],
            ["%00", "%ED%A0%80", "x" * 40_000, "9" * 400, "%F0%9F%98%80", "'"],
        ),
        ("finnesikke", "%ED%A0%80"),
    ],
)
def test_nothing_in_the_address_breaks_the_page(leser: User, name: str, value: str) -> None:
    client = CheckingClient.of(leser)
    assert client.get(f"/byens-plan/?{name}={value}").status_code == 200
    for kind in ("excel", "csv"):
        wanted = 404 if name in {"per", "plan"} else 200
        response = client.get(f"/byens-plan/{kind}/?{name}={value}")
        assert response.status_code == wanted
        assert response.getvalue()


# --- What it costs --------------------------------------------------------------------------------


def queries_of(user: User, query: str) -> int:
    client = CheckingClient.of(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/byens-plan/{query}").status_code == 200
    return len(captured)


@pytest.mark.one_database
@pytest.mark.parametrize("query", ["", "?per=15.06.2026", "?bydel=bydel-1"])
def test_one_plan_and_sixty_take_the_same_twelve_queries_at_most(
    empty_database: None, query: str
) -> None:
    city = Organisation.objects.create(kind="city", slug="oslo", name="Oslo kommune")
    for number in range(1, 16):
        Organisation.objects.create(number=number, slug=f"bydel-{number}", name=f"Nr. {number}")
    reader = make_user("leser", (Role.READER, "oslo"))
    framework = make_plan(city, starts_on=None, ends_on=None)
    strategies = [Strategy.objects.create(plan=framework, number=n, text="S") for n in (1, 2)]
    promised = [
        make_measure(framework, f"Nr. {n}", code=str(n), strategy=strategies[n % 2])
        for n in range(8)
    ]
    make_measure(make_plan("bydel-1")).answers.add(promised[0])
    few = queries_of(reader, query)
    for number in range(1, 16):
        for year in (2018, 2020, 2022, 2024):
            plan = make_plan(
                f"bydel-{number}", starts_on=date(year, 1, 1), ends_on=date(year + 3, 12, 31)
            )
            measure = make_measure(plan)
            measure.answers.add(*promised[:4])
            report(measure, on=date(year, 4, 30))
            say = {"reason": "Ikke vårt", "by": editor_of(plan.organisation)}
            assert say_no_local_measure(plan, promised[5], **say)  # type: ignore[arg-type]
    assert queries_of(reader, query) == few <= 12
