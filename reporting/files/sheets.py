"""What a workbook is described with: sheets, their columns, and what the cells hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True)
class Choices:
    """A drop-down list: the values of a column (from 1) of a `HiddenSheet`, and what is said of
    a value that is not in it (at most 32 and 225 characters)."""

    sheet: str
    column: int
    count: int
    fault: tuple[str, str]
    hint: tuple[str, str] | None = None


@dataclass(frozen=True)
class FormColumn(Column):
    """A column of a sheet that is filled in. An open one is white and text alone, so that what is
    typed stays as it was typed; the others are grey and locked.

    ``demands`` is the place (from 1) of another column that must be filled in with this one, and
    what is said where it is not; the program warns, and lets it pass.
    """

    is_open: bool = False
    choices: Choices | None = None
    demands: tuple[int, tuple[str, str]] | None = None


@dataclass(frozen=True)
class FormSheet:
    """A sheet that is filled in without a network, and read back: its heading, notes under it, a
    day to be written in ``day_cell`` (row, column), and from ``head`` on a table of which the open
    columns alone can be written in. Nothing of it is secret, so no password protects it.

    ``groups`` are headings over the columns, by the place (from 1) of their first.
    """

    name: str
    heading: str
    notes: Sequence[str]
    day_label: str
    day: date | None
    day_cell: tuple[int, int]
    head: int
    columns: Sequence[FormColumn]
    groups: Mapping[int, str]
    rows: Iterable[Sequence[object]]
    frozen_columns: int = 0


@dataclass(frozen=True)
class HiddenSheet:
    """Rows for programs alone: the values of lists, or what a file that is read back is known by.

    A ``very`` hidden one is not offered in the menu that shows hidden sheets.
    """

    name: str
    rows: Iterable[Sequence[object]]
    very: bool = False


type Sheet = FactSheet | TableSheet | MatrixSheet | FormSheet | HiddenSheet
