"""A table that was copied as lines, with only spaces between its cells: which lines are one row.

The line of headings tells the columns and their order; a row is over when its last columns are
told. It is decided over all rows at once: where most do not fit, nothing is told apart in any.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from measures.importing.readers.pasted.beginnings import numbered
from measures.importing.readers.pasted.headings import headings_in
from measures.importing.readers.pasted.one_text import FEWEST, Text
from measures.importing.readers.pasted.row_cells import KNOWN, RowCells, cells_at_end, cells_of
from measures.importing.tables.columns import is_deadline, is_role, is_status
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Meaning

_MOST_LINES = 600
"""Of a table that is read so: each line is asked several times whether a row ends there."""
_MOST_LINES_OF_ROW = 15
_FEWEST_STACKED = 3
_SHARE = 0.6
_MAY_BE_TIME = re.compile(r"\d{4}|\d\.(?: |$)|\d$")
"""In the last lines of a row, whose cells' lines may have been copied beside each other."""
_BEFORE = {Meaning.NUMBER, Meaning.CODE}
_TEXTS = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
_ANCHORS = {Meaning.DEADLINE, Meaning.STATUS}
_MOST_WORDS_OF_NAME = 4
_MOST_WORDS_OF_HEADING = 6
"""Between measures; a longer line is one, where it tells neither who nor when."""


def rows_with_cells(lines: Sequence[str]) -> tuple[list[Text], tuple[Meaning, ...]] | None:
    """The rows of a table under a line of headings, with their cells as facts; None where that
    tells nothing, or most rows do not fit it."""
    lines = _with_headings_on_a_line(lines)
    first = next((n for n, line in enumerate(lines) if headings_in(line)), None)
    if first is None or len(lines) > _MOST_LINES:
        return None
    headings = headings_in(lines[first])
    columns = _after_the_text(headings)
    if not columns:
        return None
    over = [Text([line], is_measure=False) for line in lines[:first] if labelled(line)]
    own = [line for line in lines[first:] if not headings_in(line)]
    parts = list(numbered(own, is_table=True)) if {*headings} & _BEFORE else _by_ends(own, columns)
    if any(part.told for part in parts):
        return None
    made = _told_apart(parts, columns)
    return ([*over, *made], headings) if made else None


def _with_headings_on_a_line(lines: Sequence[str]) -> list[str]:
    """The same lines; headings that stand under each other, as cells do, are put on one."""
    made: list[str] = []
    for is_heading, some in groupby(lines, key=lambda line: meaning_of(line) is not None):
        run = list(some)
        is_one = is_heading and len(run) >= _FEWEST_STACKED and headings_in(" ".join(run))
        made += [" ".join(run)] if is_one else run
    return made


