"""Labels within a cell («Ansvar: NAV. Frist: 1. juni 2025») become columns of their own.

Only of a column where most cells are written so, and only of what no other column of the table
tells; a label in a single cell stays in its text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from measures.importing.document import Cell, Document, Row, Table
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Meaning

WHO_WHEN_HOW = (
    r"(?:hoved|med)?ansvar(?:s\w+|lig\w*|leg\w*)?|(?:tids)?frist|tid(?:s(?:plan|punkt|ramme|rom))?"
    r"|hvem|kven|når|status|framdrift|fremdrift"
)
"""The labels, as a pattern: what may stand before who, when or how far, in any letters' case."""
_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;,] )|(?<= [–-] )|(?<=\())"
    rf"(?P<label>{WHO_WHEN_HOW})\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_SHARE = 0.5
_SHORTEST = 10
"""A shorter text beside a label is no measure: «Møter (ansvarlig: NAV)»."""


@dataclass(slots=True)
class _Found:
    """What the cells of a column tell by labels: by meaning, the heading and each row's words."""

    rest: dict[int, str] = field(default_factory=dict)
    headings: dict[Meaning, str] = field(default_factory=dict)
    values: dict[Meaning, dict[int, str]] = field(default_factory=dict)


def with_labels_as_columns(document: Document) -> Document:
    """The same document, where what is labelled within cells stands in columns of its own."""
    tables = document.tables or _of_listed_lines(document)
    return replace(document, tables=tuple(_with_columns(_one_below_another(t)) for t in tables))


def _one_below_another(table: Table) -> Table:
    """Measures that stand side by side, each a cell that tells who and when itself, are rows:
    beside each other one would tell of the next."""
    if table.width < 2:
        return table
    cells = [
        (row, cell)
        for row in table.rows
        for cell in row.own_cells
        if cell.text.strip() and not cell.is_from_above
    ]
    told = [row for row, cell in cells if ":" in cell.text and len(parts_of(cell.text)[1]) > 1]
    is_beside = any(above is below for above, below in pairwise(told))
    if not is_beside or len(told) <= _SHARE * len(cells):
        return table
    rows = (Row(n, (cell,), page=row.page) for n, (row, cell) in enumerate(cells, start=1))
    return replace(table, rows=tuple(rows))


def _of_listed_lines(document: Document) -> tuple[Table, ...]:
    """The lines of a document without tables that each tell who or when («Åpne kafé (Ansvarlig:
    NAV. Frist: 2026)»), and the goals over them, as a table of one column; none of fewer than
    two."""
    kept, goals = [], list[str]()
    for line in document.lines:
        if labelled(line) is not None:
            goals = [line]
        elif tells_who_or_when(line):
            kept += [*goals, line]
            goals = []
    if sum(labelled(line) is None for line in kept) < 2:
        return ()
    rows = (Row(n, (Cell(line),)) for n, line in enumerate(["Tiltak", *kept], start=1))
    return (Table("Teksten", tuple(rows)),)


def tells_who_or_when(line: str) -> bool:
    """«Åpne kafé (Ansvarlig: NAV)»: a measure's text, with what is labelled within it."""
    text, parts = parts_of(line)
    return len(text) >= _SHORTEST and bool(parts)


def begins_with_fact(line: str) -> bool:
    """«Ansvarlig: NAV», «Frist: 2026»: who or when, before anything else."""
    return _LABEL.match(line) is not None


def _with_columns(table: Table) -> Table:
    for place in range(table.width):
        found = _labelled(table, place)
        if found is not None:
            table = _spread(table, place, found)
    return table


