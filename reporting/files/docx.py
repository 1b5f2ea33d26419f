"""Word documents: a writer that knows headings, paragraphs and tables, not measures.

A4 on its side, real styles and headings, table headings that repeat on each page, rows that do not
split, and page numbers: what a person would make of it in Word with time to spare.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from reporting.files.archive import redated
from reporting.files.xlsx.text import as_property, legible

LANGUAGE = "nb-NO"
FONT = "Arial"
PAGE = (Cm(29.7), Cm(21.0))
MARGIN = Cm(1.8)
HEADING_SHADE = "F2F2F2"
AIR = Pt(2)
BEFORE = {"Heading 1": Pt(12), "Heading 2": Pt(8)}
"""Above a heading; Word's own is twice as much, and a page of headings and tables is then two."""
AFTER_A_TABLE = Pt(6)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    is_bullet: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, its width in centimetres, and what it says to who does not see it."""

    content: bytes
    width: float
    alternative: str


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are shares of the page's width; a cell is a list of paragraphs and pictures. One
    without lines is for laying out figures, and has no headings."""

    headings: Sequence[str]
    widths: Sequence[float]
    rows: Iterable[Sequence[Sequence[Paragraph | Picture]]]
    has_lines: bool = True


type Block = Heading | Paragraph | Table


def write_document(
    file: IO[bytes],
    title: str,
    blocks: Iterable[Block],
    *,
    footer: str,
    now: datetime,
    is_portrait: bool = False,
) -> None:
    """`footer` stands at the foot of every page, before the page number. Same input and same
    ``now``, which is aware: same bytes."""
    document: Any = Document()
    _set_up(document, title, footer, now)
    if is_portrait:
        section = document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_height, section.page_width = PAGE
    document.add_heading(legible(title), level=0)
    for block in blocks:
        match block:
            case Heading(text, level):
                document.add_heading(legible(text), level=level)
            case Paragraph(text, is_bullet, is_strong):
                style = "List Bullet" if is_bullet else None
                document.add_paragraph(style=style).add_run(legible(text)).bold = is_strong or None
            case Table():
                _write_table(document, block)
    package = BytesIO()
    document.save(package)
    redated(package, file, moment=now)


def _set_up(document: Any, title: str, footer: str, now: datetime) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for name, size in (("Normal", 9.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 12)):
        _use_font(document.styles[name], size)
    for name, air in BEFORE.items():
        document.styles[name].paragraph_format.space_before = air
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    _use_font(document.styles["Heading 3"], 10.5)
    _use_font(document.styles["List Bullet"], 9.5)
    properties = document.core_properties
    properties.title, properties.author, properties.language = as_property(title), "", LANGUAGE
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    properties.comments = ""
    foot = section.footer.paragraphs[0]
    foot.add_run(legible(f"{footer}  –  side "))
    _add_field(foot, "PAGE")
    foot.add_run(" av ")
    _add_field(foot, "NUMPAGES")


def _use_font(style: Any, size: float) -> None:
    """The theme's fonts and colours are asked for by name, so they are taken away first."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    properties.append(language)


def _add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word fills in itself: the page's number, or how many there are."""
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _write_table(document: Any, block: Table) -> None:
    total = sum(block.widths)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [Emu(int(room * share / total)) for share in block.widths]
    style = "Table Grid" if block.has_lines else "Normal Table"
    table = document.add_table(rows=0, cols=len(widths), style=style)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # some programs read the grid, others the cells
    if block.headings:
        _write_head(table.add_row(), block.headings, widths)
    for values in block.rows:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, paragraphs, width in zip(row.cells, values, widths, strict=True):
            cell.width = width
            _fill(cell, paragraphs)
    # Without a paragraph between them two tables are one.
    after = document.add_paragraph().paragraph_format
    after.space_after, after.line_spacing = Pt(0), AFTER_A_TABLE


def _write_head(head: Any, headings: Sequence[str], widths: Sequence[Emu]) -> None:
    _mark(head, "w:tblHeader", "w:cantSplit")
    for cell, text, width in zip(head.cells, headings, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(legible(text)).bold = True
        _shade(cell)


def _fill(cell: Any, parts: Sequence[Paragraph | Picture]) -> None:
    """A cell always has one paragraph: the first part goes into it."""
    for number, part in enumerate(parts):
        target = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if isinstance(part, Picture):
            _add_picture(target, part)
            continue
        target.add_run(legible(part.text)).bold = part.is_strong or None
        if part.is_bullet:
            target.style = "List Bullet"


def _add_picture(paragraph: Any, picture: Picture) -> None:
    """With air above and below, so that no line of the table lies on it."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = AIR
    drawn = paragraph.add_run().add_picture(BytesIO(picture.content), width=Cm(picture.width))
    for side in "TBLR":
        drawn._inline.set(f"dist{side}", "0")  # LibreOffice takes 3 mm where nothing is said
    properties = drawn._inline.docPr
    properties.set("descr", legible(picture.alternative))
    properties.set("name", "Figur")


def _mark(row: Any, *names: str) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), HEADING_SHADE)
    cell._tc.get_or_add_tcPr().append(shade)
