"""What is written down of faults, log-ins and refusals, and what is not."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signing import dumps
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from ruspolitikk.accounts.models import User
from ruspolitikk.server.logs import JsonLines, without_secrets
from tests.checking_client import CheckingClient

pytestmark = pytest.mark.one_database

PERSONAL = "Kari Nordmann, 01017012345"
PASSWORD = "et-langt-passord-som-holder"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """The lines so far, as production writes them."""
    caplog.set_level(logging.INFO, logger="ruspolitikk")
    caplog.handler.setFormatter(JsonLines())

    def so_far() -> list[dict[str, Any]]:
        return [json.loads(caplog.handler.format(record)) for record in caplog.records]

    return so_far


def breaks(*_args: Any, **_named: Any) -> None:
    try:
        raise KeyError(PERSONAL)
    except KeyError as first:
        raise ValueError(PERSONAL) from first


def test_a_fault_is_told_with_the_number_on_its_page_and_without_its_words(
    grorud: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    lines: Any,
) -> None:
    monkeypatch.setattr("ruspolitikk.accounts.views.JsonResponse", breaks)
    client = CheckingClient.of(grorud)
    client.raise_request_exception = False
    answer: Any = client.get("/innlogget/")
    number = answer["X-Request-ID"]
    assert answer.status_code == 500
    assert f"Feilnummer <code>{number}</code>" in answer.content.decode()
    (line,) = [line for line in lines() if line["level"] == "error"]
    assert (line["page"], line["person"]) == ("stay-logged-in", grorud.pk)
    assert [fault["kind"] for fault in line["fault"]] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert any(place.endswith(" stay") for place in line["fault"][0]["at"])
    assert "Kari" not in json.dumps(line)
    assert caplog.records[-1].exc_info


def test_who_logs_in_who_does_not_and_who_is_refused_is_told_without_what_was_typed(
    grorud: User, lines: Any
) -> None:
    grorud.set_password(PASSWORD)
    grorud.save()
    client = CheckingClient()
    for password in ("feil-passord-1", PASSWORD):
        client.post("/logg-inn/", {"username": "grorud", "password": password})
    client.get("/planer/ostensjo-2020/rediger/")
    client.post(
        "/passord/",
        {
            "old_password": PASSWORD,
            **dict.fromkeys(("new_password1", "new_password2"), PASSWORD * 2),
        },
    )
    told = [(line["event"], line.get("person", line.get("of"))) for line in lines()]
    assert told == [
        ("log-in refused", None),
        ("log-in", grorud.pk),
        ("refused", grorud.pk),
        ("password changed", grorud.pk),
    ]
    assert not {"feil-passord-1", PASSWORD, "grorud"} & set(str(lines()).replace("'", " ").split())


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("3f2c9a1e-77aa-4c1b", True),
        ("", False),
        ("kort", False),
        ("a" * 65, False),
        ("«}\n", False),
    ],
)
def test_a_number_from_the_proxy_is_taken_where_it_looks_like_one(
    given: str, is_taken: bool
) -> None:
    answer = CheckingClient().get("/hjelp/", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is is_taken
    assert len(answer["X-Request-ID"]) >= 18


def secret_patterns(resolver: Any = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The names of all addresses with a text in them that is no word of the address, and the kinds
    of what stands in them."""
    resolver = resolver or get_resolver()
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver) and one.app_name != "admin":
            prefix = f"{one.namespace}:" if one.namespace else ""
            yield from ((prefix + name, kinds) for name, kinds in secret_patterns(one))
        elif isinstance(one, URLPattern):
            kinds = {n: type(kind).__name__ for n, kind in one.pattern.converters.items()}
            if "StringConverter" in kinds.values():
                yield str(one.name), kinds


def test_no_secret_of_an_address_is_written_down() -> None:
    secret = dumps([17, "en-nonce"])
    for name, kinds in secret_patterns():
        for text in (secret, secret[:-1], "en-hemmelighet"):
            parts = {"StringConverter": text, "IntConverter": 1, "SlugConverter": "csv"}
            address = reverse(name, kwargs={each: parts[kind] for each, kind in kinds.items()})
            told = without_secrets(f"Internal Server Error: {address}?a=1")
            assert text not in told, name
            assert told.startswith("Internal Server Error: /")
            assert told.endswith("?a=1")
    assert without_secrets(f"Referer: https://x/y/{secret}") == "Referer: https://x/y/…"
    kept = "/planer/ostensjo-ruspolitisk-handlingsplan-2020-2023/rediger/"
    assert without_secrets(kept) == kept
