"""A copy of the database in a file, with a list of what is in it beside the file.

The list is JSON: when the copy was made, of which kind and version of database, the size and
SHA-256 of the file, and of each table how many rows it has and their checksum.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from types import ModuleType
from typing import Any

from ruspolitikk.server.safekeeping import postgresql, sqlite
from ruspolitikk.server.safekeeping.contents import Contents, CopyError, TableSum

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def list_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def make_copy(file: Path, settings: Mapping[str, Any]) -> Contents:
    """Write a copy and its list; the file has its name when both are there and on the disk. Raises
    CopyError, with neither there, also where the file exists."""
    kind = kind_of(settings)
    if file.exists():
        raise CopyError(f"{file} finnes fra før, og blir ikke skrevet over.")
    if not file.parent.is_dir():
        raise CopyError(f"Mappa {file.parent} finnes ikke.")
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        for each in (part, list_of(file)):  # they tell all that anybody wrote, and how much
            each.touch(mode=0o600)
        contents: Contents = KINDS[kind].copy_to(part, settings)
        told = {
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": kind,
            "version": KINDS[kind].version(settings),
            "bytes": part.stat().st_size,
            "sha256": _sum_of_file(part),
            "tables": {name: asdict(table) for name, table in contents.items()},
        }
        list_of(file).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
        for each in (list_of(file), part):
            _to_the_disk(each)
        part.rename(file)
        _to_the_disk(file.parent)
    except BaseException as problem:
        list_of(file).unlink(missing_ok=True)
        if isinstance(problem, OSError):
            raise CopyError(f"Kopien ble ikke skrevet: {problem.strerror}.") from problem
        raise
    finally:
        part.unlink(missing_ok=True)
    return contents


def restore_copy(file: Path, settings: Mapping[str, Any]) -> Contents:
    """Make the database from a copy, and check every table by the list. Raises CopyError where the
    database has contents, or the file is not the one that the list was made for; then nothing was
    written."""
    kind = kind_of(settings)
    told = _read_list(file)
    if told["database"] != kind:
        raise CopyError(f"{file} er en kopi av {told['database']}, og databasen her er {kind}.")
    if file.stat().st_size != told["bytes"] or _sum_of_file(file) != told["sha256"]:
        raise CopyError(f"{file} er endret siden {list_of(file)} ble laget.")
    KINDS[kind].refuse_contents(settings)
    contents = {name: TableSum(**table) for name, table in told["tables"].items()}
    try:
        KINDS[kind].restore_from(file, settings, contents)
    except OSError as problem:
        raise CopyError(f"Databasen ble ikke skrevet: {problem.strerror}.") from problem
    return contents


def kind_of(settings: Mapping[str, Any]) -> str:
    return str(settings["ENGINE"]).rpartition(".")[2].removesuffix("3")


def _read_list(file: Path) -> Any:
    try:
        told = json.loads(list_of(file).read_text())
        return {name: told[name] for name in ("database", "bytes", "sha256", "tables")}
    except FileNotFoundError as missing:
        raise CopyError(f"{missing.filename} finnes ikke.") from missing
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CopyError(f"{list_of(file)} kan ikke leses: {problem}.") from problem


def _sum_of_file(file: Path) -> str:
    if not file.is_file():
        raise CopyError(f"{file} finnes ikke.")
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _to_the_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
