"""Years or months as columns that are marked by colour alone, as people draw their plan in time.

What such colours mean is asked: a person says whether they are the deadline.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from measures.importing.document import Row
from measures.importing.rows.times import crosses_in_words, is_crossed
from measures.importing.tables.layout import Meaning, Part

_TEXTS = (Meaning.TITLE, Meaning.TEXT)


def coloured_times(rows: Sequence[Row], part: Part) -> dict[int, str]:
    """The number of each row that says when by colour alone → the time that its colours span, in
    the columns' words: «2026–2027». Nothing where the columns are crossed off or have amounts, or
    are coloured all the way down: then the colours are only how the table looks."""
    places = part.places(Meaning.DEADLINE_CROSS)
    drawn = _drawn(rows, part, places)
    if len(places) < 2 or any(each.is_crossed for each in drawn):
        return {}
    ground = _ground(drawn)
    marked: defaultdict[int, set[int]] = defaultdict(set)
    for each in drawn:
        marked[each.number] |= {
            place for place, fill in each.fills.items() if fill and fill not in {ground, each.look}
        }
    if len(drawn) > 1 and len({frozenset(own) for own in marked.values()}) == 1:
        return {}
    headings = [part.columns[n].heading for n in places]
    return {
        number: crosses_in_words(headings, [n in own for n in places])[0]
        for number, own in marked.items()
        if own
    }


@dataclass(frozen=True, slots=True)
class _DrawnRow:
    """`number`: of the measure's first row. `fills`: of its blank cells in the columns of times.
    `look`: the colour of all of the row, which marks nothing."""

    number: int
    fills: dict[int, str | None]
    look: str | None
    is_crossed: bool


def _drawn(rows: Sequence[Row], part: Part, places: Sequence[int]) -> list[_DrawnRow]:
    made: list[_DrawnRow] = []
    texts = part.places(*_TEXTS)
    for row in rows:
        own = [n for n in places if n < len(row.cells)]
        if len(row.own_cells) < 2 or not any(row.cells[n].text.strip() for n in texts):
            continue
        goes_on = bool(made) and any(row.cells[n].is_from_above for n in texts)
        others = {cell.fill for n, cell in enumerate(row.cells) if n not in places}
        is_all = len(others) == 1 and all(row.cells[n].fill for n in own)
        made.append(
            _DrawnRow(
                made[-1].number if goes_on else row.number,
                {n: row.cells[n].fill for n in own if not row.cells[n].text.strip()},
                look=others.pop() if is_all else None,
                is_crossed=any(is_crossed(row.cells[n].text) for n in own),
            )
        )
    return made


def _ground(drawn: Sequence[_DrawnRow]) -> str | None:
    """The colour that stands where nothing is marked: of all the cells the commonest, where each
    has one; None of a table that leaves them white."""
    fills = Counter(fill for each in drawn for fill in each.fills.values())
    return None if None in fills or len(fills) < 2 else fills.most_common(1)[0][0]
