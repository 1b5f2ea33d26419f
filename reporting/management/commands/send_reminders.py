"""`manage.py send_reminders`: the reminders of today are written, and what waits is sent.

Made to be run as often as one likes, also beside itself: nobody is told the same twice.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from reporting.mails.letters import not_arrived
from reporting.reminders.due import reminders
from ruspolitikk.accounts.models import GIVEN_UP_AFTER, Mail
from ruspolitikk.accounts.outbox import send_waiting, write
from ruspolitikk.wording import plural


class Command(BaseCommand):
    help = "Skriver dagens påminnelser om runder, og sender e-posten som venter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Vis hva som ville blitt sendt. Send ingenting."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._show()
            return
        write(reminders(localdate()))
        now = timezone.now()
        done = send_waiting(now)
        write(not_arrived(now))
        self.stdout.write(f"{_mails(done.sent)} er sendt.")
        if done.perhaps_twice:
            self.stdout.write(
                f"{done.perhaps_twice} av dem kan ha gått to ganger: "
                "en tidligere sending ble brutt."
            )
        if done.stopped:
            left = Mail.objects.to_send(timezone.now()).count()
            raise CommandError(f"{done.stopped} {left} venter til neste gang.")
        if done.failed:
            self.stdout.write(f"{done.failed} kom ikke fram.")
            self.stdout.write(
                f"En adresse prøves igjen til den er avvist {GIVEN_UP_AFTER} ganger. Da står den "
                "under Varsler."
            )

    def _show(self) -> None:
        """What would go: it is written and taken back."""
        with transaction.atomic():
            write(reminders(localdate()))
            waiting = list(Mail.objects.to_send(timezone.now()).values_list("subject", "to"))
            transaction.set_rollback(True)
        told = [(subject, f"bruker {to}" if to else "uten bruker") for subject, to in waiting]
        for subject, person in sorted(told):
            self.stdout.write(f"{subject} ({person})")
        self.stdout.write(f"{_mails(len(waiting))} ville blitt sendt.")


def _mails(n: int) -> str:
    return f"{n} {plural(n, 'e-post', 'e-poster')}"
