"""Two responsible parties are made one, and parted again: what was moved goes back where it was."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from django.db import transaction

from measures.models.assignment import Assignment
from measures.models.measure import Measure
from measures.models.reply_link import ReplyLink
from measures.models.responsible import PartyChange, Responsible
from plans.models import locked_by_id
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed


class PartyMergedError(Exception):
    """One of two parties has been merged meanwhile, or is a part of the other; nothing is done."""


class NotPartedError(Exception):
    """The merge is taken back already, another is built on it, or what it moved is not known."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a merge moved, by ids: `places` of the measures that the party had, `theirs` of those
    that the other had before it; users, parts, spellings and open links that went along.
    `email`: whether the party's address went along too; the address itself stands with the party.
    """

    into: int
    places: Mapping[int, int]
    theirs: Mapping[int, int]
    users: Sequence[int]
    parts: Sequence[int]
    spellings: Sequence[int]
    links: Sequence[int]
    email: bool

    @classmethod
    def of(cls, merge: PartyChange) -> Self:
        """JSON has the ids of a table's keys as text."""
        kept: Any = merge.kept
        tables = {
            name: {int(measure): place for measure, place in kept[name].items()}
            for name in ("places", "theirs")
        }
        return cls(**{**kept, **tables})


@transaction.atomic
def merge_into(party: Responsible, other: Responsible, *, by: User) -> None:
    """Make a party another spelling of `other`, which takes over all that is its own.

    A measure that names both is left with one, in the place of the first. What is moved is kept
    with it, so that it can be taken back. Raises PartyMergedError, with nothing written, where one
    of them is merged already, belongs to another bydel, or is a part of the other. The party
    follows in memory.
    """
    pair = [party.pk, other.pk]
    locked_by_id(Measure.ever.filter(responsibles__in=pair).only("pk"))
    fresh = {one.pk: one for one in locked_by_id(Responsible.objects.filter(pk__in=pair))}
    if len(fresh) < 2 or not may_be_merged(fresh[party.pk], fresh[other.pk]):
        raise PartyMergedError
    moved = _moved_by_merging(party, other)
    for one in (party, other):
        for link in one.reply_links.filter(revoked_at__isnull=True).select_related("plan"):
            link.narrow()
    _move_measures(party, other)
    other.users.add(*party.users.all())
    party.parts.update(part_of=other)
    party.spellings.update(merged_into=other)
    party.reply_links.filter(revoked_at__isnull=True).update(responsible=other)
    if moved.email:
        Responsible.objects.filter(pk=other.pk).update(email=party.email)
    Responsible.objects.filter(pk=party.pk).update(merged_into=other)
    PartyChange.objects.create(
        party=party,
        act=PartyChange.Act.MERGED,
        old_name=party.name,
        new_name=other.name,
        kept=asdict(moved),
        **signed(by, party.organisation),
    )
    party.refresh_from_db()


def may_be_merged(party: Responsible, other: Responsible) -> bool:
    """Whether both stand, in the same bydel, and neither is a part of the other."""
    return (
        party.pk != other.pk
        and party.organisation_id == other.organisation_id
        and party.merged_into_id is None
        and other.merged_into_id is None
        and party.pk not in other.above_ids()
        and other.pk not in party.above_ids()
    )


def _moved_by_merging(party: Responsible, other: Responsible) -> Moved:
    links = party.reply_links.filter(revoked_at__isnull=True)
    users, theirs = (set(one.users.values_list("pk", flat=True)) for one in (party, other))
    return Moved(
        into=other.pk,
        places=dict(party.assignments.values_list("measure", "position")),
        theirs=dict(other.assignments.values_list("measure", "position")),
        users=sorted(users - theirs),
        parts=list(party.parts.values_list("pk", flat=True)),
        spellings=list(party.spellings.values_list("pk", flat=True)),
        links=list(links.values_list("pk", flat=True)),
        email=bool(party.email and not other.email),
    )


