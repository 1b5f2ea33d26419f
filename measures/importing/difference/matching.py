"""Which measures that are there the rows of a document speak of: by code, then by likeness.

Nothing here knows the database. What is found is shown to a person, who may say otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from measures.importing.difference.parts import Part, plain, value_of
from measures.importing.rows.measure_row import MeasureRow
from measures.likeness.texts import Text, alike

LIKE_ENOUGH = 0.45
"""Two texts that are each other's most alike are of the same measure from here. In the five plans
the most alike of different measures reach 0.3 to 0.7, a text with a quarter of its words changed
0.4 to 0.6, and always its own first."""
WITH_ITS_CODE = 0.2
"""Where the code is the same too."""
RESEMBLES = 0.15
"""From here a person is asked, as «Lignende tiltak» begins here."""
_AMONG_MANY = [Text(0, "")] * 50
"""In a plan of few measures a word is as rare as in one of fifty."""


@dataclass(frozen=True, slots=True)
class Found:
    """A measure that is there, as far as it is looked for: what stands, and what its document said
    when it was last read (empty where it never was). `n`: the number that it was given."""

    key: int
    n: int
    words: Mapping[Part, str]
    said: Mapping[Part, str]


@dataclass(frozen=True, slots=True)
class Sought:
    """A row, with what the file itself says, and what a person or the file says that it is: the key
    of a measure, or that it `is_new`."""

    id: int
    row: MeasureRow
    said: Mapping[Part, str]
    key: int | None = None
    is_new: bool = False


@dataclass(slots=True)
class Matches:
    """Row id → the keys of the measures that it is: several where one cell was parted into measures
    when it was read before. `resembles`: row id → the key of a lost one that it may be."""

    of_row: dict[int, list[int]] = field(default_factory=dict)
    resembles: dict[int, int] = field(default_factory=dict)


def match(sought: Sequence[Sought], found: Sequence[Found]) -> Matches:
    """Each measure is found once, and each row finds one; what is certain is taken first."""
    matches = Matches()
    keys = {one.key for one in found}
    for one in sought:
        if one.key in keys and one.key is not None:
            matches.of_row[one.id] = [one.key]
    for step in (_by_text, _by_what_was_said):
        step(*_left(sought, found, matches), matches)
    _rows, there = _left(sought, found, matches)
    unknown = [one for one in sought if one.id not in matches.of_row]
    likeness = _likeness(unknown, there)
    _by_code_and_likeness(*_left(sought, found, matches), likeness, matches)
    _by_likeness(*_left(sought, found, matches), likeness, matches)
    _by_its_own_code(*_left(sought, found, matches), matches)
    _note_resemblance(_left(sought, found, matches)[1], likeness, matches)
    return matches


def _left(
    sought: Sequence[Sought], found: Sequence[Found], matches: Matches
) -> tuple[list[Sought], list[Found]]:
    taken = {key for keys in matches.of_row.values() for key in keys}
    rows = [one for one in sought if one.id not in matches.of_row and not one.is_new]
    return rows, [one for one in found if one.key not in taken]


def _by_text(rows: Sequence[Sought], there: Sequence[Found], matches: Matches) -> None:
    """Word for word: where several have the same text, those with the same code and goal first."""
    _pair_equals(
        rows,
        there,
        lambda one: plain(one.row.text),
        lambda one: plain(one.words[Part.TEXT]),
        matches,
    )


def _by_what_was_said(rows: Sequence[Sought], there: Sequence[Found], matches: Matches) -> None:
    """What was put right when it was read, or edited since, is known by what the file said. A row
    whose cell was parted then is all of its measures."""
    read = [one for one in there if one.said.get(Part.TEXT)]
    parted: defaultdict[Hashable, list[int]] = defaultdict(list)
    for one in read:
        parted[tuple(sorted(one.said.items()))].append(one.key)
    for row in rows:
        keys = parted.get(tuple(sorted(row.said.items())), [])
        alone = sum(1 for other in rows if other.said == row.said) == 1 if len(keys) > 1 else False
        if alone:
            matches.of_row[row.id] = keys
    rows, read = _left(rows, read, matches)
    _pair_equals(
        rows,
        read,
        lambda one: plain(one.said.get(Part.TEXT, "")),
        lambda one: plain(one.said[Part.TEXT]),
        matches,
    )


def _pair_equals(
    rows: Sequence[Sought],
    there: Sequence[Found],
    of_row: Callable[[Sought], str],
    of_found: Callable[[Found], str],
    matches: Matches,
) -> None:
    waiting: defaultdict[str, list[Found]] = defaultdict(list)
    for one in there:
        waiting[of_found(one)].append(one)
    groups: defaultdict[str, list[Sought]] = defaultdict(list)
    for row in rows:
        if (text := of_row(row)) in waiting:
            groups[text].append(row)
    for text, same in groups.items():
        for agrees in (_same_in_all, _same_code_and_goal, _same_goal, _same_code, _anyhow):
            for row in same:
                if row.id in matches.of_row:
                    continue
                fits = next((one for one in waiting[text] if agrees(row, one)), None)
                if fits:
                    waiting[text].remove(fits)
                    matches.of_row[row.id] = [fits.key]


def _same_in_all(row: Sought, one: Found) -> bool:
    """Its own code, or none in both: «1» in the file is no match for the first without a code."""
    return _same_goal(row, one) and _code_of_row(row) == plain(one.words.get(Part.CODE, ""))


def _same_code_and_goal(row: Sought, one: Found) -> bool:
    return _same_goal(row, one) and _same_code(row, one)


def _same_goal(row: Sought, one: Found) -> bool:
    return plain(row.row.goal_text or "") == plain(one.words.get(Part.GOAL, ""))


def _same_code(row: Sought, one: Found) -> bool:
    return _code_of_row(row) == _code_of(one)


def _anyhow(_row: Sought, _one: Found) -> bool:
    return True


def _code_of_row(row: Sought) -> str:
    return plain(row.row.code or "")


def _code_of(one: Found) -> str:
    """Its own code, else the number that it was given."""
    return plain(one.words.get(Part.CODE, "")) or str(one.n)


# --- By likeness ----------------------------------------------------------------------------------


Likeness = Mapping[tuple[int, int], float]
"""(row id, key) → how alike, of those that are."""


def _likeness(rows: Sequence[Sought], there: Sequence[Found]) -> Likeness:
    own = [Text(one.id, _words_of_row(one)) for one in rows]
    others = [Text(one.key, _words_of(one)) for one in there]
    at_least = min(RESEMBLES, WITH_ITS_CODE)
    found = alike(own, others, beside=_AMONG_MANY, at_least=at_least, at_most=len(others))
    return {(row, one.key): one.likeness for row, likes in found.items() for one in likes}


def _words_of_row(one: Sought) -> str:
    return f"{value_of(one.row, Part.TITLE).words} {one.row.text}"


def _words_of(one: Found) -> str:
    return f"{one.words.get(Part.TITLE, '')} {one.words[Part.TEXT]}"


def _by_code_and_likeness(
    rows: Sequence[Sought], there: Sequence[Found], likeness: Likeness, matches: Matches
) -> None:
    for row, one in _with_the_same_code(rows, there):
        if likeness.get((row.id, one.key), 0.0) >= WITH_ITS_CODE:
            matches.of_row[row.id] = [one.key]


def _by_likeness(
    rows: Sequence[Sought], there: Sequence[Found], likeness: Likeness, matches: Matches
) -> None:
    """The most alike first; a pair is one only where neither has a better that is left."""
    rows_left, keys_left = {one.id for one in rows}, {one.key for one in there}
    in_order = sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0]))
    for (row, key), how_like in in_order:
        if how_like < LIKE_ENOUGH:
            return
        if row in rows_left and key in keys_left:
            matches.of_row[row] = [key]
            rows_left.remove(row)
            keys_left.remove(key)


def _by_its_own_code(rows: Sequence[Sought], there: Sequence[Found], matches: Matches) -> None:
    """«4.2.10» is a measure's name, in whatever words; «14» is where it stood in a table."""
    for row, one in _with_the_same_code(rows, there):
        if not _code_of_row(row).isdecimal() and len(_code_of_row(row)) > 1:
            matches.of_row[row.id] = [one.key]


def _with_the_same_code(
    rows: Sequence[Sought], there: Sequence[Found]
) -> Iterable[tuple[Sought, Found]]:
    """Where it is of one row and of one measure: codes may restart in each block."""
    of_rows = Counter(_code_of_row(row) for row in rows)
    of_found = Counter(_code_of(one) for one in there)
    by_code = {_code_of(one): one for one in there if of_found[_code_of(one)] == 1}
    for row in rows:
        code = _code_of_row(row)
        if code and of_rows[code] == 1 and code in by_code:
            yield row, by_code[code]


def _note_resemblance(there: Sequence[Found], likeness: Likeness, matches: Matches) -> None:
    lost = {one.key for one in there}
    for (row, key), how_like in sorted(likeness.items(), key=lambda pair: -pair[1]):
        if how_like >= RESEMBLES and key in lost and row not in matches.of_row:
            matches.resembles.setdefault(row, key)
