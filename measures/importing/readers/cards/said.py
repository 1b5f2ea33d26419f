"""What a card says, and which of them are measures."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from measures.importing.readers.cards.cutting import Card, Lines, flowing, is_title
from measures.importing.readers.cards.kinds_of_lines import Told, told_in
from measures.importing.readers.cards.ways import Way
from measures.importing.tables.labels_in_cells import parts_of
from measures.importing.tables.layout import Meaning
from measures.importing.tables.list_marks import with_plain_marks

_SHORTEST = 10
"""Letters: a shorter text beside a label is no measure."""
WHO_WHEN_HOW = {Meaning.RESPONSIBLE, Meaning.DEADLINE, Meaning.STATUS}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a card says: `facts` by what they mean, with the label's own word."""

    card: Card
    title: str
    text: str
    facts: dict[str, Told]

    @property
    def page(self) -> int | None:
        return self.card.lines[0].page

    @property
    def tells(self) -> bool:
        return bool({*self.facts} & WHO_WHEN_HOW)


def said_by(parts: Sequence[Card | Lines]) -> Iterator[Measure | Lines]:
    """The cards as measures; the texts of those that tell who and when first stand below that."""
    cards = [part for part in parts if isinstance(part, Card)]
    telling = [card for card in cards if card.told]
    below = sum(bool(card.after) and len(card.texts) <= 1 for card in telling)
    for part in parts:
        if isinstance(part, list):
            yield part
            continue
        if 2 * below > len(telling):
            part.texts += part.after
        if not part.is_opened:
            heading, part.texts = _own_texts(part.texts, is_first=part is cards[0])
            if heading:
                yield heading
        if part.texts:
            yield _measure(part)


def _own_texts(texts: list[Lines], *, is_first: bool) -> tuple[Lines, list[Lines]]:
    """Of the texts above what is told, those of the measure, and a heading over it: its title is
    the last line that may be one, and the first measure's text no more than a paragraph."""
    titles = [n for n, lines in enumerate(texts[:-1]) if is_title(lines)]
    if not titles:
        return [], texts[-1:] if is_first else texts
    at = titles[-1]
    heading = texts[at - 1] if at - 1 in titles else []
    return heading, texts[at:] if is_first or heading else texts


def _measure(card: Card) -> Measure:
    """Its title is a line that stands out, or ends as no sentence does, over a text."""
    facts: dict[str, Told] = {}
    for told in (each for lines in card.told for each in told_in(flowing(lines))):
        name = told.label if told.meaning is Meaning.UNUSED else told.meaning
        before = facts.get(name)
        words = "\n".join(filter(None, [before.text if before else "", told.text]))
        facts[name] = replace(before or told, text=words)
    has_title = len(card.texts) > 1 and (
        card.texts[0][0].rank > card.texts[1][0].rank or is_title(card.texts[0])
    )
    title = flowing(card.texts[0]) if has_title else ""
    text = with_plain_marks("\n".join(map(flowing, card.texts[has_title:])))
    rest, parts = parts_of(text) if ":" in text else (text, [])
    names = [meaning for meaning, _label, _words in parts]
    if names and len(rest) >= _SHORTEST and len({*names}) == len(names) and not {*names} & {*facts}:
        text = rest
        facts |= {meaning: Told(meaning, label, words) for meaning, label, words in parts}
    return Measure(card, title, text, facts)


def with_what_tells(parts: Sequence[Measure | Lines], way: Way) -> list[Measure | Lines]:
    """The same, without what only looks like a measure: a chapter before or after those that tell
    who and when, or a line of the contents. One with nothing below it is a heading."""
    again = Counter(part.card.number for part in parts if isinstance(part, Measure))
    telling = [n for n, part in enumerate(parts) if isinstance(part, Measure) and part.tells]
    first, last = (telling[0], telling[-1]) if telling else (0, 0)
    made: list[Measure | Lines] = []
    for n, part in enumerate(parts):
        if isinstance(part, list) or part.tells:
            made.append(part)
            continue
        number = part.card.number
        is_alone = not part.title and not part.facts
        if is_alone and part.card.rank and not number:
            made.append(part.card.texts[0])
        elif is_alone and number and again[number] > 1:
            continue
        elif way.is_named or first <= n <= last or (way.is_deep and n > last):
            made.append(part)
    return made
