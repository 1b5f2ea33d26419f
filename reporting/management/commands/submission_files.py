"""`manage.py submission_files`: the files of what was sent in, written to a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.models import Round, Submission
from reporting.models.stored_bytes import StoredBytes
from reporting.submission.city.making import store_city_files
from reporting.submission.files.making import store_files


class Command(BaseCommand):
    help = (
        "Skriver filene av det bydelene har sendt inn for en runde, til en mappe; uten --bydel "
        "også byens filer av en lukket runde. "
        "Filer som mangler, lages først; ingen lages om igjen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--round", required=True, metavar="NAVN", help="For eksempel «T2 2026»."
        )
        parser.add_argument("--bydel", metavar="SLUG", help="En bydel. Uten: alle som har sendt.")
        parser.add_argument("--output", type=Path, required=True, metavar="MAPPE")

    def handle(self, *args: Any, **options: Any) -> None:
        one = Round.objects.filter(name=options["round"]).first()
        if one is None:
            raise CommandError(f"Runden «{options['round']}» finnes ikke.")
        folder: Path = options["output"]
        sent = Submission.objects.filter(round=one).select_related("round", "bydel")
        if options["bydel"]:
            sent = sent.filter(bydel__slug=options["bydel"])
        newest = sent.newest().values()
        if not newest:
            raise CommandError(f"Ingenting er sendt inn for {one} som du spør om.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for submission in newest:
                store_files(submission)
                for file in submission.files.all():
                    self.write(file, folder)
            if not options["bydel"]:
                store_city_files(one)
                for city_file in one.city_files.all():
                    self.write(city_file, folder)
        except OSError as problem:
            raise CommandError(f"Filen kan ikke skrives: {problem}") from problem

    def write(self, file: StoredBytes, folder: Path) -> None:
        if file.why_missing:
            self.stderr.write(f"{file.name}: {file.why_missing}")
            return
        (folder / file.name).write_bytes(bytes(file.content))
        self.stdout.write(f"{file.name}  {file.sha256}")
