"""The test database: migrated, with the real plans in it, and made once for all workers on SQLite.

Every migration from the first takes seven seconds of work, and three of the four workers would do
the same (`tests/parts.py`). The first one that comes keeps a copy of the file; the others take it.
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
    made = _copied(Path(folder)) if folder and connection.vendor == "sqlite" else _made()
    yield
    teardown_databases(made, verbosity=0)


def _made() -> list[Any]:
    """As Django notes them: each connection, its former name, and whether to destroy it."""
    made: list[Any] = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    load_plans()
    return made


def _copied(folder: Path) -> list[Any]:
    first = folder / "made.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            made = _made()
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(first)])
            return made
    former, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = shutil.copyfile(first, own)
    return [(connection, former, True)]
