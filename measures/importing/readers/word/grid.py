"""The cells of a Word table in columns, as many in each row."""

from collections import Counter
from dataclasses import dataclass, replace

from measures.importing.document import Cell

_FEW_ROWS = 6


@dataclass(slots=True)
class Slot:
    """A cell of a row as it stands in the file: where in the grid it begins, and how wide it is."""

    start: int
    span: int
    cell: Cell
    is_continued: bool = False


def placed(rows: list[list[Slot]]) -> list[list[Cell]]:
    """The cells of each row in columns, as many in each.

    Word's grid may differ from row to row by a hair, so rows that have as many cells as the table
    has columns are taken cell by cell; the others by where such a row's cells begin.
    """
    counts = Counter(len(row) for row in rows)
    if not counts:
        return []
    # A single row that is split further than the others makes no column.
    several = [count for count, times in counts.items() if times > 1] or list(counts)
    columns = max(several)
    if len(rows) <= _FEW_ROWS:
        columns = max(counts)
    usual = next((row for row in rows if len(row) == columns), rows[0])
    starts = [slot.start for slot in usual]
    return [
        [_of_slot(slot) for slot in row]
        if len(row) == columns
        else _by_grid(row, starts, columns)
        if len(row) < columns
        else _put_together(row, starts)
        for row in rows
    ]


def _put_together(row: list[Slot], starts: list[int]) -> list[Cell]:
    """A row with more cells than the table has columns: those within a column are its lines."""
    cells = [Cell() for _ in starts]
    for slot in row:
        at = max((n for n, start in enumerate(starts) if start <= slot.start), default=0)
        text = "\n".join(filter(None, [cells[at].text, slot.cell.text]))
        first = cells[at] if cells[at].text else _of_slot(slot)
        cells[at] = replace(first, text=text)
    return cells


def _by_grid(row: list[Slot], starts: list[int], columns: int) -> list[Cell]:
    cells = [Cell() for _ in range(columns)]
    taken = 0
    for n, slot in enumerate(row):
        left = len(row) - n - 1
        end = slot.start + slot.span
        covered = [at for at in range(taken, columns - left) if slot.start <= starts[at] < end]
        if not covered and taken < columns:
            covered = [taken]
        if n == len(row) - 1 and len(row) == 1 and slot.span > 1:
            covered = list(range(taken, columns))
        for order, at in enumerate(covered):
            cell = _of_slot(slot)
            cells[at] = replace(cell, is_from_left=order > 0)
            taken = at + 1
    return cells


def _of_slot(slot: Slot) -> Cell:
    return replace(slot.cell, is_from_above=slot.is_continued)


def like_above(cell: Cell, above: tuple[Cell, ...], place: int) -> Cell:
    if place >= len(above) or cell.text.strip():
        return replace(cell, is_from_above=False)
    return replace(above[place], is_from_above=True)
