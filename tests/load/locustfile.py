"""The people of `python -m tests.load`: they read a form with its token and the version of the
tiltak, send it, and look whether what they said is there.

`python -m locust -f tests/load/locustfile.py --host https://… --cast FILE Redaktor` runs the
redaktører against any server that knows them, in locust's own page too; the cast is what
`tests/load/cast.py` writes.
"""

import re
import threading
import time
from pathlib import Path
from typing import Any

from locust import SequentialTaskSet, task
from locust.exception import StopUser

from tests.load.figures import EXPORT, IN_THE_LIST, ON_ITS_PAGE, READING, SEVERAL
from tests.load.person import Person, form_of, tell

EXPORTS_UNTIL, READINGS_UNTIL = 0.75, 0.5
"""Of the run: after them the crowd is by itself."""
ROW = re.compile(r"/tiltak/(\d+)/rad/\?endre")
SHOWN_FIRST, OFTEN, ASTRAY = 3, 0.3, 0.1
"""So often somebody takes one of the first rows of the list, as colleagues do too; and so often
somebody sends her form to another bydel's tiltak."""
AT_ONCE = 90  # seconds that those of a storm wait for each other


class Reporter(Person):
    """Who reports on the tiltak of her bydel."""

    abstract = True

    def rows_of_the_list(self) -> list[int]:
        path = f"/tiltak/?bydel={self.own['bydel']}&plan=gjeldende"
        page = self.ask("listen", path, holds="/rad/?endre")
        return [int(pk) for pk in dict.fromkeys(ROW.findall(page))]

    def one_of(self, rows: list[int]) -> int:
        some = rows[:SHOWN_FIRST] if self.dice.random() < OFTEN else rows
        return self.dice.choice(some)

    def open_form(self, name: str, path: str, *, htmx: bool) -> list[tuple[str, str]]:
        page = self.ask(name, path, htmx=htmx, holds='name="version"')
        return form_of(page, "version")[1]

    def report(self, name: str, path: str, measure: int, values: Any, *, htmx: bool) -> str:
        """The first word of the remark, which nobody else has; blank where it was not saved."""
        key = f"last-{self.name}-{int(self.begun)}-{next(self.numbers)}"
        status = self.dice.choice(("in_progress", "partly_implemented", "implemented"))
        given = {"status": status, "remark": f"{key} Vi har snakket med dem det gjelder."}
        fields = {**dict(values), **given}
        self.ask(
            name,
            path,
            fields,
            right=(200, 409) if htmx else (302, 409),
            htmx=htmx,
            holds="Lagret",
        )
        tell(self, "save", key, measure, int(fields["version"]), self.name, self.status)
        return key if self.status in {200, 302} else ""


class InTheList(SequentialTaskSet):
    """The row is reported where it stands, as htmx does it."""

    user: Reporter

    @task
    def start(self) -> None:
        self.user.ask("Å gjøre", "/a-gjore/")

    @task
    def opens_list(self) -> None:
        self.measure = self.user.one_of(self.user.rows_of_the_list())

    @task
    def opens_row(self) -> None:
        path = f"/tiltak/{self.measure}/rad/?endre"
        self.values = self.user.open_form("åpne raden", path, htmx=True)

    @task
    def saves(self) -> None:
        path = f"/tiltak/{self.measure}/rad/"
        self.key = self.user.report(IN_THE_LIST, path, self.measure, self.values, htmx=True)

    @task
    def looks(self) -> None:
        self.user.ask("tiltakets side", f"/tiltak/{self.measure}/", holds=self.key)

    @task
    def goes_astray(self) -> None:
        """By hand, since no page of ours leads there."""
        if self.user.dice.random() < ASTRAY:
            person, others = self.user, self.user.environment.cast["one_of_each"]
            measure = person.dice.choice(
                [pk for b, pk in others.items() if b != person.own["bydel"]]
            )
            fields = {**dict(self.values), "status": "implemented", "remark": "last-astray"}
            path = f"/tiltak/{measure}/rad/"
            person.ask("en annen bydels tiltak", path, fields, right=(403, 404), htmx=True)
        self.interrupt(reschedule=False)


class OnItsPage(SequentialTaskSet):
    """Without scripts."""

    user: Reporter

    @task
    def opens_list(self) -> None:
        self.measure = self.user.one_of(self.user.rows_of_the_list())

    @task
    def opens_page(self) -> None:
        self.path = f"/tiltak/{self.measure}/status/"
        self.values = self.user.open_form("åpne siden", self.path, htmx=False)

    @task
    def saves(self) -> None:
        user = self.user
        key = user.report(ON_ITS_PAGE, self.path, self.measure, self.values, htmx=False)
        if key:
            user.ask("tiltakets side", f"/tiltak/{self.measure}/", holds=key)
        self.interrupt(reschedule=False)


