"""What a newer document says otherwise than the measures that are there (issue 14, part 4).

Pure: no database, no page. Three steps, each with its own shape:

1. `Standing` is a measure that is there: what counts of each part (`Value`), its reports, what its
   document said when it was last read (`said`), and who has edited which part since (`edited`).
   `standing.read_standing(measures)` reads them from the database.
2. `Incoming` is a row of the new file. `row` is what would be saved, `said` the file's own words of
   each part (`parts.said_in` of the row as it was read), for it is the *document* that must have
   changed: a cell that says what it said last time changes nothing, whatever was put right or
   reported here since. A file that locks what stood there (the arbeidsark) gives instead `key`, the
   measure's id, so that nothing is guessed, and `moved`, the parts that somebody has spoken of here
   since it was written; such a part that the file says otherwise is a conflict. What it says as it
   is here is a report of its own day too: «bekreftet uendret».
3. `compare(incoming, standing, per=…)` gives a `Difference`: `changed` (field by field, each with
   `kind`), `new`, `gone` (but for what is Utgått already), `unchanged`. A blank in the file means
   «as before». `is_whole=False`: the file holds some measures only, and what it lacks is not gone.

A report or a deadline speaks of the day `per`. One that is here about a later day stays the newest:
a status or a risk of the file then goes into history on its own day, a deadline is let be. Two
statements about the same day, or by somebody here since the last reading, are a conflict, which has
no default. `take.take_difference` writes what a person chose, in one act.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from measures.importing.difference.matching import Found, Matches, Sought, match
from measures.importing.difference.parts import (
    NOTHING,
    Part,
    Value,
    is_same,
    said_in,
    says_the_same,
    value_of,
)
from measures.importing.rows.measure_row import MeasureRow
from measures.vocabulary import StatusCode


@dataclass(frozen=True, slots=True)
class Standing:
    """A measure that is there, by its id. `number` and `name` are what people call it. `reports`
    are the deadlines, statuses and risks that count, the newest first; the other `words` have none.
    `said` is empty where no document was read of it."""

    key: int
    n: int
    number: str
    name: str
    words: Mapping[Part, str]
    reports: Mapping[Part, Sequence[Value]] = field(default_factory=dict)
    said: Mapping[Part, str] = field(default_factory=dict)
    edited: Mapping[Part, Value] = field(default_factory=dict)
    first_day: date | None = None

    def now(self, part: Part) -> Value:
        """What stands: of a report the newest; of words who has edited them since, if anyone."""
        if part in self.reports:
            return self.reports[part][0] if self.reports[part] else NOTHING
        return self.edited.get(part) or Value(self.words.get(part, ""))

    def held_on(self, part: Part, on: date) -> Value:
        return next((one for one in self.reports[part] if one.on and one.on <= on), NOTHING)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row of the file; see above. `id` is its own. `is_new`: a person says that it is no measure
    that is there, whatever it resembles."""

    id: int
    row: MeasureRow
    said: Mapping[Part, str]
    key: int | None = None
    moved: frozenset[Part] | None = None
    is_new: bool = False
    as_read: MeasureRow | None = None

    @classmethod
    def of(cls, row: MeasureRow, as_read: MeasureRow | None = None) -> "Incoming":
        """A row that nobody looks at before it is saved, or the row as it was read beside it."""
        return cls(row.n, row, said_in(as_read or row), as_read=as_read)


