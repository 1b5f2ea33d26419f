"""What is done to the product while it is used; each tells how much was acknowledged and lost."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from measures.history_chain import broken_links, seal_all
from measures.models import Measure, delete_draft
from plans.models import Plan
from reporting.models import FrozenRow, Round, Submission
from reporting.submission.checking import faults
from reporting.submission.freezing import send
from ruspolitikk.server.safekeeping.copies import list_of
from tests.factories import editor_of, organisation
from tests.nothing_lost.writers import Figures, Writer, figures
from tests.postgresql import Server

SAVES, KILLS, MOMENTS, RESTARTS, MANY = 200, 24, 20, 5, 20
ON = date(2026, 8, 31)
DICE = random.Random(16)  # noqa: S311


class NotTriedError(Exception):
    """What this machine does not let us do."""


def measures(number: int) -> list[int]:
    """As many measures, for a writer each."""
    own = Measure.objects.local().order_by("pk").values_list("pk", flat=True)
    found = list(own[:number])
    connections.close_all()
    return found


def collect(writers: list[Writer]) -> list[str]:
    return [each for writer in writers for each in writer.told()]


def saves(told: list[str]) -> int:
    return sum(not each.startswith("!") for each in told)


def collect_until(enough: Callable[[list[str]], bool], writers: list[Writer]) -> list[str]:
    """What they tell until it is enough, or for a minute: machines are slow at times."""
    told: list[str] = []
    until = time.monotonic() + 60
    while not enough(told) and time.monotonic() < until:
        time.sleep(0.2)
        told += collect(writers)
    return told


def kill_all(writers: list[Writer]) -> list[str]:
    return [each for writer in writers for each in writer.kill()]


# --- Killed ---------------------------------------------------------------------------------------


def killed_while_saving() -> Figures:
    """Four writers; one after the other is killed and another takes its place."""
    own, kills = measures(4), 0
    told: list[str] = []
    writers = [Writer.start(pk, f"drept-{n}") for n, pk in enumerate(own)]
    while kills < KILLS or len(told) < SAVES:
        wanted, until = len(told) + SAVES // KILLS, time.monotonic() + 20
        while len(told) < wanted and time.monotonic() < until:
            time.sleep(DICE.uniform(0, 0.2))  # so that a kill falls anywhere in a save
            told += collect(writers)
        n = DICE.randrange(len(writers))
        told += writers[n].kill()
        kills += 1
        writers[n] = Writer.start(own[n], f"drept-{n}-{kills}")
    return figures(told + kill_all(writers))


def at_moments(act: Callable[[], object], look: Callable[[bool], int]) -> Figures:
    """Kill an act at moments from its beginning to its end, each time from anew. `look` is told
    whether the act said that it was done; it counts what is half there, and clears up."""
    start = time.perf_counter()
    done = _one(act, None)
    took = time.perf_counter() - start
    wrong, acknowledged = look(done), int(done)
    for moment in range(1, MOMENTS + 1):
        done = _one(act, took * moment / MOMENTS)
        wrong, acknowledged = wrong + look(done), acknowledged + done
    return Figures(acknowledged, 0, 0, wrong, Counter())


def _one(act: Callable[[], object], after: float | None) -> bool:
    def run(told: int) -> None:
        act()
        os.write(told, b"done\n")

    writer = Writer.of(run)
    writer.process.join(after)
    return "done" in writer.kill()


def killed_while_reading_in() -> Figures:
    """A document of sixty rows: all of them become a plan, or none."""
    lines = ["Nr.\tTiltak\tAnsvarlig\tFrist\tStatus"]
    lines += [f"{n}\tTiltak nr. {n} mot rus\tNAV\t31.12.2027\tUnder arbeid" for n in range(1, 61)]

    with TemporaryDirectory() as folder:
        document = Path(folder, "plan.txt")
        document.write_text("\n".join(lines))

        def act() -> None:
            call_command(
                "import_plan", str(document), bydel="bjerke", plan="Lest inn", stdout=StringIO()
            )

        def look(done: bool) -> int:
            plans = list(Plan.objects.filter(title="Lest inn"))
            sizes = [
                Measure.objects.filter(plan=plan, statuses__isnull=False).count() for plan in plans
            ]
            for plan in plans:
                delete_draft(plan, by=editor_of(plan.organisation))
            is_whole = sizes == [60] or (sizes == [] and not done)
            return not is_whole

        return at_moments(act, look)


def killed_while_freezing() -> Figures:
    """A bydel sends its report: every row of it is frozen with its sum, or none."""
    one = Round.objects.create(name="T2 2026", cut_off=ON, due_on=date(2026, 9, 20))
    bydel = organisation("grorud")
    editor = editor_of(bydel)
    size = Measure.objects.filter(plan__slug="grorud-2023").count()

    def act() -> None:
        send(one, bydel, by=editor, comment="", today=date(2026, 9, 10))

    def look(done: bool) -> int:
        sent = Submission.objects.of(one, bydel).count()
        rows = FrozenRow.objects.filter(submission__round=one).count()
        is_whole = (sent, rows) == (1, size) or ((sent, rows) == (0, 0) and not done)
        wrong = not is_whole or any(faults())
        FrozenRow.objects.filter(submission__round=one).delete()
        Submission.objects.of(one, bydel).delete()
        return wrong

    return at_moments(act, look)


# --- The database stops, and the disk is full -----------------------------------------------------


def stopped_and_started(server: Server) -> Figures:
    """PostgreSQL is stopped at once, as when its machine is turned off, and started again."""
    own, told = measures(8), []
    writers = [Writer.start(pk, f"stoppet-{n}") for n, pk in enumerate(own)]
    for _restart in range(RESTARTS):
        time.sleep(2)
        server.run("pg_ctl", "stop", "--mode", "immediate", "--pgdata", f"{server.folder}/data")
        time.sleep(0.5)
        server.begin(is_durable=True)
        told += collect(writers)
    time.sleep(2)
    return figures(told + kill_all(writers))


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system in memory. Raises NotTriedError where mounting takes more than we may."""
    with TemporaryDirectory(prefix="ruspolitikk-disk-") as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", folder]
        if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            raise NotTriedError("a small disk takes root and `mount`")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def full_disk() -> Figures:
    """Writers fill the disk; then it is made larger, and they go on."""
    is_sqlite = connection.vendor == "sqlite"
    name = connection.settings_dict["NAME"]
    if is_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with small_disk(Path(name).stat().st_size // 1_000_000 + 3 if is_sqlite else 2) as disk:
        own = measures(4)
        _move_to(disk)
        try:
            padding = " " + "".join(DICE.choices("abcdefghijklmnopqrstuvwxyzæøå", k=4_000))
            writers = [Writer.start(pk, f"full-{n}", padding) for n, pk in enumerate(own)]
            told = collect_until(lambda told: len(told) - saves(told) >= 20, writers)
            refused = len(told) - saves(told)
            subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
            time.sleep(1)
            told += collect(writers)
            since = collect_until(lambda told: saves(told) >= 8, writers)
            found = figures(told + since + kill_all(writers))
            went_on = saves(since) > 0
            return found._replace(halves=found.halves + (not refused) + (not went_on))
        finally:
            _move_back(name)


def _move_to(disk: Path) -> None:
    """The database, or of PostgreSQL the table of statuses."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(disk / "db.sqlite3")])
        connections.close_all()
        connection.settings_dict["NAME"] = str(disk / "db.sqlite3")
        return
    shutil.chown(disk, "postgres")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        cursor.execute("ALTER TABLE measures_status SET TABLESPACE small")
    connections.close_all()


def _move_back(name: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE measures_status SET TABLESPACE pg_default")
            cursor.execute("DROP TABLESPACE small")
    connections.close_all()
    connection.settings_dict["NAME"] = name


# --- Copied, and served by two versions -----------------------------------------------------------


def copied_while_others_write() -> Figures:
    """The two commands as an operator gives them: copied while twenty write, restored elsewhere,
    and copied from there again. What was answered before the copy began is in it."""
    with TemporaryDirectory() as folder:
        elsewhere = _database_elsewhere(Path(folder))
        own = measures(MANY)
        writers = [Writer.start(pk, f"kopiert-{n}") for n, pk in enumerate(own)]
        before = collect_until(lambda told: saves(told) >= 2 * MANY, writers)
        _manage("backup", f"{folder}/copy", connection.settings_dict["NAME"])
        during = kill_all(writers)
        _manage("restore", f"{folder}/copy", elsewhere)
        _manage("backup", f"{folder}/again", elsewhere)
        copied, again = (
            json.loads(list_of(Path(folder, name)).read_text())["tables"]
            for name in ("copy", "again")
        )
        here = connection.settings_dict["NAME"]
        found = figures(before + during)
        connections.close_all()
        connection.settings_dict["NAME"] = elsewhere
        try:
            restored = figures(before)
            broken = len(list(broken_links()))
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = here
        wrong = found.halves + restored.halves + broken + (copied != again)
        return found._replace(lost=found.lost + restored.lost, halves=wrong)


def _tables(file: Path) -> Any:
    return json.loads(list_of(file).read_text())["tables"]


def _address(name: str) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{name}"


def _manage(command: str, file: str, database: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", command, file],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ruspolitikk.settings",
            "DATABASE_URL": _address(database),
            "SECRET_KEY": "a-key-of-the-trials-alone-0123456789-that-protects-nothing",
            "ALLOWED_HOSTS": "localhost",
        },
    )


def _database_elsewhere(folder: Path) -> str:
    """Its name; on PostgreSQL it goes with the server."""
    if connection.vendor == "sqlite":
        return str(folder / "elsewhere.sqlite3")
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE elsewhere")
    return "elsewhere"


def two_versions(before: str) -> Figures:
    """A commit from before serves the migrated database beside today's code, as during a deploy."""
    house = settings.BASE_DIR
    with TemporaryDirectory() as folder:
        tree = Path(folder, "before")
        added = ["git", "-C", str(house), "worktree", "add", "--detach", str(tree), before]
        if subprocess.run(added, capture_output=True, check=False).returncode:
            raise NotTriedError(f"there is no commit {before} here")
        try:
            own = measures(4)
            name = str(connection.settings_dict["NAME"])
            script = Path(__file__).with_name("older_code.py")
            told = []
            outputs = [Path(folder, f"old-{n}") for n in range(2)]
            old = [
                subprocess.Popen(
                    [sys.executable, str(script), name, str(pk), f"gammel-{n}"],
                    cwd=tree,
                    env={**os.environ, "PYTHONPATH": str(tree)},
                    stdout=output.open("w"),
                    stderr=subprocess.DEVNULL,
                )
                for n, (pk, output) in enumerate(zip(own[:2], outputs, strict=True))
            ]
            new = [Writer.start(pk, f"ny-{n}") for n, pk in enumerate(own[2:])]
            until = time.monotonic() + 300
            while time.monotonic() < until and any(
                saves(output.read_text().splitlines()) < 10 for output in outputs
            ):
                time.sleep(1)
                told += collect(new)
            told += kill_all(new)
            for process, output in zip(old, outputs, strict=True):
                process.kill()
                process.wait()
                told += (lines := output.read_text().splitlines())
                if not saves(lines):
                    told.append("!0 the older code saved nothing")
        finally:
            subprocess.run(
                ["git", "-C", str(house), "worktree", "remove", "--force", str(tree)], check=True
            )
        found = figures(told)
        refused = sum(found.refused.values())
        return found._replace(halves=found.halves + refused)


def sealed() -> Figures:
    """All that the trials wrote is sealed, and every sum fits."""
    rows = seal_all()
    return Figures(rows, 0, 0, len(list(broken_links())), Counter())
