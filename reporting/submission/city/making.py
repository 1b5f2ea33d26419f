"""The city's files of a closed round, made once and stored; each number together."""

from collections.abc import Iterator

from reporting.files.downloads import EXCEL, WORD
from reporting.models import CityFile, Round
from reporting.models.city_file import numbers_of
from reporting.submission.city.excel import tables_file
from reporting.submission.city.note import note_file
from reporting.submission.city.report import city_report

Kind = CityFile.Kind


def city_files(one: Round, number: int) -> list[CityFile]:
    """The files, not stored: the same bytes whenever they are made, whatever was changed since."""
    return list(_made(one, number))


def _made(one: Round, number: int) -> Iterator[CityFile]:
    city = city_report(one, number)
    yield CityFile.of(Kind.NOTE, f"notat-{city.stem}.docx", WORD, note_file(city))
    yield CityFile.of(Kind.TABLES, f"tabeller-{city.stem}.xlsx", EXCEL, tables_file(city))


def store_city_files(one: Round) -> None:
    """Make the reports that are not there yet; those that are, stay as they are."""
    stored = set(CityFile.objects.filter(round=one).values_list("number", flat=True))
    for number in range(1, numbers_of(one) + 1):
        if number in stored:
            continue
        files = city_files(one, number)
        for file in files:
            file.round, file.number = one, number
        CityFile.objects.bulk_create(files, ignore_conflicts=True)
