"""The kommune's own log-in: oidc-provider-mock answers on loopback, as Entra ID would."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings
from oidc_provider_mock import run_server_in_thread

from ruspolitikk.accounts.login.oidc import token as oidc
from ruspolitikk.accounts.models import LoggedAct, Membership, User
from tests.checking_client import CheckingClient
from tests.factories import make_user

pytestmark = pytest.mark.one_database

TO, BACK = "/logg-inn/kommunen/", "/logg-inn/kommunen/tilbake/"
IN_GRORUD = {"groups": ["g-grorud", "en-annen"]}


@pytest.fixture(scope="module")
def kommunen() -> Iterator[str]:
    """Its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def asked(kommunen: str, five_plans: None) -> Iterator[None]:
    """The product asks this one."""
    cache.clear()
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers(kommunen)):
        yield


def providers(address: str, **otherwise: str) -> dict[str, Any]:
    app: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app = {**app, **otherwise, "settings": {**app["settings"], "server_url": address}}
    return {"openid_connect": {"APPS": [app]}}


def person(kommunen: str, sub: str, **claims: Any) -> None:
    """Somebody with a user account there; what is said of them is told at the next log-in."""
    told = {
        "given_name": "Kari",
        "family_name": "Berg",
        "preferred_username": "kari.berg@oslo.example",
        "email": "kari.berg@oslo.example",
        **claims,
    }
    requests.put(f"{kommunen}/users/{sub}", json=told, timeout=10).raise_for_status()


def leave(client: CheckingClient, leads_to: str = "/planer/") -> str:
    """The address at the kommune that the browser is led to."""
    answer = client.post(TO, {"next": leads_to})
    assert answer.status_code == 302
    return str(answer["Location"])


