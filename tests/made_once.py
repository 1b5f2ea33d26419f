"""The test database: migrated, with the real plans in it, and made once for each kind of database.

Every migration from the first and the plans take thirteen seconds of work, and each of the four
workers would do the same (`tests/parts.py`). The first one that comes keeps a copy; the others take
it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests.factories import load_plans

OF_THE_RUN = "RUSPOLITIKK_RUN"
"""The environment's name for a folder that all workers of one run share."""


@contextmanager
def made_database() -> Iterator[None]:
    """A database of this process's own, gone afterwards."""
    folder = os.environ.get(OF_THE_RUN)
    made = _copied(Path(folder)) if folder else _made()
    yield
    teardown_databases(made, verbosity=0)
    if folder and connection.vendor == "postgresql":
        _forget(Path(folder))


def _made() -> list[Any]:
    """As Django notes them: each connection, its former name, and whether to destroy it."""
    made: list[Any] = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    load_plans()
    return made


def _copied(folder: Path) -> list[Any]:
    with _locked(folder) as copy:
        if not copy.exists():
            made = _made()
            _keep(copy)
            return made
        former, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
        connection.close()
        if connection.vendor == "sqlite":
            shutil.copyfile(copy, own)
        else:
            _copy_on_the_server(copy.read_text(), own)
    connection.settings_dict["NAME"] = own
    return [(connection, former, True)]


@contextmanager
def _locked(folder: Path) -> Iterator[Path]:
    """The copy, whether it is there yet or not: SQLite's own file; on PostgreSQL a file that says
    what the copy is called on the server."""
    with (folder / f"lock-{connection.vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / f"made-{connection.vendor}"


def _keep(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return
    own = connection.settings_dict["NAME"]
    connection.close()  # nobody may be connected to what is copied
    _copy_on_the_server(own, f"{own}_made")
    copy.write_text(f"{own}_made")


def _copy_on_the_server(there: str, name: str) -> None:
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)}")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(there)}")


def _forget(folder: Path) -> None:
    """Whoever comes later makes it again: a server may outlive the run."""
    with _locked(folder) as copy:
        if copy.exists():
            with connection._nodb_cursor() as cursor:
                name = connection.ops.quote_name(copy.read_text())
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            copy.unlink()
