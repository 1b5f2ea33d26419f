"""«Godta alle forslag»: what is proposed is accepted in one press, and asked anew by another."""

import pytest
from django.urls import reverse

from measures.models import Reading, StatusWord
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.test_pages import GOAL, address, take_in, to_review, word

pytestmark = pytest.mark.one_database

ROWS = [
    [GOAL, "Holde kurs for ansatte", "HR-leder", "31.12.2027", "Kurs holdt i mars"],
    [GOAL, "Holde kurs for ledere", "HR-leder", "31.12.2027", "Kurs holdt i mars"],
    [GOAL, "Lage en plan for boliger", "NAV-leder", "31.12.2025", "Påbegynt, ny frist 30.06.2026"],
    [GOAL, "Gi flere samtaler", "Ola Nordmann", "31.12.2027", "Påbegynt"],
    [GOAL, "Gi flere et arbeid", "NAV-leder", "Snarest", "Nesten i mål"],
]


@pytest.fixture
def bjerke(five_plans: None) -> User:
    return make_user("bjerke", (Role.EDITOR, "bjerke"))


@pytest.fixture
def client(bjerke: User) -> CheckingClient:
    return CheckingClient.of(bjerke)


@pytest.fixture
def reading(client: CheckingClient) -> Reading:
    return to_review(client, file=word(ROWS))


def test_all_that_is_proposed_is_accepted_in_one_press_and_the_rest_is_asked(
    client: CheckingClient, reading: Reading
) -> None:
    where = address("reading-review", reading)
    assert "3 spørsmål har et forslag til svar." in said(client.get(where))
    assert "«Kurs holdt i mars» regnes som Avsluttet" in said(client.get(where))

    send(client, where, "Godta alle 3 forslag", hva="godta-alle")

    page = said(client.get(where))
    assert "3 forslag er godtatt. Angre" in page
    assert "3 av 5 tiltak er klare. 2 trenger deg." in page
    assert "«Ola Nordmann» ser ut som et navn." in page
    assert "«Snarest»" in page
    assert "«Nesten i mål»" in page


def test_what_was_accepted_in_one_press_is_asked_again_by_angre(
    client: CheckingClient, reading: Reading
) -> None:
    where = address("reading-review", reading)
    before = Reading.objects.get(pk=reading.pk)
    send(client, where, "Godta alle 3 forslag", hva="godta-alle")

    send(client, where, "Angre", hva="angre-alle")

    after = Reading.objects.get(pk=reading.pk)
    assert (after.rows, after.answers) == (before.rows, before.answers)


def test_a_row_that_was_written_anew_since_keeps_what_was_written(
    client: CheckingClient, reading: Reading
) -> None:
    where = address("reading-review", reading)
    send(client, where, "Godta alle 3 forslag", hva="godta-alle")
    opened = f"{where}?vis=alle&endre=1"
    send(client, opened, "Lagre og neste", hva="lagre", status="ongoing")

    send(client, where, "Angre", hva="angre-alle")

    first, second, *_rest = Reading.objects.get(pk=reading.pk).rows or []
    assert first["row"]["status"] == "ongoing"
    assert second["row"].get("status") is None


def test_the_status_words_that_were_accepted_are_the_bydels_own_when_the_plan_is_saved(
    client: CheckingClient, reading: Reading
) -> None:
    send(client, address("reading-review", reading), "Godta alle 3 forslag", hva="godta-alle")
    take_in(client, reading)
    word_of_bydel = StatusWord.objects.get(organisation__slug="bjerke")
    assert (word_of_bydel.words, word_of_bydel.code) == ("Kurs holdt i mars", "completed")


def test_a_single_proposal_has_its_own_button_alone(client: CheckingClient) -> None:
    reading = to_review(client, file=word(ROWS[2:]))
    assert "har et forslag" not in said(client.get(address("reading-review", reading)))


def test_pressing_where_nothing_is_proposed_changes_nothing(client: CheckingClient) -> None:
    reading = to_review(client, file=word(ROWS[3:]))
    answer = client.post(
        reverse("measures:reading-review", args=[reading.pk]), {"hva": "godta-alle"}
    )
    assert answer.status_code == 302
    assert (Reading.objects.get(pk=reading.pk).rows or []) == reading.rows