class Kind(StrEnum):
    CHANGED = "changed"  # taken unless a person says no
    CONFLICT = "conflict"  # a person settles it
    EARLIER = "earlier"  # goes into history on its own day; what is here is of a later one


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A part that the file says otherwise: what stands here, and what the file says of the day."""

    part: Part
    before: Value
    after: Value
    kind: Kind = Kind.CHANGED


@dataclass(frozen=True, slots=True)
class Changed:
    standing: Standing
    incoming: Incoming
    fields: tuple[FieldChange, ...]

    @property
    def conflicts(self) -> list[FieldChange]:
        return [one for one in self.fields if one.kind is Kind.CONFLICT]

    @property
    def other_fields(self) -> list[FieldChange]:
        return [one for one in self.fields if one.kind is not Kind.CONFLICT]


@dataclass(frozen=True, slots=True)
class New:
    """A row that is no measure here; `resembles` one that the file lacks."""

    incoming: Incoming
    resembles: Standing | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """`kept`: parts that are otherwise here, of which the document says what it said before."""

    standing: Standing
    incoming: Incoming
    kept: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    per: date
    changed: tuple[Changed, ...] = ()
    new: tuple[New, ...] = ()
    gone: tuple[Standing, ...] = ()
    unchanged: tuple[Unchanged, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.new or self.gone)

    @property
    def may_be_taken(self) -> bool:
        """Whether there is anything to choose."""
        return bool(not self.is_empty or self.confirmable)

    @property
    def says_nothing_new(self) -> bool:
        return not (self.changed or self.new)

    @property
    def confirmable(self) -> list[Unchanged]:
        """Those that the file gives the status which they have here, where nobody has reported on
        them for its day or a later one: that they are unchanged is then something to report."""
        return [one for one in self.unchanged if _is_confirmed_by(one, self.per)]

    @property
    def recognised(self) -> int:
        return len(self.changed) + len(self.unchanged)

    @property
    def digest(self) -> str:
        """Of all that a person is asked: another one where somebody has changed it meanwhile."""
        asked = (
            self.per,
            [(one.standing.key, one.incoming.id, one.fields) for one in self.changed],
            [one.incoming for one in self.new],
            [one.key for one in self.gone],
            [one.standing.key for one in self.confirmable],
        )
        return sha256(repr(asked).encode("utf-8", "surrogatepass")).hexdigest()


def _is_confirmed_by(one: Unchanged, per: date) -> bool:
    now, said = one.standing.now(Part.STATUS), value_of(one.incoming.row, Part.STATUS)
    is_older = now.on is not None and now.on < per
    return is_older and now.means is not None and bool(said) and is_same(Part.STATUS, now, said)


def compare(
    incoming: Sequence[Incoming], standing: Sequence[Standing], *, per: date, is_whole: bool = True
) -> Difference:
    """What is new, changed, gone and as before; of a file that speaks of the day `per`."""
    matches = match(
        [Sought(one.id, one.row, one.said, one.key, one.is_new) for one in incoming],
        [Found(one.key, one.n, one.words, one.said) for one in standing],
    )
    by_key = {one.key: one for one in standing}
    changed, unchanged = [], []
    for one in incoming:
        keys = matches.of_row.get(one.id, [])
        for key in keys:
            was_parted = len(keys) > 1
            fields, kept = ([], []) if was_parted else _fields(one, by_key[key], per)
            if fields:
                changed.append(Changed(by_key[key], one, tuple(fields)))
            else:
                unchanged.append(Unchanged(by_key[key], one, tuple(kept)))
    taken = {key for keys in matches.of_row.values() for key in keys}
    missing = [one for one in standing if one.key not in taken] if is_whole else []
    gone = [one for one in missing if one.now(Part.STATUS).means != StatusCode.CANCELLED]
    return Difference(
        per, tuple(changed), _new(incoming, matches, by_key), tuple(gone), tuple(unchanged)
    )


def _new(
    incoming: Iterable[Incoming], matches: Matches, by_key: Mapping[int, Standing]
) -> tuple[New, ...]:
    """Rows without a text are none: a measure cannot be without."""
    return tuple(
        New(one, by_key.get(matches.resembles.get(one.id, 0)))
        for one in incoming
        if one.id not in matches.of_row and one.row.text.strip()
    )


def _fields(one: Incoming, standing: Standing, per: date) -> tuple[list[FieldChange], list[Part]]:
    changes, kept = [], []
    for part in Part:
        change = _of_part(part, one, standing, per)
        if change is None:
            continue
        if one.moved is None and _document_says_as_before(part, one, standing):
            kept.append(part)
        else:
            changes.append(change)
    return changes, kept


def _of_part(part: Part, one: Incoming, standing: Standing, per: date) -> FieldChange | None:
    after = value_of(one.row, part)
    if not after or _is_its_number(part, after, standing):
        return None
    match part:
        case Part.STATUS | Part.RISK:
            return _report(part, one, standing, after, per)
        case Part.DEADLINE:
            return _deadline(one, standing, after, per)
    before = standing.now(part)
    if is_same(part, before, after):
        return None
    is_touched = part in (standing.edited if one.moved is None else one.moved)
    return FieldChange(part, before, after, Kind.CONFLICT if is_touched else Kind.CHANGED)


def _report(
    part: Part, one: Incoming, standing: Standing, after: Value, per: date
) -> FieldChange | None:
    newest, held = standing.now(part), standing.held_on(part, per)
    is_confirmed = part is Part.STATUS and one.moved is not None and held.on and held.on < per
    if is_same(part, held, after) and held:
        return FieldChange(part, held, after) if is_confirmed else None
    same_day = held.on == per and bool(held.by) and not standing.said
    is_touched = held.is_since or same_day if one.moved is None else part in one.moved
    if is_touched:
        here = held if held and one.moved is None else newest
        return FieldChange(part, here, after, Kind.CONFLICT)
    is_earlier = newest.on is not None and newest.on > per
    return FieldChange(part, newest, after, Kind.EARLIER if is_earlier else Kind.CHANGED)


def _deadline(one: Incoming, standing: Standing, after: Value, per: date) -> FieldChange | None:
    newest = standing.now(Part.DEADLINE)
    if is_same(Part.DEADLINE, newest, after):
        return None
    is_touched = newest.is_since if one.moved is None else Part.DEADLINE in one.moved
    was_set_on_a_day = newest.is_since or newest.on != standing.first_day
    if one.moved is None and newest.on and newest.on > per and was_set_on_a_day:
        return None
    kind = Kind.CONFLICT if is_touched else Kind.CHANGED
    return FieldChange(Part.DEADLINE, newest, after, kind)


def _is_its_number(part: Part, after: Value, standing: Standing) -> bool:
    """A row's number in the table, of a measure without a code of its own."""
    return part is Part.CODE and not standing.words.get(Part.CODE) and after.words.isdecimal()


def _document_says_as_before(part: Part, one: Incoming, standing: Standing) -> bool:
    """Whether its cell is as it was when it was last read, and nobody has said otherwise now."""
    if not standing.said or not says_the_same(part, one.said, standing.said):
        return False
    answered = one.as_read is not None and not is_same(
        part, value_of(one.as_read, part), value_of(one.row, part)
    )
    return not answered or part is Part.STATUS
