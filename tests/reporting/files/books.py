"""Workbooks as they are when they are opened again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.files.sheets import CellKind, ChartSpec, Column, MatrixSheet, Sheet, TableSheet
from reporting.files.xlsx.workbook import write_workbook

NOW = datetime(2026, 9, 1, 10, 30, tzinfo=UTC)


def written(*sheets: Sheet, now: datetime = NOW) -> BytesIO:
    file = BytesIO()
    write_workbook(file, sheets, title="Tiltak i Oslo", now=now)
    file.seek(0)
    return file


def loaded(*sheets: Sheet) -> Workbook:
    return load_workbook(written(*sheets))


def table(*rows: Sequence[object], columns: Sequence[Column] | None = None) -> TableSheet:
    columns = columns or [Column("Tiltak", 40)]
    return TableSheet("Tiltak", "Tiltak", columns, rows, empty_text="Ingen tiltak")


def matrix(total: Sequence[object] | None = None, percent: bool = False) -> MatrixSheet:
    columns = [
        Column("Bydel", 24),
        Column("Fullført", 12, CellKind.NUMBER, colour="#2E7D32"),
        Column("Forsinket", 12, CellKind.NUMBER, colour="C62828"),
        Column("Alle", 12, CellKind.NUMBER),
    ]
    rows = [("Grorud", 3, 1, 4), ("Alna", 2, 5, 7)]
    chart = ChartSpec("Status i bydelene", "Bydel", "Antall tiltak", percent)
    return MatrixSheet("Bydeler", "Status per bydel", columns, rows, total, chart)


def first_cell(value: object, kind: CellKind = CellKind.TEXT) -> object:
    sheet = loaded(table([value], columns=[Column("Felt", 20, kind)])).active
    assert isinstance(sheet, Worksheet)
    return sheet["A2"].value


def part(file: BytesIO, name: str) -> etree._Element:
    with ZipFile(file) as archive:
        return etree.fromstring(archive.read(name))