def _move_measures(party: Responsible, other: Responsible) -> None:
    theirs = {one.measure_id: one for one in other.assignments.all()}
    for mine in party.assignments.all():
        double = theirs.get(mine.measure_id)
        if double is None:
            mine.responsible = other
            mine.save(update_fields={"responsible"})
            continue
        mine.delete()
        if mine.position < double.position:
            double.position = mine.position
            double.save(update_fields={"position"})


def may_be_parted(merge: PartyChange) -> bool:
    """Whether what a merge moved is known, and it is the last thing that was done to the pair."""
    return (
        merge.act == PartyChange.Act.MERGED
        and merge.kept is not None
        and merge.party.merged_into_id == merge.kept["into"]
        and not PartyChange.objects.filter(undoes=merge).exists()
    )


def may_be_undone_by(merge: PartyChange, user: User, now: datetime) -> bool:
    """«Angre» in its receipt: by the same person within the hour, without a typed reason."""
    return may_be_parted(merge) and merge.was_just_done_by(user, now)


def assigned_since(merge: PartyChange) -> list[Measure]:
    """The measures that got the other party after a merge, and keep it when it is taken back."""
    moved = Moved.of(merge)
    known = {*moved.places, *moved.theirs}
    own = Measure.objects.filter(responsibles=moved.into).exclude(pk__in=known)
    return list(own.select_related("plan__organisation").in_order())


@transaction.atomic
def part_again(merge: PartyChange, *, reason: str, by: User) -> list[Measure]:
    """Take a merge back; the measures that were assigned since, which keep what they have.

    A measure that somebody has given another party since stands as it is. Raises NotPartedError,
    with nothing written.
    """
    pks = [merge.party_id, merge.party.merged_into_id or 0]
    locked_by_id(Measure.ever.filter(responsibles__in=pks).only("pk"))
    parties = Responsible.objects.select_related("organisation").filter(pk__in=pks)
    locked = {party.pk: party for party in locked_by_id(parties)}
    merge = PartyChange.objects.select_related("party").get(pk=merge.pk)
    if not may_be_parted(merge):
        raise NotPartedError
    moved = Moved.of(merge)
    party, other = locked[merge.party_id], locked[moved.into]
    since = assigned_since(merge)
    _give_back(party, other, moved)
    PartyChange.objects.create(
        party=party,
        act=PartyChange.Act.PARTED,
        old_name=other.name,
        new_name=party.name,
        undoes=merge,
        reason=reason,
        **signed(by, party.organisation),
    )
    return since


def _give_back(party: Responsible, other: Responsible, moved: Moved) -> None:
    Responsible.objects.filter(pk=party.pk).update(merged_into=None)
    _give_back_measures(party, other, moved)
    other.users.remove(*moved.users)
    # A unit that has come to stand above the party is not put below it again.
    parts = Responsible.objects.filter(pk__in=moved.parts, part_of=other)
    parts.exclude(pk__in=party.above_ids()).update(part_of=party)
    spellings = Responsible.objects.filter(pk__in=moved.spellings, merged_into=other)
    spellings.update(merged_into=party)
    links = ReplyLink.objects.filter(pk__in=moved.links, responsible=other)
    links.filter(revoked_at__isnull=True).update(responsible=party)
    if moved.email and party.email == other.email:
        Responsible.objects.filter(pk=other.pk).update(email="")


def _give_back_measures(party: Responsible, other: Responsible, moved: Moved) -> None:
    theirs = Assignment.objects.filter(responsible=other, measure__in=moved.places)
    for assignment in theirs:
        place = moved.places[assignment.measure_id]
        if assignment.measure_id not in moved.theirs:
            assignment.responsible = party
            assignment.save(update_fields={"responsible"})
            continue
        assignment.position = moved.theirs[assignment.measure_id]
        assignment.save(update_fields={"position"})
        Assignment.objects.create(
            measure_id=assignment.measure_id, responsible=party, position=place
        )
