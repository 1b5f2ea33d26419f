"""What compose.yaml starts, without containers: `uv run python -m tests.production_by_hand`.

PostgreSQL with its two roles, the code as .dockerignore lets it into the image, two gunicorns
behind nginx with docs/production/nginx.conf, the worker, and the timer; with the settings of
production. People save all the while: servers are stopped and started in turn, one is killed, and
no answer that said «saved» may be missing afterwards. Takes a minute; needs `nginx` and `openssl`.
`PRODUCTION_PYTHON` names another Python to serve with, as one installed from requirements.lock.
Ends with 1 where something was lost or refused wrongly.
"""

import io
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg
from openpyxl import Workbook

from tests import postgresql
from tests.people_by_hand import Answer, Browser, People

HOUSE = Path(__file__).resolve().parent.parent
PYTHON = os.environ.get("PRODUCTION_PYTHON") or sys.executable
CONF = HOUSE / "docs/production"
PAUSE = 6  # seconds of saving before each thing that is done to the servers


class Ports(NamedTuple):
    web1: int
    web2: int
    http: int
    https: int


def main() -> int:
    found = postgresql.binaries()
    missing = [name for name in ("nginx", "openssl") if not shutil.which(name)]
    if missing or found is None:
        sys.exit(f"Missing: {', '.join(missing) or 'postgresql'} (apt-get install).")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and all that it has started
    with postgresql.Server.start(found) as server, tempfile.TemporaryDirectory() as folder:
        production = Production(server, Path(folder))
        try:
            return production.run()
        finally:
            production.stop_all()


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
        app = self.folder / "app"
        app.mkdir()
        for line in (HOUSE / ".dockerignore").read_text().splitlines():
            if line.startswith("!"):
                source, target = HOUSE / line[1:], app / line[1:]
                (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
        with psycopg.connect(self.address("postgres").replace("/ruspolitikk", "/postgres")) as own:
            own.autocommit = True
            own.execute("CREATE DATABASE ruspolitikk")
        roles = ("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", f"{CONF}/roles.sql")
        owner = self.address("postgres")
        subprocess.run([*roles, owner], env=self.settings, check=True)
        for command in ("migrate", "load_plans", "collectstatic --noinput", "grant_rights"):
            self.manage(*command.split())
        self.manage("create_byadmin", "kari")
        self.manage("shell", typed=MAKE_EDITOR)

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

    # --- What is done with them ---------------------------------------------------------------

    def run(self) -> int:
        self.prepare()
        started = [self.start_web("web1"), self.start_web("web2")]
        self.start_proxy()
        self.start("worker", PYTHON, "manage.py", "db_worker")
        editor = Browser(self.base)
        self.wait_for(lambda: editor.ask("/helse/").status == 200, "the proxy")
        self.hold(editor.log_in("grorud", "Sju kråker på taket"), "a redaktør logs in")
        self.worker_finishes(editor)
        people = People(editor, writers=6, readers=2)
        self.upset(people)
        self.tell(people, started)
        self.compare(people.saved())
        self.refuse_history()
        told = self.manage("run_periodic", "--once", role="ruspolitikk_web")
        self.hold("failed" not in told, "the timer runs all that is periodic")
        self.database_down()
        print("\n".join(self.faults) or "Nothing was lost, and all held.")
        return 1 if self.faults else 0

    def upset(self, people: People) -> None:
        """Servers are stopped, started and killed while people save."""
        with people.at_work() as phase:
            before, answered = self.cores_used(), len(people.answers)
            phase("quiet", PAUSE * 2)
            used, n = self.cores_used(), max(len(people.answers) - answered, 1)
            servers, database = ((used[i] - before[i]) * 1000 / n for i in (0, 1))
            print(
                f"An answer took {servers:.0f} ms of a core in the servers, {database:.0f} ms in "
                f"PostgreSQL; each worker of a server has {used[2]:.0f} MB."
            )
            took = self.stop("web1")
            phase(f"web1 had SIGTERM, and was gone after {took:.1f} s", PAUSE)
            phase(f"web1 started anew in {self.start_web('web1'):.1f} s", PAUSE)
            took = self.stop("web2")
            phase(f"web2 had SIGTERM, and was gone after {took:.1f} s", PAUSE)
            self.start_web("web2")
            web1 = self.processes["web1"]
            os.kill(children(web1.pid)[0], signal.SIGKILL)
            phase("a worker of web1 was killed (-9)", PAUSE)

    def worker_finishes(self, editor: Browser) -> None:
        """It is told to stop while it reads, and stops when it has read."""
        book: Any = Workbook(write_only=True)
        sheet = book.create_sheet()
        for n in range(4900):
            words = f"Tiltak {n}: " + "åpne et værested for unge " * 8 if n else "Tiltak"
            sheet.append([words, "Frist" if not n else "31.12.2027"])
        file = io.BytesIO()
        book.save(file)
        editor.upload("/planer/les-inn/", "plan.xlsx", file.getvalue())
        self.wait_for(lambda: self.ask(RUNNING) == 1, "the worker to begin")
        took = self.stop("worker")
        state = self.ask("SELECT state FROM measures_reading")
        self.hold(state == "open", f"the worker read its document before it ended: {state}")
        print(f"The worker had SIGTERM while it read 4,900 rows, and was gone after {took:.1f} s.")

    def compare(self, saved: Counter[str]) -> None:
        with psycopg.connect(self.address("postgres")) as own:
            rows = own.execute("SELECT remark FROM measures_status WHERE remark LIKE 'lagring %'")
            kept = Counter(remark for (remark,) in rows)
        lost, twice = saved - kept, [remark for remark, n in kept.items() if n > 1]
        self.hold(not lost, f"no answer was lost; {len(lost)} were")
        self.hold(not twice, f"nothing was saved twice; {len(twice)} were")
        print(f"{len(saved)} saves were answered «saved»; {len(lost)} of them are not there.")

    def refuse_history(self) -> None:
        with psycopg.connect(self.address("ruspolitikk_web"), autocommit=True) as web:
            for sql in (
                "UPDATE measures_status SET remark = ''",
                "UPDATE accounts_loggedact SET what = ''",
                "DELETE FROM reporting_frozenrow",
                "DROP TABLE measures_status",
            ):
                try:
                    web.execute(sql)
                except psycopg.errors.InsufficientPrivilege:
                    continue
                self.hold(False, f"a server may not: {sql}")

    def database_down(self) -> None:
        """For the servers, that is: it lets none of them in."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as own:
            own.execute("ALTER ROLE ruspolitikk_web NOLOGIN")
            own.execute(TURNED_OUT)
        self.hold(self.health(self.ports.web1, "/helse/").status == 200, "/helse/ asks no database")
        answer = self.health(self.ports.web1, "/klar/")
        self.hold(answer.status == 503, f"/klar/ is 503 without a database: {answer.status}")
        print(f"Without a database /klar/ says {answer.status} {answer.body}")

    # --- Small things -------------------------------------------------------------------------

    def cores_used(self) -> tuple[float, float, float]:
        """Seconds in the servers and in PostgreSQL so far, and MB of the largest worker; what
        else the machine does has no part in it."""
        owner = int((self.server.folder / "data/postmaster.pid").read_text().split()[0])
        webs = [each for name in ("web1", "web2") for each in children(self.processes[name].pid)]
        memory = max(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in webs)
        page = os.sysconf("SC_PAGE_SIZE") / 1_000_000
        return sum(map(seconds_of, webs)), sum(map(seconds_of, children(owner))), memory * page

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

    def tell(self, people: People, started: list[float]) -> None:
        print(f"The servers were ready after {', '.join(f'{each:.1f} s' for each in started)}.")
        for phase, answers in people.phases():
            seconds = [answer.seconds for answer in answers if answer.status < 400]
            p95 = quantiles(seconds, n=20)[-1] * 1000 if len(seconds) > 1 else 0
            bad = Counter(answer.status for answer in answers if answer.status >= 400)
            print(
                f"{phase}: {len(answers)} answers, p95 {p95:.0f} ms, refused {dict(bad) or 'none'}"
            )
            self.hold(not bad or "killed" in phase, f"nobody is refused while {phase}")


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def seconds_of(pid: int) -> float:
    """Of a core, since it began; nothing of one that has just ended."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


TURNED_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ruspolitikk_web'
"""
RUNNING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"
MAKE_EDITOR = """
from ruspolitikk.accounts.models import *
user = User.objects.create_user("grorud", password="Sju kråker på taket")
Membership.objects.create(
    user=user, organisation=Organisation.objects.get(slug="grorud"), role=Role.EDITOR
)
"""

if __name__ == "__main__":
    sys.exit(main())
