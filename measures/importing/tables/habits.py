"""What the rows of a part have in common, that a single row does not tell."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from measures.importing.document import Document, Row
from measures.importing.rows.risks import highest_number
from measures.importing.tables.coloured_times import coloured_times
from measures.importing.tables.columns import texts_of
from measures.importing.tables.layout import Layout, Meaning, Part
from measures.importing.tables.list_marks import items_of

_CODE = re.compile(
    r"(?:tiltak )?(?P<code>(?:\d{1,3}|(?!19|20)\d{4})(?:\.\d{1,3})*|[A-ZÆØÅ]\d{1,3})"
    r"(?:[.):]?\s+|[.):]\s*)"
    r"(?=[A-ZÆØÅ«\"”0-9])",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[a-zæøå][.)]?")


@dataclass(frozen=True, slots=True)
class Habits:
    """`bold_is_rare`: a bold or coloured measure is the exception. `has_codes`: the measures' texts
    (or titles) begin with their codes. `goal_line`: of goals written on two lines, the one that is
    the goal (0 or 1); the other is the topic. `has_lists`: most measures are lists of items, so
    lines without a bullet are items too. `risk_reaches`: the highest number among the risks.
    `city_letters`: the rows that have a letter for a number, and a colour that those with numbers
    lack, are the city's measures, which the bydel's answer (St. Hanshaugen's plan). `coloured`: the
    rows that say when by colour alone, and what.
    """

    bold_is_rare: bool
    has_codes: bool
    goal_line: int | None
    has_lists: bool
    risk_reaches: int
    city_letters: bool
    coloured: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], part: Part, *, has_lists: bool) -> Self:
        places = part.places(Meaning.TITLE)[:1] or part.places(Meaning.TEXT)[:1]
        cells = [row.cells[n] for row in rows for n in places if row.cells[n].text.strip()]
        marked = [cell for cell in cells if cell.is_bold or cell.fill is not None]
        texts = [text for n in places for text in texts_of(rows, n)]
        coded = [text for text in texts if _CODE.match(text)]
        is_coded = len(coded) >= 2 and len(coded) >= 0.6 * len(texts)
        goals = [text for n in part.places(Meaning.GOAL) for text in texts_of(rows, n)]
        risks = [text for n in part.places(Meaning.RISK) for text in texts_of(rows, n)]
        return cls(
            bold_is_rare=2 * len(marked) < len(cells),
            has_codes=is_coded and not part.places(Meaning.NUMBER, Meaning.CODE),
            goal_line=_goal_line(goals),
            has_lists=has_lists,
            risk_reaches=highest_number(risks),
            city_letters=_city_letters(rows, part),
            coloured=coloured_times(rows, part),
        )


def has_lists_in(document: Document, layout: Layout) -> bool:
    """Whether most of a document's measures are lists of items."""
    texts = [
        text
        for part in layout.taken
        for n in part.places(Meaning.TEXT)
        for text in texts_of(document.tables[part.table].rows[part.first : part.last + 1], n)
    ]
    lists = [text for text in texts if len(items_of(text)) > 1]
    return len(lists) > 2 and 2 * len(lists) > len(texts)


def code_before(text: str) -> tuple[str, str]:
    """A code that a text begins with, and the text without it; none: an empty one."""
    found = _CODE.match(text)
    return (found["code"], text[found.end() :]) if found else ("", text)


def is_lettered(row: Row, part: Part) -> bool:
    return any(_LETTER.fullmatch(row.cells[n].text.strip()) for n in part.places(Meaning.NUMBER))


def _city_letters(rows: Sequence[Row], part: Part) -> bool:
    places = part.places(Meaning.NUMBER)
    lettered = [row for row in rows if is_lettered(row, part)]
    numbered = [
        row for row in rows for n in places if row.cells[n].text.strip().rstrip(".)").isdigit()
    ]
    return (
        bool(lettered and numbered)
        and all(any(cell.fill for cell in row.cells) for row in lettered)
        and not any(cell.fill for row in numbered for cell in row.cells)
    )


def _goal_line(goals: Sequence[str]) -> int | None:
    """Of cells with two lines each: the line that is the same in most, where the other differs."""
    pairs = {tuple(goal.split("\n")) for goal in goals if goal.count("\n") == 1}
    if len(pairs) < 2 or 2 * len(pairs) < len(set(goals)):
        return None
    counts = [Counter(pair[n] for pair in pairs).most_common(1)[0][1] for n in (0, 1)]
    if max(counts) < 2 or counts[0] == counts[1]:
        return None
    return 0 if counts[0] > counts[1] else 1
