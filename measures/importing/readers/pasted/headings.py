"""A line of headings that only spaces part: «Nr Tiltak Ansvarlig Frist»."""

from collections.abc import Iterator, Sequence

from measures.importing.tables.headings import meaning_of
from measures.importing.tables.layout import Meaning

_MEASURES = {Meaning.TEXT, Meaning.TITLE, Meaning.DESCRIPTION}
_MOST_WORDS = 4
"""Of a heading."""
_LONGEST_HEADING = 12
"""Words of a line of headings."""


def headings_in(line: str) -> tuple[Meaning, ...]:
    """The meanings of a line of headings alone («Nr Tiltak Ansvarlig Frist»); else nothing."""
    words = line.split()
    if len(words) > _LONGEST_HEADING:
        return ()
    return next((made for made in _parted(words) if len(made) > 1 and _MEASURES & {*made}), ())


def _parted(words: Sequence[str]) -> Iterator[tuple[Meaning, ...]]:
    """The headings that words are, none twice, each of as few words as may be; nothing where some
    are none."""
    if not words:
        yield ()
    for count in range(1, min(_MOST_WORDS, len(words)) + 1):
        meaning = meaning_of(" ".join(words[:count]))
        if meaning is not None and meaning is not Meaning.DEADLINE_CROSS:
            yield from ((meaning, *rest) for rest in _parted(words[count:]) if meaning not in rest)
