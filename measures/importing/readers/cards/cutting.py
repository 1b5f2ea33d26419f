"""Lines, as they come, become cards: each a title, a text, or both, and what is told of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from measures.importing.document import TextLine
from measures.importing.readers.cards.kinds_of_lines import (
    Opening,
    Told,
    description_in,
    goes_on,
    group_in,
    is_contents,
    label_alone,
    marked_item,
    told_in,
)
from measures.importing.readers.cards.ways import FEWEST, Way, groups_are_within
from measures.importing.readers.lines import joined_lines
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels_in_cells import tells_who_or_when
from measures.importing.tables.layout import Meaning

_LONGEST_TITLE = 120
_LINES_IN_BRACKETS = 4

type Lines = list[TextLine]


@dataclass(slots=True)
class Card:
    """`texts`: its title and text, paragraph by paragraph; `told`: the lines that begin with
    labels, and their rest; `after`: the paragraphs below; `is_opened`: it begins as others do;
    `is_first`: under its heading; `is_below_facts`: something was told between the two."""

    number: str = ""
    texts: list[Lines] = field(default_factory=list)
    told: list[Lines] = field(default_factory=list)
    after: list[Lines] = field(default_factory=list)
    groups: dict[str, Lines] = field(default_factory=dict)
    rank: float = 0.0
    is_opened: bool = False
    is_first: bool = False
    is_below_facts: bool = False

    @property
    def lines(self) -> Lines:
        own = (self.groups.values(), self.texts, self.told)
        return [line for part in own for lines in part for line in lines]


def cut(lines: Sequence[TextLine], way: Way) -> list[Card | Lines]:
    """The cards of some lines, and the headings over them."""
    cutting = _Cutting(lines, way)
    for line in lines:
        cutting.see(line)
    return cutting.parts


class _Cutting:
    """Lines, as they come, become cards, and headings that stand over the next ones."""

    def __init__(self, lines: Sequence[TextLine], way: Way) -> None:
        self.parts: list[Card | Lines] = []
        self._is_plain = not any(line.rank for line in lines)
        self._between: list[Lines] = []
        """The paragraphs since the last card."""
        self._is_below_facts = False
        self._openings = way.openings
        self._groups_are_within = groups_are_within(lines, way.openings)
        self._groups: dict[str, Lines] = {}
        self._card: Card | None = None
        self._at: Lines = []
        """The paragraph that the next line may go on with."""

    def see(self, line: TextLine) -> None:
        opening = self._openings.get(line.place)
        is_rest = self._is_rest(line) and (opening is None or opening.text == line.text)
        if is_contents(line.text):
            self._card, self._at, self._between = None, [], []
        elif is_rest and _is_within_brackets(self._at):
            self._at.append(line)
        elif told := _told(line.text, within=self._card is not None):
            self._tell(line, told)
        elif group := group_in(line.text):
            self._group(line, group)
        elif is_rest:
            self._at.append(line)
        elif opening:
            self._open(line, opening)
        elif line.rank and (self._card is None or line.rank >= self._card.rank):
            self._head(line)
        else:
            self._text(line)

    def _is_rest(self, line: TextLine) -> bool:
        """Whether a line goes on with the one before; not where one of them stands out."""
        if not self._at:
            return False
        if not goes_on(self._at[-1].text, line) and not _is_within_brackets(self._at):
            return False
        is_value_below = self._at[-1].text.endswith(":")
        return self._at[-1].rank == line.rank or is_value_below

    def _open(self, line: TextLine, opening: Opening) -> None:
        self._new(opening.number, line.rank, is_opened=True)
        if opening.text:
            self._text(replace(line, text=opening.text))

    def _new(self, number: str = "", rank: float = 0.0, *, is_opened: bool = False) -> Card:
        if is_opened:
            self._put_heading(self._card.after if self._card else self._between)
        self._card = Card(
            number,
            groups=dict(self._groups),
            rank=rank,
            is_opened=is_opened,
            is_first=self._card is None,
            is_below_facts=self._is_below_facts,
        )
        self._at, self._between, self._is_below_facts = [], [], False
        self.parts.append(self._card)
        return self._card

    def _tell(self, line: TextLine, told: Sequence[Told]) -> None:
        card = self._card
        if card is None:
            self._at, self._is_below_facts = [], True
            return
        if card.after:
            is_again = {each.meaning for each in told} & {*_meanings(card)}
            if is_again or len(card.texts) > 1:  # of a card that begins otherwise than most
                rest, card.after = card.after, []
                card = self._new(rank=card.rank)
                card.texts = rest
        words = line.text if told[0].text or ":" in line.text else f"{line.text}:"
        self._at = [replace(line, text=words)]
        card.told.append(self._at)

    def _group(self, line: TextLine, group: Told) -> None:
        self._at = [replace(line, text=group.text)]
        if self._groups_are_within and self._card is not None:
            self._card.groups[group.label] = self._at
            return
        self._drop_headings(line.rank)
        self._put_heading(self._card.after if self._card else [])
        outer = list(self._groups)
        outer = outer[: outer.index(group.label)] if group.label in outer else outer
        self._groups = {**{each: self._groups[each] for each in outer}, group.label: self._at}
        self._card, self._between, self._is_below_facts = None, [], False

    def _head(self, line: TextLine) -> None:
        self._drop_headings(line.rank)
        self._groups = {
            name: lines for name, lines in self._groups.items() if not 0 < lines[0].rank < line.rank
        }
        self._card, self._at, self._between, self._is_below_facts = None, [line], [], False
        if meaning_of(line.text) is not Meaning.TEXT:
            self.parts.append(self._at)

    def _put_heading(self, texts: Sequence[Lines]) -> None:
        """Where nothing stands out, a heading is the last of the texts before a card."""
        if self._is_plain:
            self.parts += [lines for lines in texts[-1:] if _is_heading(lines)]

    def _drop_headings(self, rank: float) -> None:
        """Those that another follows before any measure does."""
        while self.parts and isinstance(self.parts[-1], list) and self.parts[-1][0].rank <= rank:
            self.parts.pop()

    def _text(self, line: TextLine) -> None:
        described = description_in(line.text)
        own = [replace(line, text=described) if described else line]
        if self._card is None and self._openings:
            self._at, self._is_below_facts = own, False
            self._between.append(own)
            return
        card = self._card or self._new()
        has_told = bool(card.told or card.after) or any(
            tells_who_or_when(flowing(each)) for each in card.texts[-1:]
        )
        if has_told and not self._openings:
            card, has_told = self._new(), False
        self._at = own
        (card.after if has_told else card.texts).append(own)


def _is_heading(lines: Sequence[TextLine]) -> bool:
    return len(lines) == 1 and is_title(lines) and meaning_of(lines[0].text) is not Meaning.TEXT


def _told(text: str, *, within: bool) -> list[Told]:
    """What a line tells by labels; one alone counts within a card."""
    told = told_in(text)
    alone = label_alone(text) if within and not told else None
    return [alone] if alone else told


def _meanings(card: Card) -> Iterator[Meaning]:
    return (told.meaning for lines in card.told for told in told_in(flowing(lines)))


def _is_within_brackets(lines: Sequence[TextLine]) -> bool:
    last = lines[-_LINES_IN_BRACKETS:]
    return sum(line.text.count("(") - line.text.count(")") for line in last) > 0


def flowing(lines: Sequence[TextLine]) -> str:
    return joined_lines([line.text for line in lines])


def is_title(lines: Sequence[TextLine]) -> bool:
    text = flowing(lines)
    return (
        len(text) <= _LONGEST_TITLE
        and len(lines) <= FEWEST
        and not text.endswith((".", ":", ";", ",", "!", "?"))
        and marked_item(text) is None
    )
