"""A copy of the whole database in a file, and the database again from it, on both kinds.

While others write, at the real commands and with kills: `python -m tests.nothing_lost`.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from measures.models import Measure
from ruspolitikk.server.safekeeping import postgresql, sqlite
from ruspolitikk.server.safekeeping.contents import Contents, CopyError
from ruspolitikk.server.safekeeping.copies import list_of, make_copy, restore_copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Any:
    """The settings of the database that the tests use."""
    return connection.settings_dict


@pytest.fixture
def elsewhere(here: Any, tmp_path: Path) -> Iterator[Any]:
    """Those of one that is empty."""
    if connection.vendor == "sqlite":
        yield {**here, "NAME": str(tmp_path / "elsewhere.sqlite3")}
        return
    name = f"elsewhere_{os.getpid()}"
    server = postgresql._parameters({**here, "NAME": "postgres"})
    with psycopg.connect(**server, autocommit=True) as own:
        own.execute(f"CREATE DATABASE {name}")
        yield {**here, "NAME": name}
        own.execute(f"DROP DATABASE {name}")


@pytest.fixture
def copy(here: Any, tmp_path: Path) -> Path:
    made = tmp_path / "copy"
    make_copy(made, here)
    return made


def measures_in(settings: Any) -> int:
    """Asked without the product."""
    counted = "SELECT count(*) FROM measures_measure"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(settings["NAME"])) as opened:
            return int(opened.execute(counted).fetchone()[0])
    with psycopg.connect(**postgresql._parameters(settings)) as opened:
        [number] = opened.execute(counted).fetchone() or [0]
        return int(number)


def test_a_database_that_is_restored_elsewhere_holds_what_was_copied(
    five_plans: None, here: Any, elsewhere: Any, tmp_path: Path
) -> None:
    copied = make_copy(tmp_path / "copy", here)
    assert copied["measures_measure"].rows == Measure.objects.count()
    assert restore_copy(tmp_path / "copy", elsewhere) == copied
    assert measures_in(elsewhere) == Measure.objects.count()
    assert make_copy(tmp_path / "again", elsewhere) == copied


def test_a_copy_and_the_list_beside_it_are_for_their_owner_alone(copy: Path) -> None:
    assert [each.stat().st_mode & 0o777 for each in (copy, list_of(copy))] == [0o600, 0o600]
    assert sorted(each.name for each in copy.parent.iterdir()) == ["copy", "copy.json"]
    assert '"measures_measure": {' in list_of(copy).read_text()


def test_a_file_that_is_there_is_not_written_over(copy: Path, here: Any) -> None:
    before = copy.read_bytes()
    with pytest.raises(CopyError, match="finnes fra før"):
        make_copy(copy, here)
    assert copy.read_bytes() == before
    assert list_of(copy).exists()


def test_a_database_with_contents_is_not_written_over(copy: Path, here: Any) -> None:
    with pytest.raises(CopyError, match=r"har \d+ tabeller.*aldri skrevet over"):
        restore_copy(copy, here)


def test_a_copy_that_was_altered_is_not_restored(copy: Path, elsewhere: Any) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CopyError, match="er endret siden"):
        restore_copy(copy, elsewhere)


def test_a_list_that_says_otherwise_is_told_by_the_table(copy: Path, elsewhere: Any) -> None:
    told = list_of(copy).read_text()
    at = told.index('"rows": ', told.index('"measures_measure"'))
    list_of(copy).write_text(told[:at] + told[at:].replace('"rows": ', '"rows": 9', 1))
    with pytest.raises(CopyError, match="er ikke lik det som ble kopiert: measures_measure"):
        restore_copy(copy, elsewhere)


@pytest.mark.parametrize("said", [None, "", "{}", "[1]", '{"database": "sqlite"}'])
def test_without_a_list_nothing_is_restored(copy: Path, elsewhere: Any, said: str | None) -> None:
    list_of(copy).unlink()
    if said is not None:
        list_of(copy).write_text(said)
    with pytest.raises(CopyError, match="finnes ikke" if said is None else "kan ikke leses"):
        restore_copy(copy, elsewhere)


def test_a_copy_of_another_kind_of_database_is_refused(copy: Path, elsewhere: Any) -> None:
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite3"
    with pytest.raises(CopyError, match="er en kopi av"):
        restore_copy(copy, {**elsewhere, "ENGINE": f"django.db.backends.{other}"})


def test_the_commands_say_what_they_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "close_all", list)  # the test's own transaction goes on
    out = StringIO()
    call_command("backup", str(tmp_path / "copy"), stdout=out)
    assert " tabeller, " in out.getvalue()
    with pytest.raises(CommandError, match="aldri skrevet over"):
        call_command("restore", str(tmp_path / "copy"))
    with pytest.raises(CommandError, match="finnes ikke"):
        call_command("backup", str(tmp_path / "no such folder" / "copy"))


def test_a_copy_that_fails_half_way_leaves_nothing(
    here: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, settings: Any) -> Contents:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    for kind in (sqlite, postgresql):
        monkeypatch.setattr(kind, "copy_to", full)
    with pytest.raises(CopyError, match="No space left"):
        make_copy(tmp_path / "copy", here)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.one_database
def test_a_machine_without_the_programs_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CopyError, match=r"pg_dump for PostgreSQL 15.*postgresql-client-15\."):
        postgresql._program("pg_dump", 15)
    older = tmp_path / "pg_dump"
    older.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9'\n")
    older.chmod(0o700)
    with pytest.raises(CopyError, match="PostgreSQL 15"):
        postgresql._program("pg_dump", 15)
    assert postgresql._program("pg_dump", 14) == str(older)


@pytest.mark.one_database
def test_what_another_sqlite_database_left_behind_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3-wal").write_bytes(b"left")
    with pytest.raises(CopyError, match="er igjen etter en annen database"):
        sqlite.refuse_contents({"NAME": str(tmp_path / "db.sqlite3")})
    with pytest.raises(CopyError, match="finnes ikke"):
        sqlite.refuse_contents({"NAME": str(tmp_path / "none" / "db.sqlite3")})


@pytest.mark.one_database
def test_an_empty_database_that_a_command_left_open_is_no_contents(
    copy: Path, elsewhere: Any
) -> None:
    with closing(sqlite3.connect(elsewhere["NAME"])) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("SELECT 1 FROM sqlite_master").fetchall()
        restore_copy(copy, elsewhere)
    assert measures_in(elsewhere) == Measure.objects.count()
