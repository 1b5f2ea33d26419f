"""A small table for each measure: «Tiltak», «Ansvarlig», «Frist» to the left, what they are beside.

Such cards become one table, with their labels over its columns and each card as a row, so that all
that follows reads it as any other. A card may be a table of its own, one of several in a sheet, or
lines of text («Ansvarlig: NAV»); a row may hold two labels, and a row alone its title («Tiltak 3:
Åpen kafé»).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from measures.importing.document import Cell, Document, DocumentKind, Row, Table
from measures.importing.tables.headings import meaning_of, plain
from measures.importing.tables.labels import labelled
from measures.importing.tables.layout import Meaning
from measures.importing.tables.sections import GROUPS
from measures.models.measure import BULLET

_MEASURE = {Meaning.TEXT, Meaning.TITLE}
_FACTS = {Meaning.RESPONSIBLE, Meaning.DEADLINE, Meaning.STATUS}
_FEWEST_FACTS = 2
_LONGEST_LABEL = 45
_FEWEST_KNOWN = 0.5
"""Of a card's labels: so many are words that are known of headings; the rest are others' own."""

_TITLE = re.compile(
    r"(?P<label>tiltak|aktivitet|oppdrag)\s*(?:nr\.?\s*)?"
    r"(?P<number>\d+(?:\.\d+)*[a-z]?|[A-ZÆØÅ]\.?\d*)?\s*[:.–-]\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?P<label>tiltak|aktivitet|oppdrag)\s*(?:nr\.?\s*)?(?P<number>\d+(?:\.\d+)*[a-z]?)[:.]?",
    re.IGNORECASE,
)
_FORM = re.compile(r"\W*(?:tiltaks?\w*|skjema|kort|aktivitet)\W*\d*[\d.]*\W*", re.IGNORECASE)
_LINE = re.compile(r"(?P<label>[A-ZÆØÅ][^:.\n]{1,40}?)\s*:\s*(?P<text>\S.*)", re.DOTALL)
_NUMBER = "Nr"


@dataclass(frozen=True, slots=True)
class _Label:
    """`name`: as it is compared; `heading`: as it is written."""

    heading: str
    meaning: Meaning | None
    number: str = ""

    @property
    def name(self) -> str:
        return plain(self.heading)


@dataclass(slots=True)
class _Card:
    """One measure: its cells by the heading that they get, in order. `row`: where it begins."""

    row: Row
    cells: dict[str, Cell] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)

    is_named: bool = False

    def is_over(self, label: _Label, opener: str) -> bool:
        """Whether the next card begins: with another measure, or with what began the first one."""
        if label.meaning in _MEASURE:
            return label.name in self.cells
        return label.name == opener and (self.is_named or label.name in self.cells)

    def put(self, label: _Label, cell: Cell) -> None:
        if label.number:
            self.put(_Label(_NUMBER, Meaning.NUMBER), Cell(label.number))
        self.is_named = self.is_named or label.meaning in _MEASURE
        self.headings.setdefault(label.name, label.heading)
        before = self.cells.get(label.name)
        if before is not None and before.text.strip():
            text = "\n".join(filter(None, [before.text, cell.text]))
            cell = replace(before, text=text, raw="")
        self.cells[label.name] = replace(cell, is_from_above=False)


type _Parts = list[_Card | Row]
"""The cards of a table, and the rows between them that stand over the next."""


def with_cards_as_rows(document: Document) -> Document:
    """The same document; tables that are cards of measures are one table of measures."""
    tables = document.tables
    labels = Counter(_labels_in(table) for table in tables if not _is_headed(table))
    made: list[Table] = []
    read = [(table, _cards_in(table, labels)) for table in tables]
    if _is_about_the_document(read) or _stand_over_their_measures(tables, labels):
        return document
    keys = [_belongs_to(n, *each, document.kind) for n, each in enumerate(read)]
    for key, group in groupby(zip(keys, read, strict=True), key=lambda each: each[0]):
        members = [member for _key, member in group]
        if key is None:
            made += [table for table, _parts in members]
        else:
            made.append(_table([(table, parts or []) for table, parts in members]))
    is_read = any(parts is not None for _table, parts in read)
    return replace(document, tables=tuple(made)) if is_read else document


def _is_about_the_document(read: Sequence[tuple[Table, _Parts | None]]) -> bool:
    """One card alone beside other tables explains their words, or the document, and no measure."""
    cards = [part for _table, parts in read for part in parts or () if isinstance(part, _Card)]
    return len(cards) == 1 and len(read) > 1


def _stand_over_their_measures(tables: Sequence[Table], labels: Counter[tuple[str, ...]]) -> bool:
    """Whether the first of several alike, which name no measure, has nothing above it: what stands
    over the others then belongs to the one before."""
    if max(labels.values(), default=0) < 2:
        return False
    alike = (table for table in tables if labels[_labels_in(table)] > 1)
    first = next(alike, None)
    meanings = {label.meaning for label, _ in _pairs_in(first)} if first else set()
    return (
        first is not None
        and not first.above
        and not meanings & _MEASURE
        and bool(meanings & _FACTS)
    )


def _names_a_measure(label: _Label) -> bool:
    return label.meaning is Meaning.TEXT or "tiltak" in label.name


def _belongs_to(
    place: int, table: Table, parts: _Parts | None, kind: DocumentKind
) -> tuple[object, ...] | None:
    """Cards that follow on each other under the same headings are one table; a sheet is its own."""
    if parts is None:
        return None
    if kind is DocumentKind.EXCEL:
        return (place,)
    return (_outer(table), table.hidden)


def _outer(table: Table) -> tuple[str, ...]:
    """The headings over a card, without the one that is its own name."""
    return table.above[:-1] if table.above and _is_own_title(table) else table.above


def _is_own_title(table: Table) -> bool:
    has_name = any(label.meaning in _MEASURE for label, _ in _pairs_in(table))
    return _TITLE.fullmatch(table.above[-1]) is not None or not has_name


# --- What a card says ----------------------------------------------------------------------------


def _cards_in(table: Table, labels: Counter[tuple[str, ...]]) -> _Parts | None:
    """The cards of a table, and the rows between them that stand over the next; None of others.

    `labels`: how many tables have the same labels. A card that does not name its measure is named
    by the heading above it, where it is one of several alike or the heading says «Tiltak 3: …»;
    or by its description, where the table has several.
    """
    if _is_headed(table):
        return None
    pairs = list(_pairs_in(table))
    meanings = {label.meaning for label, _ in pairs}
    known = [label for label, _ in pairs if label.meaning is not None]
    rows = [row for row in table.rows if not row.is_blank]
    if len(known) < 2 or len(known) < _FEWEST_KNOWN * len(pairs) or not meanings & _FACTS:
        return None
    if sum(_is_read(row) for row in rows) < 0.8 * len(rows):
        return None
    titled = table.above[-1] if table.above and _is_own_title(table) else ""
    if not meanings & _MEASURE:
        is_named = bool(titled) and (_TITLE.fullmatch(titled) or labels[_labels_in(table)] > 1)
        names = Counter(label.name for label, _ in pairs if label.meaning is Meaning.DESCRIPTION)
        if not is_named and max(names.values(), default=0) < _FEWEST_FACTS:
            return None
    made = list(_parted(table, titled))
    # «Tittel», «Ansvarlig», «Status» once: the document's own.
    is_of_the_document = labels[_labels_in(table)] == 1 and len(made) == 1
    has_measure = titled or any(_names_a_measure(label) for label, _ in pairs)
    return made if has_measure or not is_of_the_document else None


def _parted(table: Table, titled: str) -> Iterator[_Card | Row]:
    card: _Card | None = None
    last: _Label | None = None
    opener = next(label.name for label, _ in _pairs_in(table))
    for row in table.rows:
        pairs = _pairs(row)
        if not pairs:
            text = next((cell for cell in row.own_cells if cell.text.strip()), None)
            if text is not None and card is not None and last and text.text.startswith(BULLET):
                card.put(replace(last, number=""), text)  # an item of what stands before it
            elif text is not None and not _FORM.fullmatch(text.text):
                if card is not None:
                    yield card
                card = None
                yield row
            continue
        for label, cell in pairs:
            if card is None or card.is_over(label, opener):
                if card is not None:
                    yield card
                card = _Card(row)
                if titled:
                    _name(card, titled, pairs)
            card.put(label, cell)
            last = label
    if card is not None:
        yield card


def _name(card: _Card, titled: str, pairs: Sequence[tuple[_Label, Cell]]) -> None:
    """The measure's name, which stands over its card."""
    named = _TITLE.fullmatch(titled)
    has_text = any(label.meaning in _MEASURE for label, _ in pairs)
    label = _Label(
        "Tittel" if has_text else "Tiltak", Meaning.TEXT, (named and named["number"]) or ""
    )
    card.put(label, Cell(named["text"] if named else titled))


