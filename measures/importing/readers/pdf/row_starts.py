"""Where the rows of a table without lines down it begin: below lines across, at numbers, at space,
or where columns begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from measures.importing.readers.pdf.clipped import column_of
from measures.importing.readers.pdf.column_headings import segments_of
from measures.importing.readers.pdf.print import Line
from measures.importing.readers.pdf.ruled import Page
from measures.importing.tables.columns import is_code
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Meaning

_THIN = 6.0
"""Points: what is painted thinner is a line."""
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


class Edge(Enum):
    """What a line across is: one that is drawn, or where paint over a row begins or ends."""

    DRAWN = auto()
    OF_PAINT_BELOW = auto()
    OF_PAINT_ABOVE = auto()


@dataclass(frozen=True, slots=True)
class Across:
    """A line across a page."""

    top: float
    x0: float
    x1: float
    edge: Edge = Edge.DRAWN


def rules_across(page: Page) -> tuple[Across, ...]:
    painted = [r for r in page.rects if r["height"] > _THIN and not r.get("stroke")]
    at = {(round(r[side], 1), r["x0"], r["x1"]) for r in painted for side in ("top", "bottom")}
    drawn = [
        Across(edge["top"], edge["x0"], edge["x1"])
        for edge in page.edges
        if edge["orientation"] == "h" and (round(edge["top"], 1), edge["x0"], edge["x1"]) not in at
    ]
    below = [Across(r["top"], r["x0"], r["x1"], Edge.OF_PAINT_BELOW) for r in painted]
    above = [Across(r["bottom"], r["x0"], r["x1"], Edge.OF_PAINT_ABOVE) for r in painted]
    return (*drawn, *below, *above)


def row_starts(
    body: Sequence[Line],
    edges: Sequence[float],
    meanings: Sequence[Meaning | None],
    rules: Sequence[Across],
) -> list[bool]:
    """Of each line but the first, whether a row begins there."""
    own = _within(body, edges, rules)
    by_rules = _by_rules(body, own)
    if by_rules and _part_every_row(body, edges, own, by_rules):
        is_drawn = any(rule.edge is Edge.DRAWN for rule in own)
        return by_rules if is_drawn else _by_paint(body, edges, by_rules)
    by_print = (
        _by_numbers(body, edges, meanings)
        or _by_space(body, edges)
        or _by_columns(body, edges, meanings)
    )
    return [any(both) for both in zip(by_rules, by_print, strict=True)] if by_rules else by_print


def _by_paint(body: Sequence[Line], edges: Sequence[float], by_rules: Sequence[bool]) -> list[bool]:
    """Where paint begins and ends, and at what it passed over: a goal, the row below one, and a
    line that begins as sentences do in every column."""
    goals = [_is_goal(line) for line in body]
    return [
        begun
        or goals[n]
        or (goals[n - 1] and len(segments_of(body[n].words)) > 1)
        or _fills_every_column(body[n], edges)
        for n, begun in enumerate(by_rules, start=1)
    ]


def _is_goal(line: Line) -> bool:
    named = labelled(line.text) if len(segments_of(line.words)) == 1 else None
    return named is not None and (bool(named.number) or line.is_bold)


def _fills_every_column(line: Line, edges: Sequence[float]) -> bool:
    firsts = _firsts(line, edges).values()
    return len(firsts) == len(edges) - 1 > 2 and all(map(_BEGINS.match, firsts))


def _within(body: Sequence[Line], edges: Sequence[float], rules: Sequence[Across]) -> list[Across]:
    """The lines across that part the lines of print."""
    return [
        rule
        for rule in rules
        if rule.x1 - rule.x0 > 0.15 * (edges[-1] - edges[0])
        and body[0].top - 2 < rule.top < body[-1].top + 2
    ]


def _by_rules(body: Sequence[Line], rules: Sequence[Across]) -> list[bool]:
    """A row begins below a line across, where at least two part the lines of print."""
    if len(rules) < 2:
        return []
    return [any(_parts(rule, a, b) for rule in rules) for a, b in pairwise(body)]


def _parts(rule: Across, above: Line, below: Line) -> bool:
    return above.bottom - 2 < rule.top < below.top + 2


def _part_every_row(
    body: Sequence[Line], edges: Sequence[float], rules: Sequence[Across], begins: Sequence[bool]
) -> bool:
    """Whether each row has its own: lines that are drawn do, and paint by turns, or over all rows.
    Where it is over the goals alone, or over several rows at a time, more may be between."""
    if any(rule.edge is Edge.DRAWN for rule in rules):
        return True
    starts = [0, *(n for n, begun in enumerate(begins, start=1) if begun), len(body)]
    are_rows = [_is_row(body[a:b], edges) for a, b in pairwise(starts)]
    between = [
        {rule.edge for rule in rules if _parts(rule, body[start - 1], body[start])}
        for start, rows in zip(starts[1:-1], pairwise(are_rows), strict=True)
        if all(rows)
    ]
    return len({len(found) for found in between}) == 1


def _is_row(lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether lines fill several columns; a goal may run on through them as one text."""
    is_one_text = all(len(segments_of(line.words)) == 1 for line in lines)
    return not is_one_text and len({column_of(w, edges) for line in lines for w in line.words}) > 1


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