def _labelled(table: Table, place: int) -> _Found | None:
    """The labels of a column; None where fewer than half of its cells have any."""
    told = _told_by_columns(table, place)
    found = _Found()
    cells = [(n, row.cells[place]) for n, row in enumerate(table.rows)]
    own = [
        (n, cell.text)
        for n, cell in cells
        if cell.text.strip() and not cell.is_from_left and not cell.is_from_above
    ]
    for n, text in own:
        rest, parts = parts_of(text) if ":" in text else (text, [])
        parts = [each for each in parts if each[0] not in told]
        if not parts:
            continue
        found.rest[n] = rest
        for meaning, label, words in parts:
            found.headings.setdefault(meaning, label)
            values = found.values.setdefault(meaning, {})
            values[n] = "\n".join(filter(None, [values.get(n, ""), words]))
    if len(found.rest) < 2:
        return None
    written = sum(meaning_of(text) is None for _n, text in own)
    return found if len(found.rest) >= _SHARE * written else None


def _told_by_columns(table: Table, place: int) -> set[Meaning]:
    """What another column of the table has for its heading already."""
    cells = [
        cell.text
        for row in table.rows[:3]
        for n, cell in enumerate(row.cells)
        if n != place and ":" not in cell.text
    ]
    named = {meaning_of(text) for text in cells} & {Meaning.RESPONSIBLE, Meaning.STATUS}
    # «Gjennomføring» is a deadline's heading too, and may tell of something else.
    has_deadline = any(re.search(r"frist|^når", text.lower()) for text in cells)
    told = {meaning for meaning in named if meaning}
    return {*told, Meaning.DEADLINE} if has_deadline else told


def parts_of(text: str) -> tuple[str, list[tuple[Meaning, str, str]]]:
    """A cell without what is labelled in it, and that: what it means, its label, its words.

    What a label names ends with its line, or where the next label begins.
    """
    labels = [
        (found, meaning)
        for found in _LABEL.finditer(text)
        if (meaning := meaning_of(found["label"])) is not None
    ]
    starts = [*(found.start() for found, _ in labels), len(text)]
    rest: list[str] = []
    parts: list[tuple[Meaning, str, str]] = []
    end = 0
    for (found, meaning), stop in zip(labels, starts[1:], strict=True):
        rest.append(text[end : found.start()])
        line = text.find("\n", found.end())
        end = min(stop, line if line >= 0 else stop)
        parts.append((meaning, found["label"], text[found.end() : end].strip(" \n.;,–-()")))
    rest.append(text[end:])
    lines = [line.strip(" ;,–-(") for line in "".join(rest).split("\n")]
    return "\n".join(line for line in lines if line.strip(" .)")), parts


def _spread(table: Table, place: int, found: _Found) -> Table:
    """The table with a column more for each label."""
    first = min(found.rest)
    heading = next((n for n in range(first) if any(_is_heading(table.rows[n]))), None)
    headings = [
        n
        for n, row in enumerate(table.rows)
        if heading is not None and _texts(row) == _texts(table.rows[heading])
    ]
    is_told_by_label = headings and (
        meaning_of(table.rows[headings[0]].cells[place].text) in found.values
    )
    rows = []
    for n, row in enumerate(table.rows):
        cells = list(row.cells)
        if n in headings and is_told_by_label and any(found.rest.values()):
            # «Gjennomføring» over «Frist: 2026. Kostnad: 50 000»: the cost is no deadline.
            cells[place] = replace(cells[place], text=f"Merknad ({cells[place].text})")
        if n in found.rest:
            cell = cells[place]
            cells[place] = replace(cell, text=found.rest[n], raw=cell.as_written)
        spans = len(row.cells) > 1 and all(cell.is_from_left for cell in row.cells[1:])
        for meaning, words in found.values.items():
            text = found.headings[meaning] if n in headings else words.get(n, "")
            cells.append(replace(row.cells[0], is_from_left=True) if spans else Cell(text))
        rows.append(replace(row, cells=tuple(cells)))
    if heading is None:
        blank = (Cell(),) * table.width
        named = tuple(Cell(found.headings[meaning]) for meaning in found.values)
        rows.insert(0, Row(table.rows[0].number, (*blank, *named), page=table.rows[0].page))
    return replace(table, rows=tuple(rows))


def _is_heading(row: Row) -> Iterator[bool]:
    return (meaning_of(cell.text) is not None for cell in row.own_cells)


def _texts(row: Row) -> Sequence[str]:
    return [cell.text for cell in row.cells]
