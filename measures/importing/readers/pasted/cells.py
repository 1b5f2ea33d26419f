"""A cell that is repeated where it goes on, to the right or below."""

from measures.importing.document import Cell


def again(cell: Cell, *, is_from_left: bool = False, is_from_above: bool = False) -> Cell:
    return Cell(
        cell.text,
        cell.raw,
        is_from_left,
        is_from_above,
        cell.fill,
        cell.is_struck,
        cell.is_bold,
    )
