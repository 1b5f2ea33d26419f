"""Tables whose rows are painted by turns and have no lines around them.

The paint alone makes tables of the painted rows, and the rows between them would be text. Such a
table is told by the line of print right below a painted row, or right above it: it stands in the
same columns. It is read as tables without lines are (`unruled`), and the paint's edges part the
rows.
"""

from collections.abc import Sequence
from itertools import pairwise

from measures.importing.readers.pdf.clipped import column_of
from measures.importing.readers.pdf.print import Letter, Line
from measures.importing.readers.pdf.ruled import Page, PrintedTable

_NEAR = 3.0
"""Points: edges nearer than this are the same."""
_THIN = 6.0
"""Points: what is painted thinner is a line."""
_NEXT = 1.5
"""Of the letters' size: no further from the paint does the row beside it begin or end."""
_AT = 2.0
"""Points: cells whose texts stand so equally far in are of one row."""


def painted_tables(page: Page, tables: Sequence[PrintedTable]) -> list[PrintedTable]:
    """Those of a page's tables that no line goes down in: their cells are only painted."""
    upright = [
        *(edge for edge in page.edges if edge["object_type"] != "rect_edge"),
        *(rect for rect in page.rects if rect.get("stroke") or rect["width"] <= _THIN),
    ]
    upright = [each for each in upright if each["height"] > _THIN]
    return [table for table in tables if not any(_is_in(table, each) for each in upright)]


def _is_in(table: PrintedTable, drawn: Letter) -> bool:
    is_beside = table.edges[0] - _NEAR < drawn["x1"] and drawn["x0"] < table.edges[-1] + _NEAR
    return bool(is_beside and table.top < drawn["bottom"] and drawn["top"] < table.bottom)


def striped_among(tables: Sequence[PrintedTable], outside: Sequence[Line]) -> list[PrintedTable]:
    """Those of a page's painted tables right beside which a row without paint stands."""
    return [table for table in tables if any(_is_row_beside(table, line) for line in outside)]


def _is_row_beside(table: PrintedTable, line: Line) -> bool:
    """Whether a line begins equally far in in at least two of the columns, and leaves the places
    where they meet free."""
    space = max(line.top - table.bottom, table.top - line.bottom)
    if not -_NEAR < space < _NEXT * line.size:
        return False
    edges = table.edges
    if line.x0 < edges[0] or line.x1 > edges[-1]:
        return False
    if any(word.x0 + 1 < edge < word.x1 - 1 for word in line.words for edge in edges[1:-1]):
        return False
    firsts: dict[int, float] = {}
    for word in line.words:
        column = column_of(word, edges)
        firsts.setdefault(column, word.x0 - edges[column])
    return any(abs(a - b) < _AT for a, b in pairwise(sorted(firsts.values())))


def are_alike(table: PrintedTable, other: PrintedTable) -> bool:
    """Whether two painted tables have the same columns."""
    return len(table.edges) == len(other.edges) and all(
        abs(a - b) <= _NEAR for a, b in zip(table.edges, other.edges, strict=True)
    )
