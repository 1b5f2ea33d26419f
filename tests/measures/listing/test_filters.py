"""«Tiltak»: what each filter finds, counted by hand in the documents."""

import unicodedata
from urllib.parse import parse_qs

import pytest
from lxml import html

from measures.models import Measure, Responsible
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, report
from tests.measures.listing.reading import found, listed, measures_in, text_of, total

pytestmark = pytest.mark.usefixtures("five_plans")


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

    assert measures_in(listed(client, "status=unmapped")) == [unknown]
    assert "1 har et ukjent statusord." in text_of(listed(client))


def test_the_head_says_how_much_is_late_and_that_no_round_has_passed(
    client: CheckingClient,
) -> None:
    said = text_of(listed(client, "bydel=ostensjo&plan=ostensjo-2020&per=15.01.2021"))

    assert "Ingen runde er avsluttet ennå. 7 er over frist." in said


def test_a_list_of_nothing_has_no_share_and_one_way_on(client: CheckingClient) -> None:
    said = text_of(listed(client, "bydel=alna"))

    assert "Alle 0" in said
    assert "er rapportert" not in said
    assert "Ingen tiltak passer til filteret" in said


def test_of_several_plans_the_one_furthest_down_the_list_stands_chosen(
    client: CheckingClient,
) -> None:
    answer = listed(client, "plan=ostensjo-2020&plan=grorud-2023")

    page = html.document_fromstring(answer.content.decode())
    chosen = page.xpath("//select[@name='plan']/option[@selected]/@value")
    assert chosen == ["ostensjo-2020"]


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
        ("plan=ostensjo-2010&flyttet=1&per=30.05.2011", 0),
        ("plan=ostensjo-2010&flyttet=1&per=31.05.2011", 2),
        ("flyttet=1", 2),
        ("flyttet=tull", 169),
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

    assert "Du ser status slik den var 31.12.2023" in text_of(answer)
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

    assert measures_in(listed(client, f"sok={words}")) == [made]


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

    assert measures_in(listed(client, f"sok={typed}")) == [made]


def test_what_is_in_an_item_a_code_and_a_responsible_is_found(client: CheckingClient) -> None:
    made = make_measure(items=["Leie Trollsalen"], code="7.7.77", responsible_text="Trollkjerringa")

    for word in ("trollsalen", "7.7.77", "trollkjerringa"):
        assert measures_in(listed(client, f"sok={word}")) == [made]


# --- Chips ----------------------------------------------------------------------------------------


EVERY_FILTER = {
    "sok": "rus",
    "bydel": "ostensjo",
    "plan": "ostensjo-2020",
    "status": "in_progress",
    "risiko": "high",
    "over_frist": "1",
    "flyttet": "1",
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


@pytest.mark.one_database
def test_the_filter_of_parties_says_why_it_has_none(client: CheckingClient) -> None:
    def first_option(query: str) -> str:
        form = listed(client, query).context["filters"].form
        return str(form["ansvarlig"].subwidgets[0].data["label"])

    assert first_option("") == "Alle (velg bydel for å se dem)"
    assert first_option("bydel=ostensjo") == "Alle"
