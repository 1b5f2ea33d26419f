"""«Tiltak»: an address that cannot be read is answered with a sentence or the whole list."""

import pytest

from tests.checking_client import CheckingClient
from tests.measures.listing.reading import listed, text_of, total

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


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


@pytest.mark.parametrize("day", ["31.02.2021", "2021-13-45", "00.00.0000", "i fjor", "%00"])
def test_an_unreadable_day_is_said_and_today_is_shown(client: CheckingClient, day: str) -> None:
    answer = listed(client, f"per={day}")

    sentence = "Dagen finnes ikke." if day == "31.02.2021" else "Skriv datoen som dag.måned.år"
    assert sentence in text_of(answer)
    assert answer.context["summary"].total == 169


@pytest.mark.parametrize("day", ["01.01.1990", "31.12.2070", "29.02.2024"])
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
