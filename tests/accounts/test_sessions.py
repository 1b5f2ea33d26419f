"""How long one stays logged in: 60 minutes from the last time, 12 hours at most."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ruspolitikk.accounts.models import PersonSession, User
from ruspolitikk.accounts.sessions import IDLE, LONGEST, browser_in_words
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database


def later(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> None:
    now = timezone.now() + after
    monkeypatch.setattr(timezone, "now", lambda: now)


def is_logged_in(client: CheckingClient) -> bool:
    answer: Any = client.get("/innlogget/")
    return bool(answer.status_code == 200)


def test_one_is_logged_out_after_an_hour_without_a_word(
    grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = CheckingClient.of(grorud)
    session = PersonSession.objects.get()
    assert session.expire_date - timezone.now() <= IDLE == timedelta(minutes=60)
    later(monkeypatch, timedelta(minutes=59))
    assert is_logged_in(client)
    later(monkeypatch, timedelta(minutes=59))
    assert is_logged_in(client)
    later(monkeypatch, timedelta(minutes=61))
    assert not is_logged_in(client)


def test_one_is_logged_out_twelve_hours_after_logging_in(
    grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(hours=12) == LONGEST
    client = CheckingClient.of(grorud)
    for _ in range(14):  # 11 hours and 54 minutes
        later(monkeypatch, timedelta(minutes=51))
        assert is_logged_in(client)
    answer = client.get("/innlogget/").json()
    assert answer["last"]
    assert answer["seconds"] <= 6 * 60
    later(monkeypatch, timedelta(minutes=7))
    assert not is_logged_in(client)


def test_a_session_is_written_once_a_minute(grorud: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = CheckingClient.of(grorud)

    def ends() -> datetime:
        return PersonSession.objects.get().expire_date

    first = ends()
    is_logged_in(client)
    assert ends() == first
    later(monkeypatch, timedelta(seconds=61))
    is_logged_in(client)
    assert ends() > first


def test_a_page_knows_when_it_warns(grorud: User) -> None:
    markup = CheckingClient.of(grorud).get("/hjelp/").content.decode()
    assert 'data-address="/innlogget/"' in markup
    assert "Du blir snart logget ut" in markup
    assert "session.js" not in CheckingClient().get("/hjelp/").content.decode()


def test_a_wrong_password_sends_nobody_to_themselves(grorud: User) -> None:
    client = CheckingClient()
    client.get("/logg-inn/")
    answer = client.post("/logg-inn/", {"username": "grorud", "password": "feil"})
    said = answer.content.decode()
    assert (
        "Brukernavn eller passord er feil. Prøv igjen, eller be byadministrator om hjelp." in said
    )


def test_what_is_personal_is_stored_by_no_browser_and_what_is_public_may_be(grorud: User) -> None:
    own, nobody = CheckingClient.of(grorud), CheckingClient()
    for address in ("/a-gjore/", "/hjelp/", "/admin/", "/finnes-ikke/", "/"):
        assert "no-store" in own.get(address)["Cache-Control"], address
    assert "no-store" in own.post("/logg-ut/")["Cache-Control"]
    assert "Cache-Control" not in nobody.get("/hjelp/")


def test_a_session_knows_whose_it_is_and_one_of_nobody_is_nobodys(grorud: User) -> None:
    CheckingClient.of(grorud)
    anonymous = PersonSession.get_session_store_class()()
    anonymous["noe"] = 1
    anonymous.save()
    assert PersonSession.objects.of(grorud).count() == 1
    assert PersonSession.objects.get(person_id=None).pk == anonymous.session_key


def test_the_others_of_a_persons_sessions_are_ended_and_nobody_elses(
    grorud: User, leser: User
) -> None:
    here, there, anothers = (CheckingClient.of(person) for person in (grorud, grorud, leser))
    PersonSession.objects.of(grorud).end(but=here.session.session_key)
    assert is_logged_in(here)
    assert not is_logged_in(there)
    assert is_logged_in(anothers)


NT, MAC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "(Macintosh; Intel Mac OS X 15_0)"
IPHONE = "(iPhone; CPU iPhone OS 18_0 like Mac OS X)"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{NT} Gecko/20100101 Firefox/145.0", "Firefox på Windows"),
        (f"{NT} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge på Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36", "Chrome på Android"),
        (f"{IPHONE} Version/18.0 Safari/604.1", "Safari på iPhone"),
        (f"{MAC} Version/18.0 Safari/605.1", "Safari på Mac"),
        ("curl/8.9", "ukjent nettleser"),
        ("", "ukjent nettleser"),
    ],
)
def test_a_browser_is_named_in_plain_words(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words
