"""A password that is forgotten: a link by mail, through the outbox, that works once."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.utils import timezone

from ruspolitikk.accounts.models import Mail, User
from ruspolitikk.accounts.outbox import send_waiting
from tests.checking_client import CheckingClient
from tests.factories import make_user

pytestmark = pytest.mark.one_database

NEW = "hest-sykkel-måne-brød"
ASKED = "Hvis adressen hører til en bruker her"


@pytest.fixture
def kari(five_plans: None) -> User:
    cache.clear()
    return make_user("kari", email="Kari.Berg@oslo.example")


def ask(address: str) -> Any:
    return CheckingClient().post("/glemt-passord/", {"email": address}, follow=True)


def link() -> str:
    """The path in the newest mail."""
    found = re.search(r"https?://\S+/nytt-passord/\S+", Mail.objects.latest("pk").text)
    assert found
    return urlsplit(found.group()).path


def choose(client: CheckingClient, address: str, password: str = NEW) -> Any:
    opened = client.get(address)
    return client.post(
        opened["Location"], {"password1": password, "password2": password}, follow=True
    )


def logs_in(name: str, password: str) -> bool:
    sent = {"username": name, "password": password}
    return bool(CheckingClient().post("/logg-inn/", sent).status_code == 302)


def test_a_link_by_mail_gives_a_new_password(kari: User) -> None:
    elsewhere = CheckingClient.of(kari)
    assert ASKED in ask("kari.berg@OSLO.example").content.decode()
    mail = Mail.objects.get()
    assert mail.to_address == kari.email
    assert mail.sent_at is None
    assert "Brukernavnet ditt er kari." in mail.text

    saved = choose(CheckingClient(), link())
    assert "Passordet er lagret" in saved.content.decode()
    assert logs_in("kari", NEW)
    assert elsewhere.get("/planer/").status_code == 302
    assert Mail.objects.latest("pk").subject == "Passordet ditt i ruspolitikk er byttet"


def test_the_link_is_not_kept_once_the_mail_is_sent(kari: User) -> None:
    ask(kari.email)
    send_waiting(timezone.now())
    mail = Mail.objects.get()
    assert (mail.text, mail.html, mail.address) == ("", "", "")


def test_a_link_works_once(kari: User) -> None:
    ask(kari.email)
    address = link()
    choose(CheckingClient(), address)
    again = CheckingClient().get(address)
    assert "Lenken virker ikke lenger" in again.content.decode()


def test_a_link_of_another_or_an_old_one_gives_nothing(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(kari.email)
    path, key = link().rstrip("/").rsplit("/", 1)
    other = make_user("ola")
    for wrong in (f"{other.pk}-{key.partition('-')[2]}", "zzz-a-b", f"{key}x"):
        answer = CheckingClient().get(f"{path}/{wrong}/")
        assert "Lenken virker ikke lenger" in answer.content.decode()
    late = timezone.localtime().replace(tzinfo=None) + timedelta(hours=25)
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _self: late
    )
    assert "Lenken virker ikke lenger" in CheckingClient().get(link()).content.decode()


def test_a_weak_password_is_refused_and_the_link_still_works(kari: User) -> None:
    ask(kari.email)
    client = CheckingClient()
    refused = choose(client, link(), "bydelalna2026")
    assert "Passordet er lett å gjette." in refused.content.decode()
    assert "Passordet er lagret" in choose(client, link()).content.decode()


def test_an_address_that_nobody_has_is_answered_the_same_and_gets_no_mail(kari: User) -> None:
    closed = make_user("stengt", email="stengt@oslo.example", is_active=False)
    by_entra = make_user("entra", email="entra@oslo.example")
    by_entra.set_unusable_password()
    by_entra.save()
    for address in ("ingen@oslo.example", closed.email, by_entra.email):
        assert ASKED in ask(address).content.decode()
    assert not Mail.objects.exists()


def test_one_address_is_not_flooded(kari: User) -> None:
    for _ in range(7):
        last = ask(kari.email)
    assert last.status_code == 429
    assert Mail.objects.count() == 5


def test_a_new_password_ends_the_wait_of_who_has_guessed(kari: User) -> None:
    for _ in range(6):
        logs_in("kari", "feil")
    assert not logs_in("kari", "demo")
    ask(kari.email)
    choose(CheckingClient(), link())
    assert logs_in("kari", NEW)


# --- By an e-mail address -------------------------------------------------------------------------


def test_one_logs_in_by_an_address_that_nobody_else_has(kari: User) -> None:
    assert logs_in("KARI.berg@oslo.example", "demo")
    make_user("kari2", email="kari.berg@oslo.example")
    assert not logs_in("kari.berg@oslo.example", "demo")
    assert logs_in("kari", "demo")


def test_a_user_name_that_looks_like_anothers_address_is_its_own_persons(kari: User) -> None:
    other = make_user("kari.berg@oslo.example")
    other.set_password(NEW)
    other.save()
    assert logs_in("kari.berg@oslo.example", NEW)
    assert not logs_in("kari.berg@oslo.example", "demo")


# --- Closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["signup/", "email/", "social/", "login/code/", "2fa/", "logout/"])
def test_nothing_of_allauth_is_open_but_what_is_needed(path: str, kari: User) -> None:
    for start in ("/", "/accounts/"):
        assert CheckingClient.of(kari).get(f"{start}{path}").status_code == 404


def test_logging_in_leads_to_no_other_site(kari: User) -> None:
    for away in ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"):
        sent = {"username": "kari", "password": "demo", "next": away}
        assert CheckingClient().post("/logg-inn/", sent)["Location"] == "/"


def test_at_somebody_elses_open_session_one_guesses_no_more_than_at_the_door(kari: User) -> None:
    client = CheckingClient.of(kari)
    new = dict.fromkeys(("new_password1", "new_password2"), NEW)
    answers = [
        client.post("/passord/", {"old_password": "feil", **new}).status_code for _ in range(6)
    ]
    assert answers == [200] * 5 + [429]
