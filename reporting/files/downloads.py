"""Files to take along: a page's table as Excel and as CSV, its picture, any written file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.timezone import now

from reporting.files.csv import csv_file
from reporting.files.sheets import Column, FactSheet, Sheet, TableSheet
from reporting.files.xlsx import write_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv; charset=utf-8"
SVG = "image/svg+xml; charset=utf-8"
IN_MEMORY = 4_000_000  # bytes; a larger file is written to disk


def written(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """The file that was written, from its start. Whoever takes it closes it; a response does."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    write(file)
    file.seek(0)
    return file


def workbook(sheets: Sequence[Sheet], *, title: str, made_at: datetime) -> IO[bytes]:
    return written(lambda file: write_workbook(file, sheets, title=title, now=made_at))


def attachment(file: IO[bytes], name: str, content_type: str = EXCEL) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


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
    empty_text: str = TableSheet.empty_text


def excel_response(download: Download, *, made_by: str) -> FileResponse:
    made_at = now()
    facts = [*download.facts, ("Laget", made_at), ("Laget av", made_by)]
    about = FactSheet("Om tabellen", download.title, facts, download.notes)
    table = TableSheet(
        download.sheet,
        download.sheet,
        download.columns,
        download.rows,
        empty_text=download.empty_text,
    )
    file = workbook([about, table], title=download.title, made_at=made_at)
    return attachment(file, f"{download.name}.xlsx")


def csv_response(download: Download) -> HttpResponse:
    headings = [column.heading for column in download.columns]
    return attached(csv_file(headings, download.rows), f"{download.name}.csv", CSV)


def attached(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """A small file, whole; `name` is made by us, of letters that every header can carry."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
