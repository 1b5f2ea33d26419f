"""How often a password may be guessed: by a name, from an address, of several workers together."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory, override_settings

from ruspolitikk.accounts.login.client import client_address
from ruspolitikk.accounts.login.guessing import ADDRESS, HERE, NAME
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient

RIGHT, WRONG = "demo", "feil-passord"
WAIT = "Vent litt"


@pytest.fixture(autouse=True)
def nothing_is_counted(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def log_in(name: str, password: str = WRONG, address: str = "192.0.2.1", **more: Any) -> Any:
    sent = {"username": name, "password": password, **more}
    return CheckingClient().post("/logg-inn/", sent, REMOTE_ADDR=address)


def later(monkeypatch: pytest.MonkeyPatch, after: timedelta) -> None:
    """For the cache, and for what asks it."""
    now, moment = time.time() + after.total_seconds(), datetime.now(UTC) + after
    monkeypatch.setattr("time.time", lambda: now)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: moment)


def statuses(*answers: Any) -> list[int]:
    return [answer.status_code for answer in answers]


@pytest.mark.one_database
def test_the_sixth_wrong_password_of_a_name_is_not_looked_at(
    grorud: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = [log_in("grorud") for _ in range(HERE.most)]
    assert statuses(*tried) == [200] * 5
    held = log_in("Grorud ", RIGHT, next="/planer/")
    said = held.content.decode()
    assert held.status_code == 429
    assert WAIT in said
    assert re.search(r"Prøv igjen etter kl\. \d\d\.\d\d\.", said)
    assert "/logg-inn/?next=/planer/" in said
    assert 0 < int(held["Retry-After"]) <= HERE.within.total_seconds()
    later(monkeypatch, HERE.within + timedelta(seconds=2))
    assert log_in("grorud", RIGHT).status_code == 302


@pytest.mark.one_database
def test_a_colleague_at_the_same_address_is_not_locked_out(grorud: User, ostensjo: User) -> None:
    for _ in range(HERE.most + 1):
        log_in("grorud")
    assert log_in("ostensjo", WRONG).status_code == 200
    assert log_in("ostensjo", RIGHT).status_code == 302


@pytest.mark.one_database
def test_the_right_password_gives_back_what_its_name_had_used(grorud: User) -> None:
    for _ in range(3):
        assert statuses(*(log_in("grorud") for _ in range(4))) == [200] * 4
        assert log_in("grorud", RIGHT).status_code == 302


@pytest.mark.one_database
def test_one_name_after_another_from_one_address_is_held_back_and_a_colleague_is_not(
    grorud: User, ostensjo: User, leser: User
) -> None:
    tried = [log_in(f"navn-{n}") for n in range(ADDRESS.most)]
    assert set(statuses(*tried)) == {200}
    assert statuses(log_in("enda-en"), log_in("enda-en"), log_in("leser")) == [429] * 3
    assert log_in("leser", RIGHT).status_code == 429  # it was wrong there a moment ago
    assert log_in("ostensjo", RIGHT).status_code == 302
    assert log_in("grorud", RIGHT, address="192.0.2.9").status_code == 302


@pytest.mark.one_database
def test_guesses_of_a_name_from_everywhere_lock_out_strangers_and_not_its_person(
    grorud: User,
) -> None:
    assert log_in("grorud", RIGHT, address="192.0.2.1").status_code == 302
    tried = [log_in("grorud", address=f"198.51.100.{n}") for n in range(NAME.most)]
    assert set(statuses(*tried)) == {200}
    assert log_in("grorud", RIGHT, address="203.0.113.5").status_code == 429
    assert log_in("grorud", RIGHT, address="192.0.2.1").status_code == 302


@pytest.mark.one_database
def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(grorud: User) -> None:
    def answers(name: str) -> list[str]:
        tried = [log_in(name) for _ in range(HERE.most + 1)]
        return [without_what_differs(each.content.decode(), name) for each in tried]

    assert answers("grorud") == answers("finnes-ikke")


def without_what_differs(page: str, name: str) -> str:
    page = re.sub(r'(csrfmiddlewaretoken|merke)" value="[^"]*"', "", page)
    return re.sub(r"kl\. \d\d\.\d\d", "", page).replace(name, "")


@pytest.mark.one_database
def test_neither_a_name_nor_an_address_is_kept(grorud: User) -> None:
    log_in("grorud", address="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM shared_cache")
        rows = str(cursor.fetchall())
    assert "grorud" not in rows
    assert "192.0.2.77" not in rows


@pytest.mark.django_db(transaction=True)
def test_of_twenty_tries_at_once_five_are_looked_at(grorud: User) -> None:
    def one(_n: int) -> int:
        try:
            return int(log_in("grorud").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as several:
        found = list(several.map(one, range(20)))
    assert found.count(200) == HERE.most
    assert found.count(429) == 20 - HERE.most


# --- Whose address it is --------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (2, "1.1.1.1, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8:1:2:3::4]:443", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "<script>", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_x_forwarded_for_is_believed_as_far_as_there_are_proxies(
    proxies: int, told: str, address: str
) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="192.0.2.1")
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(request) == address


# --- The admin has no door of its own -------------------------------------------------------------


@pytest.mark.one_database
def test_the_admin_is_reached_by_the_ordinary_log_in_alone(byadmin: User, grorud: User) -> None:
    nobody = CheckingClient()
    for address in ("/admin/", "/admin/login/", "/admin/plans/plan/", "/admin/password_change/"):
        assert nobody.get(address)["Location"] == f"/logg-inn/?next={address}"
        assert nobody.post(address, {"username": "byadmin", "password": RIGHT}).status_code == 302
    assert "_auth_user_id" not in nobody.session
    assert CheckingClient.of(grorud).get("/admin/").status_code == 403
    own = CheckingClient.of(byadmin)
    assert own.get("/admin/password_change/")["Location"] == "/passord/"
    assert own.post("/admin/logout/")["Location"] == "/logg-inn/"
