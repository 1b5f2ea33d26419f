"""The words of one row, by what its columns mean, before anything is understood of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from measures.importing.document import Cell, Row
from measures.importing.rows.times import crosses_in_words, is_crossed, is_ticked
from measures.importing.tables.columns import is_deadline
from measures.importing.tables.layout import Meaning, Part

_NEWER = re.compile(r"\b(?:ny(?:e)?|revidert|endret|oppdatert)\b", re.IGNORECASE)
_START = re.compile(r"(?:.*\s)?(?P<name>(?:opp)?start\w*)", re.IGNORECASE | re.DOTALL)
"""«Oppstart», also under «Gjennomføring»."""
_DASHES = re.compile(r"[-–—.\s]*")
_BOX = re.compile(r"(?P<box>[☐□☒☑✅✓✔]|\[[ xX]?\])\s*(?P<words>[^☐□☒☑✅✓✔\[\n]*)")
_NOT_FILLED_IN = re.compile(
    r"(?:(?:klikk|trykk)\b.{0,20} for å (?:skrive inn|angi|velge|legge til) .{1,30}|velg et element"
    r"|vel eit element|choose an item|click (?:or tap )?(?:here )?to enter .{1,30})\.?",
    re.IGNORECASE,
)
"""What an empty content control says; Word marks it as such, a table that was pasted does not."""


@dataclass(frozen=True, slots=True)
class RowValues:
    """`goals`: what stands in each of its columns of goals («Mål», «Delmål»), blank ones too;
    `goal`: all of it. `fills`: the colour of cells that hold no words, by what they mean.
    `without_value`: formulas that gave none, by what they mean, and «#REF!» where that stands.
    `status_of_several`, `deadline_of_several`: of a row of several measures, where it is not told
    which of them it is of.
    `original`: the file's own words of the fields that differ from them."""

    number: str = ""
    code: str = ""
    title: str = ""
    text: str = ""
    items: str = ""
    goal: str = ""
    goals: tuple[str, ...] = ()
    topic: str = ""
    strategy: str = ""
    responsible: str = ""
    deadline: str = ""
    newer_deadline: str = ""
    crosses_have_gap: bool = False
    status: str = ""
    risk: str = ""
    remarks: str = ""
    is_text_from_above: bool = False
    goal_is_own: bool = False
    list_number: str = ""
    has_struck_words: bool = False
    cut: tuple[Meaning, ...] = ()
    without_value: tuple[tuple[Meaning, str], ...] = ()
    is_one_of_several: bool = False
    status_of_several: str = ""
    deadline_of_several: str = ""
    fills: tuple[tuple[Meaning, str], ...] = ()
    original: tuple[tuple[str, str], ...] = field(default=())

    @property
    def has_facts(self) -> bool:
        return bool(self.responsible or self.deadline or self.status or self.risk or self.remarks)

    @property
    def has_measure(self) -> bool:
        """A text, or facts that miss one."""
        return bool(self.text or self.title or self.items or self.has_facts)

    def with_rest(self, rest: "RowValues") -> "RowValues":
        """Together with what stands on the rows below it for the same measure."""
        goes_on = rest.text not in {"", self.text}
        return replace(
            self,
            text=f"{self.text} {rest.text}" if goes_on else self.text,
            responsible=together(self.responsible, rest.responsible),
            deadline=together(self.deadline, rest.deadline),
            status=together(self.status, rest.status),
            risk=self.risk or rest.risk,
            remarks=together(self.remarks, rest.remarks),
            items=together(self.items, rest.items),
        )


def values_of(row: Row, part: Part) -> RowValues:
    """What stands in a row's columns; a cell with nothing but a dash is blank."""
    deadline, newer, has_gap = _deadlines(row, part)
    texts = [row.cells[n] for n in part.places(Meaning.TEXT)]
    goals = part.places(Meaning.GOAL, Meaning.GOAL_AND_TOPIC)
    return RowValues(
        number=_words(row, part, Meaning.NUMBER),
        code=_words(row, part, Meaning.CODE),
        title=_words(row, part, Meaning.TITLE),
        text=_words(row, part, Meaning.TEXT),
        items=_words(row, part, Meaning.ITEMS),
        goal=_words(row, part, Meaning.GOAL, Meaning.GOAL_AND_TOPIC),
        goals=tuple(_words_of(row, part, [n]) for n in goals),
        topic=_words(row, part, Meaning.TOPIC),
        strategy=_words(row, part, Meaning.STRATEGY),
        responsible=_words(row, part, Meaning.RESPONSIBLE),
        deadline=deadline,
        newer_deadline=newer,
        crosses_have_gap=has_gap,
        status=_ticked_in(_words(row, part, Meaning.STATUS)) or _crossed_status(row, part),
        risk=_words(row, part, Meaning.RISK),
        remarks=_words(row, part, Meaning.REMARK, Meaning.DESCRIPTION),
        is_text_from_above=any(cell.is_from_above and cell.text for cell in texts),
        goal_is_own=any(
            row.cells[n].text.strip() and not row.cells[n].is_from_above for n in goals
        ),
        list_number=next((cell.list_number for cell in texts if cell.list_number), ""),
        has_struck_words=any(cell.has_struck_words for cell in row.cells),
        cut=tuple(part.columns[n].meaning for n, cell in enumerate(row.cells) if cell.is_cut),
        without_value=tuple(
            (part.columns[n].meaning, cell.raw)
            for n, cell in enumerate(row.cells)
            if cell.has_no_value and not cell.is_from_left
        ),
        fills=tuple(_fills(row, part)),
        original=tuple(_original(row, part)),
    )


