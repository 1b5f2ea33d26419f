"""`manage.py restore FILE`: the database from a copy, where there is none yet."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from ruspolitikk.server.safekeeping.contents import CopyError
from ruspolitikk.server.safekeeping.copies import restore_copy


class Command(BaseCommand):
    help = (
        "Lager databasen av en kopi fra `backup`, og regner kontrollsummene på nytt. En database "
        "med innhold blir aldri skrevet over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        connections.close_all()  # what the checks have opened holds the database that is replaced
        try:
            contents = restore_copy(file, connection.settings_dict)
        except CopyError as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(table.rows for table in contents.values())
        self.stdout.write(
            f"{len(contents)} tabeller med {rows} rader er lagt inn, og stemmer med lista."
        )
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            self.stdout.write(
                f"Kopien er eldre enn koden: {len(missing)} migrasjoner mangler. Kjør "
                "`manage.py migrate`."
            )
