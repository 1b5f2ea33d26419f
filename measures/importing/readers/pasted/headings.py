"""A line of headings that only spaces part: «Nr Tiltak Ansvarlig Frist»."""

from collections.abc import Sequence

from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_MOST_WORDS = 4
"""Of a heading."""
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
