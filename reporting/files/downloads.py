"""Files to take along: a page's table as Excel and as CSV, its picture, any written file.

A room writes one function, `download(request) -> Download`, and its addresses give it as views:

    path("byens-plan/excel/", excel_view(views.download), name="coverage-xlsx"),
    path("byens-plan/csv/", csv_view(views.download), name="coverage-csv"),
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from reporting.files.csv import csv_file
from reporting.files.sheets import Column, FactSheet, Sheet, TableSheet
from reporting.files.xlsx.workbook import write_workbook
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm
from ruspolitikk.wording import address_word

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
PDF = "application/pdf"
ZIP = "application/zip"
SVG = "image/svg+xml; charset=utf-8"
MOST_OF_A_FILTER = 100  # letters; the file's first sheet has all of it
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


def tell_of_files(request: AuthenticatedRequest, *, are_made: bool) -> None:
    """What came of asking a worker for files: it may be at once, or later."""
    if are_made:
        messages.success(request, "Filene er laget.")
    else:
        messages.info(request, "Filene er bestilt. Last siden på nytt om litt.")


@dataclass(frozen=True)
class Download:
    """A table to take along. `name` is the file's, without its ending.

    In Excel the facts and notes stand on a first sheet that says what the file is, and
    `more_sheets`, which sum it up, come before the table; a CSV file is the table alone. `size` is
    how many rows there are, where they may be very many (`reporting.ordering`).
    """

    name: str
    title: str
    sheet: str
    facts: Sequence[tuple[str, object]]
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    notes: Sequence[str] = ()
    empty_text: str = TableSheet.empty_text
    first_sheet: str = "Om tabellen"
    more_sheets: Sequence[Sheet] = ()
    size: int = 0


def excel_view(download: Callable[..., Download]) -> Callable[..., FileResponse]:
    """A view that answers with what `download(request, …)` gives, as an Excel file."""

    @require_safe
    def excel(request: AuthenticatedRequest, **from_address: str) -> FileResponse:
        return excel_answer(request, download(request, **from_address))

    return excel


def excel_answer(request: AuthenticatedRequest, table: Download) -> FileResponse:
    file = excel_file(table, made_by=request.user.acting_as, made_at=now())
    return attachment(file, f"{table.name}.xlsx")


def csv_view(download: Callable[..., Download]) -> Callable[..., HttpResponse]:
    """A view that answers with what `download(request, …)` gives, as a CSV file."""

    @require_safe
    def csv(request: AuthenticatedRequest, **from_address: str) -> HttpResponse:
        table = download(request, **from_address)
        headings = [column.heading for column in table.columns]
        return _small_file(csv_file(headings, table.rows), f"{table.name}.csv", CSV)

    return csv


def excel_file(download: Download, *, made_by: str, made_at: datetime) -> IO[bytes]:
    """The workbook: what the file is, what sums it up, and the table."""
    facts = [*download.facts, ("Laget", made_at), ("Laget av", made_by)]
    about = FactSheet(download.first_sheet, download.title, facts, download.notes)
    table = TableSheet(
        download.sheet,
        download.sheet,
        download.columns,
        download.rows,
        empty_text=download.empty_text,
    )
    sheets = [about, *download.more_sheets, table]
    return workbook(sheets, title=download.title, made_at=made_at)


def name_of_file(what: str, filters: Iterable[str], on: date) -> str:
    """«tiltak-bydel-grorud-bare-over-frist-2026-11-28»: what is in it, which of it, and the day."""
    which = address_word(" ".join(filters))[:MOST_OF_A_FILTER].strip("-")
    return "-".join(part for part in (what, which, f"{on:%Y-%m-%d}") if part)


def day_of_file(request: AuthenticatedRequest) -> Day:
    """The day that an address names; one that cannot be read is a 404, never another day."""
    day_form = DayForm.asked(request.GET)
    if day_form.problems:
        raise Http404("Dagen i adressen kan ikke leses.")
    return day_form.day


def svg_response(template: str, context: Mapping[str, object], *, name: str) -> HttpResponse:
    """A picture as a file of its own, written by a template; `name` is without its ending."""
    picture = render_to_string(template, dict(context)).strip()
    return _small_file(picture, f"{name}.svg", SVG)


def _small_file(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """Sent whole; `name` is made by us, of letters that every header can carry."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
