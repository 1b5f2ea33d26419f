"""Two redaktører of one bydel look through the same reading."""

import pytest

from measures.importing.kept import rows_from
from measures.importing.review.decisions import find
from measures.importing.rows.measure_row import MeasureRow
from measures.models import Reading
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import form_on, said
from tests.measures.importing.test_pages import address, to_review

pytestmark = pytest.mark.one_database


@pytest.fixture
def one(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("bjerke", (Role.EDITOR, "bjerke")))


@pytest.fixture
def other(five_plans: None) -> CheckingClient:
    colleague: User = make_user("kollega", (Role.EDITOR, "bjerke"))
    return CheckingClient.of(colleague)


def row_of(reading: Reading) -> MeasureRow:
    found = find(rows_from(Reading.objects.get(pk=reading.pk).rows), 2)
    assert found
    return found.row


def test_who_saves_a_row_last_is_told_what_a_colleague_saved_meanwhile(
    one: CheckingClient, other: CheckingClient
) -> None:
    reading = to_review(one)
    opened = f"{address('reading-review', reading)}?vis=alle&endre=2"
    first, second = (
        form_on(client.get(opened), "Lagre og neste") | {"hva": "lagre"} for client in (one, other)
    )
    one.post(opened, {**first, "text": "Følge opp alle", "status": "completed"})
    told = other.post(opened, {**second, "remarks": "Venter på svar"})
    assert "Noen andre lagret raden mens du skrev" in said(told)
    assert "Tiltak: Følge opp alle · Regnes som: Avsluttet" in said(told)
    assert row_of(reading).text == "Følge opp alle"
    other.post(opened, {**form_on(told, "Lagre og neste"), "hva": "lagre"})
    assert (row_of(reading).remarks, row_of(reading).text) == ("Venter på svar", second["text"][0])


def test_a_colleague_who_answers_another_row_is_in_nobodys_way(
    one: CheckingClient, other: CheckingClient
) -> None:
    reading = to_review(one)
    opened = f"{address('reading-review', reading)}?vis=alle&endre=2"
    first = form_on(one.get(opened), "Lagre og neste") | {"hva": "lagre"}
    other.post(address("reading-review", reading), {"rad": 3, "hva": "ut"})
    one.post(opened, {**first, "text": "Følge opp alle"})
    assert row_of(reading).text == "Følge opp alle"
