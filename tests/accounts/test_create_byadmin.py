"""`manage.py create_byadmin`: the first person."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from ruspolitikk.accounts.models import LoggedAct, Organisation, User
from tests.checking_client import CheckingClient


def create(*arguments: str, stdin: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> str:
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
    told = io.StringIO()
    call_command("create_byadmin", *arguments, stdout=told)
    return told.getvalue()


def test_the_first_person_logs_in_with_the_password_that_was_printed(
    five_plans: None, client: CheckingClient
) -> None:
    told = create("kari", "--first-name", "Kari", "--last-name", "Nordmann")
    password = re.search(r"Engangspassord: (\S+)", told)
    assert password
    assert client.login(username="kari", password=password[1])
    assert User.objects.get(username="kari").is_city_admin
    assert client.get("/planer/")["Location"] == "/velg-passord/?next=/planer/"


def test_the_act_is_logged_without_the_password(five_plans: None) -> None:
    told = create("kari", "--email", "kari@example.org")
    act = LoggedAct.objects.latest("pk")
    assert (act.kind, act.about, act.after) == (LoggedAct.Kind.PERSON, "kari", "Byadministrator")
    assert "kommandolinjen" in f"{act.what} {act.by_name}".lower()
    assert told.split("Engangspassord: ")[1].split()[0] not in str(vars(act))
    assert "example.org" not in str(vars(act))


def test_a_password_of_ones_own_is_read_and_not_printed(
    five_plans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = create(
        "kari", "--password-stdin", stdin="Sju kråker på taket\n", monkeypatch=monkeypatch
    )
    assert "kråker" not in told
    kari = User.objects.get(username="kari")
    assert kari.check_password("Sju kråker på taket")
    assert kari.one_time_until is None


@pytest.mark.parametrize("password", ["", "kort", "password1234", "kari.nordmann"])
def test_a_weak_password_is_refused_and_nobody_is_made(
    password: str, five_plans: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match=r"(?i)pass"):
        create("kari.nordmann", "--password-stdin", stdin=f"{password}\n", monkeypatch=monkeypatch)
    assert not User.objects.filter(username="kari.nordmann").exists()


def test_a_name_that_is_taken_changes_nobody(byadmin: User) -> None:
    before = User.objects.get(pk=byadmin.pk).password
    with pytest.raises(CommandError, match="eksisterer allerede"):
        create("byadmin")
    assert User.objects.get(pk=byadmin.pk).password == before


def test_without_a_city_it_says_what_to_run_first(empty_database: None) -> None:
    assert not Organisation.objects.exists()
    with pytest.raises(CommandError, match="load_plans"):
        create("kari")
