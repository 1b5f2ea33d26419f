"""«Angre»: an act taken back whole, in a number of queries that does not grow with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from measures.models import Act, Entry, Measure, Risk, Status, Withdrawal
from measures.models.reported import withdrawal_of
from plans.models import locked_by_id
from ruspolitikk.accounts.models import User


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an act that was taken back: measures that lost its report, those that were
    reported on since and keep it, and those that had lost it before."""

    withdrawn: list[Measure]
    reported_since: list[Measure]
    gone_before: list[Measure]


REASONS = {
    Act.Kind.REPORT: "Angret av den som rapporterte.",
    Act.Kind.BATCH: "Angret av den som bekreftet.",
    Act.Kind.CORRECTION: "Angret av den som rettet.",
}
"""What the product writes for the person who takes an act back within the hour."""


@transaction.atomic
def take_back(act: Act, *, by: User, reason: str = "") -> TakenBack:
    """Withdraw all that an act reported, but of measures that somebody has reported on since.

    The rows are locked in one order, so two people never do it twice.
    """
    own_rows = Measure.objects.filter(pk__in=measures_of(act))
    measures = locked_by_id(own_rows.select_related("plan__organisation"))
    entries = entries_of(act)
    counting = {
        entry for kind in (Status, Risk) for entry in kind.objects.filter(act=act).counting()
    }
    later = _reported_since(act, measures)
    gone = [m for m in measures if not any(e in counting for e in entries if e.measure_id == m.pk)]
    since = [m for m in measures if m.pk in later and m not in gone]
    withdrawn = [m for m in measures if m not in since and m not in gone]
    own = {measure.pk: measure for measure in withdrawn}
    taken = [entry for entry in entries if entry in counting and entry.measure_id in own]
    for entry in taken:
        entry.measure = own[entry.measure_id]
    why = reason or REASONS[Act.Kind(act.kind)]
    Withdrawal.objects.bulk_create([withdrawal_of(entry, reason=why, by=by) for entry in taken])
    changed = Measure.objects.filter(pk__in=own)
    changed.update(report_version=F("report_version") + 1, report_digest="")
    changed.point_at_newest(Status, Risk)
    return TakenBack(withdrawn, since, gone)


def may_take_back(act: Act, user: User) -> bool:
    """Whether all that the act reported, and that counts, is this person's to withdraw."""
    own = {
        kind: set(kind.objects.filter(act=act).retractable_by(user).values_list("pk", flat=True))
        for kind in (Status, Risk)
    }
    counting = {
        kind: set(kind.objects.filter(act=act).counting().values_list("pk", flat=True))
        for kind in (Status, Risk)
    }
    return own == counting


def entries_of(act: Act) -> list[Entry]:
    return [*Status.objects.filter(act=act), *Risk.objects.filter(act=act)]


def measures_of(act: Act) -> set[int]:
    """The ids of the measures that an act reported on."""
    return {entry.measure_id for entry in entries_of(act)}


def _reported_since(act: Act, measures: Sequence[Measure]) -> set[int]:
    """The ids of the measures with a report that counts and was recorded after the act."""
    since: set[int] = set()
    for kind in (Status, Risk):
        later = kind.objects.counting().filter(
            measure__in=[measure.pk for measure in measures], recorded_at__gt=act.recorded_at
        )
        since |= set(later.exclude(act=act).order_by().values_list("measure", flat=True))
    return since
