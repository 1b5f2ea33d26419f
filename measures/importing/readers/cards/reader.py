"""Measures that are written under each other without a table: each a title, a text, or both, with
who, when and how far under their names («Ansvarlig: NAV», «Frist: 2026»).

What is told of one card is never of its neighbour: a cut that would make it so is none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from measures.importing.document import Cell, Row, Table, TextLine
from measures.importing.readers.cards.contents import without_contents
from measures.importing.readers.cards.cutting import Card, Lines, cut, flowing
from measures.importing.readers.cards.kinds_of_lines import (
    label_alone,
    marked_item,
    named,
    numbered,
    told_in,
)
from measures.importing.readers.cards.said import WHO_WHEN_HOW, Measure, said_by, with_what_tells
from measures.importing.readers.cards.ways import FEWEST, SHARE, Way, ways
from measures.importing.readers.cards.who_and_when import with_labels

_NUMBER, _TITLE, _TEXT = "Nr", "Tittel", "Tiltak"


@dataclass(frozen=True, slots=True)
class CardsInText:
    """The table that the cards make, and the places of the lines that are in it."""

    table: Table
    places: frozenset[int]


def cards_in_text(lines: Sequence[TextLine], name: str) -> CardsInText | None:
    """The measures of lines that no table holds; None where it is not certain where each begins."""
    lines = with_labels(lines)
    if not any(":" in each.text or label_alone(each.text) or named(each.text) for each in lines):
        return None
    lines = without_contents(lines)
    for way in ways(lines):
        cards = cut(lines, way)
        if not way.openings and any(map(_begins_with_items, cards)):
            break
        said = list(said_by(cards))
        parts = with_what_tells(said, way)
        if _is_certain(parts, way) and not any(map(_tells_twice, said)):
            return None if _facts_stand_above(said) else _in_a_table(parts, name)
    return None


def _is_certain(parts: Sequence[Measure | Lines], way: Way) -> bool:
    measures = [part for part in parts if isinstance(part, Measure)]
    telling = [each for each in measures if each.tells]
    opened = [each for each in telling if each.card.is_opened]
    if way.is_named:
        return len(measures) >= FEWEST
    if not way.openings:
        whole = [each for each in telling if len(each.facts) >= FEWEST]
        return len(telling) >= FEWEST and len(whole) >= SHARE * len(telling)
    return (
        len(opened) >= FEWEST
        and len(opened) >= SHARE * len(telling)
        and (SHARE if _have_text_below(telling) else 0.5) * len(measures) <= len(telling)
    )


def _have_text_below(telling: Sequence[Measure]) -> bool:
    """Whether a text follows what is told of most: it may be the next measure's, where not each of
    these is one."""
    return 2 * sum(bool(each.card.after) for each in telling) > len(telling)


def _begins_with_items(part: Card | Lines) -> bool:
    """Whether a card begins with items of a list, which end the one before."""
    if isinstance(part, list) or not part.texts:
        return False
    items = [bool(marked_item(each[0].text) or numbered(each[0].text)) for each in part.texts]
    return items[0] and not all(items)


def _tells_twice(part: Measure | Lines) -> bool:
    """Whether it has two of each thing that is told: one of them is a neighbour's."""
    if isinstance(part, list):
        return False
    told = Counter(told.meaning for lines in part.card.told for told in told_in(flowing(lines)))
    return sum(told[meaning] > 1 for meaning in WHO_WHEN_HOW) > 1


def _facts_stand_above(parts: Sequence[Measure | Lines]) -> bool:
    """Whether what is told stands over each measure, and not under it: something is told before
    the first of a chapter, and nothing under its last."""
    chapters: list[list[Measure]] = []
    for each in (part for part in parts if isinstance(part, Measure)):
        if each.card.is_first or not chapters:
            chapters.append([])
        chapters[-1].append(each)
    told_above = [each for each in chapters if each[0].card.is_below_facts]
    return 2 * sum(not each[-1].facts for each in told_above) > len(told_above)


# --- As rows -------------------------------------------------------------------------------------


def _in_a_table(parts: Sequence[Measure | Lines], name: str) -> CardsInText:
    """The measures as rows under one heading; a heading over some of them spans the table."""
    measures = [part for part in parts if isinstance(part, Measure)]
    groups = list(dict.fromkeys(label for each in measures for label in each.card.groups))
    facts = {name: told.label for each in reversed(measures) for name, told in each.facts.items()}
    order = list(dict.fromkeys(name for each in measures for name in each.facts))
    has_number = any(each.card.number for each in measures)
    has_title = any(each.title for each in measures)
    own = [_NUMBER] * has_number + [_TITLE] * has_title + [_TEXT]
    heading = (*groups, *own, *(facts[name] for name in order))
    rows = [Row(1, tuple(map(Cell, heading)), page=measures[0].page)]
    ranks = Counter(part[0].rank for part in parts if isinstance(part, list))
    places: set[int] = set()
    last = max(n for n, part in enumerate(parts) if isinstance(part, Measure))
    for n, part in enumerate(parts):
        if isinstance(part, list):
            if n < last and (ranks[part[0].rank] >= FEWEST or not part[0].rank):
                text = Cell(flowing(part))
                over = (text, *[replace(text, is_from_left=True)] * (len(heading) - 1))
                rows.append(Row(len(rows) + 1, over, page=part[0].page))
                places |= {line.place for line in part}
            continue
        card = part.card
        values = {_NUMBER: card.number, _TITLE: part.title, _TEXT: part.text}
        cells = [flowing(card.groups.get(label, [])) for label in groups]
        cells += [values[each] for each in own]
        cells += [part.facts[each].text if each in part.facts else "" for each in order]
        rows.append(Row(len(rows) + 1, tuple(map(Cell, cells)), page=part.page))
        places |= {line.place for line in card.lines}
    page = measures[0].page
    table = Table(name, tuple(rows), page=page, is_of_cards=True, is_text=True)
    return CardsInText(table, frozenset(places))
