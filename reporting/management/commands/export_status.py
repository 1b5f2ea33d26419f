"""`manage.py export_status`: the status of the measures as Excel, CSV or JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.timezone import now

from measures.models import Measure
from measures.models.queries import MeasureQuerySet
from plans.models import Plan
from reporting.counting import Overview, Row, count_by_plan
from reporting.export.measure_records import FIELDS, LISTS, records
from reporting.export.status_report import status_report
from reporting.files.csv import csv_writer, guarded
from reporting.files.downloads import excel_file
from reporting.models.round import Round
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day

SAY_EVERY = 2_000


class Command(BaseCommand):
    help = "Skriver tiltakenes status til en fil: xlsx, csv eller json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("xlsx", "csv", "json"), required=True)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--bydel", metavar="SLUG", help="En bydel, eller «oslo» for byens plan."
        )
        parser.add_argument("--plan", metavar="SLUG", help="En plan. Uten: alle planene.")
        parser.add_argument("--as-of", metavar="DATE", help="ÅÅÅÅ-MM-DD. Uten: i dag.")

    def handle(self, *args: Any, **options: Any) -> None:
        today = Day.now().today
        on = read_day(options["as_of"]) or today
        try:
            measures = chosen_measures(options["bydel"], options["plan"]).as_of(Day(on, today))
            write = {"json": self.write_json, "csv": self.write_csv, "xlsx": self.write_xlsx}
            write[options["format"]](measures, on, options["output"])
        except OSError as problem:
            raise CommandError(f"Filen kan ikke skrives: {problem}") from problem
        except (OperationalError, ProgrammingError) as problem:
            raise CommandError(
                f"Databasen svarer ikke som den skal ({problem}). "
                "Er den laget? Prøv «manage.py demo --no-serve»."
            ) from problem

    def write_json(self, measures: MeasureQuerySet, on: date, output: Path) -> None:
        with output.open("w", encoding="utf-8") as file:
            file.write("[")
            for n, record in enumerate(
                self.counted(records(measures, on, Round.objects.last_before(on)))
            ):
                file.write(",\n" if n else "\n")
                json.dump(record, file, ensure_ascii=False)
            file.write("\n]\n")

    def write_csv(self, measures: MeasureQuerySet, on: date, output: Path) -> None:
        # The mark at the start is what makes Excel read the file as UTF-8.
        with output.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv_writer(file)
            writer.writerow(FIELDS)
            for record in self.counted(records(measures, on, Round.objects.last_before(on))):
                writer.writerow([csv_text(field, record[field]) for field in FIELDS])

    def write_xlsx(self, measures: MeasureQuerySet, on: date, output: Path) -> None:
        last_round = Round.objects.last_before(on)
        counts = count_by_plan(measures, on, last_round)
        plans = Plan.objects.filter(pk__in=counts).in_order()
        report = status_report(
            measures,
            Overview(
                on,
                [Row(plan.organisation, plan, counts[plan.pk]) for plan in plans],
                last_round,
            ),
            name=output.stem,
            for_whom=", ".join(dict.fromkeys(plan.organisation.full_name for plan in plans)),
            chosen=[plan.short_name for plan in plans],
        )
        workbook = excel_file(report, made_by="export_status", made_at=now())
        with workbook, output.open("wb") as file:
            copyfileobj(workbook, file)

    def counted(self, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
        for n, row in enumerate(rows, start=1):
            if n % SAY_EVERY == 0:
                self.stderr.write(f"{n} tiltak …")
            yield row


def read_day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError as problem:
        raise CommandError(f"«{text}» er ikke en dag. Skriv den som 2026-12-31.") from problem


def chosen_measures(bydel: str | None, plan: str | None) -> MeasureQuerySet:
    """The local measures, or the city's own where they are asked for by name."""
    measures: MeasureQuerySet = Measure.objects.in_order()
    if bydel and not Organisation.objects.filter(slug=bydel).exists():
        raise CommandError(f"Bydelen «{bydel}» finnes ikke.")
    if plan and not Plan.objects.filter(slug=plan).exists():
        raise CommandError(f"Planen «{plan}» finnes ikke.")
    measures = measures.filter(plan__organisation__slug=bydel) if bydel else measures.local()
    return measures.filter(plan__slug=plan) if plan else measures


def csv_text(key: str, value: Any) -> Any:
    """Lists on one line each; text that a spreadsheet might run as a formula gets a «'» first."""
    text = "\n".join(value or []) if key in LISTS else value
    return guarded(text)
