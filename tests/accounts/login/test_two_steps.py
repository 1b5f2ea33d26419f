"""More than a password: codes, codes for when the telephone is lost, and whose role demands it."""

import base64
import hmac
import struct
import time
from io import StringIO
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.login.two_steps.rules import TwoStepAdapter
from ruspolitikk.accounts.models import KeptForm, Mail, User
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database

SET_UP = "Rollen din krever to-trinns innlogging."


@pytest.fixture(autouse=True)
def nothing_is_counted(db: None) -> None:
    cache.clear()


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    summed = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = summed[-1] & 15
    return f"{(int.from_bytes(summed[at : at + 4]) & 0x7FFFFFFF) % 10**6:06}"


def confirmed(person: User) -> CheckingClient:
    """Somebody who has typed the password a moment ago."""
    client = CheckingClient.of(person)
    client.post("/bekreft-passord/?next=/to-trinn/", {"password": "demo"})
    return client


def with_app(person: User) -> tuple[str, list[str]]:
    """Switched on as people do; its secret, and the codes for when the telephone is lost."""
    client = confirmed(person)
    secret = client.get("/to-trinn/app/").context["form"].secret
    assert client.post("/to-trinn/app/", {"code": code_of(secret)}).url == "/to-trinn/reservekoder/"
    return secret, client.get("/to-trinn/reservekoder/").context["unused_codes"]


def with_password(name: str, leads_to: str = "/planer/") -> tuple[CheckingClient, Any]:
    client = CheckingClient()
    sent = {"username": name, "password": "demo", "next": leads_to}
    return client, client.post("/logg-inn/", sent)


def is_in(client: CheckingClient) -> bool:
    return bool(client.get("/planer/").status_code == 200)


def test_the_password_alone_lets_nobody_in_who_has_an_app(grorud: User) -> None:
    secret, _codes = with_app(grorud)
    client, answer = with_password("grorud")
    assert answer.url == "/logg-inn/kode/"
    assert not is_in(client)
    wrong = client.post("/logg-inn/kode/", {"code": "000000"})
    assert "Koden er feil eller for gammel." in wrong.content.decode()
    assert client.post("/logg-inn/kode/", {"code": code_of(secret, 1)}).url == "/planer/"
    assert is_in(client)


def test_a_code_is_good_once(grorud: User) -> None:
    secret, _codes = with_app(grorud)
    code = code_of(secret, 1)
    first, _answer = with_password("grorud")
    assert first.post("/logg-inn/kode/", {"code": code}).status_code == 302
    second, _answer = with_password("grorud")
    assert second.post("/logg-inn/kode/", {"code": code}).status_code == 200
    assert not is_in(second)


def test_a_code_for_a_lost_telephone_is_good_once_and_is_shown_once(grorud: User) -> None:
    _secret, codes = with_app(grorud)
    assert len(codes) == 10
    shown_again = confirmed(grorud).get("/to-trinn/reservekoder/").content.decode()
    assert codes[0] not in shown_again
    for answer in (302, 200):
        client, _asked = with_password("grorud")
        assert client.post("/logg-inn/kode/", {"code": codes[0]}).status_code == answer


def test_codes_cannot_be_guessed_without_end(grorud: User) -> None:
    secret, _codes = with_app(grorud)
    client, _answer = with_password("grorud")
    for _ in range(5):
        client.post("/logg-inn/kode/", {"code": "000000"})
    held = client.post("/logg-inn/kode/", {"code": code_of(secret, 1)})
    assert "Vent et kvarter" in held.content.decode()
    assert not is_in(client)


def test_who_gives_up_comes_back_to_the_log_in_with_the_way_on(grorud: User) -> None:
    with_app(grorud)
    client, _answer = with_password("grorud", "/planer/grorud-2023/")
    assert client.get("/logg-inn/").url == "/logg-inn/kode/"
    back = client.post("/logg-inn/kode/", {"avbryt": "ja"})
    assert back.url == "/logg-inn/?next=/planer/grorud-2023/"
    assert client.get(back.url).status_code == 200


