"""Copying and restoring SQLite: the online backup API, while others write."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from ruspolitikk.server.safekeeping.contents import Contents, CopyError, TableSum, refuse_difference

WAITS = 20
"""Seconds for the lock of somebody who writes."""


def version(settings: Mapping[str, Any]) -> str:
    return sqlite3.sqlite_version


def copy_to(file: Path, settings: Mapping[str, Any]) -> Contents:
    """Copy the database as it is in this moment, and check that the file holds just that."""
    if not Path(settings["NAME"]).exists():
        raise CopyError(f"Det er ingen database i {settings['NAME']}.")
    with _opened(settings["NAME"]) as source:
        # The copy and the sums are of the one state that this transaction sees.
        source.execute("BEGIN")
        contents = _contents(source)
        with _opened(file) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    _check(file, contents, "Fila som ble skrevet")
    return contents


def refuse_contents(settings: Mapping[str, Any]) -> None:
    """Raises CopyError where there is a database already. One without a table is none."""
    database = Path(settings["NAME"])
    if not database.parent.is_dir():
        raise CopyError(f"Mappa {database.parent} finnes ikke.")
    if database.exists():
        with _opened(database) as there:
            tables = len(_tables(there))
        if tables:
            raise CopyError(
                f"{database} har {tables} tabeller. En database med innhold blir aldri skrevet "
                "over: flytt fila unna først."
            )
    # Beside an empty database they are its own: any command of Django's leaves one behind.
    elif left := [str(each) for each in _beside(database) if each.exists()]:
        raise CopyError(f"{', '.join(left)} er igjen etter en annen database. Flytt den unna.")


def restore_from(file: Path, settings: Mapping[str, Any], expected: Contents) -> None:
    """The whole database, or none: it gets its name when it is checked."""
    database = Path(settings["NAME"])
    part = database.with_name(f"{database.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with _opened(file) as source, _opened(part) as target:
            source.backup(target)
        _check(part, expected, "Databasen som ble skrevet")
        for each in _beside(database):
            each.unlink(missing_ok=True)
        part.replace(database)
    finally:
        part.unlink(missing_ok=True)


def _check(file: Path, expected: Contents, what: str) -> None:
    with _opened(file) as database:
        [(told,)] = database.execute("PRAGMA integrity_check(1)")
        if told != b"ok":
            raise CopyError(f"{what} er skadet: {told.decode(errors='replace')}.")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise CopyError(f"{what} har rader som viser til rader som ikke finnes.")
        refuse_difference(expected, _contents(database), what)


@contextmanager
def _opened(file: Path | str) -> Iterator[sqlite3.Connection]:
    """Raises CopyError for what SQLite itself finds, as a full disk."""
    try:
        with closing(sqlite3.connect(file, timeout=WAITS, isolation_level=None)) as opened:
            opened.text_factory = bytes  # as it is kept, also where it is no UTF-8
            yield opened
    except sqlite3.Error as problem:
        raise CopyError(f"SQLite sier om {file}: {problem}.") from problem


def _beside(database: Path) -> list[Path]:
    return [database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm", "-journal")]


def _tables(database: sqlite3.Connection) -> list[str]:
    rows = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' "
        "ESCAPE '~' ORDER BY name"
    )
    return [name.decode() for (name,) in rows]


def _contents(database: sqlite3.Connection) -> Contents:
    return {table: _sum_of(database, table) for table in _tables(database)}


def _sum_of(database: sqlite3.Connection, table: str) -> TableSum:
    name = table.replace('"', '""')
    keys = database.execute(f'SELECT name FROM pragma_table_info("{name}") WHERE pk ORDER BY pk')  # noqa: S608
    order = ", ".join(f'"{key.decode()}"' for (key,) in keys) or "rowid"
    taken, rows = sha256(), 0
    for row in database.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):  # noqa: S608
        rows += 1
        for value in row:
            kind = type(value).__name__
            written = value if isinstance(value, bytes) else repr(value).encode()
            taken.update(f"{kind} {len(written)} ".encode() + written)
    return TableSum(rows, taken.hexdigest())
