"""`manage.py backup FILE`: a copy of the whole database, while others write."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ruspolitikk.server.safekeeping.contents import CopyError
from ruspolitikk.server.safekeeping.copies import list_of, make_copy


class Command(BaseCommand):
    help = (
        "Skriver en kopi av hele databasen til en ny fil, mens andre arbeider, med en liste over "
        "tabeller, rader og kontrollsummer ved siden av."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            contents = make_copy(file, connection.settings_dict)
        except CopyError as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(table.rows for table in contents.values())
        self.stdout.write(
            f"{file}: {len(contents)} tabeller, {rows} rader. Lista er {list_of(file)}."
        )
