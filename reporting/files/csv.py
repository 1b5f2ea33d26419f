"""CSV files: the rows of a table, as a spreadsheet in Norway opens them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons between cells, days as d.m.Y and decimal commas.

    The mark at the start makes Excel read UTF-8.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def guarded(value: Any) -> Any:
    """Text that a spreadsheet might run as a formula gets a «'» first; else the value itself."""
    is_risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_risky else value


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else guarded(value)