def test_the_password_is_asked_for_again_before_the_log_in_is_changed(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    for address in ("/to-trinn/app/", "/to-trinn/passnokkel/", "/to-trinn/reservekoder/nye/"):
        assert unquote(client.get(address).url) == f"/bekreft-passord/?next={address}"
    wrong = client.post("/bekreft-passord/?next=/to-trinn/app/", {"password": "feil"})
    assert "Passordet er feil." in wrong.content.decode()


def test_the_person_is_told_by_mail_and_can_switch_it_off(grorud: User) -> None:
    grorud.email = "grorud@oslo.example"
    grorud.save()
    with_app(grorud)
    client = confirmed(grorud)
    assert client.post("/to-trinn/app/av/").url == "/to-trinn/"
    assert not Authenticator.objects.exists()
    assert with_password("grorud")[1].url == "/planer/"
    assert "slått av for brukeren din" in Mail.objects.latest("pk").subject


def test_a_copy_of_the_database_gives_nobody_the_codes(grorud: User) -> None:
    secret, codes = with_app(grorud)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert codes[0] not in kept


def test_secrets_outlive_a_change_of_key_and_no_code_fits_one_that_is_gone() -> None:
    kept = TwoStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
    new = "another-key-of-fifty-letters-that-protects-nothing-at-all"
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[]):
        assert TwoStepAdapter().decrypt(kept) != TwoStepAdapter().decrypt(kept)
    old = "a-key-for-the-tests-alone-that-protects-nothing-at-all"
    with override_settings(SECRET_KEY=new, SECRET_KEY_FALLBACKS=[old]):
        assert TwoStepAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


# --- Demanded by a role ---------------------------------------------------------------------------


@override_settings(TWO_STEPS_DEMANDED_OF=["city_admin"])
def test_of_a_role_it_is_demanded_before_anything_else(byadmin: User, grorud: User) -> None:
    assert is_in(CheckingClient.of(grorud))
    client = CheckingClient.of(byadmin)
    assert client.get("/planer/").url == "/to-trinn/"
    assert SET_UP in client.get("/to-trinn/").content.decode()
    assert client.get("/hjelp/").status_code == 200
    with_app(byadmin)
    assert is_in(client)
    refused = confirmed(byadmin).post("/to-trinn/app/av/")
    assert "Rollen din krever to-trinns innlogging." in refused.content.decode()
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_what_was_typed_when_it_came_to_be_demanded_is_kept(grorud: User) -> None:
    client, address = CheckingClient.of(grorud), "/planer/grorud-2023/nytt-tiltak/"
    sent = {"text": "Åpne et værested", "merke": Mark(grorud.pk, address, "").signed()}
    with override_settings(TWO_STEPS_DEMANDED_OF=["editor"]):
        assert client.post(address, sent).url == "/to-trinn/"
    assert KeptForm.objects.get().typed["text"] == "Åpne et værested"


# --- Lost -----------------------------------------------------------------------------------------


def test_who_has_lost_both_is_let_in_again_from_the_command_line(grorud: User) -> None:
    with_app(grorud)
    told = StringIO()
    call_command("remove_two_steps", "grorud", stdout=told)
    assert "er slått av for grorud" in told.getvalue()
    assert with_password("grorud")[1].url == "/planer/"
    with pytest.raises(CommandError, match="Ingen har brukernavnet"):
        call_command("remove_two_steps", "finnes-ikke")


# --- Odd answers of a browser ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"response": []}',
        '{"response": {}}',
        "9" * 30_000,
        '{"response": {"userHandle": 5}, "id": "x", "rawId": "x", "type": "public-key"}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", '
        '"authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
    ],
)
def test_an_odd_passkey_lets_nobody_in(credential: str, grorud: User) -> None:
    client = CheckingClient()
    assert client.get("/logg-inn/passnokkel/", headers={"Accept": "application/json"}).json()
    answer = client.post(
        "/logg-inn/passnokkel/", {"credential": credential, "next": "/planer/"}, follow=True
    )
    assert "Passnøkkelen ble ikke kjent igjen." in answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/logg-inn/?next=/planer/"
    own = confirmed(grorud)
    own.get("/to-trinn/passnokkel/")
    sent = {"credential": credential, "name": "x", "passwordless": "on"}
    assert own.post("/to-trinn/passnokkel/", sent).status_code == 200
    assert not Authenticator.objects.exists()
