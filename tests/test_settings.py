"""What does not start, and says why in a sentence; what does."""

import ast
import re
import runpy
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from reporting.feed.address import address_for, owner_of
from ruspolitikk.accounts.models import User
from ruspolitikk.server.logs import _SECRET_ADDRESS
from ruspolitikk.server.starting import refuse_missing_migrations
from tests.source import HOUSE

pytestmark = pytest.mark.one_database

PRODUCTION = {
    "DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "SECRET_KEY": "a-key-for-the-tests-alone-that-protects-nothing-at-all",
    "ALLOWED_HOSTS": "example.org",
}

OIDC = {
    "OIDC_ISSUER": "https://login.example.org/tenant/v2.0",
    "OIDC_CLIENT_ID": "ruspolitikk",
    "OIDC_CLIENT_SECRET": "hemmelig",
    "OIDC_GROUPS": "g1=editor@grorud, g2=city_admin@oslo",
}


def start(monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, Any]:
    for name in (*PRODUCTION, *OIDC, "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(HOUSE / "ruspolitikk/settings.py"))


@pytest.mark.parametrize(
    ("otherwise", "sentence"),
    [
        ({"DATABASE_URL": ""}, "SECRET_KEY is set, and DATABASE_URL is not"),
        ({"DATABASE_URL": "", "SECRET_KEY": ""}, "ALLOWED_HOSTS is set, and DATABASE_URL is not"),
        ({"DATABASE_URL": "postgresql://a:hemmelig@b:c/d"}, "DATABASE_URL is no address"),
        ({"DATABASE_URL": "localhost"}, "DATABASE_URL is no address"),
        ({"DEBUG": "1"}, "DEBUG=1 and DATABASE_URL are both set"),
        ({"SECRET_KEY": "a"}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": ""}, "SECRET_KEY must be set too"),
        ({"SECRET_KEY_FALLBACKS": "a"}, "SECRET_KEY can be guessed"),
        ({"ALLOWED_HOSTS": " "}, "ALLOWED_HOSTS must be set too"),
        ({"ALLOWED_HOSTS": "example.org,*"}, r"ALLOWED_HOSTS is \*"),
        ({"EMAIL_PORT": "post"}, "EMAIL_PORT must be a number"),
        ({"TWO_STEPS_DEMANDED_OF": "redaktor"}, "TWO_STEPS_DEMANDED_OF names redaktor"),
        ({"OIDC_ISSUER": "https://a.no"}, "OIDC_ISSUER is set, so OIDC_GROUPS must be set too"),
        ({**OIDC, "OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET must be set too"),
        ({**OIDC, "OIDC_ISSUER": "http://a.no"}, "OIDC_ISSUER begins with https"),
        ({**OIDC, "OIDC_GROUPS": "g=sjef@grorud"}, "OIDC_GROUPS says 'g=sjef@grorud'"),
        ({**OIDC, "OIDC_GROUPS": "g=editor"}, "OIDC_GROUPS says 'g=editor'"),
        ({"TRUSTED_PROXIES": "ja"}, "TRUSTED_PROXIES must be a number"),
    ],
)
def test_settings_that_fit_neither_way_to_run_do_not_start(
    otherwise: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        start(monkeypatch, **{**PRODUCTION, **otherwise})
    assert "hemmelig" not in str(refused.value)


def test_both_ways_to_run_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(monkeypatch)["EMBEDDED"]
    assert start(monkeypatch, DEBUG="1")["DEBUG"]
    production = start(monkeypatch, **PRODUCTION)
    assert not production["EMBEDDED"]
    assert production["DATABASES"]["default"]["CONN_HEALTH_CHECKS"]
    assert production["LOGGING"]["formatters"]["lines"]["()"] == "ruspolitikk.server.logs.JsonLines"
    for cookie in ("SESSION", "CSRF"):
        assert production[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{cookie}_COOKIE_SECURE"]


def test_a_key_that_was_in_use_before_is_still_read(
    leser: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = "the-key-before-this-one-that-protects-nothing-either"
    production = start(monkeypatch, **PRODUCTION, SECRET_KEY_FALLBACKS=f"{former}, ")
    assert production["SECRET_KEY_FALLBACKS"] == [former]
    with override_settings(SECRET_KEY=former):
        token = address_for(leser).split("/")[-1].removesuffix(".ics")
    with override_settings(SECRET_KEY="x" * 50, SECRET_KEY_FALLBACKS=[former]):
        assert owner_of(token) is not None
    with override_settings(SECRET_KEY="x" * 50):
        assert owner_of(token) is None


def test_the_kommunes_own_log_in_is_there_where_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without = start(monkeypatch, **PRODUCTION)
    assert "allauth.socialaccount" not in without["INSTALLED_APPS"]
    with_it = start(monkeypatch, **PRODUCTION, **OIDC)
    assert with_it["OIDC_GROUPS"] == [("g1", "editor", "grorud"), ("g2", "city_admin", "oslo")]
    assert "https://login.example.org" in with_it["SECURE_CSP"]["form-action"]


def test_a_server_does_not_start_on_the_embedded_database() -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is not set"):
        runpy.run_path(str(HOUSE / "ruspolitikk/wsgi.py"))


def test_a_server_does_not_start_on_a_database_that_is_older_than_the_code(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    refuse_missing_migrations()
    steps = MigrationRecorder(connection)
    last = max(name for app, name in steps.applied_migrations() if app == "accounts")
    steps.record_unapplied("accounts", last)
    with pytest.raises(ImproperlyConfigured, match=rf"1 migrations, .* accounts\.{last}"):
        refuse_missing_migrations()


def test_a_server_does_not_start_where_guesses_could_not_be_counted(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setitem(settings.CACHES["default"], "LOCATION", "finnes_ikke")
    with pytest.raises(ImproperlyConfigured, match="createcachetable"):
        refuse_missing_migrations()


READERS = {"env_flag", "env_required", "env_number", "env_list", "env_groups", "os.environ.get"}


def names_read(file: str) -> set[str]:
    """What is asked of the environment by name, in capitals."""
    tree = ast.parse((HOUSE / file).read_text())
    asked = [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if ast.unparse(node.func) in READERS
    ]
    return {name for name in asked if isinstance(name, str) and name.isupper()}


def test_the_operators_table_has_every_setting_and_no_other() -> None:
    page = (HOUSE / "docs/operations.md").read_text()
    table = page.split("\n## Settings\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == names_read("ruspolitikk/settings.py") | names_read("gunicorn.conf.py")


def test_the_proxy_logs_no_address_that_holds_a_secret() -> None:
    left_out = re.search(
        r"\^/\(([\w|-]+)\)/ 0;", (HOUSE / "docs/production/nginx.conf").read_text()
    )
    secret = re.search(r"\(([\w|-]+)\)/", _SECRET_ADDRESS.pattern)
    assert left_out
    assert secret
    assert set(left_out[1].split("|")) == set(secret[1].split("|"))
