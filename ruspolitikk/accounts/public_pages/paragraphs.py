"""Plain text as it is read: paragraphs between blank lines, and lists of lines that begin with «-».

«Dette vet vi:\\n- Første\\n- Andre» → a paragraph, and a list of two.
"""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"[-•–]\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of a paragraph, or the items of a list."""

    lines: tuple[str, ...]
    is_list: bool


def paragraphs(text: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        is_item, before = bool(_BULLET.match(line)), bool(lines) and bool(_BULLET.match(lines[0]))
        if lines and (not line.strip() or is_item != before):
            found.append(_paragraph(lines, is_list=before))
            lines = []
        if line.strip():
            lines.append(line.strip())
    return found


def _paragraph(lines: list[str], *, is_list: bool) -> Paragraph:
    return Paragraph(
        tuple(_BULLET.sub("", line, count=1) if is_list else line for line in lines), is_list
    )
