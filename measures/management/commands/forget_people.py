"""Forget people whose time is over (settings.FORGET_PEOPLE_AFTER_MONTHS).

Who has left is anonymised, and addresses of e-mail that nobody writes to any more are deleted.
What they did stands, and no checksum changes: `ruspolitikk/accounts/people/leaving.py`.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.timezone import localdate

from measures.register.forgetting import forget_addresses_of_closed
from ruspolitikk.accounts.outbox import forget_sent
from ruspolitikk.accounts.people.leaving import DAYS_A_MONTH, anonymise, long_gone
from ruspolitikk.accounts.people.rules import NotAllowedError


class Command(BaseCommand):
    help = "Anonymise people who left long ago, and delete addresses that are used no more."

    def handle(self, *args: Any, **options: Any) -> None:
        months = settings.FORGET_PEOPLE_AFTER_MONTHS
        if not months:
            return
        now, today = timezone.now(), localdate()
        people = 0
        for person in long_gone(months, today):
            try:
                anonymise(person, now=now, by=None)
            except NotAllowedError:  # somebody let them in again meanwhile
                continue
            people += 1
        time = timedelta(days=round(months * DAYS_A_MONTH))
        addresses = forget_addresses_of_closed(today - time)
        mails = forget_sent(now - time)
        self.stdout.write(
            f"{people} anonymisert, {addresses} adresser og {mails} sendte e-poster slettet."
        )
