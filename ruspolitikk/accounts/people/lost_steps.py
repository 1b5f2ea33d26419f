"""A person who has lost the telephone and the codes is let in with the password alone."""

from django.db import transaction

from ruspolitikk.accounts.login.mail import write_change
from ruspolitikk.accounts.login.two_steps.rules import remove_second_steps
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.people.rules import (
    NotAllowedError,
    end_sessions,
    locked_person,
    log_person,
)
from ruspolitikk.server import logs


def switch_off_steps(person: User, *, by: User) -> None:
    """Away with the second steps and the codes for the day that they are lost; what is open is
    shut, and the person is told by mail. Raises NotAllowedError, also where there are none."""
    with transaction.atomic():
        there = locked_person(person, by)
        if not remove_second_steps(there):
            raise NotAllowedError(f"{there.name} har ikke to-trinns innlogging.")
        log_person(there, "To-trinns innlogging slått av", by=by)
        logs.note("second steps removed", of=there.pk, by=by.pk)
        end_sessions(there)
        write_change(there, "people/steps_removed")
