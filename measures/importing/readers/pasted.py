"""What was pasted from Word, Excel or a PDF: HTML tables where the browser gave them, else text."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from measures.importing.document import Cell, Document, DocumentKind, Row, Table, Unreadable
from measures.importing.readers.lines import with_whole_words
from measures.importing.readers.pasted_lines import rows_of_lines
from measures.importing.readers.sheet_limits import ROWS
from measures.importing.sentences import too_much_pasted
from measures.importing.tables.cards import with_cards_as_rows
from measures.importing.tables.labels_in_cells import with_labels_as_columns
from measures.importing.tables.list_marks import marked, with_plain_marks
from measures.importing.tables.transposed import with_measures_as_rows

PASTED = "Innlimt tabell"
_MOST_CELLS = 100_000
_MOST_LINES = 15_000
"""Without tabs 20,000 take 2.2 s, and 49,000 take 6.6."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = {"br", "p", "div", "li", "tr"}
_STRUCK = {"s", "strike", "del"}
_DROPPED = {"script", "style", "head", "title"}
_TABLE_ROW = re.compile(r"<tr[\s/>]", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*#(?P<colour>[0-9a-fA-F]{6})")
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through")


_QUOTED_LINES = re.compile(
    r'(?:\A|\t)"[^"\t]*\n|^"(?:[^"\t]|"")*\n(?:[^"\t]|"")*"(?:\t|$)', re.MULTILINE
)
"""A cell in quotes with a line break in it."""


def read_pasted(text: str, html: str = "") -> Document:
    """The tables of the HTML; where it has none, those of the text, whose cells tabs part.

    Lines without tabs are a table of one column, or what their numbers make of them.
    Raises `Unreadable` with the sentence of more than is read.
    """
    if text.count("\n") >= _MOST_LINES:
        raise Unreadable(too_much_pasted("linjer", _MOST_LINES))
    if len(_TABLE_ROW.findall(html)) > ROWS:
        raise Unreadable(too_much_pasted("rader", ROWS))
    tables = tuple(_html_tables(html)) if html.strip() else ()
    if not tables:
        text = text if text.strip() else _text_of(html)
        tables = tuple(_text_tables(text))
    if sum(len(table.rows) for table in tables) > ROWS:
        raise Unreadable(too_much_pasted("rader", ROWS))
    lines = tuple(_lines_outside(text))
    document = with_measures_as_rows(Document(DocumentKind.PASTED, PASTED, tables, lines))
    return with_labels_as_columns(with_cards_as_rows(document))


def _lines_outside(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.split("\n") if line.strip() and "\t" not in line)


# --- Text ----------------------------------------------------------------------------------------


def _text_tables(text: str) -> Iterator[Table]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\t" not in lines and (copied := rows_of_lines(lines.split("\n"))):
        yield Table(PASTED, copied)
        return
    rows = list(_tabbed(lines)) if "\t" in lines else [[line] for line in lines.split("\n")]
    width = max((len(row) for row in rows), default=0)
    made = tuple(Row(number, _cells(row, width)) for number, row in enumerate(rows, start=1))
    if any(not row.is_blank for row in made):
        yield Table(PASTED, made)


def _tabbed(lines: str) -> Iterator[list[str]]:
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


def _cells(row: Sequence[str], width: int) -> tuple[Cell, ...]:
    """As many as the table is wide: a line that no tab parts stands across it, but for a sentence:
    that may be a measure."""
    cells = [_cell(words) for words in row]
    is_across = len(row) == 1 and not row[0].rstrip().endswith(".")
    rest = _again(cells[0], is_from_left=True) if is_across else Cell()
    return (*cells, *[rest] * (width - len(row)))


def _cell(words: str) -> Cell:
    text = with_plain_marks(
        with_whole_words("\n".join(line.rstrip() for line in words.split("\n") if line.strip()))
    ).strip("\n")
    return Cell(text.strip() if "\n" not in text else text, words if words != text else "")


# --- HTML ----------------------------------------------------------------------------------------


def _html_tables(html: str) -> Iterator[Table]:
    """None where it is no HTML, or merged cells would make it as large as no plan is."""
    try:
        page = lxml_html.fromstring(html)
    except (ParserError, ValueError):
        return
    if sum(_span(each, "colspan") * _span(each, "rowspan") for each in page.iter("td", "th")) > (
        _MOST_CELLS
    ):
        return
    above: list[str] = []
    number = 0
    for element in page.iter():
        if element.tag in _HEADINGS:
            above = [" ".join(element.text_content().split())]
        if element.tag == "table" and not any(
            each.tag == "table" for each in element.iterancestors()
        ):
            rows = tuple(_html_rows(element))
            if any(not row.is_blank for row in rows):
                number += 1
                yield Table(f"Tabell {number}", rows, tuple(above))


def _text_of(html: str) -> str:
    """The lines of a page without tables, as a browser copies them; empty of any other."""
    try:
        page = lxml_html.fromstring(html) if html.strip() else None
    except (ParserError, ValueError):
        return ""
    if page is None or page.find(".//table") is not None or page.tag == "table":
        return ""
    lines = "".join(_words(page, with_struck=False)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _html_rows(table: Any) -> Iterator[Row]:
    """Rows with as many cells each; a cell over several rows or columns is repeated."""
    covered: dict[tuple[int, int], Cell] = {}
    made: list[list[Cell]] = []
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for at, row in enumerate(rows):
        cells: list[Cell] = []
        for each in row:
            if each.tag not in {"td", "th"}:
                continue
            while (at, len(cells)) in covered:
                cells.append(covered[at, len(cells)])
            _cover(each, at, cells, covered)
        while (at, len(cells)) in covered:
            cells.append(covered[at, len(cells)])
        made.append(cells)
    width = max((len(cells) for cells in made), default=0)
    for number, cells in enumerate(made, start=1):
        yield Row(number, (*cells, *[Cell()] * (width - len(cells))))


def _cover(element: Any, at: int, cells: list[Cell], covered: dict[tuple[int, int], Cell]) -> None:
    """Put a cell in its row, and where it goes on to the right and below."""
    across, down = _span(element, "colspan"), _span(element, "rowspan")
    cell = _html_cell(element)
    first = len(cells)
    for column in range(across):
        cells.append(_again(cell, is_from_left=column > 0))
        for row in range(1, down):
            covered[at + row, first + column] = _again(
                cell, is_from_left=column > 0, is_from_above=True
            )


def _again(cell: Cell, *, is_from_left: bool = False, is_from_above: bool = False) -> Cell:
    return Cell(
        cell.text,
        cell.raw,
        is_from_left,
        is_from_above,
        cell.fill,
        cell.is_struck,
        cell.is_bold,
    )


def _span(element: Any, name: str) -> int:
    given = element.get(name) or "1"
    return min(max(int(given), 1), 100) if given.isdigit() else 1


def _html_cell(element: Any) -> Cell:
    inner = [each for each in element.iter() if (each.text or "").strip()]
    whole, kept = ("".join(_words(element, with_struck=both)) for both in (True, False))
    is_struck = bool(whole.strip()) and not kept.strip()
    words = whole if is_struck else kept
    lines = [" ".join(line.split()) for line in words.split("\n")]
    text = with_plain_marks(with_whole_words("\n".join(line for line in lines if line)))
    look = (element.get("style") or "") + f" background:{element.get('bgcolor') or ''}"
    colour = _BACKGROUND.search(look)
    fill = colour["colour"].upper() if colour else None
    return Cell(
        text,
        fill=None if fill == "FFFFFF" else fill,
        is_struck=is_struck,
        is_bold=element.tag == "th" or (bool(inner) and all(_is_bold(each) for each in inner)),
    )


def _words(element: Any, *, with_struck: bool) -> Iterator[str]:
    if not with_struck and _is_struck(element):
        return
    if element.tag in _DROPPED or not isinstance(element.tag, str):
        return
    if element.tag in _BREAKS | _HEADINGS:
        yield "\n"
    text = " ".join((element.text or "").split(" ")).replace("\n", " ")
    yield marked(text.lstrip()) if element.tag == "li" else text
    for child in element:
        yield from _words(child, with_struck=with_struck)
        yield (child.tail or "").replace("\n", " ")
    if element.tag in _BREAKS - {"br"} | _HEADINGS:
        yield "\n"


def _is_struck(element: Any) -> bool:
    look = element.get("style") or ""
    return element.tag in _STRUCK or _LINE_THROUGH.search(look) is not None


def _is_bold(element: Any) -> bool:
    return any(each.tag in {"b", "strong"} for each in [element, *element.iterancestors()])