def allow(address: str, sub: str) -> dict[str, str]:
    """What the browser brings back once the person has logged in there."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


def log_in(sub: str, leads_to: str = "/planer/") -> tuple[CheckingClient, Any]:
    client = CheckingClient()
    return client, client.get(BACK, allow(leave(client, leads_to), sub))


def is_in(client: CheckingClient) -> bool:
    return bool(client.get("/planer/").status_code == 200)


def said(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- Let in ---------------------------------------------------------------------------------------


def test_who_is_in_a_group_is_let_in_with_its_role(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client, answer = log_in("kari")
    assert answer["Location"] == "/planer/"
    assert is_in(client)
    user = User.objects.get(username="kari.berg@oslo.example")
    assert (user.get_full_name(), user.has_usable_password()) == ("Kari Berg", False)
    assert user.acting_as == "Redaktør, Bydel Grorud"
    assert LoggedAct.objects.filter(about=str(user), after="Redaktør, Bydel Grorud").exists()
    log_in("kari")
    assert User.objects.filter(email=user.email).count() == 1


def test_a_token_of_entra_id_with_no_more_than_it_has_unasked_gives_a_name_and_keeps_the_address(
    kommunen: str,
) -> None:
    unasked = {"given_name": None, "family_name": None, "email": None, "name": "Kari Anne Berg"}
    person(kommunen, "kari", **IN_GRORUD, **unasked)
    log_in("kari")
    user = User.objects.get(username="kari.berg@oslo.example")
    assert (user.first_name, user.last_name, user.email) == ("Kari Anne", "Berg", "")
    User.objects.update(email="kari@example.org")
    log_in("kari")
    user.refresh_from_db()
    assert user.email == "kari@example.org"


def test_who_comes_that_way_gets_no_password_here_beside_it(kommunen: str, byadmin: User) -> None:
    """It would let in somebody who has been removed there."""
    person(kommunen, "kari", **IN_GRORUD)
    log_in("kari")
    user = User.objects.get(username="kari.berg@oslo.example")
    desk, page = CheckingClient.of(byadmin), f"/personer/{user.pk}/"
    shown = desk.get(page)
    assert "Logger inn med Oslo kommunes brukerkonto." in said(shown)
    assert "engangspassord" not in said(shown)
    answer = desk.post(f"{page}engangspassord/", {"seen": shown.context["seal"]}, follow=True)
    assert "Kari Berg logger inn med Oslo kommunes brukerkonto, og har ikke passord" in said(answer)
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_who_has_no_password_here_is_told_where_it_is_changed(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client, _answer = log_in("kari")
    page = client.get("/passord/")
    assert page.status_code == 403
    assert "Passordet ditt byttes et annet sted Du logger inn med" in said(page)
    assert "bydelen" not in said(page).partition("Passordet ditt byttes")[2]


def test_the_log_in_offers_it_and_asks_for_a_nonce_and_a_challenge(kommunen: str) -> None:
    client = CheckingClient()
    assert "Bruk Oslo kommunes brukerkonto" in said(client.get("/logg-inn/"))
    query = parse_qs(urlsplit(leave(client)).query)
    assert {"state", "nonce", "code_challenge"} <= query.keys()
    assert query["redirect_uri"] == [f"{settings.SITE_ADDRESS}{BACK}"]
    with override_settings(OIDC=False):
        assert "brukerkonto" not in said(CheckingClient().get("/logg-inn/"))


def test_the_roles_follow_the_groups(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    log_in("kari")
    person(kommunen, "kari", groups=["g-byen", "g-les"])
    log_in("kari")
    user = User.objects.get(username="kari.berg@oslo.example")
    valid = Membership.objects.valid_today().filter(user=user)
    held = sorted(str(membership) for membership in valid)
    assert held == ["Byadministrator, Oslo kommune", "Leser, Oslo kommune"]
    assert LoggedAct.objects.filter(before="Redaktør, Bydel Grorud", after="").exists()


def test_who_is_removed_there_loses_access_here(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    elsewhere, _answer = log_in("kari")
    assert is_in(elsewhere)
    person(kommunen, "kari", groups=[])
    client, answer = log_in("kari")
    assert "ikke med i noen gruppe som har tilgang" in said(answer)
    assert not is_in(client)
    assert not is_in(elsewhere)
    valid = Membership.objects.valid_today()
    assert not valid.filter(user__username="kari.berg@oslo.example").exists()
    person(kommunen, "kari", **IN_GRORUD)
    assert is_in(log_in("kari")[0])


@pytest.mark.parametrize("groups", [None, "g-grorud", {"g-grorud": 1}, [["g-grorud"]], [7], []])
def test_who_is_in_no_group_that_is_named_is_made_nobody(groups: Any, kommunen: str) -> None:
    before = User.objects.count()
    person(kommunen, "ola", groups=groups)
    _client, answer = log_in("ola")
    assert answer.status_code == 403
    assert User.objects.count() == before


def test_a_person_who_is_closed_here_is_not_let_in_by_a_group(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    log_in("kari")
    User.objects.filter(username="kari.berg@oslo.example").update(is_active=False)
    client, answer = log_in("kari")
    assert answer["Location"] == "/logg-inn/"
    assert "Brukeren er stengt." in said(client.get("/logg-inn/"))
    assert not is_in(client)


# --- By issuer and subject, never by an address ---------------------------------------------------


def test_the_address_or_the_name_of_somebody_gives_nobody_their_access(kommunen: str) -> None:
    byadmin = make_user("kari.berg@oslo.example", email="kari.berg@oslo.example")
    person(kommunen, "en-annen", **IN_GRORUD)
    client, _answer = log_in("en-annen")
    other = User.objects.get(pk=client.session["_auth_user_id"])
    assert other != byadmin
    assert other.username == "kari.berg@oslo.example-2"


def test_another_subject_is_another_person(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    first, _answer = log_in("kari")
    person(kommunen, "kari-paa-nytt", **IN_GRORUD)
    second, _answer = log_in("kari-paa-nytt")
    assert first.session["_auth_user_id"] != second.session["_auth_user_id"]
    person(kommunen, "tredje", groups=[])
    assert "ikke med i noen gruppe" in said(log_in("tredje")[1])
    assert is_in(first)


def test_the_same_subject_of_another_issuer_is_another_person(kommunen: str) -> None:
    def uid(issuer: str) -> str:
        read: Any = oidc.Provider.extract_uid
        return str(read(None, {"id_token": {"iss": issuer, "sub": "kari"}}))

    assert uid(kommunen) != uid("https://example.org")
    person(kommunen, "kari", **IN_GRORUD)
    log_in("kari")
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == (uid(kommunen), {})


# --- Refused --------------------------------------------------------------------------------------


def test_an_answer_with_another_state_is_refused(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client = CheckingClient()
    brought = allow(leave(client), "kari")
    for wrong in ({**brought, "state": "x" * 16}, {"code": brought["code"]}, {}):
        answer = client.get(BACK, wrong)
        assert (answer.status_code, "Prøv igjen." in said(answer)) == (403, True)
    assert not is_in(client)


def test_an_answer_is_good_in_the_browser_that_asked_alone(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    brought = allow(leave(CheckingClient()), "kari")
    assert "begynt i et annet vindu" in said(CheckingClient().get(BACK, brought))


def test_an_answer_is_good_once(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client = CheckingClient()
    brought = allow(leave(client), "kari")
    assert client.get(BACK, brought).status_code == 302
    assert client.get(BACK, brought).status_code == 403


def test_a_code_that_was_used_is_refused(kommunen: str) -> None:
    """By the kommune, also where it comes with a new state."""
    person(kommunen, "kari", **IN_GRORUD)
    code = allow(leave(CheckingClient()), "kari")["code"]
    first, second = CheckingClient(), CheckingClient()
    answers = []
    for client in (first, second):
        state = parse_qs(urlsplit(leave(client)).query)["state"][0]
        answers.append(client.get(BACK, {"code": code, "state": state}))
    assert [answer.status_code for answer in answers] == [403, 403]
    assert "stemte ikke" in said(answers[1])


def test_a_token_of_another_log_in_is_refused(
    kommunen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client = CheckingClient()
    monkeypatch.setattr(oidc, "nonce_of", lambda _state: "en-annen")
    address = leave(client)
    monkeypatch.undo()
    answer = client.get(BACK, allow(address, "kari"))
    assert (answer.status_code, "stemte ikke" in said(answer)) == (403, True)
    assert not is_in(client)


def test_a_token_for_another_service_is_refused(kommunen: str) -> None:
    person(kommunen, "kari", **IN_GRORUD)
    client = CheckingClient()
    brought = allow(leave(client), "kari")
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers(kommunen, client_id="en-annen")):
        answer = client.get(BACK, brought)
    assert (answer.status_code, "stemte ikke" in said(answer)) == (403, True)


def test_who_gives_up_there_is_told_so_here(kommunen: str) -> None:
    client = CheckingClient()
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state})
    assert "Du avbrøt innloggingen." in said(answer)


def test_a_kommune_that_does_not_answer_is_told_of() -> None:
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers("http://localhost:9")):
        answer = CheckingClient().post(TO, {})
    assert (answer.status_code, "svarer ikke akkurat nå" in said(answer)) == (503, True)


def test_the_browser_chooses_neither_what_is_asked_nor_what_is_done(
    kommunen: str, grorud: User
) -> None:
    asked = {"process": "connect", "scope": "alt", "auth_params": "prompt=none&nonce=x"}
    address = CheckingClient().post(f"{TO}?scope=alt&auth_params=nonce%3Dx&process=connect", asked)
    query = parse_qs(urlsplit(address["Location"]).query)
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}
    assert query["nonce"] != ["x"]
    assert CheckingClient().get(TO).status_code == 405
    assert CheckingClient.of(grorud).post(TO, asked)["Location"] == "/"
    assert CheckingClient().post(TO, {"next": "https://example.org/"}).status_code == 302


# --- What is wrong with a token -------------------------------------------------------------------

OWN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STATE = "s" * 16


def token(key: Any = OWN_KEY, algorithm: str = "RS256", **otherwise: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": "https://kommunen.example",
        "sub": "kari",
        "aud": "ruspolitikk",
        "iat": now,
        "exp": now + 600,
        "nonce": oidc.nonce_of(STATE),
        **otherwise,
    }
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(told, key, algorithm=algorithm, headers={"kid": "1"})


class Answers:
    """The kommune's keys."""

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *_args: Any) -> None: ...

    def get(self, _address: str) -> "Answers":
        return self

    def raise_for_status(self) -> None: ...

    def json(self) -> Any:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OWN_KEY.public_key()))
        return {"keys": [{**key, "kid": "1", "alg": "RS256", "use": "sig"}]}


