"""Søk: what is found for whom, in which order, marked where it stands, and kept up to date."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html

from measures.items import replace_items
from measures.models import Measure
from measures.word_search import WordSearch
from plans.models import Goal, Plan, Strategy
from reporting.search.excerpt import LENGTH, excerpt
from reporting.search.finding import Search
from reporting.search.near import near
from reporting.search.readable import Readable
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from ruspolitikk.wording import fold
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_theme, report

QUERIES = 15


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("alna")


def search(client: CheckingClient, query: str = "", **filters: str) -> Any:
    response = client.get("/sok/", {"q": query, **filters})
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def titles(page: Any) -> list[str]:
    return [
        each.text_content().strip() for each in page.xpath("//ol[contains(@class, 'hits')]//h3")
    ]


def lead(page: Any) -> str:
    return " ".join(page.xpath("string(//p[@class='lead'])").split())


def types(page: Any) -> list[str]:
    return [" ".join(each.split()) for each in page.xpath("//nav[@class='views']//a/text()")]


def options(page: Any, name: str) -> list[str]:
    return [each.text_content() for each in page.xpath(f"//select[@name='{name}']/option")]


def test_the_words_are_marked_where_they_stand_in_the_title_and_the_text(
    client: CheckingClient, plan: Plan
) -> None:
    make_measure(plan, "Vi åpner Zebraklinikken", title="Zebraer for alle", items=["Mate zebraen"])
    page = search(client, "zebra")
    [hit] = page.xpath("//ol[contains(@class, 'hits')]/li")
    assert hit.xpath(".//mark/text()") == ["Zebraer"]
    assert (
        hit.xpath("string(.//a/@href)")
        == Measure.objects.get(text__contains="Zebra").get_absolute_url()
    )
    [hit] = search(client, "zebraklinikk").xpath("//ol[contains(@class, 'hits')]/li")
    assert hit.xpath(".//p/mark/text()") == ["Zebraklinikken"]


def kinds(page: Any) -> list[str]:
    return [
        " ".join(each.text_content().split()).split(" · Strategisk")[0]
        for each in page.xpath("//ol[contains(@class, 'hits')]/li//p[1]")
        if "muted" in each.get("class", "")
    ]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Helse c", "Byens tiltak, strategi 3 · Helse c"),
        ("strategi 2 h", "Byens tiltak, strategi 2 h"),
        ("byens tiltak HELSE f", "Byens tiltak, strategi 3 · Helse f"),
    ],
)
def test_a_code_comes_first_and_says_which_it_is(
    client: CheckingClient, asked: str, named: str
) -> None:
    assert kinds(search(client, asked))[0] == named


def test_a_number_finds_the_measures_that_have_it(client: CheckingClient) -> None:
    assert all(kind.startswith("Tiltak 4.2.10") for kind in kinds(search(client, "tiltak 4.2.10")))
    assert "Tiltak 21 · Grorud 2023–2028" in kinds(search(client, "tiltak 21"))


def test_a_bydel_that_is_named_comes_first(client: CheckingClient) -> None:
    found = kinds(search(client, "bydel østensjø"))
    assert found[:2] == ["Plan · Østensjø 2020–2023", "Plan · Østensjø 2010–2013"]


def test_what_people_wrote_is_never_markup(client: CheckingClient, plan: Plan) -> None:
    make_measure(plan, "<b>zebra</b> & <script>alert('zebra')</script>")
    answer = client.get("/sok/", {"q": "zebra <b>"}).content.decode()
    assert "&lt;b&gt;<mark>zebra</mark>&lt;/b&gt; &amp; &lt;script&gt;" in answer or (
        "<mark>b</mark>&gt;<mark>zebra</mark>" in answer
    )
    assert "<script>alert" not in answer


def test_a_bullet_a_party_a_topic_and_a_remark_are_found_and_named(
    client: CheckingClient, plan: Plan
) -> None:
    make_measure(plan, "Ett", items=["Kjøpe zebrafôr"])
    make_measure(plan, "To", responsible_text="Zebravokteren")
    make_measure(plan, "Tre", topic="Zebrahold")
    report(make_measure(plan, "Fire"), remark="Zebraene trives")
    page = search(client, "zebra")
    labels = [each.strip(":") for each in page.xpath("//li//p[mark]/span/text()")]
    assert sorted(labels) == ["Ansvarlig", "Delpunkt", "Innsatsområde", "Merknad"]


def test_goals_strategies_and_plans_are_found(client: CheckingClient, plan: Plan) -> None:
    Goal.objects.create(plan=plan, number=1, text="Færre zebraer i gatene")
    Strategy.objects.create(plan=plan, number=1, text="Zebraer først")
    make_plan("bjerke", title="Zebraplanen")
    make_measure(plan, "Telle zebraer")
    page = search(client, "zebra")
    assert lead(page) == "4 treff på «zebra»."
    assert types(page) == [
        "Alle 4",
        "Bydelenes tiltak 1",
        "Mål 1",
        "Strategier 1",
        "Planer 1",
    ]
    assert titles(search(client, "zebra", type="mal")) == ["Færre zebraer i gatene"]
    assert set(titles(page)) == {
        "Færre zebraer i gatene",
        "Zebraer først",
        "Zebraplanen",
        "Telle zebraer",
    }


def test_the_newer_plan_comes_first_among_equals(client: CheckingClient, plan: Plan) -> None:
    older = make_plan("bjerke", starts_on=date(2012, 1, 1), ends_on=None)
    newer = make_plan("stovner", starts_on=date(2025, 1, 1), ends_on=None)
    for n, one in enumerate((older, plan, newer)):
        make_measure(one, f"Zebra nummer {n}")
    assert titles(search(client, "zebra")) == [f"Zebra nummer {n}" for n in (2, 1, 0)]


def test_a_draft_is_found_by_its_own_bydel_alone(leser: User, five_plans: None) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, title="Zebraplanen")
    make_measure(draft, "Telle zebraer")
    Goal.objects.create(plan=draft, number=1, text="Færre zebraer")
    own = editor_of(draft.organisation)
    assert titles(search(CheckingClient.of(leser), "zebra")) == []
    assert len(titles(search(CheckingClient.of(own), "zebra"))) == 3


def test_facets_count_what_each_choice_would_leave(client: CheckingClient, plan: Plan) -> None:
    other = make_plan("bjerke")
    report(make_measure(plan, "Zebra en"), "Iverksatt")
    report(make_measure(plan, "Zebra to"), "Noe helt eget")
    make_measure(plan, "Zebra tre")
    report(make_measure(other, "Zebra fire"), "Iverksatt")
    Goal.objects.create(plan=other, number=1, text="Zebraer")
    page = search(client, "zebra")
    assert options(page, "bydel") == ["Alle", "Bjerke (2)", "Alna (3)"]
    assert options(page, "status") == [
        "Alle",
        "Iverksatt (2)",
        "Ikke rapportert (1)",
        "Ukjent statusord (1)",
    ]
    page = search(client, "zebra", status="implemented")
    assert options(page, "bydel") == ["Alle", "Bjerke (1)", "Alna (1)"]
    page = search(client, "zebra", bydel="alna", status="unmapped")
    assert titles(page) == ["Zebra to"]
    assert options(page, "status")[1:] == [
        "Iverksatt (1)",
        "Ikke rapportert (1)",
        "Ukjent statusord (1)",
    ]
    for status, title in (("implemented", "Zebra en"), ("not_reported", "Zebra tre")):
        assert titles(search(client, "zebra", bydel="alna", status=status)) == [title]


def test_a_filter_that_leaves_nothing_offers_a_way_back(client: CheckingClient, plan: Plan) -> None:
    make_measure(plan, "Zebra")
    page = search(client, "zebra", bydel="grorud")
    assert titles(page) == []
    assert "Uten filteret er det 1 treff på «zebra»." in page.text_content()
    assert page.xpath("//a[.='Vis alle treff']/@href") == ["?q=zebra"]


def test_no_hits_and_no_search_say_what_to_do(client: CheckingClient) -> None:
    assert "Bla i alle tiltak" in search(client, "xyzzy").text_content()
    assert "Hva du kan finne" in search(client).text_content()


def test_an_edit_an_item_and_a_report_are_found_at_once(client: CheckingClient, plan: Plan) -> None:
    measure = make_measure(plan, "Noe annet")
    by = editor_of(plan.organisation)
    measure.title = "Zebraer"
    measure.save(update_fields=["title"])
    assert titles(search(client, "zebra")) == ["Zebraer"]
    replace_items(measure, ["Mate sjiraffen"], on=date(2024, 5, 1), by=by)
    measure.save()
    assert titles(search(client, "sjiraff")) == ["Zebraer"]
    report(measure, remark="Antilopene venter", on=date(2024, 5, 1))
    assert titles(search(client, "antilope")) == ["Zebraer"]
    report(measure, remark="Ferdig", on=date(2024, 6, 1))
    assert titles(search(client, "antilope")) == []


def test_a_report_about_an_earlier_day_is_not_the_newest_remark(
    client: CheckingClient, plan: Plan
) -> None:
    measure = make_measure(plan, "Noe annet")
    report(measure, remark="Ferdig", on=date(2024, 6, 1))
    report(measure, remark="Antilopene venter", on=date(2024, 5, 1))
    assert titles(search(client, "antilope")) == []
    assert titles(search(client, "ferdig", bydel="alna")) == ["Noe annet"]


def test_the_loaded_plans_are_found(client: CheckingClient) -> None:
    assert (
        len(titles(search(client, "nalokson")))
        == Measure.objects.filter(search_text__contains="nalokson").count()
    )
    remarked = Measure.objects.filter(latest_status__remark__contains="Oppstart")
    assert all(m.current_remark_words for m in remarked)


def test_pages_join_without_a_gap_or_a_repeat(leser: User, five_plans: None) -> None:
    hits = Search(WordSearch.read("i"), Readable(leser, Day.being(date(2026, 11, 22))))
    everything = [hit.url + str(hit.title) for hit in hits[0 : len(hits)]]
    pages = [hits[n : n + 7] for n in range(0, len(hits), 7)]
    assert [hit.url + str(hit.title) for page in pages for hit in page] == everything
    assert len(everything) == len(hits) > 100


@pytest.mark.one_database
def test_the_number_of_queries_does_not_grow(client: CheckingClient, plan: Plan) -> None:
    def asked(query: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            search(client, query)
        return len(queries)

    for n in range(6):
        make_measure(plan, f"Zebra {n}", items=["En"])
    search(client, "zebra")
    few, misspelt = asked("zebra"), asked("zebre")
    for n in range(50):
        report(make_measure(plan, f"Zebra {n}", items=["En", "To"]), remark="Zebra")
    assert asked("zebra") == few <= QUERIES
    assert asked("zebre") == misspelt <= QUERIES


ODD_SEARCHES = [
    "%",
    "_",
    "'",
    '"',
    "\\",
    "\x00zebra\x00",
    "\ud800",
    "\ufffd",
    "👩‍👩‍👧 zebra",
    "<mark>",
    "a" * 40_000,
    "x " * 20_000,
    " ".join(map(str, range(70))),
    "zebra%'--",
    "^=+",
]


@pytest.mark.parametrize("query", ODD_SEARCHES, ids=lambda query: ascii(query)[:20])
def test_odd_searches_are_answered(client: CheckingClient, query: str) -> None:
    typed = query.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for filters in ({}, {"bydel": typed}, {"status": typed, "page": typed}):
        answer = client.get("/sok/", {"q": typed, **filters})
        assert answer.status_code == 200


def test_a_search_that_is_too_long_is_said(client: CheckingClient) -> None:
    page = search(client, "bolig " * 40)
    assert "Et søk kan ha høyst 200 tegn." in page.text_content()
    assert titles(page) == []


def test_nothing_is_found_where_there_is_nothing(
    empty_database: None, django_user_model: Any
) -> None:
    owner = django_user_model.objects.create_superuser("eier")
    assert titles(search(CheckingClient.of(owner), "bolig")) == []


def test_an_excerpt_is_short_and_begins_at_a_word() -> None:
    text = f"{'før ' * 100}zebra {'etter ' * 100}"
    around = excerpt(text, WordSearch.read("zebra"))
    assert str(around).startswith("… før ")
    assert [piece.text for piece in around.pieces if piece.is_marked] == ["zebra"]
    assert str(around).endswith(" …")
    assert len(str(around)) < LENGTH + 40
    assert excerpt("y" * 1000, WordSearch.read("y" * 200)).words


# --- Themes, and what somebody may have meant -----------------------------------------------------


def test_a_word_of_a_theme_finds_its_other_words_too_after_its_own(
    client: CheckingClient, plan: Plan
) -> None:
    make_theme("zebra", "stripete hest", name="Dyrehold", slug="dyrehold")
    make_measure(plan, "Leie en hest som er stripete")
    make_measure(plan, "Leie en zebra")
    make_measure(plan, "Leie en hest")
    page = search(client, "zebraer", type="bydelenes")
    assert "Med ord som betyr det samme: stripete hest." in lead(page)
    assert titles(page) == ["Leie en zebra", "Leie en hest som er stripete"]
    assert "Leie en zebra" in titles(search(client, "stripete hester"))
    assert "Leie en zebra" not in titles(search(client, "stripete"))


def test_a_theme_is_found_by_a_word_that_it_looks_for(client: CheckingClient, plan: Plan) -> None:
    make_theme("zebra", "antilope", name="Dyrehold", slug="dyrehold")
    make_measure(plan, "Zebraer")
    page = search(client, "zebra")
    assert titles(page) == ["Dyrehold", "Zebraer"]
    assert "Temaer 1" in types(page)
    assert titles(search(client, "zebra", type="tema")) == ["Dyrehold"]
    assert titles(search(client, "zebra", bydel="alna")) == ["Zebraer"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("parorende", "pårørende"),
        ("paaroerende", "pårørende"),
        ("naloksan", "nalokson"),
        ("hesle", "helse"),
        ("rusforebygging", "rus forebygging"),
    ],
)
def test_what_was_meant_is_said_and_shown_at_once(
    client: CheckingClient, asked: str, meant: str
) -> None:
    page = search(client, asked)
    assert lead(page).startswith(f"Ingen treff på «{asked}». Mente du {meant}?")
    assert titles(page) == titles(search(client, meant)) != []


def test_a_word_with_hits_is_asked_about_where_a_near_one_has_ten_times_as_many(
    client: CheckingClient, plan: Plan
) -> None:
    make_measure(plan, "Grøvling")
    for n in range(9):
        make_measure(plan, f"Grevling {n}")
    assert lead(search(client, "grøvling")) == "1 treff på «grøvling»."
    make_measure(plan, "Grevling 9")
    page = search(client, "grøvling")
    assert lead(page) == "1 treff på «grøvling». Mente du grevling?"
    assert titles(page) == ["Grøvling"]


def test_a_word_of_anothers_draft_is_never_what_was_meant(
    client: CheckingClient, five_plans: None
) -> None:
    make_measure(make_plan("alna", state=Plan.State.DRAFT), "Hemmelig sjiraffhus")
    assert lead(search(client, "sjirafhus")) == "Ingen treff på «sjirafhus»."


@given(st.text(max_size=40))
@hypothesis_settings(max_examples=60)
def test_any_word_is_answered_with_known_words_or_nothing(word: str) -> None:
    known = Counter({"pårørende": 3, "rus": 2, "forebygging": 1})
    assert set(near(fold(word), known).split()) <= known.keys()
