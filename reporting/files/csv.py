"""CSV files: the rows of a table, as a spreadsheet in Norway opens them."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any, TextIO


def csv_writer(file: TextIO) -> Any:
    """Every cell in quotes, so that none is parted by what somebody wrote in it."""
    return csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons between cells, days as d.m.Y and decimal commas.

    The mark at the start makes Excel read UTF-8.
    """
    text = StringIO(newline="")
    writer = csv_writer(text)
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


_RUN = "=+-@\uff1d\uff0b\uff0d\uff20"
"""What a formula begins with, also as wide as a Chinese letter."""
# Whoever opens the file with another separator than ours parts a text there, and what follows it
# begins a cell. A list's «- », as people type it, is no formula.
_RUN_AFTER_A_SEPARATOR = re.compile(
    r"([;,|\t\r\n][\s\"']*)(?=[=@\uff1d\uff20]|[+\-\uff0b\uff0d]\S)"
)


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets a «'» first, also after a separator in
    it; else the value itself.

    A code («1.1», «4.2.10») stays as the plan has it, so that rows can be matched by it: in a
    spreadsheet it is read as a day, which is what the Excel files are for.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    is_run = value.startswith(("\t", "\r")) or text.startswith(tuple(_RUN))
    inside = _RUN_AFTER_A_SEPARATOR.sub(r"\1'", value)
    return f"'{inside}" if is_run else inside


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else guarded(value)
