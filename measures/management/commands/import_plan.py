"""`manage.py import_plan`: the measures of a document, read as the product reads them."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from measures.importing.difference.compare import Incoming, compare
from measures.importing.difference.shown import in_lines
from measures.importing.difference.standing import read_standing
from measures.importing.document import Document, Unreadable
from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.faulty import faults_of, problems_in
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.personal import warnings_of
from measures.importing.rows.reading import read_rows
from measures.importing.rows.records import record_of
from measures.importing.rows.words import Words
from measures.importing.saving.take_in import NewPlan, ReadBy, take_in
from measures.importing.sentences import IDENTITY_IN_FILE_NAME, columns_apart
from measures.importing.tables.guessing import guess_layout
from measures.importing.tables.layout import Layout
from measures.importing.tables.several_plans import in_words, plans_in
from measures.importing.tables.titles import guess_day, guess_title
from measures.management.commands.explain_words import read_the_day
from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation
from ruspolitikk.days import Day
from ruspolitikk.personal_data import identity_in_file_name
from ruspolitikk.wording import fold

_WHY: dict[type[Exception], str] = {
    FileNotFoundError: ", den finnes ikke",
    IsADirectoryError: ", det er en mappe",
    PermissionError: ", du har ikke tilgang til den",
    UnicodeDecodeError: ", teksten er ikke UTF-8",
}


class Command(BaseCommand):
    help = "Leser tiltakene i et dokument: Word, Excel, PDF eller innlimt tekst."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--bydel", metavar="SLUG", help="Bydelen som planen er for.")
        parser.add_argument(
            "--plan",
            metavar="TITLE",
            help=(
                "Planens tittel. Uten: den som står i dokumentet. Er planen her fra før (tittel "
                "eller adresse), viser --dry-run hva som er annerledes i dokumentet."
            ),
        )
        parser.add_argument(
            "--per",
            metavar="DAY",
            help="Dagen statusene gjelder. Uten: den som står i dokumentet, ellers i dag.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Vis hva som leses; lagre ikke.")
        parser.add_argument("--json", action="store_true", help="Skriv tiltakene som JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        bydel = the_bydel(options["bydel"], is_needed=not options["dry_run"])
        document = self.read(options["file"])
        per = the_day(options["per"], document, Day.now().today)
        words = Words.of(bydel, per.day) if bydel else Words.of_the_city(per.day)
        layout = guess_layout(document)
        rows = read_rows(document, layout, words=words)
        standing = the_plan(options["plan"], bydel)
        for warning in warnings_of(rows):
            self.stderr.write(warning)
        if bydel is not None and not options["dry_run"]:
            if standing:
                raise CommandError(
                    f"Planen «{standing.title}» er her fra før. Ingenting er lagret. Se hva som er "
                    "annerledes med --dry-run, og les den inn på nytt i nettleseren."
                )
            told = self.save(document, layout, rows, bydel, options["plan"], per)
            (self.stderr if options["json"] else self.stdout).write(told)
        if options["dry_run"] and len(plans := plans_in(document, layout)) > 1:
            self.stderr.write(f"{in_words(plans)} De er lest som én.")
        if options["dry_run"] and document.apart:
            self.stderr.write(columns_apart(document.apart))
        if options["json"]:
            found = [record_of(row) for row in rows if row.text]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        elif options["dry_run"] and standing:
            self.write_difference(rows, standing, per)
        elif options["dry_run"]:
            self.write_for_people(rows)

    def save(
        self,
        document: Document,
        layout: Layout,
        rows: Sequence[MeasureRow],
        bydel: Organisation,
        title: str | None,
        per: "TheDay",
    ) -> str:
        """As a draft plan of its own, all of it or nothing."""
        if len(plans := plans_in(document, layout)) > 1:
            raise CommandError(
                f"{in_words(plans)} Ingenting er lagret. Les det inn i nettleseren, og velg en."
            )
        if identity_in_file_name(document.name):
            raise CommandError(f"{IDENTITY_IN_FILE_NAME} Ingenting er lagret.")
        self.stop_at_faults(document, layout, rows, per.today)
        if not any(row.text for row in rows):
            raise CommandError(f"Vi fant ingen tiltak i «{document.name}». Ingenting er lagret.")
        guess = guess_title(document)
        plan = NewPlan(bydel, title or guess.title, guess.starts_on, guess.ends_on)
        read = ReadBy(
            document.name, by=None, today=per.today, on=per.day, is_assumed=not per.read_from
        )
        taken = take_in(rows, plan, read)
        return (
            f"Lagret. {taken.measures} tiltak er lest inn i utkastet «{taken.plan.title}». "
            f"Statusene gjelder per {per}."
        )

    def stop_at_faults(
        self, document: Document, layout: Layout, rows: Sequence[MeasureRow], today: date
    ) -> None:
        """All the rows that must be put right first, where nothing can be taken in without."""
        faults = faults_of(problems_in(rows, today), document, layout)
        if all(fault.may_be_left for fault in faults):
            return
        told = [f"{one.sheet}, rad {one.row}, {one.column}: {one.problem}" for one in faults]
        raise CommandError("\n".join(["Disse radene må rettes. Ingenting er lagret.", *told]))

    def read(self, path: Path) -> Document:
        try:
            return self.document(path)
        except Unreadable as problem:
            raise CommandError(str(problem)) from problem
        except (OSError, UnicodeDecodeError) as problem:
            why = next((words for kind, words in _WHY.items() if isinstance(problem, kind)), "")
            raise CommandError(f"Filen kan ikke leses{why}: {path}") from problem

    def document(self, path: Path) -> Document:
        """A text or a page is read as if it had been pasted."""
        if path.suffix.lower() in {".txt", ".tsv"}:
            return read_pasted(path.read_text(encoding="utf-8-sig"))
        if path.suffix.lower() in {".html", ".htm"}:
            return read_pasted("", path.read_text(encoding="utf-8-sig"))
        with path.open("rb") as file:
            return read_document(file, path.name)

    def write_for_people(self, rows: Sequence[MeasureRow]) -> None:
        for row in rows:
            first = " ".join(row.text.split())[:70] or "(uten tekst)"
            asks = " – må avklares" if row.doubts else ""
            self.stdout.write(f"{row.n}. {first} ({row.source}){asks}")
        self.stdout.write(f"{sum(1 for row in rows if row.text)} tiltak. Ingenting er lagret.")

    def write_difference(self, rows: Sequence[MeasureRow], plan: Plan, per: "TheDay") -> None:
        """What the page «Forskjeller» would show."""
        incoming = [Incoming.of(row) for row in rows]
        there = read_standing(Measure.objects.filter(plan=plan))
        found = compare(incoming, there, per=per.day)
        self.stdout.write(f"Mot «{plan.title}», per {per}:")
        for line in in_lines(found):
            self.stdout.write(line)
        self.stdout.write("Ingenting er lagret.")


@dataclass(frozen=True, slots=True)
class TheDay:
    """The day that a document's statuses speak of. `read_from` is where it was read, empty where
    nobody has said it, and it is `today`."""

    day: date
    read_from: str
    today: date

    def __str__(self) -> str:
        """«31.12.2026 (filnavnet)»"""
        return f"{self.day:%d.%m.%Y} ({self.read_from or 'i dag'})"


def the_day(said: str | None, document: Document, today: date) -> TheDay:
    """What is said, else what the document says, else today: as the browser does."""
    if said:
        day = read_the_day(said, today)
        if day > today:
            raise CommandError("Statusene kan ikke gjelde en dag som ikke har vært.")
        return TheDay(day, "--per", today)
    told, where = guess_day(document, today)
    return TheDay(told or today, where, today)


def the_plan(named: str | None, bydel: Organisation | None) -> Plan | None:
    """The plan that is here already, by its address or its title; None where there is none, or
    where several bydeler have one of that title."""
    if not named:
        return None
    plans = Plan.objects.filter(organisation=bydel) if bydel else Plan.objects.all()
    found = [one for one in plans if one.slug == named or fold(one.title) == fold(named)]
    return found[0] if len(found) == 1 else None


def the_bydel(slug: str | None, *, is_needed: bool) -> Organisation | None:
    if not slug:
        if is_needed:
            raise CommandError("Skriv --bydel og hvilken bydel planen er for, eller --dry-run.")
        return None
    bydel = Organisation.objects.bydeler().filter(slug=slug).first()
    if bydel is None:
        raise CommandError(f"Bydelen «{slug}» finnes ikke.")
    return bydel
