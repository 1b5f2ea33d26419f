"""Copying and restoring PostgreSQL: pg_dump and pg_restore, of the server's own version."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ruspolitikk.server.safekeeping.contents import Contents, CopyError, TableSum, refuse_difference

DEBIAN = Path("/usr/lib/postgresql")
OF_LIBPQ = ("sslmode", "sslrootcert", "sslcert", "sslkey", "options", "connect_timeout")
"""What DATABASE_URL may say that the programs are told too."""
SAME_EVERYWHERE = (
    "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'; SET bytea_output TO 'hex'; "
    "SET extra_float_digits TO 1"
)


def version(settings: Mapping[str, Any]) -> str:
    with _connected(settings) as connection:
        return f"{_major(connection)}"


def copy_to(file: Path, settings: Mapping[str, Any]) -> Contents:
    """Copy the database as it is in this moment. The sums are of the same snapshot that pg_dump
    is given; they are held against the file's own rows when it is restored."""
    with _connected(settings) as connection:
        dump = _program("pg_dump", _major(connection))
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        [snapshot] = connection.execute("SELECT pg_export_snapshot()").fetchone() or [""]
        connection.execute(SAME_EVERYWHERE)
        contents = {table: _sum_of(connection, table) for table in _tables(connection)}
        _run(
            dump,
            settings,
            *("--format=custom", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot}", f"--file={file}"),
        )
    return contents


def refuse_contents(settings: Mapping[str, Any]) -> None:
    """Raises CopyError where the database has a table already."""
    with _connected(settings) as connection:
        tables = len(_tables(connection))
    if tables:
        raise CopyError(
            f"Databasen {settings['NAME']} har {tables} tabeller. En database med innhold blir "
            "aldri skrevet over: lag en ny, tom database (createdb), og pek DATABASE_URL på den."
        )


def restore_from(file: Path, settings: Mapping[str, Any], expected: Contents) -> None:
    """The whole database in one transaction, or none; then its sums are taken again."""
    with _connected(settings) as connection:
        restore = _program("pg_restore", _major(connection))
    _run(
        restore,
        settings,
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(file)),
    )
    with _connected(settings) as connection:
        connection.execute(SAME_EVERYWHERE)
        found = {table: _sum_of(connection, table) for table in _tables(connection)}
    refuse_difference(expected, found, "Databasen som ble skrevet")


def _parameters(settings: Mapping[str, Any]) -> dict[str, Any]:
    options = settings.get("OPTIONS", {})
    said = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        "password": settings["PASSWORD"],
        **{name: options[name] for name in OF_LIBPQ if name in options},
    }
    return {name: value for name, value in said.items() if value}


@contextmanager
def _connected(settings: Mapping[str, Any]) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(**_parameters(settings)) as connection:
            yield connection
    except psycopg.Error as problem:
        raise CopyError(f"PostgreSQL sier: {str(problem).strip()}") from problem


def _major(connection: psycopg.Connection) -> int:
    return connection.info.server_version // 10_000


def _program(name: str, major: int) -> str:
    """The program of the server's own version: an older one refuses it, and what a newer one writes
    an older server does not read. Raises CopyError."""
    candidates = (str(DEBIAN / str(major) / "bin" / name), shutil.which(name))
    for each in candidates:
        if each and Path(each).exists() and _version_of(each) == major:
            return each
    raise CopyError(
        f"{name} for PostgreSQL {major}, som er tjenerens versjon, finnes ikke på denne maskinen. "
        f"På Debian: apt-get install postgresql-client-{major}."
    )


def _version_of(program: str) -> int | None:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    digits = re.search(r"\) (\d+)", told.stdout)
    return int(digits[1]) if digits else None


def _run(program: str, settings: Mapping[str, Any], *args: str) -> None:
    """With the password in its environment, where no list of processes shows it."""
    parameters = _parameters(settings)
    environment = {**os.environ, "PGPASSWORD": str(parameters.pop("password", ""))}
    command = [program, f"--dbname={make_conninfo(**parameters)}", *args]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise CopyError(f"{Path(program).name} sier: {ended.stderr.strip() or ended.returncode}")


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n "
        "ON n.oid = c.relnamespace AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' "
        "WHERE c.relkind IN ('r', 'p') ORDER BY c.oid::regclass::text COLLATE \"C\""
    )
    return [name for (name,) in rows]


def _sum_of(connection: psycopg.Connection, table: str) -> TableSum:
    """`table` is as the database quotes it."""
    keys = connection.execute(
        "SELECT quote_ident(a.attname) FROM pg_index i JOIN pg_attribute a "
        "ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) "
        "WHERE i.indisprimary AND i.indrelid = %s::regclass",
        [table],
    ).fetchall()
    order = " || ' ' || ".join(f'{key}::text COLLATE "C"' for (key,) in keys) or "t::text"
    statement = f"COPY (SELECT * FROM {table} t ORDER BY {order}) TO STDOUT"  # noqa: S608
    taken, rows = sha256(), 0
    with connection.cursor() as cursor, cursor.copy(sql.SQL(statement)) as lines:
        for line in lines:
            taken.update(line)
            rows += bytes(line).count(b"\n")  # a line break in a text is written \n
    return TableSum(rows, taken.hexdigest())
