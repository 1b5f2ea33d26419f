"""Production with the city in it, on either database, and what is asked of it."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

from tests.load.figures import Told
from tests.load.machine import Watch
from tests.people_by_hand import Browser
from tests.production import GIVES_WAY, HOUSE, PYTHON, Production, children

LOCUST = (sys.executable, "-m", "locust", "-f", "tests/load/locustfile.py", "--headless")
QUIET = ("--only-summary", "--loglevel", "WARNING", "--stop-timeout", "60")
DOORS = 4  # who log in at the same time


class Place(Production):
    """On PostgreSQL, with nothing kept from its disk."""

    def open_with(self, size: int, number: int, storm: int, rows: int) -> None:
        """The city with so many tiltak a plan, so many redaktører of a bydel, a document of so many
        rows to read in, and all is served."""
        self.prepare()
        cast = map(str, (self.folder, size, number, storm, rows))
        self.of_the_tests("tests.load.cast", *cast)
        self.give_rights()
        for name in ("web1", "web2"):
            self.start_web(name)
        self.start_proxy()
        self.start("worker", *GIVES_WAY, PYTHON, "manage.py", "db_worker")
        browser = Browser(self.base)
        self.wait_for(lambda: browser.ask("/helse/").status == 200, "the proxy")

    def give_rights(self) -> None:
        self.manage("grant_rights")

    def of_the_tests(self, module: str, *given: str) -> str:
        """What a module of the tests prints, on this database, as the owner of the tables."""
        ran = subprocess.run(
            [sys.executable, "-m", module, *given],
            cwd=HOUSE,
            env=self.environment("postgres"),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return ran.stdout

    # --- The people ---------------------------------------------------------------------------

    @property
    def cast(self) -> Any:
        return json.loads((self.folder / "cast.json").read_text())

    def open_sessions(self) -> list[float]:
        """Everybody logs in by the form, before the clock starts; milliseconds of each."""
        cast = self.cast
        with ThreadPoolExecutor(DOORS) as doors:
            opened = dict(doors.map(self._log_in, {p["name"]: p for p in cast["people"]}.values()))
        for person in cast["people"]:
            person["cookies"], _ms = opened[person["name"]]
        (self.folder / "cast.json").write_text(json.dumps(cast))
        return [ms for _cookies, ms in opened.values()]

    def _log_in(self, person: Any) -> tuple[str, tuple[dict[str, str], float]]:
        browser, begun = Browser(self.base), perf_counter()
        is_in = browser.log_in(person["name"], person["password"])
        self.hold(is_in, f"{person['name']} logs in")
        cookies = {cookie.name: cookie.value or "" for cookie in browser.cookies}
        return person["name"], (cookies, (perf_counter() - begun) * 1000)

    def run(self, phase: str, *given: str, only: int | None = None) -> tuple[Told, Watch]:
        """One run of locust, watched. `only`: so many of each kind of people, and not all."""
        told, cast = self.folder / f"{phase}.jsonl", self.folder / f"{phase}.json"
        everybody = self.cast
        if only is not None:
            kinds: dict[str, list[Any]] = {}
            for person in everybody["people"]:
                kinds.setdefault(person["role"], []).append(person)
            everybody["people"] = [each for own in kinds.values() for each in own[:only]]
        cast.write_text(json.dumps(everybody))
        told.touch()
        command = [*LOCUST, *QUIET, "--host", self.base, "--cast", str(cast), "--told", str(told)]
        log = (self.folder / f"{phase}.log").open("ab")
        with Watch(self.parts, self.workers, self.folder) as watch:
            people = subprocess.Popen([*command, *given], cwd=HOUSE, stdout=log, stderr=log)
            self.processes["people"] = people
            people.wait()
        del self.processes["people"]
        return Told.read(told), watch

    def aftermath(self) -> dict[str, int]:
        told = sorted(map(str, self.folder.glob("*.jsonl")))
        counted: dict[str, int] = json.loads(self.of_the_tests("tests.load.aftermath", *told))
        return counted

    # --- What is watched ----------------------------------------------------------------------

    def parts(self) -> dict[str, int]:
        owner = int((self.server.folder / "data/postmaster.pid").read_text().split()[0])
        return {"PostgreSQL": owner, **{name: each.pid for name, each in self.processes.items()}}

    def workers(self) -> list[int]:
        return [each for name in ("web1", "web2") for each in children(self.processes[name].pid)]


class OnSQLite(Place):
    """Its PostgreSQL is there, and asked for nothing."""

    def address(self, role: str) -> str:
        return f"sqlite:///{self.folder}/db.sqlite3"

    def make_database(self) -> None:
        """Its file comes with its first table."""

    def give_rights(self) -> None:
        """It knows no roles."""
