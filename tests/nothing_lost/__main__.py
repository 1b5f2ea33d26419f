"""Every trial on both databases, as a table. Ends with 1 where an acknowledged save is lost, kept
twice or half there. `--before COMMIT` names the version that serves beside today's."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from tests import postgresql

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
KIND = os.environ.get("RUSPOLITIKK_TESTS")
SERVER = None
if KIND == "postgresql":
    binaries = postgresql.binaries()
    if binaries is None:
        sys.exit("No PostgreSQL on this machine: install it.")
    SERVER = postgresql.Server.start(binaries, is_durable=True)
    os.environ["TEST_DATABASE_URL"] = SERVER.url

import django

django.setup()

from django.db import connections
from django.test.utils import setup_databases, teardown_databases

from tests.factories import load_plans
from tests.nothing_lost import trials
from tests.nothing_lost.writers import Figures, warm_up

HEADING = "| database | what | answered «saved» | lost | twice | half there | else | s | verdict |"


def all_trials(before: str) -> Iterator[tuple[str, Callable[[], Figures]]]:
    yield f"kill -9, {trials.KILLS} times across saves", trials.killed_while_saving
    yield f"kill -9 at {trials.MOMENTS} moments of a reading", trials.killed_while_reading_in
    yield f"kill -9 at {trials.MOMENTS} moments of sending", trials.killed_while_freezing
    if SERVER is not None:
        server = SERVER
        yield "the server stopped and started", lambda: trials.stopped_and_started(server)
    yield "the disk is full", trials.full_disk
    yield f"copied while {trials.MANY} write", trials.copied_while_others_write
    yield f"beside the code of {before[:7]}", lambda: trials.two_versions(before)
    yield "the chain of all that was written", trials.sealed


def are_held(before: str, only: str) -> bool:
    """On the database of this process."""
    made = setup_databases(verbosity=0, interactive=False)
    load_plans()
    warm_up(trials.measures(1)[0])
    chosen = [(what, trial) for what, trial in all_trials(before) if only in what]
    broken = [what for what, trial in chosen if not is_held(what, trial)]
    connections.close_all()
    teardown_databases(made, verbosity=0)
    return not broken


def is_held(what: str, trial: Callable[[], Figures]) -> bool:
    """Tries one thing, and prints its line."""
    connections.close_all()
    start = time.monotonic()
    try:
        found = trial()
    except trials.NotTriedError as why:
        print(f"| {KIND} | {what} | not tried: {why} |", flush=True)
        return True
    counts = " | ".join(map(str, (found.acknowledged, found.lost, found.twice, found.halves)))
    others = ", ".join(f"{n} × {each}" for each, n in found.refused.items()) or "–"
    took, verdict = time.monotonic() - start, "held" if found.is_held else "BROKEN"
    print(f"| {KIND} | {what} | {counts} | {others} | {took:.0f} | {verdict} |", flush=True)
    return found.is_held


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.nothing_lost", description=__doc__)
    parser.add_argument("--before", default="e53eb3a", help="a commit that was served before")
    parser.add_argument("--only", default="", help="those trials whose line has these words")
    asked = parser.parse_args()
    if KIND is not None:
        try:
            return 0 if are_held(asked.before, asked.only) else 1
        finally:
            connections.close_all()
            if SERVER is not None:
                SERVER.stop()
    print(HEADING, flush=True)
    ended = [
        subprocess.run(
            [sys.executable, "-m", "tests.nothing_lost", *sys.argv[1:]],
            env={**os.environ, "RUSPOLITIKK_TESTS": kind},
            check=False,
        ).returncode
        for kind in ("sqlite", "postgresql")
    ]
    return max(ended)


if __name__ == "__main__":
    sys.exit(main())
