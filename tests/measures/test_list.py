"""«Tiltak»: what each filter finds, counted by hand in the documents, and in which order."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from measures.models import Measure, Responsible
from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)


def listed(client: CheckingClient, query: str = "") -> Any:
    answer = client.get(f"/tiltak/?{query}")
    assert answer.status_code == 200
    return answer


def total(client: CheckingClient, query: str) -> int:
    count: int = listed(client, query).context["summary"].total
    return count


def rows(answer: Any) -> list[str]:
    """The measures as the page writes them: the names in the rows' headings, in order."""
    page = html.document_fromstring(answer.content.decode())
    return [" ".join(each.text_content().split()) for each in page.xpath("//tbody//th")]


def numbers(answer: Any) -> list[str]:
    page = html.document_fromstring(answer.content.decode())
    return [str(each.text_content()).strip() for each in page.xpath("//tbody//td[1]")]


def text_of(answer: Any) -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(page.text_content().split())


def found(answer: Any) -> list[tuple[str, int]]:
    return [(m.plan.slug, m.n) for m in answer.context["page"].object_list]


# --- Each filter ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 169),
        ("bydel=ostensjo", 57),
        ("bydel=grorud", 21),
        ("bydel=gamle-oslo", 0),
        ("bydel=oslo", 36),
        ("plan=ostensjo-2010", 39),
        ("plan=nordstrand-2021", 49),
        ("plan=oslo", 36),
        ("plan=gjeldende", 130),
        ("plan=ostensjo-2020&plan=grorud-2023", 39),
        ("status=not_reported", 75),
        ("status=reported", 94),
        ("status=in_progress", 55),
        ("status=implemented", 22),
        ("status=partly_implemented", 5),
        ("status=not_started", 5),
        ("status=ongoing", 4),
        ("status=on_hold", 2),
        ("status=completed", 1),
        ("status=cancelled", 0),
        ("status=unmapped", 0),
        ("risiko=high", 6),
        ("risiko=medium", 14),
        ("risiko=low", 19),
        ("risiko=none", 130),
        ("strategi=1", 23),
        ("strategi=2", 25),
        ("strategi=3", 64),
        ("strategi=uten", 57),
        ("innsatsomrade=Oppfølging", 10),
        ("innsatsomrade=Bolig", 7),
        ("innsatsomrade=Helse", 3),
        ("sok=værested", 3),
        ("sok=naloxon", 2),
    ],
)
def test_a_filter_finds_what_the_documents_hold(
    client: CheckingClient, query: str, count: int
) -> None:
    assert total(client, query) == count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("bydel=ostensjo&plan=ostensjo-2020", 18),
        ("bydel=grorud&plan=ostensjo-2020", 0),
        ("bydel=ostensjo&plan=gjeldende", 18),
        ("status=in_progress&risiko=high", 4),
        ("bydel=grorud&risiko=high", 5),
        ("bydel=nordstrand&status=not_reported", 27),
        ("bydel=nordstrand&strategi=3&innsatsomrade=Bolig", 7),
        ("status=not_reported&strategi=uten", 6),
        ("bydel=oslo&strategi=1", 6),
        ("sok=bolig&bydel=ostensjo", 7),
    ],
)
def test_filters_narrow_each_other(client: CheckingClient, query: str, count: int) -> None:
    assert total(client, query) == count


def test_the_responsible_partys_measures_are_found(client: CheckingClient) -> None:
    party = Responsible.objects.get_by_natural_key(
        "ostensjo", "avdelingsdirektør velferd og fritid"
    )

    assert total(client, f"bydel=ostensjo&ansvarlig={party.pk}") == 4


def test_those_who_answer_a_city_measure_are_found(client: CheckingClient) -> None:
    city = Measure.objects.get_by_natural_key("oslo", 3)

    answer = listed(client, f"svarer={city.pk}")

    assert sorted(found(answer)) == [("st-hanshaugen-2020", 3), ("st-hanshaugen-2020", 4)]


def test_words_nobody_knows_are_a_filter_of_their_own(client: CheckingClient) -> None:
    unknown = make_measure()
    report(unknown, "Nesten i mål")

    assert list(listed(client, "status=unmapped").context["page"]) == [unknown]
    assert "1 ord må avklares" in text_of(listed(client))


def test_the_head_says_how_much_is_reported_and_how_much_is_late(client: CheckingClient) -> None:
    said = text_of(listed(client, "bydel=ostensjo&plan=ostensjo-2020&per=15.01.2021"))

    assert "18 tiltak · 12 rapportert (67 %) · 7 over frist" in said


def test_a_list_of_nothing_has_no_share_and_one_way_on(client: CheckingClient) -> None:
    said = text_of(listed(client, "bydel=alna"))

    assert "0 tiltak" in said
    assert "%" not in said
    assert "Ingen tiltak passer til filteret" in said


