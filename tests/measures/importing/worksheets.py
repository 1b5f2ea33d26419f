"""Arbeidsark as they come back: fetched, opened in a program, filled in, saved, and read."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from measures.importing.readers.any_kind import read_document
from measures.importing.worksheet.marks import Part
from measures.importing.worksheet.reading import Worksheet, read_worksheet, worksheet_in
from measures.models import Measure
from plans.models import Plan
from reporting.worksheet.book import Fetched, worksheet_file

FETCHED = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
TODAY = date(2027, 1, 4)
DAY = date(2026, 12, 31)
COLUMN = {part: place for place, part in enumerate(Part, 1)}
NAME = "arbeidsark.xlsx"


def fetched(plan: Plan, measures: Any = None, *, day: date | None = DAY, whose: str = "") -> bytes:
    own = Measure.objects.filter(plan=plan) if measures is None else measures
    order = Fetched(plan, whose, day, "redaktør for Bydel Bjerke", FETCHED)
    with worksheet_file(order, own.in_order()) as file:
        return file.read()


def changed(file: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Opened, changed and saved again."""
    book = load_workbook(BytesIO(file))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def typed(sheet: Sheet, row: int, part: Part, value: object) -> None:
    """As a program keeps what is typed in a cell that is text."""
    cell = sheet.cell(row, COLUMN[part])
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        cell.data_type = "s"


def filled_in(file: bytes, rows: Mapping[int, Mapping[Part, object]]) -> bytes:
    def fill(book: Workbook) -> None:
        for row, cells in rows.items():
            for part, value in cells.items():
                typed(book["Arbeidsark"], row, part, value)

    return changed(file, fill)


def read(file: bytes) -> Worksheet | None:
    """As the form does."""
    sheet = read_worksheet(BytesIO(file), NAME, TODAY)
    return sheet or worksheet_in(read_document(BytesIO(file), NAME), TODAY)


def read_back(file: bytes) -> Worksheet:
    sheet = read(file)
    assert sheet is not None
    return sheet
