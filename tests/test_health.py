"""/helse/ and /klar/: what a proxy asks, and what it is told."""

import logging
from typing import Any, NoReturn

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

pytestmark = pytest.mark.one_database


def refused(*args: Any, **options: Any) -> NoReturn:
    raise OperationalError("connection to postgresql://web:hemmelig@db refused")


def test_a_server_is_alive_whatever_becomes_of_its_database() -> None:
    """Without `db` a test that asks the database fails."""
    answer = Client().get("/helse/")
    assert (answer.status_code, answer.json()) == (200, {"alive": "ok"})
    assert "no-store" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_a_server_is_ready_where_all_is_there(db: None) -> None:
    answer = Client().get("/klar/")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(["database", "migrations", "disk", "cache"], "ok")


def test_what_is_missing_is_named_without_secrets_and_fills_no_log(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr(connection, "cursor", refused)
        answer = Client().get("/klar/")
    assert answer.status_code == 503
    assert answer.json() == {
        "database": "does not answer",
        "migrations": "cannot be read",
        "disk": "ok",
        "cache": "cannot be read",
    }
    assert not caplog.records


def test_a_server_whose_database_lacks_a_migration_is_not_ready(db: None) -> None:
    steps = MigrationRecorder(connection)
    last = max(name for app, name in steps.applied_migrations() if app == "accounts")
    steps.record_unapplied("accounts", last)
    answer = Client().get("/klar/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")


def test_one_whose_database_is_newer_serves_it(db: None) -> None:
    MigrationRecorder(connection).record_applied("accounts", "9999_of_the_next_version")
    assert Client().get("/klar/").status_code == 200


@override_settings(LEAST_FREE_DISK=10**18)
def test_a_server_without_room_for_an_upload_is_not_ready(db: None) -> None:
    answer = Client().get("/klar/")
    assert (answer.status_code, answer.json()["disk"]) == (503, "nearly full")


@override_settings(
    CACHES={
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "a_table_that_is_not_there",
        }
    }
)
def test_a_server_whose_cache_has_no_table_is_not_ready(db: None) -> None:
    answer = Client().get("/klar/")
    assert (answer.status_code, answer.json()["cache"]) == (503, "cannot be read")


@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^(helse|klar)/$"], ALLOWED_HOSTS=["x.no"]
)
@pytest.mark.parametrize("address", ["/helse/", "/klar/"])
def test_they_are_asked_past_the_proxy_too(address: str, db: None) -> None:
    assert Client().get(address, headers={"host": "x.no"}).status_code == 200
    assert Client().get("/hjelp/", headers={"host": "x.no"}).status_code == 301
    assert settings.SECURE_SSL_REDIRECT
