"""The city's files of a closed round, made once and stored; each number together."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils import timezone

from reporting.files.downloads import CSV, EXCEL, JSON, PDF, WORD, ZIP
from reporting.files.pdf import NoPdfError, pdf_file
from reporting.models import CityFile, Round
from reporting.models.city_file import numbers_of
from reporting.models.stored_file import WAITS_FOR
from reporting.submission.city.excel import tables_file, title_of
from reporting.submission.city.note import blocks_of, mark_of, note_file
from reporting.submission.city.records import csv_of_city, json_of_city
from reporting.submission.city.report import CityReport, city_report
from reporting.submission.files.contents import RECEIVER
from reporting.submission.files.journal import journal_package

Kind = CityFile.Kind


def city_files(one: Round, number: int) -> list[CityFile]:
    """The files, not stored: the same bytes whenever they are made, whatever was changed since."""
    return list(_made(one, number))


def _made(one: Round, number: int) -> Iterator[CityFile]:
    city = city_report(one, number)
    note, tables, records = note_file(city), tables_file(city), json_of_city(city)
    in_package = {
        f"notat-{city.stem}.docx": note,
        f"tabeller-{city.stem}.xlsx": tables,
        f"rader-{city.stem}.json": records,
    }
    yield CityFile.of(Kind.NOTE, f"notat-{city.stem}.docx", WORD, note)
    name = f"notat-{city.stem}.pdf"
    try:
        pdf = _pdf(city)
    except NoPdfError as problem:
        yield CityFile.missing(Kind.PDF, name, PDF, str(problem))
    else:
        yield CityFile.of(Kind.PDF, name, PDF, pdf)
        in_package[name] = pdf
    yield CityFile.of(Kind.TABLES, f"tabeller-{city.stem}.xlsx", EXCEL, tables)
    package = journal_package(archive_facts(city), in_package, moment=city.moment)
    yield CityFile.of(Kind.JOURNAL, f"{city.stem}-journal.zip", ZIP, package)
    yield CityFile.of(Kind.CSV, f"rader-{city.stem}.csv", CSV, csv_of_city(city))
    yield CityFile.of(Kind.JSON, f"rader-{city.stem}.json", JSON, records)


def _pdf(city: CityReport) -> bytes:
    return pdf_file(
        title_of(city),
        blocks_of(city),
        footer=mark_of(city),
        now=city.moment,
        identifier=city.sha256,
        is_portrait=True,
    )


def archive_facts(city: CityReport) -> Iterator[tuple[str, str]]:
    """What an archive asks for of the city's report; the bydeler's case numbers are in the rows."""
    yield "tittel", f"{title_of(city)}, rapport {city.number}"
    yield "dokumentdato", f"{city.moment:%Y-%m-%d}"
    yield "sendtDato", city.moment.isoformat(timespec="seconds")
    yield "avsender", RECEIVER
    yield "mottaker", "Byrådet"
    yield "saksnummer", ""
    yield "runde", city.name
    yield "statusPer", f"{city.head['cut_off']:%Y-%m-%d}"
    yield "versjonsnummer", str(city.number)
    yield "sjekksum", city.sha256
    yield "sjekksumAlgoritme", "SHA-256"


def left_behind() -> Iterator[Round]:
    """Closed rounds whose files a worker should have made by now: it died, or was never asked."""
    closed: Any = Round.objects.filter(closed_at__lt=timezone.now() - WAITS_FOR)
    for one in closed.annotate(n_files=Count("city_files")).order_by("pk"):
        if one.n_files < len(Kind) * numbers_of(one):
            yield one


def store_city_files(one: Round) -> None:
    """Make the reports that are not whole; the files that are there stay as they are. They are made
    before anything is written, so that nobody's save waits."""
    stored = set(CityFile.objects.filter(round=one).values_list("number", "kind"))
    for number in range(1, numbers_of(one) + 1):
        if stored >= {(number, kind.value) for kind in Kind}:
            continue
        files = city_files(one, number)
        for file in files:
            file.round, file.number = one, number
        CityFile.objects.bulk_create(files, ignore_conflicts=True)
