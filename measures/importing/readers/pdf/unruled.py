"""Tables without lines around their cells: columns from what stands under a known heading.

Only where at least two of the field's headings stand beside each other is text taken for a table;
all else stays text.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from measures.importing.readers.pdf.clipped import (
    Lefts,
    column_of,
    columns_of,
    cut_cells,
    lefts_of,
)
from measures.importing.readers.pdf.column_headings import (
    Heading,
    heading_after,
    heading_in,
    heading_of_its_own,
    segments_of,
)
from measures.importing.readers.pdf.print import Line, Word
from measures.importing.readers.pdf.row_starts import Across, row_starts
from measures.importing.readers.pdf.ruled import PrintedCell, PrintedRow, PrintedTable
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_FEWEST_ROWS = 2
_TOGETHER = 0.8
"""Of a table's rows: so many begin where the others do, of one that is set by a program."""
_LARGER = 1.05
"""Of the usual letters' size: what stands out."""
_AT = 2.0
"""Points: a text that begins so near to where its column's texts do is one of them."""


def unruled_tables(
    page: int, rules: Sequence[Across], lines: Sequence[Line], before: PrintedTable | None
) -> tuple[list[PrintedTable], list[Line]]:
    """The tables that the lines outside all ruled tables make, and the lines that are left.

    `before`: a table without lines on the page before, which may go on here without its heading.
    """
    tables: list[PrintedTable] = []
    rest: list[Line] = []
    at = 0
    if before is not None and not before.is_ruled and lines:
        heading = heading_of_its_own(lines, 0, _texts(before))
        if (heading is None or heading.first > 0) and _fits(lines[0], before.edges):
            until = heading.first if heading else len(lines)
            at = _without_title(lines, 0, _end(lines, 0, until, before.edges), until)
            lefts = [cell.lines[0].x0 for cell in before.rows[0].cells if cell.lines]
            at = _without_other_table(lines, 0, at, lefts)
        if at:
            tables.append(_table(page, rules, (), lines[:at], before.edges, _meanings(before)))
    while at < len(lines):
        heading = heading_in(lines, at)
        if heading is None:
            break
        rest += lines[at : heading.first]
        following = heading_after(heading, lines)
        until = following.first if following else len(lines)
        edges = _edges(heading, lines[heading.last + 1 : until])
        end = _end(lines, heading.last + 1, until, edges)
        end = _without_title(lines, heading.last + 1, end, until)
        end = _without_other_table(lines, heading.last + 1, end, heading.lefts)
        edges = _edges(heading, lines[heading.last + 1 : end])
        meanings = [meaning_of(text) for text in heading.texts]
        tables.append(
            _table(
                page,
                rules,
                lines[heading.first : heading.last + 1],
                lines[heading.last + 1 : end],
                edges,
                meanings,
            )
        )
        at = end
    return tables, [*rest, *lines[at:]]


def _texts(table: PrintedTable) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in table.rows[0].cells]


def _meanings(table: PrintedTable) -> list[Meaning | None]:
    return [meaning_of(text) for text in _texts(table)]


# --- Columns -------------------------------------------------------------------------------------


def _edges(heading: Heading, body: Sequence[Line]) -> tuple[float, ...]:
    """Where the columns begin and end: between two headings, where the fewest words are cut."""
    lefts = heading.lefts
    within = [line for line in body if not _is_over(line, lefts)]
    words = [word for line in within or body for word in line.words]
    left = min([lefts[0], *(word.x0 for word in words)])
    right = max(word.x1 for word in [*heading.segments[-1], *words])
    covered = _covered(words)
    between = [_least_cut(covered, a + 1, b - 0.5) for a, b in pairwise(lefts)]
    return (left - 1, *between, right + 1)


def _is_over(line: Line, lefts: Sequence[float]) -> bool:
    """Whether a line is one text that runs from the first column into the next: a goal."""
    runs_on = line.x0 < lefts[0] + 2 and any(line.x0 < left < line.x1 for left in lefts[1:])
    return runs_on and len(segments_of(line.words)) == 1


def _covered(words: Sequence[Word]) -> Counter[int]:
    """How many words lie at each half point from left to right. Numbers that end at their column's
    right side stand 1.5 points from the next column, so no space is counted with them."""
    return Counter(x for word in words for x in range(int(2 * word.x0), int(2 * word.x1) + 1))


def _least_cut(covered: Counter[int], start: float, end: float) -> float:
    """The place between two headings that the fewest words lie across, as far right as may be."""
    places = [end - step / 2 for step in range(max(int(2 * (end - start)), 0) + 1)]
    return min(places, key=lambda x: (covered[int(2 * x)], -x))


def _fits(line: Line, edges: Sequence[float]) -> bool:
    """Whether no word of a line lies across where two columns meet."""
    return all(
        not (word.x0 + 1 < edge < word.x1 - 1) for word in line.words for edge in edges[1:-1]
    ) and (line.x0 >= edges[0] - 4 and line.x1 <= edges[-1] + 40)


def _spans(line: Line, edges: Sequence[float], lefts: Lefts) -> bool:
    """Whether a line runs on through several columns as one text: it begins in none but the first
    where the others do. In full cells beside each other, each does."""
    begun = _begins(line, edges)
    after = sorted(begun)[1:]
    are_cells = all(n in lefts and abs(begun[n] - lefts[n]) < _AT for n in after)
    return bool(after) and not are_cells and len(segments_of(line.words)) == 1


def _end(lines: Sequence[Line], first: int, until: int, edges: Sequence[float]) -> int:
    """Where a table ends: before text that runs on through its columns and never stops."""
    last = first
    lefts = lefts_of(lines[first:until], edges)
    for n in range(first, until):
        line = lines[n]
        is_far = n > first and line.top - lines[n - 1].bottom > 5 * line.size
        if is_far and not _begins_as(line, lines[first:n], edges):
            break
        is_in_columns = _fits(line, edges) or len(segments_of(line.words)) > 1
        if is_in_columns and not _spans(line, edges, lefts):
            last = n + 1
    return last


