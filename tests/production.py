"""What compose.yaml starts, without containers, for `production_by_hand` and `load`.

PostgreSQL with its two roles, the code as .dockerignore lets it into the image, two gunicorns
behind nginx with docs/production/nginx.conf, and the worker; with the settings of production. Needs
`nginx` and `openssl`. `PRODUCTION_PYTHON` names another Python to serve with, as one installed from
requirements.lock.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self
from urllib.parse import quote

import psycopg

from tests import postgresql
from tests.people_by_hand import Answer, Browser

HOUSE = Path(__file__).resolve().parent.parent
PYTHON = os.environ.get("PRODUCTION_PYTHON") or sys.executable
GIVES_WAY = ("nice", "-n", "7")
"""The worker: a fifth of a server's share of a core that is full, as compose.yaml and the units say
it by the group of a service (there `nice` counts within one alone)."""
OF_THE_SERVERS = ("WEB_WORKERS", "WEB_THREADS")
"""May be said of a run, to compare what is asked for with what docs/operations.md says."""
CONF = HOUSE / "docs/production"


class Ports(NamedTuple):
    web1: int
    web2: int
    http: int
    https: int


class Production:
    def __init__(self, server: postgresql.Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.faults: list[str] = []
        with_ports = [socket.create_server(("127.0.0.1", 0)) for _ in Ports._fields]
        self.ports = Ports(*(each.getsockname()[1] for each in with_ports))
        for each in with_ports:
            each.close()
        self.base = f"https://localhost:{self.ports.https}"
        self.settings = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(45),
            "ALLOWED_HOSTS": "localhost",
            "TRUSTED_PROXIES": "1",
            "WEB_PASSWORD": "uten-betydning",
        }
        self.settings |= {name: os.environ[name] for name in OF_THE_SERVERS if name in os.environ}

    @classmethod
    @contextmanager
    def started(cls, *, is_durable: bool = False) -> Iterator[Self]:
        """With a PostgreSQL of its own, and ended with all that it started."""
        found = postgresql.binaries()
        missing = [name for name in ("nginx", "openssl") if not shutil.which(name)]
        if missing or found is None:
            sys.exit(f"Missing: {', '.join(missing) or 'postgresql'} (apt-get install).")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and all that it has started
        with (
            postgresql.Server.start(found, is_durable=is_durable) as server,
            TemporaryDirectory() as folder,
        ):
            production = cls(server, Path(folder))
            try:
                yield production
            finally:
                production.stop_all()

    # --- The parts, in the order of docs/operations.md ----------------------------------------

    def address(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.server.folder), safe='')}/ruspolitikk"

    def environment(self, role: str) -> dict[str, str]:
        return {**self.settings, "DATABASE_URL": self.address(role)}

    def manage(self, *command: str, role: str = "postgres", typed: str = "") -> str:
        """The owner of the tables is `postgres` here."""
        ran = subprocess.run(
            [PYTHON, "manage.py", *command],
            cwd=self.folder / "app",
            env=self.environment(role),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        self.hold(ran.returncode == 0, f"manage.py {command[0]} ends well {ran.stderr[-300:]}")
        return ran.stdout + ran.stderr

    def start(self, name: str, *command: str, **extra: str) -> None:
        env = {**self.environment("ruspolitikk_web"), **extra}
        log = (self.folder / f"{name}.log").open("ab")
        app = self.folder / "app"
        self.processes[name] = subprocess.Popen(command, cwd=app, env=env, stdout=log, stderr=log)

    def start_web(self, name: str) -> float:
        """Seconds until it is ready."""
        begun, port = time.perf_counter(), getattr(self.ports, name)
        command = (PYTHON, "-m", "gunicorn", "ruspolitikk.wsgi")
        self.start(name, *command, BIND=f"127.0.0.1:{port}")
        self.wait_for(lambda: self.health(port, "/klar/").status == 200, name)
        return time.perf_counter() - begun

    def health(self, port: int, path: str) -> Answer:
        return Browser(f"http://localhost:{port}").ask(path)

    def stop(self, name: str, number: int = signal.SIGTERM) -> float:
        begun, process = time.perf_counter(), self.processes.pop(name)
        process.send_signal(number)
        code = process.wait(timeout=60)
        self.hold(code == 0, f"{name} ends with 0 after its signal, not {code}")
        return time.perf_counter() - begun

    def stop_all(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=60)

    def prepare(self) -> None:
        """The code as the image has it, and a database with tables and roles, and nobody in it."""
        app = self.folder / "app"
        app.mkdir()
        for line in (HOUSE / ".dockerignore").read_text().splitlines():
            if line.startswith("!"):
                source, target = HOUSE / line[1:], app / line[1:]
                (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        self.make_database()
        self.manage("migrate")
        self.manage("collectstatic", "--noinput")

    def make_database(self) -> None:
        with psycopg.connect(self.address("postgres").replace("/ruspolitikk", "/postgres")) as own:
            own.autocommit = True
            own.execute("CREATE DATABASE ruspolitikk")
        roles = ("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", f"{CONF}/roles.sql")
        owner = self.address("postgres")
        subprocess.run([*roles, owner], env=self.settings, check=True)

    def start_proxy(self) -> None:
        certificate = ("-keyout", f"{self.folder}/own.key", "-out", f"{self.folder}/own.crt")
        asked = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
        openssl = ["openssl", *asked, "-subj", "/CN=localhost", *certificate]
        subprocess.run(openssl, check=True, capture_output=True)
        text = (CONF / "nginx.conf").read_text()
        for said, here in (
            ("web1:8000", f"127.0.0.1:{self.ports.web1}"),
            ("web2:8000", f"127.0.0.1:{self.ports.web2}"),
            ("listen 80;", f"listen 127.0.0.1:{self.ports.http};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.ports.https} ssl;"),
            ("/etc/nginx/certificates", str(self.folder)),
            ("/tmp/nginx.pid", f"{self.folder}/nginx.pid"),  # noqa: S108
        ):
            self.hold(said in text, f"nginx.conf says {said}")
            text = text.replace(said, here)
        (self.folder / "nginx.conf").write_text(text)
        conf = str(self.folder / "nginx.conf")
        self.start("nginx", "nginx", "-p", str(self.folder), "-c", conf, "-g", "daemon off;")

    # --- Small things -------------------------------------------------------------------------

    def ask(self, sql: str) -> Any:
        with psycopg.connect(self.address("postgres")) as own:
            row = own.execute(sql.encode()).fetchone()
            return row[0] if row else None

    def hold(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.faults.append(f"BROKEN: {sentence}")

    def wait_for(self, is_so: Any, what: str) -> None:
        for _ in range(600):
            if is_so():
                return
            time.sleep(0.1)
        logs = "\n".join(log.read_text()[-1500:] for log in self.folder.glob("*.log"))
        raise TimeoutError(f"{what} did not come about in a minute\n{logs}")


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def seconds_of(pid: int) -> float:
    """Of a core, since it began; nothing of one that has just ended."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
