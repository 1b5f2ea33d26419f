"""The people of `python -m tests.load`: they read a form with its token and the version of the
tiltak, send it, and look whether what they said is there.

`python -m locust -f tests/load/locustfile.py --host https://… --cast FILE` runs them against any
server with made-up people, in locust's own page too; the cast is what `tests/load/cast.py` writes.
"""

import itertools
import json
import random
import re
import threading
import time
import warnings
from pathlib import Path
from typing import Any

from locust import HttpUser, SequentialTaskSet, events, task
from locust.exception import StopUser
from lxml import html

from tests.load.figures import EXPORT, IN_THE_LIST, ON_ITS_PAGE, READING, SEVERAL

EXPORTS_UNTIL, READINGS_UNTIL = 0.75, 0.5
"""Of the run: after them the crowd is by itself."""
ROW = re.compile(r"/tiltak/(\d+)/rad/\?endre")
SHOWN_FIRST, OFTEN, ASTRAY = 3, 0.3, 0.1
"""So often somebody takes one of the first rows of the list, as colleagues do too; and so often
somebody sends her form to another bydel's tiltak."""
AT_ONCE = 90  # seconds that those of a storm wait for each other

warnings.filterwarnings("ignore", message="Unverified HTTPS request")


@events.init_command_line_parser.add_listener
def options(parser: Any) -> None:
    parser.add_argument("--cast", help="who the people are: what tests/load/cast.py wrote")
    parser.add_argument("--told", default="/dev/null", help="a line of JSON for all that they do")
    parser.add_argument("--think", default="20-60", help="seconds between two answers")
    parser.add_argument("--dice", default="16", help="the seed of all that is drawn")
    parser.add_argument("--rounds", type=int, default=4, help="of a storm")


@events.init.add_listener
def meet(environment: Any, **_more: Any) -> None:
    """Each kind of people is as many as the cast names."""
    asked = environment.parsed_options
    environment.cast = json.loads(Path(asked.cast).read_text())
    environment.told = Path(asked.told).open("a", buffering=1)  # noqa: SIM115, as long as it runs
    for kind in environment.user_classes:
        own = [each for each in environment.cast["people"] if each["role"] == kind.role]
        kind.fixed_count, kind.waiting = len(own), iter(own)
        kind.together = threading.Barrier(max(len(own), 1))


@events.user_error.add_listener
def stumble(user_instance: Any, exception: Exception, **_more: Any) -> None:
    """Something that no answer was expected to be."""
    tell(user_instance, "asked", time.time(), 0, "feil", 0, user_instance.name, repr(exception))


def tell(person: "Person", what: str, *values: Any) -> None:
    person.environment.told.write(json.dumps([what, *values]) + "\n")


def form_of(page: str, having: str) -> tuple[str, list[tuple[str, str]]]:
    """Where the form that has a field of this name, or this id, is sent, and what it sends."""
    forms = html.document_fromstring(page).forms
    form = next(form for form in forms if having in form.fields or form.get("id") == having)
    return form.get("action") or "", [(k, v) for k, v in form.form_values() if v is not None]


class Person(HttpUser):
    """Whoever is logged in. Her session was opened before, or she logs in by the form."""

    abstract = True
    role = ""
    waiting: Any
    together: threading.Barrier

    def wait_time(self) -> float:
        least, most = self.environment.parsed_options.think.split("-")
        return self.dice.uniform(float(least), float(most))

    def on_start(self) -> None:
        self.own = next(self.waiting)
        self.name = self.own["name"]
        self.dice = random.Random(f"{self.environment.parsed_options.dice}-{self.name}")  # noqa: S311
        self.client.verify = False
        self.begun, self.numbers = time.time(), itertools.count(1)
        self.client.cookies.update(self.own.get("cookies", {}))
        time.sleep(self.dice.uniform(0, 1) * self.wait_time())  # nobody comes in the same second
        if not self.own.get("cookies"):
            self.log_in()

    def log_in(self) -> None:
        page = self.ask("logg inn: siden", "/logg-inn/")
        _to, values = form_of(page, "password")
        given = {"username": self.name, "login": self.name, "password": self.own["password"]}
        sent = [(name, given.get(name, value)) for name, value in values if name not in given]
        sent += [(name, given[name]) for name in ("login", "password")]
        self.ask("logg inn", "/logg-inn/", sent, right=(302,))

    @property
    def share_done(self) -> float:
        """Of the run's time; nothing where it has no end."""
        whole = self.environment.parsed_options.run_time
        return (time.time() - self.begun) / whole if whole else 0

    def ask(
        self,
        name: str,
        path: str,
        sent: Any = None,
        *,
        right: tuple[int, ...] = (200,),
        holds: str = "",
        htmx: bool = False,
        files: Any = None,
    ) -> Any:
        """The text of an answer. It is told how long it took, and what is wrong with it: another
        status than what is `right`, or a page that lacks what it should hold."""
        at, headers = time.time(), {"Referer": f"{self.host}{path}"}
        with self.client.request(
            "GET" if sent is None else "POST",
            path,
            name=name,
            data=sent,
            files=files,
            headers={**headers, **({"HX-Request": "true"} if htmx else {})},
            allow_redirects=False,
            timeout=70,
            catch_response=True,
        ) as answer:
            text, fault = answer.text or "", ""
            if answer.status_code not in right:
                fault = f"{answer.status_code} for {path}"
            elif holds and answer.status_code == 200 and holds not in text:
                fault = f"{path} lacks «{holds}»"
            if fault:
                answer.failure(fault)
            else:
                answer.success()
            ms = answer.request_meta["response_time"]
            tell(self, "asked", at, ms, name, answer.status_code, self.name, fault)
            self.status, self.leads_to = answer.status_code, answer.headers.get("Location", "")
            return text

    # --- What a redaktør does -------------------------------------------------------------------

    def rows_of_the_list(self) -> list[int]:
        page = self.ask("listen", f"/tiltak/?bydel={self.own['bydel']}&plan=gjeldende")
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

    user: Person

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

    user: Person

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

    user: Person

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


class Redaktor(Person):
    role = "editor"
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
    role = "city_admin"
    tasks = [TheCity]  # noqa: RUF012


# --- What runs beside the crowd -----------------------------------------------------------------


class Exports(Person):
    """All tiltak of all plans as a file, one after the other."""

    role = "exports"

    def wait_time(self) -> float:
        return 1

    @task
    def all_of_it(self) -> None:
        if self.share_done > EXPORTS_UNTIL:
            raise StopUser
        at = time.time()
        self.ask(EXPORT, "/tiltak/excel/")
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
        tables = self.leads_to
        page = self.ask("les inn: tabeller", tables, right=(200, 302))
        while self.status == 302:
            time.sleep(2)
            page = self.ask("les inn: tabeller", tables, right=(200, 302))
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


class Storm(Person):
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
