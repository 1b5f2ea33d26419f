"""`manage.py grant_rights`: gives the role that servers run as what it may do, and nothing more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from ruspolitikk.server.rights import statements

ROLE = "ruspolitikk_web"


class Command(BaseCommand):
    help = (
        "Gir rollen som tjenerne kjører som, rettighetene den trenger, og tar alle andre fra den."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", default=ROLE, help=f"Rollen i PostgreSQL. Uten: {ROLE}.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Skriv ut SQL, og gjør ingenting."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Bare PostgreSQL har rettigheter å gi.")
        role, given = options["role"], list(statements(options["role"]))
        if options["dry_run"]:
            self.stdout.write("\n".join(f"{each};" for each in given))
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT session_user = %s, to_regrole(%s) IS NULL", [role, f'"{role}"'])
            is_own, is_missing = cursor.fetchone()
            if is_own or is_missing:
                raise CommandError(
                    "Kjør dette som rollen som eier tabellene."
                    if is_own
                    else f"Rollen {role} finnes ikke. docs/production/roles.sql lager den."
                )
            for each in given:
                cursor.execute(each)
        self.stdout.write(f"{role} har fått rettighetene sine.")