class Two(SequentialTaskSet):
    """One status is set on two tiltak, which are locked together."""

    user: Reporter

    @task
    def ticks(self) -> None:
        rows = self.user.rows_of_the_list()
        ticked = self.user.dice.sample(rows, 2)
        query = "&".join(f"tiltak={pk}" for pk in ticked)
        path = f"/tiltak/bekreft/?{query}&sett=1&status=in_progress"
        page = self.user.ask("bekreft: siden", path, holds='name="applies_on"')
        self.values = form_of(page, "applies_on")[1]

    @task
    def saves(self) -> None:
        user = self.user
        key = f"last-{user.name}-{int(user.begun)}-{next(user.numbers)}"
        values = [(name, value) for name, value in self.values if name != "remark"]
        user.ask(SEVERAL, "/tiltak/bekreft/", [*values, ("remark", key)], right=(302, 409))
        known = user.status if user.status == 302 else 0  # else one of the two may be saved
        for name, value in values:
            if name == "tiltak":
                measure, version, _status = map(int, value.split(":"))
                tell(user, "save", key, measure, version, user.name, known)
        self.interrupt(reschedule=False)


class Redaktor(Reporter):
    role, begins_anew = "editor", True
    tasks = {InTheList: 6, OnItsPage: 3, Two: 1}  # noqa: RUF012, as locust has it


# --- What byadministrator does ------------------------------------------------------------------


class TheCity(SequentialTaskSet):
    user: Person

    @task
    def overview(self) -> None:
        self.user.ask("Oversikt", "/oversikt/?plan=gjeldende", holds="Grorud")

    @task
    def comparison(self) -> None:
        plans = "".join(f"&plan={slug}" for slug in self.user.environment.cast["plans"])
        self.user.ask("Sammenlign", f"/sammenlign/?etter=strategi:2{plans}")

    @task
    def filtered(self) -> None:
        self.user.ask("listen, filtrert", "/tiltak/?bydel=&plan=gjeldende&status=in_progress")

    @task
    def found(self) -> None:
        self.user.ask("listen, søk", "/tiltak/?bydel=&plan=gjeldende&sok=tilbud")

    @task
    def file(self) -> None:
        bydel = self.user.dice.choice(list(self.user.environment.cast["one_of_each"]))
        self.user.ask("Excel av en bydel", f"/tiltak/excel/?bydel={bydel}&plan=gjeldende")

    @task
    def answers(self) -> None:
        self.user.ask("Byens plan", "/byens-plan/")
        self.interrupt(reschedule=False)


class Byadministrator(Person):
    role, begins_anew = "city_admin", True
    tasks = [TheCity]  # noqa: RUF012


# --- What runs beside the crowd -----------------------------------------------------------------


class Exports(Person):
    """All tiltak of all plans as a file that the worker makes, one after the other."""

    role = "exports"

    def wait_time(self) -> float:
        return 1

    @task
    def all_of_it(self) -> None:
        if self.share_done > EXPORTS_UNTIL:
            raise StopUser
        at = time.time()
        self.ask(f"{EXPORT}: bestill", "/tiltak/excel/", right=(200, 302))
        if self.status == 302:
            page = self.leads_to
            while "Filen lages" in self.ask(f"{EXPORT}: vent", page):
                time.sleep(2)
            self.ask(f"{EXPORT}: hent", f"{page}hent/")
        tell(self, "span", EXPORT, at, time.time())


class ReadsIn(Person):
    """A document that a worker reads becomes a plan, and then the next one."""

    role = "reads_in"

    def wait_time(self) -> float:
        return 5

    @task
    def one_plan(self) -> None:
        if self.share_done > READINGS_UNTIL:
            raise StopUser
        at = time.time()
        _to, values = form_of(self.ask("les inn: siden", "/planer/les-inn/"), "text")
        document = Path(self.environment.cast["document"]).read_bytes()
        sent = {name: value for name, value in values if name != "file"}
        files = {"file": ("plan.xlsx", document)}
        self.ask("les inn: last opp", "/planer/les-inn/", sent, right=(302,), files=files)
        tables, uploaded_at = self.leads_to, time.time()
        page = self.ask("les inn: tabeller", tables, right=(200, 302))
        while self.status == 302:
            time.sleep(2)
            page = self.ask("les inn: tabeller", tables, right=(200, 302))
        tell(self, "span", f"{READING}: i arbeideren", uploaded_at, time.time())
        _to, values = form_of(page, "tables")
        self.ask("les inn: les rader", tables, values, right=(302,))
        path = tables.replace("tabeller", "lagre")
        _to, values = form_of(self.ask("les inn: oppsummering", path), "starts_on")
        facts = {
            "title": f"Innlest {next(self.numbers)}",
            "starts_on": "01.01.2026",
            "ends_on": "31.12.2029",
            "applies_on": "31.08.2026",
        }
        self.ask("les inn: lagre planen", path, {**dict(values), **facts}, right=(302,))
        tell(self, "span", READING, at, time.time())


# --- All at once --------------------------------------------------------------------------------


class Storm(Reporter):
    """Opens a form, waits for all the others, and saves: a row of her own and a row that two have
    opened, in turn. Of the two one is told that another was first."""

    role = "storm"

    def wait_time(self) -> float:
        return 0

    @task
    def rounds(self) -> None:
        rows, place = self.rows_of_the_list(), self.own["place"]
        for number in range(self.environment.parsed_options.rounds):
            measure = rows[(place // 2 + 25 if number % 2 else place) % len(rows)]
            values = self.open_form("åpne raden", f"/tiltak/{measure}/rad/?endre", htmx=True)
            self.together.wait(AT_ONCE)
            self.report(IN_THE_LIST, f"/tiltak/{measure}/rad/", measure, values, htmx=True)
        if self.together.wait(AT_ONCE) == 0:
            threading.Timer(1, self.environment.runner.quit).start()  # ends this person too
        raise StopUser
