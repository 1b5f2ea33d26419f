"""The marks that stand before an item of a list, typed or Word's own, and how they are taken off.

A line of a cell that is an item begins with «- », as everywhere in the product.
"""

import re
from collections.abc import Iterable

from measures.models.measure import BULLET

NESTED = "  "
"""Before the bullet of an item under another."""

# Word's Symbol and Wingdings put their bullets among the private-use signs.
SIGNS = "•·●○◦▪■□➢►▶‣⁃∙✓➤\uf000-\uf0ff"
_DASHES = "-–—"
_MARK = re.compile(
    rf"(?P<indent>[ \t\u00a0]*)"
    rf"(?:[{SIGNS}][ \t\u00a0]*"
    rf"|[{_DASHES}](?:[ \t\u00a0]+|(?=[A-ZÆØÅ]))"
    r"|o(?:\t|[ \u00a0]{2,})"
    r"|(?:[a-zæøå]|[ivx]{1,4}|[0-9]{1,2})[.)](?:\t|[ \u00a0]{2,}))"
)
_NUMBERED = re.compile(r"[ \t\u00a0]*(?:[a-zæøå]|[0-9]{1,2})[.)][ \t\u00a0]+(?=\S)")


def marked(line: str, *, is_nested: bool = False) -> str:
    """A line with the product's bullet before it."""
    return f"{NESTED if is_nested else ''}{BULLET}{line}"


def with_plain_marks(text: str) -> str:
    """The same lines, with «- » in place of whatever marks their items.

    Common marks count where a space follows; letters and numbers where a tab or two spaces do, or
    where they count on from line to line («a) … b) …»).
    """
    lines = text.split("\n")
    counted = _counted(lines)
    return "\n".join(
        _plain(line, is_counted=number in counted) for number, line in enumerate(lines)
    )


def _plain(line: str, *, is_counted: bool) -> str:
    found = _MARK.match(line) or (_NUMBERED.match(line) if is_counted else None)
    if found is None or not line[found.end() :].strip():
        return line
    is_nested = len(line) - len(line.lstrip(" \t\u00a0")) >= len(NESTED)
    return marked(line[found.end() :].strip(), is_nested=is_nested)


def _counted(lines: list[str]) -> set[int]:
    """The lines whose numbers or letters count on from the first: 1, 2, 3 or a, b, c."""
    own = [
        (place, found.group().strip(" \t\u00a0.)"))
        for place, line in enumerate(lines)
        if (found := _NUMBERED.match(line))
    ]
    if len(own) < 2 or own[0][1] not in {"1", "a"}:
        return set()
    wanted = (
        [str(n) for n in range(1, len(own) + 1)]
        if own[0][1] == "1"
        else [chr(ord("a") + n) for n in range(len(own))]
    )
    return {place for place, _mark in own} if [mark for _place, mark in own] == wanted else set()


def items_of(text: str) -> tuple[str, ...]:
    """The texts of the lines that are marked as items; one that is nested is an item as well."""
    return tuple(
        line.strip().removeprefix(BULLET).strip()
        for line in text.split("\n")
        if is_item(line) and line.strip() != BULLET.strip()
    )


def is_item(line: str) -> bool:
    return line.lstrip(" ").startswith(BULLET)


def is_only_a_list(text: str) -> bool:
    return len(items_of(text)) > 1 and not beside_items(text)


def beside_items(text: str) -> list[str]:
    """The lines that are no items."""
    return [line for line in text.split("\n") if line.strip() and not is_item(line)]


def joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line.strip())
