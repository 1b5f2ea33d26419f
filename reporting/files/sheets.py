"""What a workbook is described with: sheets, their columns, and what the cells hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What a column holds. A value that does not fit its kind is written as text, not dropped."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"  # Oslo's clock; Excel knows no time zones
    NUMBER = "number"
    SHARE = "share"  # 0.67 is shown as 67 %
    YESNO = "yesno"


@dataclass(frozen=True)
class Column:
    """A heading over values of one kind; the width is in characters.

    ``colour`` (hex, «2E7D32») makes a MatrixSheet's column a series in its chart.
    """

    heading: str
    width: float
    kind: CellKind = CellKind.TEXT
    colour: str | None = None


@dataclass(frozen=True)
class ChartSpec:
    """Stacked bars, one for each row of the matrix, in the sheet's order from the top."""

    title: str
    category_axis: str
    value_axis: str
    percent: bool = False


@dataclass(frozen=True)
class FactSheet:
    """What the file is: for whom, when, which filter. Values keep their own type."""

    name: str
    heading: str
    facts: Sequence[tuple[str, object]]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class TableSheet:
    """A real Excel table. ``rows`` is read once; without rows, ``empty_text`` is the only row."""

    name: str
    table_name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    empty_text: str = "Ingen rader"


@dataclass(frozen=True)
class MatrixSheet:
    """Counts: the first column names the row, ``total`` is a last row that no chart draws."""

    name: str
    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] | None = None
    chart: ChartSpec | None = None


type Sheet = FactSheet | TableSheet | MatrixSheet