def _labels_in(table: Table) -> tuple[str, ...]:
    return tuple(sorted({label.name for label, _ in _pairs_in(table)}))


def _pairs_in(table: Table) -> Iterator[tuple[_Label, Cell]]:
    for row in table.rows:
        yield from _pairs(row)


def _is_headed(table: Table) -> bool:
    """«Tiltak | Ansvarlig | Frist»: beside a label stands another, and no value.

    A value may begin as a heading does («Tiltak | Samarbeid med NAV om utskriving»): below a card's
    first label stand others of its own, and below «Tiltak» the measures.
    """
    rows = [row for row in table.rows if not row.is_blank]
    is_one = bool(rows) and any(
        label.meaning is not None and meaning_of(cell.text) not in {None, Meaning.DEADLINE_CROSS}
        for label, cell in _pairs(rows[0])
    )
    below = {pairs[0][0].meaning for row in rows[1:] if (pairs := _pairs(row))}
    return is_one and len(below & _FACTS) < _FEWEST_FACTS


def _is_read(row: Row) -> bool:
    """A row of labels, or one text alone."""
    return bool(_pairs(row)) or sum(bool(cell.text.strip()) for cell in row.own_cells) == 1


def _pairs(row: Row) -> list[tuple[_Label, Cell]]:
    """The labels of a row, each with the cell to its right; none where the first is no label."""
    own = [cell for cell in row.own_cells if cell.text.strip() or not cell.is_from_above]
    while own and not own[0].text.strip():
        own = own[1:]
    while len(own) > 1 and not own[-1].text.strip() and len(own) != 2:
        own = own[:-1]
    if not own:
        return []
    if len(own) == 1:
        return _in_one_cell(own[0])
    own = own if len(own) % 2 == 0 else [*own, Cell()]
    pairs = [(_label_of(a.text), b) for a, b in zip(own[::2], own[1::2], strict=True)]
    read = [(label, cell) for label, cell in pairs if label is not None]
    is_known = any(label.meaning is not None for label, _ in read)
    others_are_known = all(label.meaning is not None for label, _ in read[1:])
    return (
        read
        if len(read) == len(pairs) and (is_known or len(pairs) == 1) and others_are_known
        else []
    )


