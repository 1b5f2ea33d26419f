"""What stands in a Word document, a cell or a table, whatever Word has wrapped it in."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:smartTag")}
_GONE = {qn("w:del"), qn("w:moveFrom")}


def blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those within content controls too; what stands in a text box
    follows the paragraph that it is fastened to."""
    for child in element:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        if child.tag == qn("w:p"):
            for box in _boxes(child):
                yield from blocks(box)
        elif child.tag in _WRAPPERS:
            yield from blocks(child)


def _boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == qn("w:txbxContent"):
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def children(element: Any, name: str) -> Iterator[Any]:
    """Its rows or cells, those within content controls too, in order."""
    for child in element:
        if child.tag == qn(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, name)
