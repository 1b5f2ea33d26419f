"""The cells of one row whose lines stand under each other, told apart from its end.

A cell is whole: it goes back to a line that begins as a cell does, and of the lines before it to
all that it is read with. «iverksatt» without its «Delvis» would be another status, and «2026»
without its «1. tertial» another time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from measures.deadline_language import DeadlineKind, Doubt, understand_alone
from measures.importing.readers.lines import joined_lines
from measures.importing.readers.pasted.one_text import Text
from measures.importing.readers.pasted.row_cells import cells_of
from measures.importing.tables.columns import is_deadline, is_risk, is_role, is_status
from measures.importing.tables.layout import Meaning
from ruspolitikk.wording import fold

_MOST_LINES = 3
"""Of a cell that is not the text's."""
_MOST_WORDS_OF_NAME = 8
_MOST_WORDS_BESIDE = 3
"""Of one of several names under each other."""

type _Cells = Sequence[Sequence[str]]


def with_cells(part: Text, headings: Sequence[Meaning]) -> Text:
    """The measure with what its last cells tell, as far as columns are known that tell it; what
    cannot be told apart stays in the text."""
    if not part.is_measure or not part.lines:
        return part
    cells = _cells(part.lines)
    facts: dict[Meaning, str] = {}
    is_after_blank = False
    for place in range(len(headings) - 1, 0, -1):
        meaning, left = headings[place], headings[place - 1]
        if meaning not in _COUNTS or len(cells) == 1:
            break
        count = _COUNTS[meaning](cells)
        if meaning is Meaning.STATUS and left is Meaning.DEADLINE:
            count = _status_after_deadline(cells, count)
        if meaning is Meaning.RESPONSIBLE and is_after_blank and not is_role(_text(cells[-1:])):
            count = 0  # it may be a time or a status in words that nobody knows
        if count:
            facts[meaning] = _text(cells[-count:])
            cells = cells[:-count]
        is_after_blank = not count
    return replace(part, lines=[line for cell in cells for line in cell], facts=facts)


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each cell; a status in small letters after a time is one of its own."""
    made: list[list[str]] = []
    for cell in cells_of(lines):
        parted = (
            n
            for n in range(1, len(cell))
            if is_deadline(joined_lines(cell[:n])) and is_status(joined_lines(cell[n:]))
        )
        end = next(parted, len(cell))
        made += filter(None, (cell[:end], cell[end:]))
    return made


def _text(cells: _Cells) -> str:
    return joined_lines(line for cell in cells for line in cell)


def _runs(cells: _Cells) -> Iterator[_Cells]:
    """The last cells that may be one, the longest first; one is left for the text."""
    for count in range(min(_MOST_LINES, len(cells) - 1), 0, -1):
        if sum(map(len, cells[-count:])) <= _MOST_LINES:
            yield cells[-count:]


def _of_status(cells: _Cells) -> int:
    return next((len(run) for run in _runs(cells) if _is_one_status(run)), 0)


def _is_one_status(run: _Cells) -> bool:
    """Whether cells are a status and what is told of it («Ferdig, mars», «2026»): no second one,
    and no time before it («Løpende», «Pågår»)."""
    first, *rest = (joined_lines(cell) for cell in run)
    is_of_another = is_deadline(first) or any(map(is_status, rest))
    return is_status(_text(run)) and not (rest and is_of_another)


def _status_after_deadline(cells: _Cells, count: int) -> int:
    """How many of the last cells are the status, where the deadline stands before it. «Løpende»
    alone is the deadline; and what stands after who and when is a status that nobody knows."""
    if count:
        before = cells[:-count]
        is_alone = len(before) == 1 or not _of_deadline(before)
        return 0 if is_alone and is_deadline(_text(cells[-count:])) else count
    for run in reversed(list(_runs(cells))):
        before = cells[: -len(run)]
        times = _of_deadline(before) if len(before) > 1 else 0
        who = before[:-times] if times else ()
        is_cell = run[0][0][:1].isupper() and not is_role(_text(run)) and not _of_deadline(cells)
        if is_cell and len(who) > 1 and is_role(joined_lines(who[-1])):
            return len(run)
    return 0


def _of_deadline(cells: _Cells) -> int:
    runs = list(_runs(cells))
    clear = next((run for run in runs if _is_one_deadline(run)), None)
    if clear is None:
        return 1 if runs and _names_a_time(joined_lines(cells[-1])) else 0
    longer = (run for run in reversed(runs) if len(run) > len(clear) and _may_begin_a_time(run))
    return len(next((run for run in longer if _names_a_time(_text(run))), clear))


def _is_one_deadline(run: _Cells) -> bool:
    return is_deadline(_text(run)) and (len(run) == 1 or _may_begin_a_time(run))


def _may_begin_a_time(run: _Cells) -> bool:
    """«Medio» and «Oppstart» before «2026» may; «Ferdig» is a status, «Leder» is who."""
    first = joined_lines(run[0])
    return fold(first).startswith("oppstart") or not (is_status(first) or is_role(first))


def _names_a_time(text: str) -> bool:
    meaning = understand_alone(text)
    is_clear = meaning is not None and meaning.kind is not DeadlineKind.UNCLEAR
    return is_clear or (meaning is not None and meaning.why is not Doubt.NOT_UNDERSTOOD)


def _of_name(cells: _Cells) -> int:
    """One cell, and before it the short ones that are names of who too: «Kommunelege», «NAV»."""
    name = joined_lines(cells[-1])
    is_other = is_status(name) or _names_a_time(name)
    if not name[:1].isupper() or len(name.split()) > _MOST_WORDS_OF_NAME or is_other:
        return 0
    count = 1
    for run in _runs(cells):
        beside = [joined_lines(cell) for cell in run[:-1]]
        if all(is_role(each) and len(each.split()) <= _MOST_WORDS_BESIDE for each in beside):
            count = max(count, len(run))
    return count


def _of_risk(cells: _Cells) -> int:
    return int(is_risk(joined_lines(cells[-1])))


_COUNTS: dict[Meaning, Callable[[_Cells], int]] = {
    Meaning.DEADLINE: _of_deadline,
    Meaning.STATUS: _of_status,
    Meaning.RISK: _of_risk,
    Meaning.RESPONSIBLE: _of_name,
}
"""How many of the last cells are each; 0 where none is."""
