"""The headings of columns that have no lines around them: where the field's words stand beside each
other, on one line or a few."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from measures.importing.readers.pdf.print import Line, Word
from measures.importing.tables.headings import meaning_of
from measures.importing.tables.labels_in_cells import begins_with_fact
from measures.importing.tables.layout import Meaning

_GAP = 1.2
"""Of the letters' size: what parts two columns on a line."""
_WIDE = 0.5
"""Of the letters' size: more than a space."""
_APART = 1.2
"""Of the distance between a heading's lines: further below stands the first row."""
_NUMBERS = {Meaning.NUMBER, Meaning.CODE}
_NAMES_IT = {Meaning.TEXT, Meaning.TITLE, Meaning.ITEMS}


@dataclass(frozen=True, slots=True)
class Heading:
    first: int
    last: int
    segments: tuple[tuple[Word, ...], ...]

    @property
    def texts(self) -> list[str]:
        return [" ".join(word.text for word in segment) for segment in self.segments]

    @property
    def lefts(self) -> list[float]:
        return [min(word.x0 for word in segment) for segment in self.segments]


def heading_in(lines: Sequence[Line], start: int) -> Heading | None:
    """The next heading; «Nr» that stands near to «Tiltak» is a column of its own."""
    found = _heading_in(lines, start)
    if found is None:
        return None
    segments = [part for each in found.segments for part in _with_number_apart(each)]
    return replace(found, segments=tuple(segments))


def _with_number_apart(segment: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    first, rest = segment[:1], segment[1:]
    is_number = meaning_of(first[0].text) in _NUMBERS
    is_apart = bool(rest) and min(word.x0 for word in rest) - first[0].x1 > _WIDE * first[0].size
    is_named = meaning_of(" ".join(word.text for word in rest)) is not None
    return [first, rest] if is_number and is_apart and is_named else [segment]


def _heading_in(lines: Sequence[Line], start: int) -> Heading | None:
    """The next heading: a line that is one, with what belongs to it above and below; else two or
    three lines that are one together."""
    for first in range(start, len(lines)):
        if _is_heading(segments_of(lines[first].words)):
            return _with_its_lines(lines, start, first)
    for first in range(start, len(lines)):
        for last in range(first + 1, min(first + 3, len(lines))):
            segments = segments_of(
                [word for line in lines[first : last + 1] for word in line.words]
            )
            if _are_near(lines[first : last + 1]) and _is_heading(segments):
                return Heading(first, last, segments)
    return None


def heading_after(heading: Heading, lines: Sequence[Line]) -> Heading | None:
    return heading_of_its_own(lines, heading.last + 1, heading.texts)


def heading_of_its_own(lines: Sequence[Line], at: int, before: Sequence[str]) -> Heading | None:
    """The next one: a row that only holds words of the field («Høsten 2025», «Gjennomført») is
    none, so it names the measure or says the one before it again."""
    while (found := heading_in(lines, at)) is not None:
        if found.texts == before or _NAMES_IT & {meaning_of(text) for text in found.texts}:
            return found
        at = found.last + 1
    return None


def _with_its_lines(lines: Sequence[Line], start: int, n: int) -> Heading:
    """«Risiko for» may stand above «gjennomføring», and «gjennomføring» below «Risiko for»."""
    found = Heading(n, n, segments_of(lines[n].words))
    for first, last in ((n - 1, n), (n, n + 1), (n - 1, n + 1)):
        if first < start or last >= len(lines) or not _are_near(lines[first : last + 1]):
            continue
        segments = segments_of([word for line in lines[first : last + 1] for word in line.words])
        more = Heading(first, last, segments)
        all_known = _known(found.texts) == len(segments) == len(found.segments)
        is_rest = not all_known or last == n or _goes_on(lines, found, last)
        if not is_rest:
            continue
        if _is_heading(segments) and _known(more.texts) >= _known(found.texts) + (not all_known):
            found = more
    return found


def _goes_on(lines: Sequence[Line], heading: Heading, n: int) -> bool:
    """«gjennomføring» below «Risiko for», and «30.04.2026» in bold, or with space below it, below
    «Status pr.»; «NAV» and «2026» below «Hvem» and «Når» are a row."""
    above, line = lines[heading.last], lines[n]
    segments = segments_of(line.words)
    if all(segment[0].text[:1].islower() for segment in segments):
        return True
    following = lines[n + 1] if n + 1 < len(lines) else None
    if following is None or len(segments) >= len(heading.segments):
        return False
    if above.is_bold and not following.is_bold:
        return line.is_bold
    return following.top - line.top > _APART * (line.top - above.top)


def _known(texts: Sequence[str]) -> int:
    return sum(meaning_of(text) is not None for text in texts)


def _are_near(lines: Sequence[Line]) -> bool:
    """Whether they are lines of one text: as near and as large as those are."""
    return all(
        b.top - a.top < 1.6 * min(a.size, b.size)
        and max(a.size, b.size) < 1.1 * min(a.size, b.size)
        for a, b in pairwise(lines)
    )


def _is_heading(segments: Sequence[Sequence[Word]]) -> bool:
    known = {meaning_of(" ".join(word.text for word in segment)) for segment in segments}
    known -= {None, Meaning.UNUSED}
    texts = [" ".join(word.text for word in segment) for segment in segments]
    known_texts = [text for text in texts if meaning_of(text)]
    if any(map(begins_with_fact, texts)):  # «Ansvarlig: NAV» has its value with it
        return False
    return len(segments) >= 2 and len(known) >= 2 and 2 * len(known_texts) >= len(segments)


def segments_of(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """Words that overlap or nearly touch from left to right, as they stand over a column."""
    segments: list[list[Word]] = []
    reach = 0.0
    for word in sorted(words, key=lambda one: one.x0):
        if segments and word.x0 - reach < _GAP * word.size:
            segments[-1].append(word)
            reach = max(reach, word.x1)
        else:
            segments.append([word])
            reach = word.x1
    return tuple(
        tuple(sorted(segment, key=lambda one: (round(one.top), one.x0))) for segment in segments
    )
