"""Text whose cells tabs part, as Word and Excel paste it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO

from measures.importing.document import Cell
from measures.importing.readers.lines import with_whole_words
from measures.importing.tables.columns import is_code
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.list_marks import SIGNS, with_plain_marks

_QUOTED_LINES = re.compile(
    r'(?:\A|\t)"[^"\t]*\n|^"(?:[^"\t]|"")*\n(?:[^"\t]|"")*"(?:\t|$)', re.MULTILINE
)
"""A cell in quotes with a line break in it."""
_TAB_OF_MARK = re.compile(rf"(?:^|(?<=\t))([{SIGNS}])\t+")
_MARK = re.compile(rf"[{SIGNS}] ")
_MOST_LINES_OF_ROW = 12


def tabbed(lines: str) -> Iterator[list[str]]:
    """Rows of cells. Excel puts quotes around a cell with line breaks; Word does not, so a line
    goes on with the row before it where that is too short without it, or where it has no tabs."""
    if _QUOTED_LINES.search(lines):
        yield from csv.reader(StringIO(lines), delimiter="\t")
        return
    made = _without_tabs_of_marks(lines.split("\n"))
    width = max(line.count("\t") for line in made) + 1
    made = list(_with_lists_whole(made, width))
    rows: list[list[str]] = []
    for n, line in enumerate(made):
        cells = [cell.strip('"') if cell.count('"') == 2 else cell for cell in line.split("\t")]
        before = rows[-1] if rows else []
        if before and (_is_rest(before, line) or _is_part(before, made[n:], width)):
            before[-1:] = [f"{before[-1]}\n{cells[0]}", *cells[1:]]
        else:
            rows.append(cells)
    yield from rows


def _without_tabs_of_marks(lines: Sequence[str]) -> list[str]:
    """The lines with a space for the tab that Word sets between an item's mark and its words;
    unchanged where the marks are a column of their own."""
    marked = [line for line in lines if _TAB_OF_MARK.match(line)]
    tabs = {line.count("\t") for line in marked}
    if len(marked) > 1 and tabs == {lines[0].count("\t")} and tabs != {1}:
        return [*lines]
    return [_TAB_OF_MARK.sub(r"\1 ", line) for line in lines]


def _with_lists_whole(lines: Sequence[str], width: int) -> Iterator[str]:
    """The lines; those of a first cell that a line leads a list in with («Tilbud:») are one, with
    the row's other cells, which the list's last line carries."""
    place = 0
    while place < len(lines):
        count = _lines_of_led_list(lines[place : place + _MOST_LINES_OF_ROW], width)
        yield "\n".join(lines[place : place + count])
        place += count


def _lines_of_led_list(lines: Sequence[str], width: int) -> int:
    """How many of the lines are one row that begins so; 1 where none does."""
    is_led = False
    for n, line in enumerate(lines):
        is_item = is_led and (_MARK.match(line) is not None or line[:1].islower())
        if is_item and line.count("\t") == width - 1:
            return n + 1
        may_lead = not is_led and (n == 0 or line[:1].islower()) and labelled(line) is None
        if "\t" in line or not (is_item or may_lead):
            return 1
        is_led = is_led or line.rstrip().endswith(":")
    return 1


def _is_rest(row: Sequence[str], line: str) -> bool:
    """Whether a line without tabs goes on in the row's last cell: not one that names a goal, nor
    one under the headings or after a cell that is empty."""
    if "\t" in line or not line.strip() or len(row) == 1:
        return False
    is_heading = all(meaning_of(cell) is not None for cell in row)
    return not is_heading and bool(row[-1].strip()) and labelled(line) is None


def _is_part(row: Sequence[str], lines: Sequence[str], width: int) -> bool:
    """Whether a row that is too short is made whole by the lines after it: a cell of it has line
    breaks. A line that begins with a number, as the row itself does, is a row of its own."""
    tabs = len(row) - 1
    if not 0 < tabs < width - 1:
        return False
    for line in lines[:_MOST_LINES_OF_ROW]:
        first, tab, _ = line.partition("\t")
        if labelled(line) is not None or (tab and is_code(row[0]) and is_code(first)):
            return False
        tabs += line.count("\t")
        if tabs >= width - 1:
            return tabs == width - 1
    return False


def cells_of(row: Sequence[str], width: int) -> tuple[Cell, ...]:
    """As many as the table is wide: a line that no tab parts stands across it, but for a sentence:
    that may be a measure."""
    cells = [_cell(words) for words in row]
    is_across = len(row) == 1 and not row[0].rstrip().endswith(".")
    rest = replace(cells[0], is_from_left=True) if is_across else Cell()
    return (*cells, *[rest] * (width - len(row)))


def _cell(words: str) -> Cell:
    text = with_plain_marks(
        with_whole_words("\n".join(line.rstrip() for line in words.split("\n") if line.strip()))
    ).strip("\n")
    return Cell(text.strip() if "\n" not in text else text, words if words != text else "")
