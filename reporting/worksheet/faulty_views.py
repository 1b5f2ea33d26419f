"""The rows of a document that must be put right, as a list to work from."""

from django.utils import timezone

from measures.importing.access import own_reading
from measures.importing.kept import rows_from
from measures.importing.review.faults import faults_in
from reporting.files.downloads import Download, name_of_file
from reporting.files.sheets import CellKind, Column
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day


def download(request: AuthenticatedRequest, pk: int) -> Download:
    """Of a reading of the own bydel, or 404; empty where nothing is wrong, or nothing read yet."""
    reading = own_reading(request.user, pk, timezone.now())
    today = Day.now().today
    rows = rows_from(reading.rows) if reading.rows else []
    faults = faults_in(reading, rows, today)
    return Download(
        name=name_of_file("rader-som-ma-rettes", [], today),
        title="Rader som må rettes",
        sheet="Rader",
        facts=[
            ("Fil", reading.file_name),
            ("For", reading.organisation.full_name),
            ("Antall", len(faults)),
        ],
        columns=[
            Column("Ark eller tabell", 24),
            Column("Rad", 8, CellKind.NUMBER),
            Column("Kolonne", 20),
            Column("Det står", 40),
            Column("Hva som er galt", 70),
        ],
        rows=[(one.sheet, one.row, one.column, one.text, one.problem) for one in faults],
        empty_text="Ingen rader må rettes",
    )
