"""Production on one machine (`tests/production.py`): `uv run python -m tests.production_by_hand`.

With the worker and the timer. People save all the while: servers are stopped and started in turn,
one is killed, and no answer that said «saved» may be missing afterwards. Takes a minute.
Ends with 1 where something was lost or refused wrongly.
"""

import io
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg
from openpyxl import Workbook

from tests.people_by_hand import Browser, People
from tests.production import GIVES_WAY, PYTHON, Production, children, seconds_of

PAUSE = 6  # seconds of saving before each thing that is done to the servers


def main() -> int:
    with Trial.started() as trial:
        return trial.run()


class Trial(Production):
    def run(self) -> int:
        self.prepare()
        self.manage("load_plans")
        self.manage("grant_rights")
        self.manage("create_byadmin", "kari")
        self.manage("shell", typed=MAKE_EDITOR)
        started = [self.start_web("web1"), self.start_web("web2")]
        self.start_proxy()
        self.start("worker", *GIVES_WAY, PYTHON, "manage.py", "db_worker")
        editor = Browser(self.base)
        self.wait_for(lambda: editor.ask("/helse/").status == 200, "the proxy")
        self.hold(editor.log_in("grorud", "Sju kråker på taket"), "a redaktør logs in")
        for path in ("/data/%00/", f"/kalender/{'a' * 9_000}.ics"):
            answer = editor.ask(path)
            ours = answer.status in (400, 404) and "Til forsiden" in answer.body
            self.hold(ours, f"{path[:20]} has our own page: {answer.status} {answer.body[:80]}")
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

    def cores_used(self) -> tuple[float, float, float]:
        """Seconds in the servers and in PostgreSQL so far, and MB of the largest worker; what
        else the machine does has no part in it."""
        owner = int((self.server.folder / "data/postmaster.pid").read_text().split()[0])
        webs = [each for name in ("web1", "web2") for each in children(self.processes[name].pid)]
        memory = max(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in webs)
        page = os.sysconf("SC_PAGE_SIZE") / 1_000_000
        return sum(map(seconds_of, webs)), sum(map(seconds_of, children(owner))), memory * page

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
