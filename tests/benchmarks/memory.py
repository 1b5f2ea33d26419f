"""The peak memory of one process that answers one request, and its time.

It runs itself, as `python -m tests.benchmarks.memory`.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import django
from django.test import Client

from tests.benchmarks import databases


def of_one_request(url: str, path: str, username: str = "leser") -> tuple[float, float]:
    """MB at the most, and ms, in a process of its own on the database at `url`."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", url, path, username]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    held, took = map(float, done.stdout.split())
    return held, took


def peak() -> float:
    """MB that this process has held at the most."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux getrusage answers with the parent's peak where that was higher
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def main(url: str, path: str, username: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    django.setup()
    from ruspolitikk.accounts.models import User  # noqa: PLC0415  the models need the settings

    databases.use(databases.opened(url))
    client = Client()
    client.force_login(User.objects.get(username=username))
    start = perf_counter()
    for _part in client.get(path):
        pass
    sys.stdout.write(f"{peak()} {1000 * (perf_counter() - start)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
