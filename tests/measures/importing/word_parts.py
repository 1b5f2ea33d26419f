"""What python-docx does not write by itself: tracked changes, content controls, merged cells."""

from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run(text: str, look: str | None = None, raised: bool = False) -> Any:
    made = element("w:r")
    properties = element("w:rPr")
    if look:
        properties.append(element(f"w:{look}"))
    if raised:
        properties.append(element("w:vertAlign", val="superscript"))
    made.append(properties)
    words = element("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(words)
    return made


def inserted(text: str) -> Any:
    made = element("w:ins", id="1", author="x")
    made.append(run(text))
    return made


def deleted(text: str) -> Any:
    made = element("w:del", id="2", author="x")
    gone = element("w:r")
    words = element("w:delText")
    words.text = text
    gone.append(words)
    made.append(gone)
    return made


def controlled(text: str) -> Any:
    """A content control around a run, as a drop-down in a template."""
    made = element("w:sdt")
    content = element("w:sdtContent")
    content.append(run(text))
    made.append(content)
    return made


def filled(cell: Any, *parts: Any) -> None:
    """A cell of one paragraph made of these parts; a text is a run."""
    paragraph = cell.paragraphs[0]._p
    for part in parts:
        paragraph.append(run(part) if isinstance(part, str) else part)


def lines(cell: Any, *texts: str, style: str | None = None) -> None:
    for n, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.add_run(text)
        if style:
            paragraph.style = style


def shaded(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", fill=colour))


def table(file: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """A table with a heading row (none where there are no headings), texts with line breaks as
    paragraphs; «- » is Word's own bullet."""
    width = len(headings) or len(rows[0])
    made = file.add_table(rows=0, cols=width)
    for row in [headings, *rows] if headings else rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            write(cell, text)
    return made


def write(cell: Any, text: str) -> None:
    for n, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.add_run(line.removeprefix("- "))
        if line.startswith("- "):
            paragraph.style = "List Bullet"


def new_file() -> Any:
    return docx.Document()
