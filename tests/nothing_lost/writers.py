"""People who save one row after the other, in processes of their own that may be killed."""

import os
import select
import signal
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any, NamedTuple, Self

from django.db import connection, connections
from django.test import Client
from django.utils.timezone import localdate

from measures.models import Act, Measure, Status
from tests.factories import editor_of

HTMX = {"HX-Request": "true"}
FORKED = get_context("fork")


def warm_up(pk: int) -> None:
    """Read the rules, pages and templates once, so that those who are forked save at once."""
    client = Client(SERVER_NAME="localhost")
    measure = Measure.objects.select_related("plan__organisation").get(pk=pk)
    client.force_login(editor_of(measure.plan.organisation))
    assert save(client, pk, "før").status_code == 200
    assert measure.statuses.filter(remark="før").count() == 1


def save(client: Client, pk: int, remark: str) -> Any:
    """As htmx sends the row of the list."""
    version = Measure.objects.values_list("report_version", flat=True).get(pk=pk)
    row = {
        "status": ("in_progress", "implemented")[version % 2],
        "remark": remark,
        "applies_on": f"{localdate():%d.%m.%Y}",
        "version": version,
    }
    return client.post(f"/tiltak/{pk}/rad/", row, headers=HTMX)


def write(pk: int, name: str, told: int, padding: str = "") -> None:
    """Save a row again and again, and tell by a pipe what was answered with «saved». What meets a
    fault is tried anew in other words, since nobody knows whether the first were kept."""
    measure = Measure.objects.select_related("plan__organisation").get(pk=pk)
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    client.force_login(editor_of(measure.plan.organisation))
    n, parent = 0, os.getppid()
    while os.getppid() == parent:
        n += 1
        remark = f"{name}-{n}"
        try:
            answer = save(client, pk, remark + padding)
            status = answer.status_code
            own_page = status < 500 or "ruspolitikk" in answer.content.decode()
        except Exception:  # the database does not answer the test's own question either
            status, own_page = 0, True
        if status == 200:
            os.write(told, f"{remark}\n".encode())
        else:
            os.write(told, f"!{status}{'' if own_page else ' without a page'}\n".encode())
            connection.close()
            time.sleep(0.1)


class Writer(NamedTuple):
    process: Any
    pipe: int

    @classmethod
    def start(cls, pk: int, name: str, padding: str = "") -> Self:
        return cls.of(lambda told: write(pk, name, told, padding))

    @classmethod
    def of(cls, act: Callable[[int], None]) -> Self:
        """A process that does something, with a pipe to tell of it."""
        connections.close_all()  # a connection that two processes share breaks for both
        read_end, write_end = os.pipe()

        def run() -> None:
            os.close(read_end)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 2)  # faults are counted, not read
            os.nice(10)  # what is tried on them goes first
            act(write_end)

        process = FORKED.Process(target=run, daemon=True)
        process.start()
        os.close(write_end)
        return cls(process, read_end)

    def told(self) -> list[str]:
        """What it has told since the last time."""
        read = b""
        while select.select([self.pipe], [], [], 0)[0] and (part := os.read(self.pipe, 65_536)):
            read += part
        return read.decode().splitlines()

    def kill(self) -> list[str]:
        """SIGKILL: it can clear nothing up. What it had told."""
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        told = self.told()
        os.close(self.pipe)
        return told


class Figures(NamedTuple):
    """What was answered with «saved», of these how many are gone and how many are there twice;
    what is half there; and what else was answered."""

    acknowledged: int
    lost: int
    twice: int
    halves: int
    refused: Counter[str]

    @property
    def is_held(self) -> bool:
        pageless = any("without" in each for each in self.refused)
        return bool(self.acknowledged) and not (self.lost or self.twice or self.halves or pageless)


def figures(told: list[str]) -> Figures:
    """Of what writers told, held against the database."""
    acknowledged = [each for each in told if not each.startswith("!")]
    remarks = Status.objects.exclude(remark="").values_list("remark", flat=True)
    kept = Counter(remark.partition(" ")[0] for remark in remarks)
    return Figures(
        len(acknowledged),
        sum(kept[each] == 0 for each in acknowledged),
        sum(number > 1 for remark, number in kept.items() if "-" in remark),
        halves(),
        Counter(each[1:] for each in told if each.startswith("!")),
    )


def halves(among: Any = None) -> int:
    """Acts of reporting without what was reported, and measures that point at another report than
    their newest, or have another version than they have acts; `among` some measures, or all."""
    empty = Act.objects.filter(kind=Act.Kind.REPORT, status_entries=None, risk_entries=None)
    measures = Measure.objects.all() if among is None else among
    own = measures.filter(statuses__act__isnull=False).distinct()
    wrong = 0
    for measure in own.prefetch_related("statuses"):
        acts = {status.act_id for status in measure.statuses.all() if status.act_id}
        newest = measure.statuses.first()
        is_whole = newest and measure.latest_status_id == newest.pk
        wrong += not (is_whole and measure.report_version == len(acts))
    return empty.count() + wrong
