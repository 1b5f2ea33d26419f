"""Where the rows of a table without lines down it begin: below lines across, at numbers, at space,
or where columns begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from measures.importing.readers.pdf.clipped import column_of
from measures.importing.readers.pdf.print import Line
from measures.importing.readers.pdf.ruled import Page
from measures.importing.tables.columns import is_code
from measures.importing.tables.layout import Meaning

_LOOSE = 1.3
"""Of the usual distance between lines: what parts two rows."""
_FAR = 1.7
"""Of the letters' size: lines of one text are nearer than this."""
_NO_LINE = 0.75
"""Of the letters' size: what stands nearer is no next line, and is of the row below."""
_NAMES_IT = {Meaning.TEXT, Meaning.TITLE, Meaning.ITEMS}
_NUMBERS = {Meaning.NUMBER, Meaning.CODE}
_BEGINS = re.compile(r"[A-ZÆØÅ\d«(•–-]")
_FEWEST_NUMBERED = 3
_SHORT = {Meaning.DEADLINE, Meaning.STATUS, Meaning.RISK, Meaning.NUMBER, Meaning.CODE}


@dataclass(frozen=True, slots=True)
class Across:
    """A line across a page."""

    top: float
    x0: float
    x1: float


def rules_across(page: Page) -> tuple[Across, ...]:
    return tuple(
        Across(edge["top"], edge["x0"], edge["x1"])
        for edge in page.edges
        if edge["orientation"] == "h"
    )


def row_starts(
    body: Sequence[Line],
    edges: Sequence[float],
    meanings: Sequence[Meaning | None],
    rules: Sequence[Across],
) -> list[bool]:
    """Of each line but the first, whether a row begins there."""
    return (
        _by_rules(body, edges, rules)
        or _by_numbers(body, edges, meanings)
        or _by_space(body, edges)
        or _by_columns(body, edges, meanings)
    )


def _by_rules(body: Sequence[Line], edges: Sequence[float], rules: Sequence[Across]) -> list[bool]:
    """A row begins below a line across, where at least two part the lines of print."""
    tops = [
        rule.top
        for rule in rules
        if rule.x1 - rule.x0 > 0.15 * (edges[-1] - edges[0])
        and body[0].top - 2 < rule.top < body[-1].top
    ]
    if len(tops) < 2:
        return []
    return [any(a.bottom - 2 < y < b.top + 2 for y in tops) for a, b in pairwise(body)]


def _by_numbers(
    body: Sequence[Line], edges: Sequence[float], meanings: Sequence[Meaning | None]
) -> list[bool]:
    """A row begins where a number stands, of a table whose rows are numbered at their top, the
    first one too, where the texts begin as sentences do; else nothing."""
    column = next((n for n, each in enumerate(meanings) if each in _NUMBERS), None)
    names = [n for n, each in enumerate(meanings) if each in _NAMES_IT]
    if column is None or not names:
        return []
    firsts = [_firsts(line, edges) for line in body]
    numbered = [each for each in firsts if column in each]
    texts = [each[names[0]] for each in numbered if names[0] in each]
    begun = [text for text in texts if _BEGINS.match(text)]
    is_certain = (
        len(numbered) >= _FEWEST_NUMBERED
        and column in firsts[0]
        and all(is_code(each[column]) for each in numbered)
        and len(begun) >= 0.9 * len(numbered)
    )
    return [column in each for each in firsts[1:]] if is_certain else []


def _firsts(line: Line, edges: Sequence[float]) -> dict[int, str]:
    """Column → its first word on the line."""
    firsts: dict[int, str] = {}
    for word in line.words:
        firsts.setdefault(column_of(word, edges), word.text)
    return firsts


def _by_space(body: Sequence[Line], edges: Sequence[float]) -> list[bool]:
    """Rows with more space between them than lines have; nothing where all are as near. What is
    nearer than any line is the next row, printed over this one's end, where a column has both; else
    it is of the same row, whose cells stand in the middle of it.

    Where even the nearest are far apart, each line is a row.
    """
    steps = [b.top - a.top for a, b in pairwise(body)]
    apart = [step for step in steps if step > _NO_LINE * body[0].size]
    if not apart:
        return []
    usual = sorted(apart)[len(apart) // 10]
    from_here = usual if usual > _FAR * body[0].size else _LOOSE * usual + 0.01
    columns = [{column_of(word, edges) for word in line.words} for line in body]
    begins = [
        bool(above & below) if step <= _NO_LINE * body[0].size else step >= from_here
        for step, (above, below) in zip(steps, pairwise(columns), strict=True)
    ]
    if usual > _FAR * body[0].size:
        return begins
    return begins if any(begins) and not all(begins) else []


def _by_columns(
    body: Sequence[Line], edges: Sequence[float], meanings: Sequence[Meaning | None]
) -> list[bool]:
    """A row begins where what is in several columns begins as a sentence does: in a short one too
    (number, date, status, risk), or in all but one."""
    short = {n for n, meaning in enumerate(meanings) if meaning in _SHORT}
    begins = []
    for line in body[1:]:
        firsts = _firsts(line, edges)
        begun = {n for n, word in firsts.items() if _BEGINS.match(word)}
        has_text = bool(begun - short)
        is_full = begun == firsts.keys() and len(begun) >= max(2, len(edges) - 2)
        begins.append(has_text and len(firsts) >= 2 and (bool(begun & short) or is_full))
    return begins
