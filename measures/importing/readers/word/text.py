"""The text of a paragraph in Word, as people read it.

Tracked insertions are read and deletions are not; what content controls hold is read; a soft break
is a line break; marks of footnotes, hidden text, instructions of fields, and pictures are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:rPrChange"), qn("w:pPrChange"), qn("w:instrText")}
_RUN = qn("w:r")
_FIELD = qn("w:fldChar")
_OFF = {"0", "false", "none", "off"}
_CHECKED = {"F0FC", "F0FE", "F052", "F0FD", "F053"}
"""Wingdings' tick, cross and checked boxes; a cross in a year's column is often one of them."""
_SUPERSCRIPT_UNITS = re.compile(r"(?:^|[\s\d])(?:[kcm]?m)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one make-up."""

    text: str
    is_struck: bool = False
    is_bold: bool = False
    is_mark: bool = False
    """A footnote's mark, typed or Word's own: of the file's words, and not of its meaning."""


def pieces_of(paragraph: Any) -> Iterator[Piece]:
    """What is read of a paragraph, in order."""
    before = ""
    instructions: list[bool] = []  # of each field that is open, whether its instruction is
    for run in _runs(paragraph):
        for field in run.findall(_FIELD):
            match field.get(qn("w:fldCharType")):
                case "begin":
                    instructions.append(True)
                case "separate":
                    instructions[-1:] = [False]
                case _:
                    del instructions[-1:]
        if any(instructions):
            continue
        look = run.find(qn("w:rPr"))
        if _is_on(look, "w:vanish"):
            continue
        text = _text_of(run)
        if not text:
            continue
        yield Piece(
            text,
            is_struck=_is_on(look, "w:strike") or _is_on(look, "w:dstrike"),
            is_bold=_is_on(look, "w:b"),
            is_mark=_is_raised(look) and _is_note_mark(text, before),
        )
        before += text


def _runs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == _RUN:
            yield child
        elif child.tag != qn("w:p"):
            yield from _runs(child)


def _text_of(run: Any) -> str:
    text = ""
    for part in run:
        match part.tag:
            case tag if tag == qn("w:t"):
                text += part.text or ""
            case tag if tag in {qn("w:tab"), qn("w:ptab")}:
                text += "\t"
            case tag if tag in {qn("w:br"), qn("w:cr")}:
                text += "\n"
            case tag if tag == qn("w:noBreakHyphen"):
                text += "-"
            case tag if tag == qn("w:sym"):
                text += "x" if (part.get(qn("w:char")) or "").upper() in _CHECKED else ""
    return text


def _is_on(look: Any, name: str) -> bool:
    element = look.find(qn(name)) if look is not None else None
    return element is not None and (element.get(qn("w:val")) or "1").lower() not in _OFF


def _is_raised(look: Any) -> bool:
    raised = look.find(qn("w:vertAlign")) if look is not None else None
    return raised is not None and raised.get(qn("w:val")) == "superscript"


def _is_note_mark(text: str, before: str) -> bool:
    """«11», «*», «a)»: but not the 2 of «40 m2»."""
    is_mark = re.fullmatch(r"\s*(?:\d{1,3}|[*†‡]+|[a-z]\)?)(?:,\s*\d{1,3})*\s*", text)
    return is_mark is not None and not _SUPERSCRIPT_UNITS.search(before)
