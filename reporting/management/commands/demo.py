"""`manage.py demo`: from a fresh clone to the real plans in a browser, in one command."""

import os
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import localdate

from reporting.demo import city
from reporting.demo.acts import LEADER
from reporting.demo.people import PASSWORD, give_addresses, make_people
from reporting.demo.sendings import make_files
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.day_reading import DayRefusedError, read_day

OWNER_MARK = int.from_bytes(b"rusp")
"""SQLite's `application_id`, kept in the file itself: it says that this command made it."""


class Command(BaseCommand):
    help = "Lager en demo med de fem virkelige planene og åpner den på denne maskinen."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Slett demoen og begynn på nytt.")
        parser.add_argument("--port", type=int, default=8000, help="Porten den svarer på (8000).")
        parser.add_argument(
            "--city", action="store_true", help="Legg til oppdiktede planer for de andre bydelene."
        )
        parser.add_argument(
            "--day", help="Dagen den oppdiktede byen lages for, som 2026-11-23 (i dag)."
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="Gjør alt klart og avslutt uten å svare."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day = made_for(options["day"]) if options["city"] else None
        if options["day"] and not day:
            raise CommandError("--day er dagen for den oppdiktede byen. Skriv --city også.")
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
        address = answers_at(options["port"])
        call_command("migrate", verbosity=0)
        is_new = not Organisation.objects.exists()
        if is_new:
            call_command("load_plans", stdout=self.stdout)
            call_command("loaddata", "runder", "temaer", verbosity=0)
        usernames = make_people()
        if day:
            self.add_city(day)
        if is_new:
            give_addresses()
        self.say_who_can_log_in(address, usernames)
        if not options["no_serve"]:
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def add_city(self, day: date) -> None:
        if city.is_made():
            self.stdout.write("Den oppdiktede byen er her fra før. En ny lages med --reset.")
            return
        city.make_city(day)
        make_files()
        self.stdout.write(
            f"Oppdiktede planer er lagt til, slik de kunne vært {day:%d.%m.%Y}.\n"
            "  gamle-oslo har rapportert, frogner har vært stille i et år, sagene har aldri gjort "
            f"det,\n  bjerke har et utkast, og {LEADER} er ansvarlig leder i Gamle Oslo.\n"
        )

    def say_who_can_log_in(self, address: str, usernames: list[str]) -> None:
        self.stdout.write(
            f"\nruspolitikk: {address}/\n\n"
            f"Passordet er «{PASSWORD}» for alle:\n"
            "  byadmin  ser og sammenligner alle bydelene\n"
            "  leser    leser alt, endrer ingenting\n"
            "  en redaktør for hver bydel: " + ", ".join(usernames) + "\n"
        )


def made_for(words: str | None) -> date:
    """The day that the made-up city is made for; today where none is said."""
    try:
        return read_day(words or "i dag", today=localdate())
    except DayRefusedError as refused:
        raise CommandError(f"--day {words}: {refused}") from refused


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


def answers_at(port: int) -> str:
    """The demo's address, which links in its mails and calendars lead to, unless another is set."""
    address = f"http://127.0.0.1:{port}"
    if "SITE_ADDRESS" not in os.environ:
        settings.SITE_ADDRESS = address
    return address


def make_secret_key() -> None:
    """A key of the demo's own, kept so that a restart does not log people out."""
    key_file: Path = settings.EMBEDDED_KEY_FILE
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(get_random_secret_key())
    settings.SECRET_KEY = key_file.read_text().strip()
