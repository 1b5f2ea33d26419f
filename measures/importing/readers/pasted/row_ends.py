"""What the end of a row says: the cells of its last columns, after the text on the same line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from measures.importing.readers.pasted.one_text import FACTS, Text
from measures.importing.tables.columns import is_deadline, is_status
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_STATUS_OF_TWO = re.compile(r"(?:Ikke|Delvis|Under|På|I) [a-zæøå]+")
_ENDS_WITH_FACT = re.compile(
    r"(?:\d\.?|\b(?:Løpende|Kontinuerlig|Årlig|Hver\w*|Halvårlig|Iverksatt|Gjennomført|Pågår"
    r"|Påbegynt|Fullført|Utsatt|Planlagt|Ikke|Under|Vår\w*|Høst\w*|Innen|Snarest"
    r"|(?:Ikke|Under|På|I) [a-zæøå]+|kvartal|tertial|halvår))$"
)
_MOST_WORDS = 4
"""Of a heading, and of a deadline or a status at a row's end."""
_LONGEST_HEADING = 12
"""Words of a line of headings."""


def headings_in(line: str) -> tuple[Meaning, ...]:
    """The meanings of a line of headings alone («Nr Tiltak Ansvarlig Frist»); else nothing."""
    made = _parted(line.split())
    is_heading = len(set(made)) == len(made) > 1 and {Meaning.TEXT, Meaning.TITLE} & {*made}
    return made if is_heading else ()


def _parted(words: Sequence[str]) -> tuple[Meaning, ...]:
    """The headings that words are, each of as few as may be; nothing where some are none."""
    if len(words) > _LONGEST_HEADING:
        return ()
    for count in range(1, min(_MOST_WORDS, len(words)) + 1):
        meaning = meaning_of(" ".join(words[:count]))
        if meaning is None or meaning is Meaning.DEADLINE_CROSS:
            continue
        rest = _parted(words[count:])
        if rest or count == len(words):
            return (meaning, *rest)
    return ()


def without_facts(part: Text, headings: Sequence[Meaning]) -> Text:
    """The measure without the deadline and the status at its end, where its last columns are. Where
    a line before the last ends with one, the cells' lines are mixed, and all stays in the text."""
    if part.told or part.facts or any(_ENDS_WITH_FACT.search(line) for line in part.lines[:-1]):
        return part
    words = part.text.split()
    facts: dict[Meaning, str] = {}
    for meaning in reversed(headings):
        if meaning not in FACTS:
            break
        count = (_deadline_at_end if meaning is Meaning.DEADLINE else _status_at_end)(words)
        if count:
            facts[meaning] = " ".join(words[-count:])
            words = words[:-count]
    return replace(part, lines=[" ".join(words)], facts=facts)


def _deadline_at_end(words: Sequence[str]) -> int:
    """How many words are one; a cell begins with a capital or a number, and prose may not."""
    counts = range(min(_MOST_WORDS, len(words) - 1), 0, -1)
    count = next((n for n in counts if is_deadline(" ".join(words[-n:]))), 0)
    return 0 if words[-count:][0][:1].islower() else count


def _status_at_end(words: Sequence[str]) -> int:
    """How many words are one and nothing more: «Iverksatt», «Ikke startet», «Under arbeid»."""
    pair = " ".join(words[-2:])
    if len(words) > 2 and _STATUS_OF_TWO.fullmatch(pair) and is_status(pair):
        return 2
    return int(len(words) > 1 and words[-1][:1].isupper() and is_status(words[-1]))
