"""A Word document's tables with the headings over them, as people see them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from measures.importing.document import (
    Cell,
    Document,
    DocumentKind,
    Hidden,
    Row,
    Table,
    TextLine,
    Unreadable,
)
from measures.importing.readers.lines import with_whole_words
from measures.importing.readers.word.as_shown import as_shown, holds_other_files
from measures.importing.readers.word.blocks import blocks, children
from measures.importing.readers.word.grid import Slot, like_above, placed
from measures.importing.readers.word.lists import Lists, Mark
from measures.importing.readers.word.paragraph import Paragraph, paragraph_of, text_lines
from measures.importing.sentences import holds_other_documents
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning
from measures.importing.tables.list_marks import marked, with_plain_marks

LONGEST_HEADING = 200
_TEXT_LEVEL = 9
_DELETED_ROW = f"{qn('w:trPr')}/{qn('w:del')}"


def read_word(file: BinaryIO, name: str) -> Document:
    """Raises what python-docx raises of a file that is no whole .docx, and `Unreadable`."""
    document = docx.Document(file)
    if holds_other_files(document):
        raise Unreadable(holds_other_documents(name))
    as_shown(document)
    return _Reading(document).document(name)


@dataclass(slots=True)
class _Inner:
    """A table within a cell that is one of its own, and what stands before it there."""

    table: Any
    above: list[str]


@dataclass(slots=True)
class _Reading:
    """A document on its way through: the headings that stand over the next table."""

    file: WordFile
    lists: Lists = field(init=False)
    levels: dict[str, int] = field(init=False)
    contents: set[str] = field(init=False)
    headings: dict[int, str] = field(default_factory=dict)
    above: str = ""
    between: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    text: list[TextLine] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lists = Lists(self.file)
        self.levels = _heading_levels(self.file)
        self.contents = _styles_of_contents(self.file)

    def document(self, name: str) -> Document:
        for block in blocks(self.file.element.body):
            if block.tag == qn("w:p"):
                self._take_line(block)
            else:
                self._take_table(block)
        edges = [
            paragraph.text.strip()
            for section in self.file.sections
            for edge in (section.header, section.footer)
            for paragraph in edge.paragraphs
        ]
        self.lines += dict.fromkeys(line for line in edges if line)
        tables, lines = tuple(self.tables), tuple(self.lines)
        return Document(DocumentKind.WORD, name, tables, lines, text=tuple(self.text))

    def _take_line(self, block: Any) -> None:
        paragraph = paragraph_of(block, self.lists)
        text = " ".join(paragraph.text.split())
        if not text:
            return
        own = [" ".join(line.split()) for line in paragraph.text.split("\n") if line.strip()]
        self.lines += [marked(text)] if paragraph.listed.mark is Mark.BULLET else own
        if paragraph.listed.mark is Mark.NONE:
            self.between.append(text)
        style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = style.get(qn("w:val")) if style is not None else ""
        level = self._level(block, style_id)
        if style_id not in self.contents:
            self.text += text_lines(paragraph, level, len(self.text))
        if level is not None:
            self.headings = {n: each for n, each in self.headings.items() if n < level}
            self.headings[level] = text
            self.above = ""
        else:
            self.above = text

    def _level(self, block: Any, style_id: str) -> int | None:
        """Which heading a paragraph is, from 0; None of text."""
        own = block.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = self.levels.get(style_id) if own is None else int(own.get(qn("w:val")))
        return level if level is not None and level < _TEXT_LEVEL else None

    def _take_table(self, block: Any) -> None:
        above = [self.headings[level] for level in sorted(self.headings)]
        if self.above and len(self.above) <= LONGEST_HEADING:
            above.append(self.above)
        between, self.above, self.between = tuple(self.between), "", []
        self._put_table(block, above, between)

    def _put_table(self, block: Any, above: list[str], between: tuple[str, ...] = ()) -> None:
        place = len(self.tables)
        inner: list[_Inner] = []
        rows = self._rows(block, inner)
        if any(not row.is_blank for row in rows):
            self.tables.append(Table(f"Tabell {place + 1}", tuple(rows), tuple(above), between))
        for each in inner:
            self._put_table(each.table, [*above, *each.above])

    def _rows(self, table: Any, inner: list[_Inner]) -> list[Row]:
        rows = [row for row in children(table, "w:tr") if row.find(_DELETED_ROW) is None]
        slots = [self._slots(row, inner) for row in rows]
        made: list[Row] = []
        for number, (row, cells) in enumerate(zip(rows, placed(slots), strict=True), start=1):
            above = made[-1].cells if made else ()
            whole = tuple(
                like_above(cell, above, place) if cell.is_from_above else cell
                for place, cell in enumerate(cells)
            )
            made.append(
                Row(
                    number,
                    whole,
                    hidden=Hidden.BY_HAND if _has(row, "w:trPr", "w:hidden") else None,
                    repeats_heading=_has(row, "w:trPr", "w:tblHeader"),
                )
            )
        return made

    def _slots(self, row: Any, inner: list[_Inner]) -> list[Slot]:
        place = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"))
        slots: list[Slot] = []
        for cell in children(row, "w:tc"):
            look = cell.find(qn("w:tcPr"))
            if look is not None and look.find(qn("w:cellDel")) is not None:
                continue
            span = max(1, _number(look.find(qn("w:gridSpan"))) if look is not None else 1)
            merged = look.find(qn("w:vMerge")) if look is not None else None
            is_continued = merged is not None and merged.get(qn("w:val")) != "restart"
            left = [slot.cell.text for slot in slots]
            slots.append(Slot(place, span, self._cell(cell, left, inner), is_continued))
            place += span
        return slots

    def _cell(self, cell: Any, left: list[str], inner: list[_Inner]) -> Cell:
        """`left`: what stands in the cells before it."""
        paragraphs: list[Paragraph] = []
        is_frame = len(list(children(cell.getparent(), "w:tc"))) == 1
        for block in blocks(cell):
            if block.tag == qn("w:p"):
                paragraphs.append(paragraph_of(block, self.lists))
            elif _is_table_of_its_own(block, is_frame=is_frame):
                before = [*left, *(each.text for each in paragraphs[-1:])]
                above = [" ".join(text.split()) for text in before]
                inner.append(
                    _Inner(block, [text for text in above if 0 < len(text) <= LONGEST_HEADING])
                )
            else:
                paragraphs += self._inline(block)
        written = [each for each in paragraphs if each.text.strip() or each.listed.number]
        text, number = _cell_text(written)
        raw = "\n".join(each.raw for each in written)
        fill = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
        return Cell(
            text=text,
            raw=raw if raw != text else "",
            list_number=number,
            fill=_colour(fill.get(qn("w:fill")) if fill is not None else None),
            is_struck=bool(written) and all(each.is_struck for each in written),
            is_bold=bool(written) and all(each.is_bold for each in written),
            has_struck_words=any(each.has_struck_words for each in written),
        )

    def _inline(self, table: Any) -> Iterator[Paragraph]:
        """A small table within a cell, as lines of the cell: one for each of its rows."""
        for row in children(table, "w:tr"):
            cells = [list(self._lines_in(cell)) for cell in children(row, "w:tc")]
            cells = [[each for each in cell if each.text.strip()] for cell in cells]
            if all(len(cell) <= 1 for cell in cells):
                yield from _as_one([line for cell in cells for line in cell])
            else:
                yield from (line for cell in cells for line in cell)

    def _lines_in(self, cell: Any) -> Iterator[Paragraph]:
        for block in blocks(cell):
            if block.tag == qn("w:p"):
                yield paragraph_of(block, self.lists)
            else:
                yield from self._inline(block)


def _as_one(lines: list[Paragraph]) -> list[Paragraph]:
    """The cells of a row as one line; none of none."""
    if len(lines) < 2:
        return lines
    return [
        replace(
            lines[0],
            text=" ".join(line.text.strip() for line in lines),
            raw=" ".join(line.raw.strip() for line in lines),
            is_struck=all(line.is_struck for line in lines),
            has_struck_words=any(line.is_struck or line.has_struck_words for line in lines),
        )
    ]


def _cell_text(paragraphs: list[Paragraph]) -> tuple[str, str]:
    """The lines of a cell, and the number that Word gives its only paragraph."""
    struck = [each for each in paragraphs if each.is_struck]
    if len(struck) < len(paragraphs):
        paragraphs = [each for each in paragraphs if not each.is_struck]
    if len(paragraphs) == 1 and paragraphs[0].listed.mark is Mark.NUMBER:
        only = paragraphs[0]
        return with_whole_words(only.text.strip()) or only.listed.number, only.listed.number
    lines = []
    for each in paragraphs:
        text = with_whole_words(each.text.strip())
        if each.listed.mark is Mark.NONE or not text:
            lines.append(with_plain_marks(text))
        else:
            lines.append(marked(" ".join(text.split()), is_nested=each.listed.level > 0))
    whole = with_whole_words("\n".join(line for line in lines if line.strip()))
    return with_plain_marks(whole), ""


def _is_table_of_its_own(table: Any, *, is_frame: bool) -> bool:
    """Whether a table within a cell is one: it has headings of its own, or the cell is but a frame
    around it. What else stands in tables within cells belongs to the cell's row."""
    rows = [list(children(row, "w:tc")) for row in children(table, "w:tr")]
    widest = max(map(len, rows), default=0)
    if len(rows) < 2 or widest < 2:
        return False
    headings = {meaning_of("".join(t.text or "" for t in cell.iter(qn("w:t")))) for cell in rows[0]}
    return is_frame or (Meaning.TEXT in headings and len(headings - {None}) > 1)


