"""The databases that are measured: a new SQLite file or PostgreSQL database for each size."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests import postgresql

SQLITE, POSTGRESQL = KINDS = ("sqlite", "postgresql")


@contextmanager
def urls(kind: str, names: list[str]) -> Iterator[list[str]]:
    """An address for each name; all is gone afterwards. RuntimeError without a PostgreSQL."""
    if kind == SQLITE:
        with tempfile.TemporaryDirectory(prefix="ruspolitikk-benchmark-") as folder:
            yield [f"sqlite:///{Path(folder) / name}.sqlite3" for name in names]
        return
    binaries = postgresql.binaries()
    if binaries is None:
        raise RuntimeError("no PostgreSQL on this machine: install it, or say --database sqlite")
    server = postgresql.Server.start(binaries)
    try:
        use(opened(_named(server.url, "postgres")))
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        yield [_named(server.url, name) for name in names]
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def _named(url: str, name: str) -> str:
    return f"{url.rpartition('/')[0]}/{name}"


def opened(url: str) -> BaseDatabaseWrapper:
    """A connection with the product's own options, which stays open between requests."""
    wanted: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=None)}
    wanted["OPTIONS"] = settings.DATABASE_OPTIONS[wanted["ENGINE"]]
    connections.settings["default"] = connections.configure_settings({"default": wanted})["default"]
    return connections.create_connection("default")


def use(database: BaseDatabaseWrapper) -> None:
    """Make this the database that the product reads from now on."""
    connections["default"] = database


def analyse() -> None:
    """Let the planner know what it holds, as autovacuum does in production."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == POSTGRESQL else "ANALYZE")