def claims_of(sent: str, monkeypatch: pytest.MonkeyPatch, rf: Any) -> Any:
    """What is read of it."""
    adapter = oidc.TokenAdapter(rf.get(BACK, {"state": STATE}), oidc.PROVIDER)
    adapter._openid_config = {"issuer": "https://kommunen.example", "jwks_uri": "x"}
    monkeypatch.setattr(oidc.SocialAdapter, "get_requests_session", lambda _self: Answers())
    app = adapter.get_provider().app
    login = adapter.complete_login(adapter.request, app, None, response={"id_token": sent})
    return login.claims


def test_a_good_token_is_read(monkeypatch: pytest.MonkeyPatch, rf: Any) -> None:
    assert claims_of(token(), monkeypatch, rf)["sub"] == "kari"


@pytest.mark.parametrize(
    "sent",
    [
        token(nonce="en-annen"),
        token(nonce=None),
        token(aud="en-annen"),
        token(aud=None),
        token(iss="https://example.org"),
        token(exp=int(time.time()) - 3600),
        token(exp=None),
        token(sub=None),
        token(OTHER_KEY),
        token("en hemmelighet på minst 32 tegn til", "HS256"),
        token(None, "none"),
        "x",
        "",
        "a.b.c",
    ],
    ids=lambda sent: None,
)
def test_a_token_that_is_not_good_is_refused(
    sent: str, monkeypatch: pytest.MonkeyPatch, rf: Any
) -> None:
    with pytest.raises(oidc.OAuth2Error):
        claims_of(sent, monkeypatch, rf)
