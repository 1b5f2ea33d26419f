"""Django's own `createsuperuser`; that it was done goes into the log of acts."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.people.rules import log_person


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        """It asks at the keyboard, so it is not one transaction with the log: a log that fails is
        seen by whoever sits there."""
        owners = User.objects.filter(is_superuser=True)
        before = [*owners.values_list("pk", flat=True)]
        told = super().handle(*args, **options)
        if Organisation.objects.filter(kind=Organisation.Kind.CITY).exists():
            for person in owners.exclude(pk__in=before):
                log_person(person, "Lagt til", after="Systemeier", by=None)
        else:
            self.stderr.write("Ikke logget: Oslo kommune finnes ikke ennå.")
        return told