def _without_other_table(
    lines: Sequence[Line], first: int, end: int, lefts: Sequence[float]
) -> int:
    """The same end; before what stands out, and has another table below it: none of its rows
    begins where the columns do, `lefts`, though those above it do."""
    usual = median(line.size for line in lines)
    is_bold = 2 * sum(line.is_bold for line in lines) > len(lines)
    for n in range(first + 1, end):
        line = lines[n]
        stands_out = line.size > _LARGER * usual or (line.is_bold and not is_bold)
        if stands_out and _is_other_table(lines[first:n], lines[n:end], lefts):
            return n
    return end


def _is_other_table(rows: Sequence[Line], others: Sequence[Line], lefts: Sequence[float]) -> bool:
    at, others_at = list(_are_at(rows, lefts)), list(_are_at(others, lefts))
    is_together = any(at) and sum(at) >= _TOGETHER * len(at)
    return is_together and len(others_at) >= _FEWEST_ROWS and not any(others_at)


def _are_at(lines: Sequence[Line], lefts: Sequence[float]) -> Iterator[bool]:
    """Of the lines with several texts, whether each of these begins where a column does."""
    for line in lines:
        texts = segments_of(line.words)
        if len(texts) > 1:
            starts = [min(word.x0 for word in text) for text in texts]
            yield all(any(abs(x - left) < _AT for left in lefts) for x in starts)


def _without_title(lines: Sequence[Line], first: int, end: int, until: int) -> int:
    """The same end; before the next heading's title where that ends the rows: one text from the
    left, larger or bolder than the page is."""
    usual = median(line.size for line in lines)
    is_bold = 2 * sum(line.is_bold for line in lines) > len(lines)
    while (
        first < end == until < len(lines)
        and len(segments_of(lines[end - 1].words)) == 1
        and (lines[end - 1].size > _LARGER * usual or (lines[end - 1].is_bold and not is_bold))
    ):
        end, until = end - 1, until - 1
    return end


def _begins_as(line: Line, body: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether a line fills at least three columns, and begins in each where a row before it does:
    a row that the page's end pushed down is still the table's."""
    begun = _begins(line, edges)
    before = [_begins(each, edges) for each in body]
    return len(begun) >= 3 and all(
        any(abs(x - each[column]) < _AT for each in before if column in each)
        for column, x in begun.items()
    )


def _begins(line: Line, edges: Sequence[float]) -> dict[int, float]:
    """Column → where its first word on the line stands."""
    firsts: dict[int, float] = {}
    for word in line.words:
        firsts.setdefault(column_of(word, edges), word.x0)
    return firsts


# --- Rows ----------------------------------------------------------------------------------------


def _table(
    page: int,
    rules: Sequence[Across],
    heading: Sequence[Line],
    body: Sequence[Line],
    edges: Sequence[float],
    meanings: Sequence[Meaning | None],
) -> PrintedTable:
    lefts = lefts_of([*heading, *body], edges)
    rows_of_body = _rows(rules, body, edges, meanings, lefts)
    groups = ([list(heading)] if heading else []) + rows_of_body
    rights = [
        max(
            (w.x1 for line in body for w in line.words if column_of(w, edges) == n),
            default=edges[n],
        )
        for n in range(len(edges) - 1)
    ]
    cells = [_cells(group, edges, rights, lefts) for group in groups]
    cut = cut_cells([[cell.lines for cell in row] for row in cells], lefts)
    rows = tuple(
        PrintedRow(
            page,
            tuple(replace(cell, is_cut=(at, n) in cut) for n, cell in enumerate(row)),
        )
        for at, row in enumerate(cells)
    )
    lines = [*heading, *body]
    return PrintedTable(
        page,
        tuple(edges),
        rows,
        lines[0].top if lines else 0.0,
        lines[-1].bottom if lines else 0.0,
        is_ruled=False,
    )


def _cells(
    group: Sequence[Line], edges: Sequence[float], rights: Sequence[float], lefts: Lefts
) -> list[PrintedCell]:
    if len(group) == 1 and _spans(group[0], edges, lefts):
        first = column_of(group[0].words[0], edges)
        whole = PrintedCell(tuple(group), edges[-1])
        blank = PrintedCell((), edges[-1])
        goes_on = PrintedCell(tuple(group), edges[-1], is_from_left=True)
        places = range(len(edges) - 1)
        return [whole if n == first else goes_on if n > first else blank for n in places]
    cells: list[list[Line]] = [[] for _ in rights]
    for line in group:
        columns = columns_of(line, edges, lefts)
        for n in range(len(rights)):
            own = tuple(
                word for word, column in zip(line.words, columns, strict=True) if column == n
            )
            if own:
                cells[n].append(Line(own))
    return [PrintedCell(tuple(own), right) for own, right in zip(cells, rights, strict=True)]


def _rows(
    rules: Sequence[Across],
    body: Sequence[Line],
    edges: Sequence[float],
    meanings: Sequence[Meaning | None],
    lefts: Lefts,
) -> list[list[Line]]:
    """The lines of each row: parted by lines across, by space, or by where the columns begin."""
    if not body:
        return []
    begins = row_starts(body, edges, meanings, rules)
    rows = [[body[0]]]
    for line, begins_row in zip(body[1:], begins, strict=True):
        is_after_spanning = len(rows[-1]) == 1 and _spans(rows[-1][0], edges, lefts)
        if begins_row or is_after_spanning or _spans(line, edges, lefts):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
