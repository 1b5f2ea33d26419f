"""What each part of production takes of the machine, second by second, from /proc."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.production import children

TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1
MEGABYTES = os.sysconf("SC_PAGE_SIZE") / 1_000_000
FULL = 0.85
"""Of a resource: from here on who comes waits for it."""
DISK = "the disk"
ALL, OTHERS = "the machine", "the others"


class Sample(NamedTuple):
    """Seconds of a core that each part has used since it began, and that the disk was busy, where
    the kernel tells; and MB of each of the servers' workers, by its id."""

    at: float
    seconds: dict[str, float]
    disk: float | None
    megabytes: dict[int, float]


def tree(pid: int) -> list[int]:
    """A process, and those that it began."""
    try:
        return [pid, *(each for child in children(pid) for each in tree(child))]
    except FileNotFoundError:
        return []


def seconds_used(pids: Iterable[int]) -> float:
    """Of a core, by these processes and by those of theirs that have ended."""
    used = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        used += sum(map(int, fields[11:15]))
    return used / TICK


def seconds_busy() -> float:
    """Of all cores together, whoever used them."""
    used = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    return (sum(map(int, used)) - int(used[3]) - int(used[4])) / TICK


def disk_of(folder: Path) -> Path | None:
    device = folder.stat().st_dev
    told = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/stat")
    return told if told.exists() else None


def megabytes_of(pid: int) -> float:
    """Nothing of one that has just ended."""
    if not Path(f"/proc/{pid}/statm").exists():
        return 0
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * MEGABYTES


class Watch:
    """Looks every second while it is entered. `parts` gives the first process of each part, and
    `workers` the servers' workers, whose memory is told."""

    def __init__(
        self, parts: Callable[[], dict[str, int]], workers: Callable[[], list[int]], folder: Path
    ) -> None:
        self.parts, self.workers, self.disk = parts, workers, disk_of(folder)
        self.samples: list[Sample] = []
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _look(self) -> None:
        while not self.is_over.wait(1):
            self.samples.append(self.sample())

    def sample(self) -> Sample:
        used = {name: seconds_used(tree(pid)) for name, pid in self.parts().items()}
        disk = int(self.disk.read_text().split()[9]) / 1000 if self.disk else None
        megabytes = {pid: megabytes_of(pid) for pid in self.workers()}
        return Sample(time.time(), {**used, ALL: seconds_busy()}, disk, megabytes)

    def shares(self) -> dict[str, float]:
        """How much of all cores each part had, from the first to the last look, and how much of
        the time the disk was busy. OTHERS is what no part of this used."""
        first, last = self.samples[0], self.samples[-1]
        took = (last.at - first.at) * CORES
        used = {
            name: (seconds - first.seconds.get(name, 0)) / took
            for name, seconds in last.seconds.items()
        }
        busy = used.pop(ALL)
        shares = {**used, OTHERS: busy - sum(used.values()), ALL: busy}
        if first.disk is not None and last.disk is not None:
            shares[DISK] = (last.disk - first.disk) / (last.at - first.at)
        return shares

    def largest(self) -> list[tuple[float, float]]:
        """MB of the largest worker of the servers, with the seconds since the first look."""
        begun = self.samples[0].at
        return [(each.at - begun, max(each.megabytes.values())) for each in self.samples]


def full_in(shares: dict[str, float]) -> str:
    """Which resource was full, in words; «none», and how much was used of the fullest."""
    cores, disk = shares[ALL], shares.get(DISK, 0)
    own = {name: share for name, share in shares.items() if name not in {ALL, DISK}}
    most = max(own, key=lambda name: own[name])
    told = [f"the cores ({cores:.0%}; {most} {own[most]:.0%})"] if cores >= FULL else []
    told += [f"the disk ({disk:.0%})"] if disk >= FULL else []
    return " and ".join(told) or f"none (the cores {cores:.0%}, the disk {disk:.0%})"