# --- Looking back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("bydel=ostensjo&plan=ostensjo-2020&over_frist=1&per=15.01.2021", 7),
        ("bydel=ostensjo&plan=ostensjo-2020&over_frist=1&per=2022-01-15", 10),
        ("bydel=ostensjo&plan=ostensjo-2020&over_frist=1&per=15.01.2024", 12),
        ("plan=ostensjo-2010&over_frist=1&per=30.05.2011", 9),
        ("plan=ostensjo-2010&over_frist=1&per=30.06.2011", 5),
        ("plan=ostensjo-2010&over_frist=1&per=01.07.2011", 7),
        ("status=reported&per=30.05.2011", 0),
        ("status=reported&per=31.05.2011", 39),
        ("risiko=high&per=30.12.2023", 1),
        ("plan=gjeldende&per=31.12.2019", 39),
        ("plan=gjeldende&per=31.12.2009", 0),
    ],
)
def test_the_list_looks_back(client: CheckingClient, query: str, count: int) -> None:
    assert total(client, query) == count


def test_a_past_day_is_said_kept_in_the_links_and_offers_no_update(grorud: User) -> None:
    answer = listed(CheckingClient.of(grorud), "bydel=grorud&per=31.12.2023")

    assert "Du ser tilstanden slik den var 31.12.2023" in text_of(answer)
    assert "?per=31.12.2023" in answer.content.decode()
    assert 'class="act"' not in answer.content.decode()


def test_a_day_to_come_is_not_told_as_past(client: CheckingClient) -> None:
    assert "slik den var 31.12.2099" not in text_of(listed(client, "per=31.12.2099"))


# --- Free text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["økt", "Økt", "ØKT", "  økt  "])
def test_a_word_is_found_whatever_its_case(client: CheckingClient, words: str) -> None:
    answer = listed(client, f"sok={words}&plan=grorud-2023")

    assert [n for _, n in sorted(found(answer))] == [5, 14, 15]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_word_is_found_however_its_letters_are_composed(
    client: CheckingClient, form: str
) -> None:
    made = make_measure(text=unicodedata.normalize("NFD", "Møteplass i Grünerløkkaparken"))
    words = unicodedata.normalize(form, "grünerløkkaparken")  # type: ignore[arg-type]

    assert list(listed(client, f"sok={words}").context["page"]) == [made]


def test_every_word_must_be_found_in_any_order_and_any_field(client: CheckingClient) -> None:
    assert total(client, "sok=rus+ungdom") == total(client, "sok=ungdom+rus") == 20


@pytest.mark.parametrize("sign", ["%25", "_", "\\", "%25%25", "*", "?'", '"'])
def test_signs_that_a_database_reads_otherwise_are_only_signs(
    client: CheckingClient, sign: str
) -> None:
    assert total(client, f"sok={sign}") <= 1


@pytest.mark.parametrize(("sign", "typed"), [("%", "50%25"), ("_", "50_"), ("\\", "50\\")])
def test_a_sign_that_is_in_a_text_is_found(client: CheckingClient, sign: str, typed: str) -> None:
    made = make_measure(text=f"Minst 50{sign} skal delta")
    make_measure(text="Minst 500 skal delta")

    assert list(listed(client, f"sok={typed}").context["page"]) == [made]


def test_what_is_in_an_item_a_code_and_a_responsible_is_found(client: CheckingClient) -> None:
    made = make_measure(items=["Leie Trollsalen"], code="7.7.77", responsible_text="Trollkjerringa")

    for word in ("trollsalen", "7.7.77", "trollkjerringa"):
        assert list(listed(client, f"sok={word}").context["page"]) == [made]


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
    return [value(m) for m in listed(client, query).context["page"].object_list]


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

    levels = sorted_values(
        client, f"plan={made.slug}&sort=risk", lambda m: m.risk.level if m.risk else None
    )

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


# --- Chips ----------------------------------------------------------------------------------------

EVERY_FILTER = {
    "sok": "rus",
    "bydel": "ostensjo",
    "plan": "ostensjo-2020",
    "status": "in_progress",
    "risiko": "high",
    "over_frist": "1",
    "strategi": "uten",
    "innsatsomrade": "Bolig",
}


def test_each_chip_removes_exactly_itself(client: CheckingClient) -> None:
    query = "&".join(f"{name}={value}" for name, value in EVERY_FILTER.items())

    chips = listed(client, f"{query}&sort=name&per=15.01.2021&page=1").context["filters"].chips

    assert len(chips) == len(EVERY_FILTER)
    kept = {**EVERY_FILTER, "sort": "name", "per": "15.01.2021"}
    left = [{k: v[0] for k, v in parse_qs(chip.url.removeprefix("?")).items()} for chip in chips]
    assert sorted(kept.keys() - each.keys() for each in left) == sorted({n} for n in EVERY_FILTER)
    assert all(each.items() <= kept.items() for each in left)


def test_a_chip_says_the_filter_in_the_words_of_the_form(client: CheckingClient) -> None:
    labels = [
        chip.label
        for chip in listed(
            client, "bydel=ostensjo&status=not_reported&strategi=uten&over_frist=1&sok=Økt"
        )
        .context["filters"]
        .chips
    ]

    assert labels == [
        "Søk i tiltak: «Økt»",
        "Bydel: Østensjø",
        "Status: Ikke rapportert",
        "Bare over frist",
        "Byens strategi: Uten strategi",
    ]


