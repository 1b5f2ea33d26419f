"""CSV files: the rows of a table, as a spreadsheet in Norway opens them."""

import csv
import re
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


_MONTH = r"(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-zæøå]*\.?"
_READ_AS_ANOTHER = re.compile(
    rf"\d+(?:[.,/:-]\d+)+\.?|0\d+|\d+\.|\d+e[+-]?\d+|\d{{16,}}"
    rf"|\d{{1,2}}\.?[ -]?{_MONTH}(?:[ -]?\d{{2,4}})?|{_MONTH}[ -]?\d{{1,4}}",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}|\d{4}-\d{2}-\d{2}")


def guarded(value: Any) -> Any:
    """Text that a spreadsheet would run or change gets a «'» first; else the value itself.

    It runs «=1+1» as a formula, and in Norway reads the code «4.2.10» as a day and «1.2» as
    another. A whole day («31.12.2026») stays the day that it is.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    is_changed = _READ_AS_ANOTHER.fullmatch(text) and not _WHOLE_DAY.fullmatch(text)
    is_run = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_run or is_changed else value


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else guarded(value)
