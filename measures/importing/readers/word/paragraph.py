"""A paragraph of a Word document: its words, and how they look."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from measures.importing.document import TextLine
from measures.importing.readers.cards import label_alone
from measures.importing.readers.word.lists import Listed, Lists, Mark
from measures.importing.readers.word.text import pieces_of
from measures.importing.tables.list_marks import marked

_BOLD = 1.0
_HEADING = 2.0
"""How much a heading stands out, and what each level below takes from that."""
_LEVEL = 0.1


@dataclass(slots=True)
class Paragraph:
    """`text`: as it is read; `raw`: the file's own words; `bold_start`: its first words, as far as
    they are bold."""

    text: str
    raw: str
    listed: Listed
    is_struck: bool
    is_bold: bool
    has_struck_words: bool = False
    bold_start: str = ""


def paragraph_of(block: Any, lists: Lists) -> Paragraph:
    pieces = list(pieces_of(block))
    is_struck = bool(pieces) and all(p.is_struck or not p.text.strip() for p in pieces)
    kept = [p for p in pieces if not p.is_mark and (is_struck or not p.is_struck)]
    written = [p for p in pieces if p.text.strip()]
    return Paragraph(
        text="".join(piece.text for piece in kept),
        raw="".join(piece.text for piece in pieces),
        listed=lists.next_of(block),
        is_struck=is_struck and bool(written),
        is_bold=bool(written) and all(piece.is_bold for piece in written),
        has_struck_words=any(piece.is_struck for piece in written) and not is_struck,
        bold_start="".join(piece.text for piece in takewhile(lambda piece: piece.is_bold, kept)),
    )


def text_lines(paragraph: Paragraph, level: int | None, first: int) -> Iterator[TextLine]:
    """The lines of a paragraph outside the tables, each of which stands for itself; `level`: of a
    heading, from 0; `first`: the place of the first. What is struck out is none."""
    if paragraph.is_struck:
        return
    rank = _BOLD * paragraph.is_bold if level is None else _HEADING - _LEVEL * level
    lines = [" ".join(line.split()) for line in _with_label(paragraph).split("\n")]
    for n, line in enumerate(filter(None, lines)):
        text = _listed(paragraph.listed, line) if n == 0 else line
        yield TextLine(text, first + n, rank=rank, is_apart=True)


def _with_label(paragraph: Paragraph) -> str:
    """«**Ansvarlig** NAV» is «Ansvarlig: NAV»: a label that stands out needs no colon."""
    name, text = paragraph.bold_start.strip(), paragraph.text.strip()
    is_label = name and name != text and text.startswith(name) and label_alone(name) is not None
    if not is_label or name.endswith(":"):
        return text
    return f"{name}: {text.removeprefix(name).lstrip(' :')}"


def _listed(listed: Listed, line: str) -> str:
    """The line with the mark or the number that Word shows before it."""
    if listed.mark is Mark.BULLET:
        return marked(line)
    return f"{listed.number} {line}" if listed.mark is Mark.NUMBER else line