def _after_the_text(headings: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """The columns right of the measures', where nothing but numbers stands left of them and each
    is one that a row's end is read for; else none."""
    place = next(n for n, meaning in enumerate(headings) if meaning in _TEXTS)
    rest = tuple(headings[place + 1 :])
    is_read = {*headings[:place]} <= _BEFORE and {*rest} <= KNOWN and {*rest} & _ANCHORS
    return rest if is_read else ()


def _told_apart(parts: Sequence[Text], columns: Sequence[Meaning]) -> list[Text]:
    measures = [part for part in parts if part.is_measure]
    once = [_read(part.lines, columns, set()) for part in measures]
    who = Counter(each.cells.get(Meaning.RESPONSIBLE, "") for each, _ in once)
    names = {name for name, times in who.items() if times > 1 and name}
    made: list[Text] = []
    fitting = 0
    for part in parts:
        if not part.is_measure:
            made.append(part)
            continue
        row, after = _read(part.lines, columns, names)
        if not row.fits(columns):
            made.append(part)
            continue
        fitting += 1
        made.append(replace(part, lines=[row.text], facts=row.cells, whole=part.text))
        if after:
            made.append(Text(list(after), is_measure=False))
    return made if fitting >= max(FEWEST, _SHARE * len(measures)) else []


def _read(
    lines: Sequence[str], columns: Sequence[Meaning], names: set[str]
) -> tuple[RowCells, Sequence[str]]:
    """The cells of a row, and the lines after it that are a heading over the next ones. The last
    lines may be the rest of the text, beside which the other cells are one line high."""
    whole = cells_at_end(lines, columns, names)
    best, rest = whole, len(lines)
    for n in range(len(lines) - 1, 0, -1):
        goes_on = lines[n][:1].islower()
        each = cells_at_end(lines[:n], columns, names, goes_on=goes_on)
        is_told = _ANCHORS & {*columns} <= {*each.cells} and each.fits(columns)
        if is_told and each.weight > best.weight:
            best, rest = each, n
    if rest == len(lines):
        by_lines = _by_lines(lines, columns) if len(best.cells) < len(columns) else None
        return by_lines or (RowCells("") if _is_mixed(lines, best) else best), ()
    after = lines[rest:]
    if all(line[:1].isupper() for line in after):
        return best, after
    tail = " ".join(after)
    if not after[0][:1].islower() or _MAY_BE_TIME.search(tail):
        return RowCells(""), ()
    return replace(best, text=f"{best.text} {tail}"), ()


def _is_mixed(lines: Sequence[str], row: RowCells) -> bool:
    """Whether a line of the text ends with a status or a time, as where the lines of cells beside
    each other were copied together."""
    left = row.ends
    for line in lines:
        words = line.split()
        left -= len(words)
        if left < 0:
            return False
        alone = cells_at_end(["x", line], (Meaning.DEADLINE, Meaning.STATUS))
        if alone.cells and len(words) > 1:
            return True
    return False


def _by_lines(lines: Sequence[str], columns: Sequence[Meaning]) -> RowCells | None:
    """The cells of a row where each begins a line of its own, and as many lines begin as a cell
    does as there are columns: a deadline may then be words that nobody knows."""
    cells = cells_of(lines)
    if len(cells) != len(columns) + 1:
        return None
    text, *values = (" ".join(each) for each in cells)
    found = dict(zip(columns, values, strict=True))
    is_sure = is_status(found.get(Meaning.STATUS, ""))
    has_short_name = len(found.get(Meaning.RESPONSIBLE, "").split()) <= _MOST_WORDS_OF_NAME
    return RowCells(text, found) if is_sure and has_short_name else None


# --- Without numbers -----------------------------------------------------------------------------


def _by_ends(lines: Sequence[str], columns: Sequence[Meaning]) -> list[Text]:
    """The rows of lines that no numbers part: the next one begins with a capital, after one whose
    last columns are told."""
    is_line_each = _are_rows(lines, columns)
    rows: list[list[str]] = []
    for is_group, some in groupby(lines, key=lambda line: labelled(line) is not None):
        if is_group:
            rows += [[line] for line in some]
            continue
        current: list[str] = []
        for line in some:
            if current and not _goes_on(current, line, columns, is_line_each=is_line_each):
                rows.append(current)
                current = []
            current.append(line)
        rows.append(current)
    return [_part(row, columns) for row in rows if row]


def _are_rows(lines: Sequence[str], columns: Sequence[Meaning]) -> bool:
    """Whether most lines that may begin a row are a whole one."""
    may_begin = [line for line in lines if not line[:1].islower() and labelled(line) is None]
    whole = [line for line in may_begin if _is_row(line, columns)]
    return len(whole) >= _SHARE * len(may_begin)


def _is_row(line: str, columns: Sequence[Meaning]) -> bool:
    """Whether a line has a text, who is responsible where a column tells, and when or how far."""
    row = cells_at_end([line], columns, goes_on=True)
    wanted = {Meaning.RESPONSIBLE} & {*columns}
    has_text = len(row.text.split()) > 1
    return has_text and wanted <= {*row.cells} and bool(_ANCHORS & {*row.cells})


def _goes_on(
    row: Sequence[str], line: str, columns: Sequence[Meaning], *, is_line_each: bool
) -> bool:
    if len(row) >= _MOST_LINES_OF_ROW:
        return False
    if line[:1].islower():
        return True
    before = _anchors(row, columns)
    if not before:
        return not is_line_each
    if before >= _ANCHORS & {*columns}:
        return False
    return is_status(line) or (is_deadline(line) and Meaning.DEADLINE not in before)


def _anchors(row: Sequence[str], columns: Sequence[Meaning]) -> set[Meaning]:
    """The status and the deadline that a row has told by the end of one of its lines."""
    last = next((n for n in range(len(row), 0, -1) if not row[n - 1][:1].islower()), len(row))
    ends = {last, len(row)}
    found = [{*cells_at_end(row[:n], columns).cells} & _ANCHORS for n in ends]
    return max(found, key=len)


def _part(row: list[str], columns: Sequence[Meaning]) -> Text:
    """A row; what tells nothing in a few words is what stands between measures."""
    text = " ".join(row)
    is_group = labelled(row[0]) is not None
    is_short = len(text.split()) <= _MOST_WORDS_OF_HEADING and not text.endswith(".")
    may_tell = re.search(r"\d.*[^\W\d]", text) is not None or is_role(text)
    tells = bool(_anchors(row, columns)) or may_tell or not is_short
    return Text(row, is_measure=tells and not is_group)
