"""What stands in the cells of a measure's row, column by column: words, not codes.

What is handed to politicians says what the bydel wrote.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from measures.models import Measure
from measures.models.deadline import moved_from
from measures.models.item import ItemThen, items_on
from measures.vocabulary import NOT_REPORTED, label_for
from plans.table_columns import HEADINGS


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell; a bullet where it is one of a list."""

    text: str
    is_bullet: bool = False

    def __str__(self) -> str:
        return f"• {self.text}" if self.is_bullet else self.text


Cell = Sequence[Line]


def kind_of(heading: str) -> str:
    """What a printed heading is a spelling of: «MÅL» is «Mål»; itself where it is none known."""
    written = heading.casefold()
    return next((kind for kind, spellings in HEADINGS if written in spellings), heading)


def cells_of(measure: Measure, kinds: Sequence[str], on: date) -> list[Cell]:
    return [CELLS[kind](measure, kinds, on) if kind in CELLS else [] for kind in kinds]


def _lines(text: str) -> list[Line]:
    return [Line(line) for line in text.split("\n") if line.strip()]


def _promise(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The title and the text; the text alone stands under «Beskrivelse» where the plan has that.

    A code that has no column of its own stands before them, as the plans print it.
    """
    if "Beskrivelse av tiltaket" in kinds:
        lines = _lines(measure.title or measure.name)
    else:
        own_title = [] if measure.title in ("", measure.text) else _lines(measure.title)
        lines = [*own_title, *_text(measure, kinds, on)]
    if not measure.code or "Nr" in kinds or not lines:
        return lines
    if lines[0].is_bullet:
        return [Line(measure.code), *lines]
    return [Line(f"{measure.code} {lines[0].text}"), *lines[1:]]


def _text(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The bullets as they were then, where they stand in the text, which is today's."""
    all_items = measure.items.all()
    items = items_on(all_items, on)
    own = [item for item in all_items if item.withdrawn_on is None] if items else []
    bullets = [Line(_item_in_words(item), is_bullet=True) for item in items]
    before, after = measure.text_around_items(own)
    return [*_lines(before), *bullets, *_lines(after)]


def _item_in_words(item: ItemThen) -> str:
    return f"{item.text} (gjort {item.done_on:%d.%m.%Y})" if item.done_on else item.text


def _deadline(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The words; under a deadline that moved, the one before it."""
    if measure.deadline is None:
        return []
    before = moved_from(measure.deadlines.all(), measure.deadline)
    earlier = [Line(f"Tidligere: {before.words}")] if before and before.words else []
    return [*_lines(measure.deadline.words), *earlier]


def _status(measure: Measure, kinds: Sequence[str], on: date) -> Cell:
    """The bydel's own words; the remark with them where the plan has no column for it."""
    if measure.status is None:
        return [Line(label_for(NOT_REPORTED))]
    remark = [] if "Merknader" in kinds else _lines(measure.status.remark)
    return [*_lines(measure.status.words), *remark]


CELLS: dict[str, Callable[[Measure, Sequence[str], date], Cell]] = {
    "Nr": lambda measure, kinds, on: [Line(measure.number)],
    "Mål": lambda measure, kinds, on: _lines(measure.goal_text),
    "Innsatsområde": lambda measure, kinds, on: _lines(measure.topic),
    "Tiltak": _promise,
    "Beskrivelse av tiltaket": _text,
    "Ansvarlig": lambda measure, kinds, on: _lines(measure.responsible_text),
    "Frist": _deadline,
    "Status": _status,
    "Risiko": lambda measure, kinds, on: _lines(measure.risk.words if measure.risk else ""),
    "Merknader": lambda measure, kinds, on: _lines(measure.status.remark if measure.status else ""),
}
