"""The tables of the HTML that a browser pastes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import html as lxml_html
from lxml.etree import ParserError

from measures.importing.document import Cell, Row, Table
from measures.importing.readers.lines import with_whole_words
from measures.importing.tables.list_marks import marked, with_plain_marks

_MOST_CELLS = 100_000
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = {"br", "p", "div", "li", "tr"}
_STRUCK = {"s", "strike", "del"}
_DROPPED = {"script", "style", "head", "title"}
TABLE_ROW = re.compile(r"<tr[\s/>]", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*#(?P<colour>[0-9a-fA-F]{6})")
_LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through")


def html_tables(html: str) -> Iterator[Table]:
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


def text_of(html: str) -> str:
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
        cells.append(replace(cell, is_from_left=column > 0))
        for row in range(1, down):
            covered[at + row, first + column] = replace(
                cell, is_from_left=column > 0, is_from_above=True
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
