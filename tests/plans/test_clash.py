"""The database gives one of two up: the request is tried once more, and else told of."""

from typing import Any

import pytest
from django.db import OperationalError

from plans.forms import PlanForm
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_plan
from tests.forms_on_pages import form_on

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


class DeadlockError(Exception):
    """As psycopg's own."""

    sqlstate = "40P01"


def gives_up(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first attempts at saving a plan are given up by the database."""
    left, save = [None] * times, PlanForm.save_changes

    def save_or_give_up(form: PlanForm, by: User) -> Any:
        if left:
            left.pop()
            raise OperationalError("deadlock detected") from DeadlockError()
        return save(form, by)

    monkeypatch.setattr(PlanForm, "save_changes", save_or_give_up)


@pytest.fixture
def draft(five_plans: None) -> Plan:
    return make_plan("grorud", state=Plan.State.DRAFT, title="Utkast")


def test_what_is_given_up_once_is_saved_the_second_time(
    draft: Plan, grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, where = CheckingClient.of(grorud), f"/planer/{draft.slug}/rediger/"
    form = form_on(client.get(where))
    gives_up(1, monkeypatch)
    answer = client.post(where, {**form, "title": "Ny handlingsplan"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Ny handlingsplan"


def test_what_is_given_up_twice_is_told_with_what_was_typed(
    draft: Plan, grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, where = CheckingClient.of(grorud), f"/planer/{draft.slug}/rediger/"
    form = form_on(client.get(where))
    gives_up(2, monkeypatch)
    answer = client.post(where, {**form, "title": "Ny handlingsplan"})
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Ingenting er lagret" in page
    assert "Ny handlingsplan" in page
    draft.refresh_from_db()
    assert draft.title == "Utkast"
