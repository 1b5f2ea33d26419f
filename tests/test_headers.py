"""What every answer tells the browser, asked of each kind of answer there is.

The headers themselves are asked of every answer that the suite fetches, by `checking_client.py`.
"""

import pytest
from django.db import OperationalError
from django.test import override_settings

from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient, header_faults, inline_faults, parsed

pytestmark = pytest.mark.one_database

YEAR = 31_536_000
HTTPS = {f"SECURE_HSTS_{part}": True for part in ("INCLUDE_SUBDOMAINS", "PRELOAD")}
STATIC = "/static/ruspolitikk/ruspolitikk.css"


KINDS: list[tuple[int, str, str]] = [
    (200, "leser", "/tiltak/?plan=gjeldende"),
    (302, "leser", "/"),
    (302, "", "/tiltak/"),
    (301, "", "/dekning/"),
    (200, "", "/logg-inn/"),
    (200, "", "/publisert/"),
    (404, "", "/publisert/finnes-ikke/"),
    (200, "", "/robots.txt"),
    (200, "", "/helse/"),
    (200, "", STATIC),
    (404, "", "/static/finnes-ikke.css"),
    (200, "leser", "/tiltak/excel/"),
    (200, "leser", "/oversikt/csv/"),
    (200, "leser", "/oversikt/svg/"),
    (404, "leser", "/finnes-ikke/"),
    (404, "", "/svar/finnes-ikke/"),
    (403, "leser", "/runder/ny/"),
    (405, "leser", "/logg-ut/"),
    (403, "leser", "/admin/"),
    (200, "superuser", "/admin/"),
    (200, "superuser", "/admin/measures/measure/"),
    (200, "superuser", "/admin/plans/plan/add/"),
]


@pytest.mark.parametrize(("status", "who", "path"), KINDS)
def test_every_kind_of_answer_has_them(
    status: int, who: str, path: str, request: pytest.FixtureRequest, db: None
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who)) if who else CheckingClient()
    with override_settings(SECURE_HSTS_SECONDS=YEAR, **HTTPS):
        response = client.get(path, secure=True)
    if response.streaming:
        response.getvalue()  # a file is closed when it has been sent
    assert response.status_code == status
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.fixture
def failing(leser: User, monkeypatch: pytest.MonkeyPatch) -> CheckingClient:
    """A view fails, with words that nobody shall be shown."""

    def fail(*args: object, **options: object) -> None:
        raise OperationalError("SELECT hemmelig")

    monkeypatch.setattr("ruspolitikk.accounts.views.JsonResponse", fail)
    client = CheckingClient.of(leser)
    client.raise_request_exception = False
    return client


def test_a_fault_of_ours_has_them_and_tells_nothing(failing: CheckingClient) -> None:
    response = failing.get("/innlogget/")
    assert response.status_code == 500
    assert "hemmelig" not in response.content.decode()
    assert inline_faults(parsed(response.content.decode())) == []


def test_a_part_of_a_page_has_them(leser: User) -> None:
    client = CheckingClient.of(leser)
    for each, status in ((client, 200), (CheckingClient(), 204)):
        asked = each.get("/tiltak/?plan=gjeldende", headers={"HX-Request": "true"})
        assert asked.status_code == status


def test_a_form_without_its_token_is_refused_with_them(leser: User) -> None:
    sent = CheckingClient.of(leser).post("/varsler/", {}, headers={"X-CSRFToken": "no"})
    assert sent.status_code == 403


def test_a_page_that_the_proxy_has_already_is_said_so_with_them(db: None) -> None:
    client = CheckingClient()
    etag = client.get("/publisert/")["ETag"]
    assert client.get("/publisert/", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("to_https", [False, True])
def test_another_sites_name_is_refused_with_them(to_https: bool, db: None) -> None:
    """Also where Django refuses it on the way to HTTPS, before its own middleware says anything."""
    with override_settings(SECURE_SSL_REDIRECT=to_https):
        response = CheckingClient().get("/logg-inn/", headers={"host": "ond.example"})
    assert response.status_code == 400
    assert "ond.example" not in response.content.decode()


def test_the_way_to_https_has_them(db: None) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = CheckingClient().get("/logg-inn/?next=/tiltak/")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/logg-inn/?next=/tiltak/"


def test_a_server_that_is_not_ready_says_so_with_them(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ruspolitikk.server.health.ASKED", {"disk": lambda: "nearly full"})
    assert CheckingClient().get("/klar/").status_code == 503


@pytest.mark.parametrize("path", ["", "measures/measure/", "plans/plan/add/", "accounts/user/add/"])
def test_nothing_is_written_into_a_page_of_the_admin(path: str, superuser: User) -> None:
    page = CheckingClient.of(superuser).get(f"/admin/{path}")
    assert inline_faults(parsed(page.content.decode())) == []


def test_what_is_asked_of_each_answer_would_find_an_answer_without_them() -> None:
    assert header_faults({}) != []
    allows = "script-src 'unsafe-inline'; default-src 'self'; object-src 'none'"
    faults = header_faults({"Content-Security-Policy": allows})
    assert "a policy with unsafe-" in faults
    assert "a policy without base-uri 'none'" in faults
