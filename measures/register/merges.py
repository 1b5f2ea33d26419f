"""What became one with a party, and which of it may be taken back."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from measures.models import PartyChange, Responsible
from measures.models.merging import may_be_parted, may_be_undone_by
from ruspolitikk.accounts.models import User


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge, and what took it back, where something did."""

    change: PartyChange
    parting: PartyChange | None
    may_be_parted: bool
    may_be_undone: bool


def merges_of(party: Responsible, user: User) -> list[MergeRow]:
    """Of others into this party, and of this one into another that was taken back; newest first."""
    merged = PartyChange.objects.filter(
        Q(party__merged_into=party) | Q(party=party) | Q(kept__into=party.pk),
        act=PartyChange.Act.MERGED,
    )
    now = timezone.now()
    return [
        MergeRow(
            change,
            getattr(change, "undone_by", None),
            may_be_parted(change),
            may_be_undone_by(change, user, now),
        )
        for change in merged.select_related("party", "undone_by")
    ]
