"""`manage.py remove_two_steps kari`: for somebody who has lost the telephone and the codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ruspolitikk.accounts.login.two_steps.rules import remove_second_steps
from ruspolitikk.accounts.models import User
from ruspolitikk.server import logs


class Command(BaseCommand):
    help = "Slår av to-trinns innlogging for en bruker som har mistet telefonen og reservekodene."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Brukernavnet.")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        person = User.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Ingen har brukernavnet {username}.")
        removed = remove_second_steps(person)
        logs.note("second steps removed", of=person.pk)
        told = f"To-trinns innlogging er slått av for {username}."
        self.stdout.write(told if removed else f"{username} hadde ikke to-trinns innlogging.")
