"""Django's own `changepassword`; that it was done goes into the log of acts."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword

from ruspolitikk.accounts.models import Organisation, User
from ruspolitikk.accounts.people.rules import end_sessions, log_person


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        """It asks at the keyboard, so it is not one transaction with the log: a log that fails is
        seen by whoever sits there."""
        told = super().handle(*args, **options)
        person = User.objects.get(username=options["username"] or getpass.getuser())
        end_sessions(person)
        if Organisation.objects.filter(kind=Organisation.Kind.CITY).exists():
            log_person(person, "Passord byttet", by=None)
        else:
            self.stderr.write("Ikke logget: Oslo kommune finnes ikke ennå.")
        return told