def test_a_filter_that_is_not_in_use_has_no_chip(client: CheckingClient) -> None:
    answer = listed(client, "sok=&bydel=&plan=&status=&over_frist=false")

    assert answer.context["filters"].chips == []


def test_the_list_is_readable_when_the_bydel_of_a_responsible_is_removed(
    client: CheckingClient,
) -> None:
    party = Responsible.objects.get_by_natural_key(
        "ostensjo", "avdelingsdirektør velferd og fritid"
    )
    chips = listed(client, f"bydel=ostensjo&ansvarlig={party.pk}").context["filters"].chips

    without = listed(client, chips[0].url.removeprefix("?"))

    assert without.context["summary"].total == 4
    assert not list(without.context["messages"])


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


# --- What cannot be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "bydel=bergen",
        "plan=bergen-1999",
        "plan=ostensjo-2020&plan=tull",
        "status=ferdig",
        "risiko=enorm",
        "strategi=9",
        "strategi=-1",
        "innsatsomrade=Tull",
        "ansvarlig=abc",
        f"ansvarlig={2**70}",
        f"svarer={2**70}",
        "svarer=0",
        "svarer=-1",
        "status=implemented%00",
        "sok=a%00b",
    ],
)
def test_an_unknown_filter_value_is_said_and_nothing_is_guessed(
    client: CheckingClient, query: str
) -> None:
    answer = listed(client, query)

    assert [str(each) for each in answer.context["messages"]] != []
    assert answer.context["summary"].total == 0


@pytest.mark.parametrize(
    "day", ["31.02.2021", "2021-13-45", "00.00.0000", "01.01.0000", "i går", "%00"]
)
def test_an_unreadable_day_is_said_and_today_is_shown(client: CheckingClient, day: str) -> None:
    answer = listed(client, f"per={day}")

    assert "Skriv datoen som dag.måned.år" in text_of(answer)
    assert answer.context["summary"].total == 169


@pytest.mark.parametrize("day", ["01.01.1900", "31.12.9999", "29.02.2024"])
def test_the_first_and_the_last_day_there_is_can_be_asked_for(
    client: CheckingClient, day: str
) -> None:
    assert total(client, f"per={day}") == 169


@pytest.mark.parametrize(
    "words",
    ["a " * 2000, "a" * 60_000, " ".join(f"ord{n}" for n in range(1500)), "%ED%A0%80", "%FF%FE"],
    ids=["2000 words", "60000 letters", "1500 different words", "a lone surrogate", "no UTF-8"],
)
def test_no_search_is_too_long_or_too_odd(client: CheckingClient, words: str) -> None:
    assert client.get(f"/tiltak/?sok={words}").status_code == 200


def test_unknown_parameters_are_left_alone(client: CheckingClient) -> None:
    assert total(client, "utm_source=epost&page=1") == 169


# --- How many queries -----------------------------------------------------------------------------


def queries(client: CheckingClient, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        listed(client, query)
    return len(captured)


def fill(plan: Plan, count: int) -> None:
    for number in range(count):
        made = make_measure(plan, items=["En", "To"], responsible=["NAV Ung", f"Leder {number}"],
                            deadline="31.12.2024")  # fmt: skip
        report(made, code=StatusCode.ON_HOLD, risk=RiskLevel.LOW)


@pytest.mark.parametrize("who", ["leser", "grorud", "ansvarlig", "byadmin", "superuser"])
@pytest.mark.parametrize("more", ["", "&per=01.01.2025", "&sok=lavterskel&sort=due_on"])
def test_one_row_and_fifty_take_the_same_number_of_queries_at_most_14(
    request: pytest.FixtureRequest, who: str, more: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    small, large = make_plan("grorud", slug="liten"), make_plan("grorud", slug="stor")
    fill(small, 1)
    fill(large, 50)
    listed(client, "plan=liten")

    counted = [queries(client, f"bydel=grorud&plan={slug}{more}") for slug in ("liten", "stor")]

    assert counted[0] == counted[1] <= 14


def test_bydeler_come_in_the_order_of_their_numbers(client: CheckingClient) -> None:
    def slugs(answer: Any) -> Sequence[str]:
        return [m.plan.organisation.slug for m in answer.context["page"].object_list]

    shown = [slug for page in (1, 2, 3, 4) for slug in slugs(listed(client, f"page={page}"))]

    by_number = Organisation.objects.bydeler().values_list("slug", flat=True)
    assert list(dict.fromkeys(shown)) == [slug for slug in by_number if slug in shown]


def test_the_pages_together_are_the_whole_list_in_its_order(client: CheckingClient) -> None:
    pages = [client.get(f"/tiltak/?page={n}").context["page"].object_list for n in (1, 2, 3, 4)]
    shown = [measure.pk for page in pages for measure in page]
    assert shown == list(Measure.objects.local().in_order().values_list("pk", flat=True))
