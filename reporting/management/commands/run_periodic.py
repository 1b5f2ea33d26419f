"""`manage.py run_periodic`: the timer, which runs what is to be done every so often.

Each at the start, and then whenever its time has passed again: all of them may run twice or beside
themselves. One that fails is written down, and holds up none of the others.
"""

import signal
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from ruspolitikk.server.logs import log

EVERY: Mapping[str, timedelta] = {
    "send_reminders": timedelta(minutes=5),
    "delete_old_texts": timedelta(hours=1),
    "delete_old_files": timedelta(hours=1),
    "seal_history": timedelta(hours=1),
    "delete_old_readings": timedelta(days=1),
    "forget_people": timedelta(days=1),
}
"""How long after it began each is run again."""


class Command(BaseCommand):
    help = "Kjører det som skal gjøres jevnlig, til den blir stoppet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Kjør alt én gang, og stopp.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.is_stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        begun: dict[str, datetime] = {}
        while not self.is_stopped:
            for name in due(begun, timezone.now()):
                if not self.is_stopped:
                    begun[name] = timezone.now()
                    run(name)
            if options["once"]:
                return
            time.sleep(1)

    def stop(self, *_signal: Any) -> None:
        """What runs is finished first."""
        self.is_stopped = True


def due(begun: Mapping[str, datetime], now: datetime) -> list[str]:
    return [n for n, every in EVERY.items() if n not in begun or now - begun[n] >= every]


def run(name: str) -> None:
    close_old_connections()
    try:
        call_command(name)
    except Exception:
        log.exception("%s failed; it is run again when its time has passed", name)