def _in_one_cell(cell: Cell) -> list[tuple[_Label, Cell]]:
    """«Tiltak 3: Åpen kafé», «Ansvarlig: NAV»; a known label with nothing beside it."""
    text = " ".join(cell.text.split())
    if named := _TITLE.fullmatch(text):
        return [(_Label(named["label"], Meaning.TEXT, named["number"] or ""), Cell(named["text"]))]
    line = _LINE.fullmatch(cell.text.strip())
    meaning = meaning_of(line["label"]) if line else None
    if meaning in GROUPS and labelled(text) and re.match(r"\w+ \d", text):
        return []  # «Mål 2: Flere i arbeid» stands over the cards that follow
    if line and meaning is not None and meaning is not Meaning.DEADLINE_CROSS:
        return [(_Label(line["label"], meaning), replace(cell, text=line["text"]))]
    label = _label_of(text.removesuffix(":")) if text.endswith(":") else None
    return [(label, Cell())] if label and label.meaning is not None else []


def _label_of(text: str) -> _Label | None:
    """A short text to the left of another; what it means, where it is a heading's word."""
    words = " ".join(text.split())
    if numbered := _NUMBERED.fullmatch(words):
        return _Label(numbered["label"], Meaning.TEXT, numbered["number"])
    if not words or len(words) > _LONGEST_LABEL or (words[-1] in ".!?" and len(words.split()) > 3):
        return None
    meaning = meaning_of(words)
    return _Label(words.rstrip(": "), None if meaning is Meaning.DEADLINE_CROSS else meaning)


# --- One table of them ---------------------------------------------------------------------------


def _table(read: Sequence[tuple[Table, _Parts]]) -> Table:
    """The cards of some tables as rows under one heading."""
    first, last = read[0][0], read[-1][0]
    parts = [part for _table, parts in read for part in parts]
    headings: dict[str, str] = {}
    for part in parts:
        if isinstance(part, _Card):
            headings = {**headings, **{n: h for n, h in part.headings.items() if n not in headings}}
    start = next(part.row for part in parts if isinstance(part, _Card))
    heading = Row(start.number, tuple(Cell(text) for text in headings.values()), page=start.page)
    rows = []
    for n, part in enumerate(parts, start=1):
        number = (part.row if isinstance(part, _Card) else part).number if first is last else n
        rows.append(_row(part, number, list(headings)))
    name = first.name if first is last else f"{first.name}–{last.name.split()[-1]}"
    return replace(
        first,
        name=name,
        rows=(heading, *rows),
        above=_outer(first),
        hidden_columns=(),
        is_of_cards=True,
    )


def _row(part: _Card | Row, number: int, names: Sequence[str]) -> Row:
    """A card as a row; a row between cards spans the table."""
    if isinstance(part, _Card):
        cells = tuple(part.cells.get(name, Cell()) for name in names)
        return Row(number, cells, page=part.row.page, hidden=part.row.hidden)
    text = next(cell for cell in part.own_cells if cell.text.strip())
    text = replace(text, is_from_above=False)
    rest = (replace(text, is_from_left=True),) * (len(names) - 1)
    return Row(number, (text, *rest), page=part.page, hidden=part.hidden)
