"""`manage.py demo`: from a fresh clone to the real plans in a browser, in one command."""

import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ruspolitikk.accounts.models import Membership, Organisation, Role, User

PASSWORD = "demo"
OWNER_MARK = int.from_bytes(b"rusp")
"""SQLite's `application_id`, kept in the file itself: it says that this command made it."""


class Command(BaseCommand):
    help = "Lager en demo med de fem virkelige planene og åpner den på denne maskinen."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Slett demoen og begynn på nytt.")
        parser.add_argument("--port", type=int, default=8000, help="Porten den svarer på (8000).")
        parser.add_argument(
            "--no-serve", action="store_true", help="Gjør alt klart og avslutt uten å svare."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError(
                "DATABASE_URL er satt. Demoen rører bare sin egen database i .ruspolitikk/; "
                "ta DATABASE_URL bort og prøv igjen."
            )
        database = Path(settings.DATABASES["default"]["NAME"])
        refuse_foreign(database)
        if options["reset"]:
            remove(database)
        claim(database)
        refuse_older()
        make_secret_key()
        call_command("migrate", verbosity=0)
        if not Organisation.objects.exists():
            call_command("load_plans", stdout=self.stdout)
            call_command("loaddata", "runder", "temaer", verbosity=0)
        usernames = make_people()
        self.say_who_can_log_in(options["port"], usernames)
        if not options["no_serve"]:
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def say_who_can_log_in(self, port: int, usernames: list[str]) -> None:
        self.stdout.write(
            f"\nruspolitikk: http://127.0.0.1:{port}/\n\n"
            f"Passordet er «{PASSWORD}» for alle:\n"
            "  byadmin  ser og sammenligner alle bydelene\n"
            "  leser    leser alt, endrer ingenting\n"
            "  en redaktør for hver bydel: " + ", ".join(usernames) + "\n"
        )


def refuse_foreign(database: Path) -> None:
    """Stop with a sentence where the file is there, and is not one that this command made."""
    try:
        with closing(sqlite3.connect(database)) as file:
            mark = file.execute("PRAGMA application_id").fetchone()[0]
            is_empty = not file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError:
        mark, is_empty = None, False
    if mark != OWNER_MARK and not is_empty:
        raise CommandError(
            f"{database} er ikke laget av demoen, så den røres ikke. Flytt filen bort, "
            "og prøv igjen."
        )


def refuse_older() -> None:
    """Stop with a sentence where the database was made by steps that are no longer here."""
    steps = MigrationLoader(connection)
    if set(steps.applied_migrations) - set(steps.disk_migrations):
        raise CommandError(
            "Demoen er laget av en eldre utgave av ruspolitikk. Ingenting er slettet. "
            "Begynn på nytt med --reset; da går det som er skrevet i den, tapt."
        )


def remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def claim(database: Path) -> None:
    with closing(sqlite3.connect(database)) as file:
        file.execute(f"PRAGMA application_id = {OWNER_MARK}")
    connection.close()


def make_secret_key() -> None:
    """A key of the demo's own, kept so that a restart does not log people out."""
    key_file: Path = settings.EMBEDDED_KEY_FILE
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(get_random_secret_key())
    settings.SECRET_KEY = key_file.read_text().strip()


def make_people() -> list[str]:
    """The demo's people; those that are there already keep their passwords and roles."""
    city = Organisation.objects.get(kind=Organisation.Kind.CITY)
    hashed = make_password(PASSWORD)  # once: a hash is slow on purpose
    make_person("byadmin", hashed, Role.CITY_ADMIN, city, is_staff=True)
    make_person("leser", hashed, Role.READER, city)
    bydeler = list(Organisation.objects.bydeler())
    for bydel in bydeler:
        make_person(bydel.slug, hashed, Role.EDITOR, bydel)
    return [bydel.slug for bydel in bydeler]


def make_person(
    username: str, password: str, role: Role, organisation: Organisation, *, is_staff: bool = False
) -> None:
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"password": password, "is_staff": is_staff}
    )
    if is_new:
        Membership.objects.create(user=user, role=role, organisation=organisation)
