"""A table of contents that was written by hand: its lines stand again below, as titles."""

import re
from collections.abc import Sequence

from measures.importing.document import TextLine
from measures.importing.readers.cards.kinds_of_lines import label_alone, marked_item, told_in

_PAGE = re.compile(r"[\s.…]*\s\d{1,3}$")
_FEWEST = 3


def without_contents(lines: Sequence[TextLine]) -> list[TextLine]:
    """The same lines without the first that are one after another again further down; those that
    tell of a measure may well be alike."""
    last = {line.text: n for n, line in enumerate(lines)}
    kept: list[TextLine] = []
    run: list[TextLine] = []
    for n, line in enumerate(lines):
        if _is_again(line, n, last):
            run.append(line)
            continue
        kept += [*([] if len(run) >= _FEWEST else run), line]
        run = []
    return [*kept, *run]


def _is_again(line: TextLine, place: int, last: dict[str, int]) -> bool:
    names = (line.text, _PAGE.sub("", line.text))
    is_below = any(last.get(name, place) > place for name in names)
    return is_below and not line.text.endswith((".", ":", ")")) and not _tells(line.text)


def _tells(text: str) -> bool:
    return bool(told_in(text) or label_alone(text) or marked_item(text))
