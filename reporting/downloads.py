"""A page's table as a file: the same rows as Excel and as CSV, under the same name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from reporting.csv_files import csv_file
from reporting.sheets import Column, FactSheet, TableSheet
from reporting.xlsx import write_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 4_000_000


@dataclass(frozen=True)
class Download:
    """`name` is the file's, without its ending; the facts say what the table is, in Excel."""

    name: str
    title: str
    sheet: str
    facts: Sequence[tuple[str, object]]
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()


def excel_response(download: Download, *, made_by: str) -> FileResponse:
    made_at = now()
    facts = [*download.facts, (_("Laget"), made_at), (_("Laget av"), made_by)]
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes)
    write_workbook(
        file,
        [
            FactSheet(_("Om tabellen"), download.title, facts, download.notes),
            TableSheet(download.sheet, download.sheet, download.columns, download.rows),
        ],
        title=download.title,
        now=made_at,
    )
    file.seek(0)
    name = f"{download.name}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


def csv_response(download: Download) -> HttpResponse:
    headings = [column.heading for column in download.columns]
    return attached(
        csv_file(headings, download.rows), f"{download.name}.csv", "text/csv; charset=utf-8"
    )


def attached(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """A small file, whole; `name` is made by us, of letters that every header can carry."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
