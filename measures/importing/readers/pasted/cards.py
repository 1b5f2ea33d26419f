"""Lines without tabs that are cards of measures, one under another, as the reader of cards wants
them: how they looked is gone, but for blank lines and where they ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.importing.document import PrintedLine, Table, TextLine
from measures.importing.readers.cards import FULL, cards_in_text
from measures.importing.readers.pasted.one_text import LONGEST_LINE


@dataclass(frozen=True, slots=True)
class PastedCards:
    """The measures, and the lines that are in none."""

    table: Table
    left: tuple[PrintedLine, ...]


def cards_of_lines(lines: Sequence[str], own: Sequence[str], name: str) -> PastedCards | None:
    """The measures of lines, of which `own` are `within_pages`; None where they are no cards."""
    text = list(_text_lines(lines, own))
    cards = cards_in_text(text, name)
    if cards is None:
        return None
    left = (PrintedLine(None, line.text) for line in text if line.place not in cards.places)
    return PastedCards(cards.table, tuple(left))


def _text_lines(lines: Sequence[str], own: Sequence[str]) -> Iterator[TextLine]:
    longest = max(map(len, own), default=0)
    before, is_apart, place = "", False, 0
    for line in lines:
        if place == len(own) or line != own[place]:
            is_apart = is_apart or not line
            continue
        wanted = len(before) + 1 + len(line.split(maxsplit=1)[0])
        is_full = wanted > longest and len(before) >= FULL * longest
        had_room = longest > LONGEST_LINE or not is_full
        yield TextLine(line, place, is_apart=is_apart, had_room=had_room)
        before, is_apart, place = line, False, place + 1