def _heading_levels(file: WordFile) -> dict[str, int]:
    """Style → its level as a heading, from 0; also for styles that were renamed or made anew."""
    levels = {}
    for style in file.styles.element.findall(qn("w:style")):
        outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        name = style.find(qn("w:name"))
        named = (name.get(qn("w:val")) or "").lower() if name is not None else ""
        if outline is not None:
            levels[style.get(qn("w:styleId"))] = int(outline.get(qn("w:val")))
        elif named.startswith(("heading ", "overskrift ")) and named[-1].isdigit():
            levels[style.get(qn("w:styleId"))] = int(named[-1]) - 1
    return levels


def _styles_of_contents(file: WordFile) -> set[str]:
    """The styles of the lines of a table of contents."""
    named = (
        (style, style.find(qn("w:name"))) for style in file.styles.element.findall(qn("w:style"))
    )
    return {
        style.get(qn("w:styleId"))
        for style, name in named
        if name is not None and (name.get(qn("w:val")) or "").lower().startswith("toc ")
    }


def _has(element: Any, *path: str) -> bool:
    return element.find("/".join(qn(name) for name in path)) is not None


def _number(element: Any) -> int:
    return int(element.get(qn("w:val")) or 0) if element is not None else 0


def _colour(fill: str | None) -> str | None:
    return None if fill is None or fill.upper() in {"AUTO", "FFFFFF", ""} else fill.upper()
