"""Columns of a printed spreadsheet: what runs on under the next one, and what it cuts.

A spreadsheet prints a text that is too wide over the empty cells to its right, and cuts it where a
neighbour has something. The text's own letters tell which cell it is of, and whether it may be cut.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from measures.importing.readers.pdf.print import Line, Word

_WORD_SPACE = 0.6
"""Of the letters' size: no more parts two words of one text."""
_FLUSH = 0.95
"""Of the letters' size: a text that is cut ends so near to where the next column begins."""
_OVER = 0.3
"""Of the letters' size: nearer than this, it runs in under it."""
_AT = 2.0

Lefts = Mapping[int, float]
"""Column → where its texts begin, of the columns whose texts begin together."""


def column_of(word: Word, edges: Sequence[float]) -> int:
    inner = sum(word.middle >= edge for edge in edges[1:-1])
    return min(inner, len(edges) - 2)


def lefts_of(lines: Sequence[Line], edges: Sequence[float]) -> Lefts:
    begins: dict[int, Counter[int]] = {}
    for line in lines:
        seen: set[int] = set()
        for word in line.words:
            column = column_of(word, edges)
            if column not in seen:
                seen.add(column)
                begins.setdefault(column, Counter())[round(word.x0)] += 1
    commonest = {column: found.most_common(1)[0] for column, found in begins.items()}
    return {
        column: float(x)
        for column, (x, n) in commonest.items()
        if n >= 2 and 2 * n >= begins[column].total()
    }


def columns_of(line: Line, edges: Sequence[float], lefts: Lefts) -> list[int]:
    """The column of each word: where it stands, or, of a text that runs on from the column before
    and begins nowhere near this one's texts, where it began."""
    columns: list[int] = []
    for n, word in enumerate(line.words):
        column = column_of(word, edges)
        if n and column > columns[-1] and column in lefts:
            before = line.words[n - 1]
            is_one_text = word.x0 - before.x1 < _WORD_SPACE * word.size and not before.ends_text
            if is_one_text and abs(word.x0 - lefts[column]) > _AT:
                column = columns[-1]
        columns.append(column)
    return columns


def cut_cells(rows: Sequence[Sequence[Sequence[Line]]], lefts: Lefts) -> set[tuple[int, int]]:
    """The places (row, column) of cells that the next one in the row may have cut: of a column
    where each text is one line, that run in under it, or end at it as others of the column do."""
    certain, flush = set(), Counter[int]()
    near: set[tuple[int, int]] = set()
    wrapped = {n for row in rows for n, lines in enumerate(row) if len(lines) > 1}
    for at, row in enumerate(rows[1:], start=1):
        filled = [n for n, lines in enumerate(row) if lines]
        for n, following in pairwise(filled):
            last = row[n][-1].words[-1]
            left = lefts.get(following)
            if left is None or n in wrapped or n not in lefts:
                continue
            room = left - last.x1
            if room < _OVER * last.size:
                certain.add((at, n))
            if room < _FLUSH * last.size:
                near.add((at, n))
                flush[n] += 1
    return certain | {place for place in near if flush[place[1]] > 1}
