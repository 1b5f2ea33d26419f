"""Where each measure begins, in lines without tabs: at its number, its mark or «Tiltak 1.1»."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from measures.importing.readers.cards.kinds_of_lines import Number, as_number, counts_on
from measures.importing.readers.pasted.one_text import FEWEST, LONGEST_LINE, Text
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.labels import labelled
from measures.importing.tables.labels_in_cells import begins_with_fact, tells_who_or_when

_NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,3}|(?!19|20)\d{4})(?:\.\d{1,3})*)[.)]?\s+(?P<text>[A-ZÆØÅ«].*)"
)
_MARKED = re.compile(r"[•·●▪■➢►▶‣\uf000-\uf0ff–-]\s+(?P<text>\S.*)")
_TIMED = re.compile(r".*(?:frist|når|tids\w+)\s*:\s*(?P<time>[^:]+)", re.IGNORECASE | re.DOTALL)
_LONGEST_CHAPTER = 3
"""Words of its title, and of a row's last cell."""
_ROOM = 0.85
"""Of the longest line: a line that leaves room for the next one's first word ended by itself."""


def _goes_on(current: Text, line: str, longest: int) -> bool:
    """Whether a line is the rest of a text: one in small letters is, and one that the line before
    left no room for, where it does not say when already."""
    before = [*current.lines, *current.told][-1]
    if before.endswith(":") or line[:1].islower():
        return True
    timed = _TIMED.fullmatch(" ".join([*current.lines[-2:], *current.told]))
    if timed and line[:1].isupper() and is_deadline(timed["time"]):
        return False
    first = line.split(maxsplit=1)[0]
    is_wrapped = longest <= LONGEST_LINE
    return is_wrapped and len(before) + 1 + len(first) > _ROOM * longest


def _is_next_chapter(current: Text, words: str) -> bool:
    """«3 Økonomi» below a row that has told when or how far: a heading, whose number does not count
    on."""
    last = [*current.lines, *current.told][-1].split()
    ends = [" ".join(last[-n:]) for n in range(1, _LONGEST_CHAPTER + 1)]
    is_over = any(is_deadline(each) or is_status(each) for each in ends)
    return current.is_measure and is_over and len(words.split()) <= _LONGEST_CHAPTER


def numbered(lines: Sequence[str], *, is_table: bool) -> Iterator[Text]:
    """A measure begins at each number that counts on; a line after one that ended by itself is none
    of it, unless it is a table's, whose cells are narrow."""
    longest = max(map(len, lines), default=0)
    depth = _depth_of(lines)
    before: Number = ()
    current: Text | None = None
    for line in lines:
        found = _NUMBERED.fullmatch(line)
        number = as_number(found["number"]) if found else ()
        if current and current.is_measure and begins_with_fact(line):
            current.told.append(line)
            continue
        if found and len(number) <= depth and counts_on(before, number):
            before = number if len(number) == depth else before
            is_measure = len(number) == depth
            start = Text([found["text"]], found["number"], is_measure)
        elif found and current and _is_next_chapter(current, found["text"]):
            start = Text([line], is_measure=False)
        elif current and labelled(line) is None and (is_table or _goes_on(current, line, longest)):
            (current.told or current.lines).append(line)
            continue
        else:
            start = Text([line], is_measure=False)
        if current:
            yield current
        current = start
    if current:
        yield current


def marked(lines: Sequence[str]) -> list[Text]:
    """The items of a list that each say who or when; none of others."""
    longest = max(map(len, lines), default=0)
    made: list[Text] = []
    for line in lines:
        found = _MARKED.fullmatch(line)
        if made and made[-1].is_measure and begins_with_fact(line):
            made[-1].told.append(line)
        elif found:
            made.append(Text([found["text"]]))
        elif made and labelled(line) is None and _goes_on(made[-1], line, longest):
            made[-1].lines.append(line)
        else:
            made.append(Text([line], is_measure=False))
    told = [each for each in made if each.is_measure and tells_who_or_when(each.text)]
    return made if len(told) >= FEWEST else []


def _depth_of(lines: Sequence[str]) -> int:
    """Of how many numbers most measures' are: 2 of «1.1»."""
    found = [match for line in lines if (match := _NUMBERED.fullmatch(line))]
    depths = Counter(len(as_number(each["number"])) for each in found)
    return depths.most_common(1)[0][0] if depths else 0
