"""Text whose cells tabs part, as Word and Excel paste it."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from measures.importing.document import Cell
from measures.importing.readers.lines import with_whole_words
from measures.importing.readers.pasted.cells import again
from measures.importing.tables.list_marks import with_plain_marks

_QUOTED_LINES = re.compile(
    r'(?:\A|\t)"[^"\t]*\n|^"(?:[^"\t]|"")*\n(?:[^"\t]|"")*"(?:\t|$)', re.MULTILINE
)
"""A cell in quotes with a line break in it."""


def tabbed(lines: str) -> Iterator[list[str]]:
    """Rows of cells. Excel puts quotes around a cell with line breaks; Word does not, so a line
    goes on with the row before it where that is too short without it, or where it has no tabs."""
    if _QUOTED_LINES.search(lines):
        yield from csv.reader(StringIO(lines), delimiter="\t")
        return
    width = max(line.count("\t") for line in lines.split("\n")) + 1
    rows: list[list[str]] = []
    for line in lines.split("\n"):
        cells = [cell.strip('"') if cell.count('"') == 2 else cell for cell in line.split("\t")]
        before = rows[-1] if rows else []
        is_rest = len(cells) == 1 and len(before) > 1 and bool(line.strip())
        if is_rest or (1 < len(before) < width and len(before) + len(cells) - 1 == width):
            before[-1:] = [f"{before[-1]}\n{cells[0]}", *cells[1:]]
        else:
            rows.append(cells)
    yield from rows


def cells_of(row: Sequence[str], width: int) -> tuple[Cell, ...]:
    """As many as the table is wide: a line that no tab parts stands across it, but for a sentence:
    that may be a measure."""
    cells = [_cell(words) for words in row]
    is_across = len(row) == 1 and not row[0].rstrip().endswith(".")
    rest = again(cells[0], is_from_left=True) if is_across else Cell()
    return (*cells, *[rest] * (width - len(row)))


def _cell(words: str) -> Cell:
    text = with_plain_marks(
        with_whole_words("\n".join(line.rstrip() for line in words.split("\n") if line.strip()))
    ).strip("\n")
    return Cell(text.strip() if "\n" not in text else text, words if words != text else "")
