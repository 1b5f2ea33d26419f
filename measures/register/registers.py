"""Each bydel's register as its page shows it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from measures.filters.measure_filter import IN_FORCE
from measures.models import PartyChange, Responsible
from measures.models.responsible import likely_twins
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party, and how many of the measures in the plan that counts name it; they are listed at
    `list_url`."""

    party: Responsible
    is_closed: bool
    people: Sequence[str]
    measures: int
    list_url: str


@dataclass(frozen=True, slots=True)
class Register:
    """One bydel's parties; `twins` are pairs (the likely double, the one that is used more)."""

    bydel: Organisation
    rows: Sequence[PartyRow]
    twins: Sequence[tuple[Responsible, Responsible]]
    may_edit: bool


def registers(user: User, bydeler: Sequence[Organisation], on: date) -> list[Register]:
    """The registers of some bydeler, in the same number of queries for one as for all."""
    rows: defaultdict[Organisation, list[PartyRow]] = defaultdict(list)
    for party in _parties(user, bydeler, on):
        people = [person.get_full_name() or person.username for person in party.users.all()]
        where = f"bydel={party.organisation.slug}&plan={IN_FORCE}&ansvarlig={party.pk}"
        list_url = f"{reverse('measures:list')}?{where}"
        row = PartyRow(party, party.is_closed(on), people, party.in_plans, list_url)
        rows[party.organisation].append(row)
    return [_register(user, bydel, rows[bydel]) for bydel in bydeler]


def _register(user: User, bydel: Organisation, rows: Sequence[PartyRow]) -> Register:
    most_used_first = sorted(rows, key=lambda row: -row.measures)
    twins = likely_twins(row.party for row in most_used_first)
    return Register(bydel, rows, twins, user.may_act_for(bydel))


def _parties(user: User, bydeler: Sequence[Organisation], on: date) -> Sequence[Responsible]:
    """Each with `in_plans`: how many measures in plans in force on a day name it."""
    in_force = list(
        Plan.objects.in_force(on).filter(organisation__in=bydeler).values_list("pk", flat=True)
    )
    in_plans = Count("assignments", Q(assignments__measure__plan__in=in_force), distinct=True)
    visible = Responsible.objects.visible_to(user)
    renamed = PartyChange.objects.filter(act=PartyChange.Act.RENAMED)
    parties: Sequence[Responsible] = (
        visible.unmerged()
        .filter(organisation__in=bydeler)
        .select_related("organisation", "part_of")
        .prefetch_related("users")
        .prefetch_related(Prefetch("spellings", visible))
        .prefetch_related(Prefetch("changes", renamed, to_attr="renamings"))
        .annotate(in_plans=in_plans)
        .order_by("name_key", "pk")
    )
    return parties
