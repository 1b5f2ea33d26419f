"""Anybody of the load: what locust is told to ask, who they are, and how each of their requests is
held against what it should be."""

import itertools
import json
import random
import threading
import time
import warnings
from pathlib import Path
from typing import Any

from locust import HttpUser, events
from locust.exception import InterruptTaskSet, StopUser
from lxml import html

IDLE = 50
"""Seconds. The proxy closes a connection that is idle for 75, and a browser opens another without a
word; here who sends just then would be answered by nobody."""

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
    """Something that no answer was expected to be; locust names the person, or what she does."""
    person = getattr(user_instance, "user", user_instance)
    tell(person, "asked", time.time(), 0, "feil", -1, person.name, repr(exception))
    time.sleep(1)  # she tries again, and no thousand times


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
    begins_anew = False
    """Whether what she does is left where an answer is wrong, and something else begun."""
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
        self.begun = self.asked_at = time.time()
        self.numbers = itertools.count(1)
        self.client.cookies.update(self.own.get("cookies", {}))
        time.sleep(self.dice.uniform(0, 1) * self.wait_time())  # nobody comes in the same second
        if not self.own.get("cookies"):
            self.log_in()

    def log_in(self) -> None:
        page = self.ask("logg inn: siden", "/logg-inn/")
        _to, values = form_of(page, "password")
        given = {"username": self.name, "password": self.own["password"]}
        self.ask("logg inn", "/logg-inn/", {**dict(values), **given}, right=(302,))
        if self.status != 302:
            raise StopUser

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
        if time.time() - self.asked_at > IDLE:
            self.client.close()
        at = self.asked_at = time.time()
        headers = {"Referer": f"{self.host}{path}"}
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
            # Of a file nobody reads the letters: to guess its encoding would hold up everybody.
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            text, fault = answer.text if is_page else "", ""
            if answer.status_code not in right:
                why = getattr(answer, "error", None) or ""
                fault = f"{answer.status_code} for {path} {why!r}"
            elif holds and answer.status_code == 200 and holds not in text:
                fault = f"{path} lacks «{holds}»"
            if fault:
                answer.failure(fault)
            else:
                answer.success()
            ms = answer.request_meta["response_time"]
            tell(self, "asked", at, ms, name, answer.status_code, self.name, fault)
            self.status, self.leads_to = answer.status_code, answer.headers.get("Location", "")
        if fault and self.begins_anew:
            raise InterruptTaskSet(reschedule=False)
        return text
