"""What a person has ticked on the page «Forskjeller»."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from django.http import QueryDict

from measures.importing.difference.compare import Changed, Difference, FieldChange, Kind, New
from measures.importing.difference.parts import Part
from measures.importing.difference.take import Chosen
from ruspolitikk.addresses import as_id

FROM_FILE, AS_HERE = "fil", "her"


def is_renumbered(change: FieldChange) -> bool:
    """A row's number in the table moves when a row is put in before it: told of all at once."""
    numbers = (change.before.words, change.after.words)
    return change.part is Part.CODE and all(each.strip().isdecimal() for each in numbers)


def name_of(one: Changed, change: FieldChange) -> str:
    """What the field of a change is called in the form."""
    return f"{one.standing.key}-{change.part}"


def name_of_new(new: New) -> str:
    return f"ny-{new.incoming.id}"


@dataclass(frozen=True, slots=True)
class Choices:
    """`taken`: names of changes (`name_of`) and «ny-7» of new rows; `settled`: a conflict's name →
    «her» or «fil»; `dropped`, `deleted`: the ids of lost measures that are Utgått, or deleted from
    a draft; `sure`: those that a person has said once more shall be deleted. `confirms`: what is
    unchanged is reported so. `keeps_file`: the file is kept with the plan. `answered`: the sums of
    the personal data that they were asked about (`personal.Asked`)."""

    taken: frozenset[str] = frozenset()
    settled: dict[str, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    numbers: bool = False
    deleted: frozenset[int] = frozenset()
    sure: str = ""
    confirms: bool = False
    keeps_file: bool = False
    answered: str = ""

    @classmethod
    def at_first(cls, difference: Difference) -> Self:
        """Everything that is no conflict is ticked, and nothing lost is dropped."""
        changes = {name_of(one, each) for one in difference.changed for each in one.other_fields}
        new = {name_of_new(one) for one in difference.new}
        return cls(frozenset(changes | new), numbers=True)

    @classmethod
    def of(cls, posted: QueryDict, difference: Difference) -> Self:
        conflicts = [name_of(one, each) for one in difference.changed for each in one.conflicts]
        settled = {name: said for name in conflicts if (said := posted.get(name, ""))}
        gone = {one.key: posted.get(f"borte-{one.key}") for one in difference.gone}
        return cls(
            frozenset(posted.getlist("ta")),
            settled,
            frozenset(key for key, said in gone.items() if said == "utgatt"),
            numbers="numre" in posted,
            deleted=frozenset(key for key, said in gone.items() if said == "slett"),
            sure=posted.get("slett-sikker", ""),
            confirms="bekreft" in posted,
            keeps_file="behold-fil" in posted,
            answered=posted.get("spurt", ""),
        )

    def with_what_came(self, before: Difference, now: Difference) -> "Choices":
        """The same, with what is told otherwise since as it is at first: ticked."""
        known, at_first = self.at_first(before).taken, self.at_first(now).taken
        return replace(self, taken=self.taken | (at_first - known))

    def takes(self, one: Changed, change: FieldChange) -> bool:
        if change.kind is Kind.CONFLICT:
            return self.settled.get(name_of(one, change)) == FROM_FILE
        if is_renumbered(change):
            return self.numbers
        return name_of(one, change) in self.taken

    @property
    def deletes(self) -> str:
        """All that shall be deleted, as one is asked about it once: «8,49»."""
        return ",".join(map(str, sorted(self.deleted)))

    @property
    def asks_before_deleting(self) -> bool:
        return bool(self.deleted) and self.sure != self.deletes

    @property
    def taken_new(self) -> frozenset[int]:
        """The rows (ids) that become measures."""
        ids = (as_id(name.removeprefix("ny-")) for name in self.taken if name.startswith("ny-"))
        return frozenset(row_id for row_id in ids if row_id is not None)

    def takes_new(self, row_id: int) -> bool:
        return f"ny-{row_id}" in self.taken

    def unsettled(self, difference: Difference) -> Iterator[Changed]:
        """Measures with a conflict that nobody has settled."""
        for one in difference.changed:
            names = [name_of(one, each) for each in one.conflicts]
            if any(self.settled.get(name) not in {FROM_FILE, AS_HERE} for name in names):
                yield one

    def chosen(self, difference: Difference, joins: Mapping[int, date]) -> Chosen:
        """`joins`: row id → the day from which it is in the plan, where one is asked for."""
        parts = {
            (one.standing.key, each.part)
            for one in difference.changed
            for each in one.fields
            if self.takes(one, each)
        }
        new = {one.incoming.id for one in difference.new if self.takes_new(one.incoming.id)}
        return Chosen(
            frozenset(parts),
            frozenset(new),
            self.dropped,
            deleted=self.deleted,
            confirms=self.confirms,
            joins=joins,
        )


def posted_pair(posted: QueryDict) -> tuple[int, int] | None:
    """«Det er samme tiltak», «Det er et annet tiltak»: a row's id, and a measure's id or 0."""
    row, _between, key = posted.get("samme", "").partition(":")
    row_id, measure_id = as_id(row), 0 if key == "0" else as_id(key)
    return None if row_id is None or measure_id is None else (row_id, measure_id)
