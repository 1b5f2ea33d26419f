"""How the budgets measure time and memory, so that two things of one run can be held against each
other.

Time is what the CPU spends: in this process, and in its own backend of PostgreSQL, which Linux
tells of. A clock on the wall tells besides what other programs did meanwhile: on a machine at work
the page that takes 4 ms was 6 or 20, and a ratio to it said nothing. What waits for the disk or for
a lock is on the wall alone, and is told beside it. A worker that PostgreSQL starts to share a large
query among is not in the sum.

Nothing listens while the time is taken: queries are counted in a run of their own.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import django
from django.db import connection, connections


class Took(NamedTuple):
    """ms of CPU, and ms by the clock on the wall."""

    cpu: float
    wall: float


def spent() -> Took:
    """Until now."""
    return Took(1000 * process_time() + _spent_by_backend(), 1000 * perf_counter())


def _spent_by_backend() -> float:
    """ms; SQLite works in this process."""
    if connection.vendor == "sqlite":
        return 0
    connection.ensure_connection()
    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return int(schedule.split()[0]) / 1_000_000


@contextmanager
def timed(times: list[Took]) -> Iterator[None]:
    before = spent()
    yield
    after = spent()
    times.append(Took(after.cpu - before.cpu, after.wall - before.wall))


def in_turns(acts: Sequence[Callable[[], object]], runs: int) -> list[Took]:
    """The quickest of so many runs of each, after a first one that fills caches. They take turns,
    so that what the machine does meanwhile falls on all.

    Each run is called from another depth of the stack. Python before 3.13.13 gives a piece of its
    stack back to the system as soon as it is empty, and asks for it again at the next call
    (gh-142183): where a loop of a template calls over the edge between two pieces, the same page
    took 38 ms or 164, by how deep it was called. From one of the depths no loop lies on the edge.
    """
    took: list[list[Took]] = [[] for _act in acts]
    for run in range(runs + 1):
        for act, times in zip(acts, took, strict=True):
            with timed(times):
                _from_a_depth_of(PIECE_OF_STACK * run // (runs + 1), act)
    return [quickest(times[1:]) for times in took]


PIECE_OF_STACK = 132
"""Frames of `_from_a_depth_of` in one piece: 16 KB."""


def _from_a_depth_of(frames: int, act: Callable[[], object]) -> object:
    return _from_a_depth_of(frames - 1, act) if frames else act()


def quickest(times: Sequence[Took]) -> Took:
    return Took(min(one.cpu for one in times), min(one.wall for one in times))


def middle(times: Sequence[Took]) -> Took:
    return Took(median(one.cpu for one in times), median(one.wall for one in times))


def in_a_new_process[T](act: Callable[[Any], T], asked: Any) -> T:
    """In the same database. It begins with nothing, so that the memory it takes is its own; of a
    fork, what its parent had freed would be used again unseen."""
    connections.close_all()
    beginning: Any = {"initializer": _use, "initargs": [connection.settings_dict["NAME"]]}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), **beginning) as pool:
        return pool.submit(act, asked).result()


def _use(database: str) -> None:
    django.setup()
    connection.settings_dict["NAME"] = database


def memory_until_now() -> float:
    """MB at the most, of this process since it began. (`getrusage` also tells what the process had
    in which it was started: of one that was large, a new one would never seem to take more.)"""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
