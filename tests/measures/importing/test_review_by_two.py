"""Two redaktører of one bydel look through the same reading."""

from collections.abc import Callable
from typing import Any

import pytest

from measures.importing.access import own_reading
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


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], object]], None]:
    """What a colleague does after a view has found its reading, and before it writes."""

    def then(view: str, act: Callable[[], object]) -> None:
        acts = [act]

        def found(*of: Any) -> Reading:
            reading = own_reading(*of)
            if acts:
                acts.pop()()
            return reading

        monkeypatch.setattr(f"measures.importing.{view}.own_reading", found)

    return then


def test_what_a_colleague_answers_while_the_columns_are_read_again_stands(
    one: CheckingClient, other: CheckingClient, meanwhile: Any
) -> None:
    reading = to_review(one)
    columns = form_on(one.get(address("reading-tables", reading)), "Les")
    out = {"rad": 3, "hva": "ut"}
    meanwhile("views", lambda: other.post(address("reading-review", reading), out))
    one.post(address("reading-tables", reading), columns)
    reading.refresh_from_db()
    assert [row.is_out for row in rows_from(reading.rows)] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "button", "view"),
    [("reading-tables", "Les", "views"), ("reading-summary", "Lagre", "review.summary_views")],
)
def test_a_reading_that_a_colleague_discards_meanwhile_is_a_page_and_no_fault(
    name: str, button: str, view: str, one: CheckingClient, other: CheckingClient, meanwhile: Any
) -> None:
    reading = to_review(one)
    sent = form_on(one.get(address(name, reading)), button) | {"applies_on": "01.11.2026"}
    meanwhile(view, lambda: other.post(address("discard-reading", reading)))
    assert one.post(address(name, reading), sent).status_code == 404