def _words(row: Row, part: Part, *meanings: Meaning) -> str:
    return _words_of(row, part, part.places(*meanings))


def _words_of(row: Row, part: Part, places: Sequence[int]) -> str:
    own = [n for n in places if not _is_of_another(row, n, part)]
    return together(*(_plain(row.cells[n]) for n in own))


def _is_of_another(row: Row, place: int, part: Part) -> bool:
    """Merged with a cell to the left that has a meaning of its own: its words are told there."""
    start = place
    while start > 0 and row.cells[start].is_from_left:
        start -= 1
    return start != place and part.columns[start].meaning is not Meaning.UNUSED


def _plain(cell: Cell) -> str:
    text = cell.text.strip()
    return "" if _DASHES.fullmatch(text) or _NOT_FILLED_IN.fullmatch(text) else text


def together(*texts: str) -> str:
    """Each text once, on lines of its own."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _deadlines(row: Row, part: Part) -> tuple[str, str, bool]:
    """The deadline's words, a newer one's, and whether the crosses that tell it have a gap."""
    places = part.places(Meaning.DEADLINE)
    newer = [n for n in places if _NEWER.search(part.columns[n].heading)]
    starts = (
        [n for n in places if _START.fullmatch(part.columns[n].heading)] if len(places) > 1 else []
    )
    first = [n for n in places if n not in newer and n not in starts] or starts
    if len(places) == len(newer):
        first, newer = places, []
    words = together(*(_plain(row.cells[n]) for n in first))
    newest = together(*(_plain(row.cells[n]) for n in newer))
    if words:
        return words, newest, False
    if newest:
        return newest, "", False
    if begun := together(*(_plain(row.cells[n]) for n in starts)):
        return f"Oppstart: {begun}", "", False
    crosses = part.places(Meaning.DEADLINE_CROSS)
    spelled = together(*(_plain(row.cells[n]) for n in crosses if _is_a_time(row.cells[n].text)))
    if spelled:
        return spelled, "", False
    told, has_gap = crosses_in_words(
        [part.columns[n].heading for n in crosses],
        [is_crossed(row.cells[n].text) for n in crosses],
    )
    return told, "", has_gap


def _ticked_in(text: str) -> str:
    """«☐ Ikke startet ☒ I gang ☐ Ferdig» is «I gang»; other texts are themselves."""
    boxes = [(is_ticked(found["box"]), found["words"].strip()) for found in _BOX.finditer(text)]
    if len(boxes) < 2 or all(ticked for ticked, _words in boxes):
        return text
    return " / ".join(words for ticked, words in boxes if ticked)


def _crossed_status(row: Row, part: Part) -> str:
    """The status that is crossed off; of two, both, as a choice that nobody can read."""
    places = part.places(Meaning.STATUS_CROSS)
    return " / ".join(part.columns[n].heading for n in places if is_ticked(row.cells[n].text))


def _is_a_time(text: str) -> bool:
    """Words across the years' columns, and no cross: «Løpende»."""
    return not is_crossed(text) and is_deadline(text)


def _fills(row: Row, part: Part) -> Iterable[tuple[Meaning, str]]:
    for meaning in (Meaning.STATUS, Meaning.RISK):
        for n in part.places(meaning):
            cell = row.cells[n]
            if cell.fill is not None and not cell.text.strip():
                yield meaning, cell.fill


def _original(row: Row, part: Part) -> Iterable[tuple[str, str]]:
    for n, column in enumerate(part.columns):
        cell = row.cells[n]
        has_boxes = column.meaning is Meaning.STATUS and _ticked_in(cell.text) != cell.text
        raw = cell.raw or (cell.text if has_boxes else "")
        if column.meaning is not Meaning.UNUSED and raw:
            yield column.meaning.value, raw
