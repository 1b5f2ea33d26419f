"""Word's own lists: which paragraphs have a bullet or a number before them, and which number.

Word keeps neither in the text: a paragraph, or its style, names a list and a level; Word counts.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn


class Mark(Enum):
    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Listed:
    """How a paragraph is listed. `number`: as Word shows it, «3.» or «1.2.10»; `level` from 0."""

    mark: Mark = Mark.NONE
    level: int = 0
    number: str = ""


NOT_LISTED = Listed()
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int


class Lists:
    """The lists of one document; `next_of` is asked for each paragraph in the document's order."""

    def __init__(self, file: WordFile) -> None:
        self._style_lists = _lists_of_styles(file)
        self._levels, self._shared = _levels_of(file)
        self._counted: dict[str, dict[int, int]] = defaultdict(dict)

    def next_of(self, paragraph: Any) -> Listed:
        """How the next paragraph is listed; a numbered one is counted by this."""
        list_id, level = self._named_by(paragraph)
        if list_id in (None, "0"):
            return NOT_LISTED
        levels = self._levels.get(list_id or "", {})
        found = levels.get(level)
        if found is None or found.kind == "none":
            return NOT_LISTED
        if found.kind == "bullet":
            return Listed(Mark.BULLET, level)
        return Listed(Mark.NUMBER, level, self._count(list_id or "", levels, level))

    def _named_by(self, paragraph: Any) -> tuple[str | None, int]:
        style = _value(paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        list_id, level = self._style_lists.get(style or "", (None, 0))
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            list_id = _value(own.find(qn("w:numId"))) or list_id
            level = int(_value(own.find(qn("w:ilvl"))) or level)
        return list_id, level

    def _count(self, list_id: str, levels: dict[int, _Level], level: int) -> str:
        counted = self._counted[self._shared.get(list_id, list_id)]
        counted[level] = counted.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counted if each > level]:
            del counted[deeper]
        shown = levels[level].text
        for n in range(level + 1):
            kind = levels[n].kind if n in levels else "decimal"
            start = levels[n].start if n in levels else 1
            shown = shown.replace(f"%{n + 1}", _numeral(counted.get(n, start), kind))
        return shown.strip()


def _numeral(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter" if 0 < number <= 26:
            letter = chr(ord("a") + number - 1)
            return letter.upper() if kind == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < number < len(_ROMAN):
            return _ROMAN[number].upper() if kind == "upperRoman" else _ROMAN[number]
        case _:
            return str(number)


def _lists_of_styles(file: WordFile) -> dict[str, tuple[str | None, int]]:
    """Style → its list and level, its own or of the style that it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based_on: dict[str, str | None] = {}
    for style in file.styles.element.findall(qn("w:style")):
        name = style.get(qn("w:styleId")) or ""
        listed = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        level = _value(listed.find(qn("w:ilvl"))) if listed is not None else None
        list_id = _value(listed.find(qn("w:numId"))) if listed is not None else None
        own[name] = (list_id, int(level) if level else None)
        based_on[name] = _value(style.find(qn("w:basedOn")))
    return {name: _inherited(name, own, based_on) for name in own}


def _inherited(
    name: str,
    own: dict[str, tuple[str | None, int | None]],
    based_on: dict[str, str | None],
) -> tuple[str | None, int]:
    seen: set[str] = set()
    at: str | None = name
    while at and at not in seen:
        seen.add(at)
        list_id, level = own.get(at, (None, None))
        if list_id:
            return list_id, level or 0
        at = based_on.get(at)
    return None, 0


def _levels_of(file: WordFile) -> tuple[dict[str, dict[int, _Level]], dict[str, str]]:
    """List id → its levels; list id → the abstract list that it counts together with others."""
    try:
        numbering = file.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}, {}
    abstract = {
        each.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): _level(level) for level in each.findall(qn("w:lvl"))
        }
        for each in numbering.findall(qn("w:abstractNum"))
    }
    levels: dict[str, dict[int, _Level]] = {}
    shared: dict[str, str] = {}
    for each in numbering.findall(qn("w:num")):
        list_id = each.get(qn("w:numId"))
        abstract_id = _value(each.find(qn("w:abstractNumId"))) or ""
        levels[list_id] = dict(abstract.get(abstract_id, {}))
        overrides = each.findall(qn("w:lvlOverride"))
        # A list that begins anew counts by itself; the others of a kind count on together.
        shared[list_id] = f"num {list_id}" if overrides else abstract_id
        for override in overrides:
            at = int(override.get(qn("w:ilvl")))
            own = override.find(qn("w:lvl"))
            if own is not None:
                levels[list_id][at] = _level(own)
    return levels, shared


def _level(level: Any) -> _Level:
    return _Level(
        _value(level.find(qn("w:numFmt"))) or "decimal",
        _value(level.find(qn("w:lvlText"))) or "",
        int(_value(level.find(qn("w:start"))) or 1),
    )


def _value(element: Any) -> str | None:
    value: str | None = element.get(qn("w:val")) if element is not None else None
    return value
