"""What is done with people on the command line stands in the log."""

import io
from typing import Any

import pytest
from django.contrib.auth.management.commands import changepassword
from django.core.management import call_command

from ruspolitikk.accounts.models import LoggedAct, PersonSession, User
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database


def told() -> list[tuple[str, str, str, str]]:
    return list(LoggedAct.objects.values_list("by_name", "about", "what", "after"))


def test_a_password_that_is_changed_there_is_logged_and_ends_what_is_open(
    leser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changepassword.getpass, "getpass", lambda **asked: "Sju kråker på taket")
    CheckingClient.of(leser)
    call_command("changepassword", "leser", stdout=io.StringIO())
    leser.refresh_from_db()
    assert leser.check_password("Sju kråker på taket")
    assert told() == [("Kommandolinjen", "leser", "Passord byttet", "")]
    assert not PersonSession.objects.of(leser).exists()


@pytest.mark.usefixtures("five_plans")
def test_a_system_owner_that_is_made_there_is_logged() -> None:
    call_command("createsuperuser", "--noinput", "--username", "eier", "--email", "e@example.org")
    assert told() == [("Kommandolinjen", "eier", "Lagt til", "Systemeier")]


def test_before_there_is_a_city_it_says_that_nothing_is_logged(empty_database: Any) -> None:
    said = io.StringIO()
    made = ("--noinput", "--username", "eier", "--email", "e@example.org")
    call_command("createsuperuser", *made, stderr=said)
    assert "Ikke logget" in said.getvalue()
    assert User.objects.get().is_superuser
