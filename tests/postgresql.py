"""A PostgreSQL server for one test run, from the system's own binaries."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self
from urllib.parse import quote

DEBIAN = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """The folder of the newest `initdb` and `pg_ctl` on this machine; None where there are none."""
    versions = sorted(DEBIAN.glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    folders = [*versions, *([Path(on_path).resolve().parent] if on_path else [])]
    found = (f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists())
    return next(found, None)


def _version(folder: Path) -> int:
    digits = re.match(r"\d+", folder.parent.name)
    return int(digits[0]) if digits else 0


def _runuser() -> str:
    """Debian keeps it where only root's own login looks."""
    return shutil.which("runuser", path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or "runuser"


class Server:
    """A server that only this machine's owner of a temporary folder can reach, by a socket in it.

    Nothing is synced to disk, unless it is to be durable. PostgreSQL refuses to run as root, so
    root starts it as `postgres`.
    """

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self.binaries = binaries

    @classmethod
    def start(cls, binaries: Path, *, is_durable: bool = False) -> Self:
        """Raises OSError or CalledProcessError where the machine does not let it start."""
        folder = Path(tempfile.mkdtemp(prefix="ruspolitikk-postgresql-"))
        server = cls(folder, binaries)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", pwd.getpwnam("postgres").pw_gid)
        try:
            server.run(
                *("initdb", "--pgdata", f"{folder}/data", "--username", "postgres"),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            )
            server.begin(is_durable=is_durable)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return server

    def begin(self, *, is_durable: bool = False) -> None:
        """Also after it was stopped."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        if not is_durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self.run(
            *("pg_ctl", "start", "--wait", "--pgdata", f"{self.folder}/data"),
            *("--log", f"{self.folder}/log", "--options", options),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}/ruspolitikk"

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", f"{self.folder}/data")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program: str, *args: str) -> None:
        as_postgres = [_runuser(), "-u", "postgres", "--"] if os.geteuid() == 0 else []
        # The server inherits what pg_ctl has open: a pipe would keep a reader waiting for ever.
        subprocess.run(
            [*as_postgres, str(self.binaries / program), *args],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
