"""What a measure comes from in the plan before, and what became of it in the plan after."""

from dataclasses import dataclass

from django.db.models import Q

from measures.models import Measure, Succession
from ruspolitikk.accounts.models import User

CAME_FROM = {
    Succession.Kind.CONTINUED: "Videreført fra",
    Succession.Kind.MERGED: "Slått sammen med",
}
WENT_TO = {
    Succession.Kind.CONTINUED: "Videreført til",
    Succession.Kind.MERGED: "Gikk inn i",
}
ENDED = {
    Succession.Kind.FINISHED: "Avsluttet med planen",
    Succession.Kind.DROPPED: "Ikke videreført",
}


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """«Videreført fra Åpen kveld (Grorud 2020–2023)»; `measure` is None where nothing followed."""

    what: str
    measure: Measure | None
    where: str
    succession: Succession


def successions(measure: Measure, reader: User) -> list[SuccessionRow]:
    in_effect = (
        Succession.objects.visible_to(reader)
        .in_effect()
        .filter(Q(old=measure) | Q(new=measure))
        .filter(Q(old=measure) | Q(old__is_misfiled=False))
        .exclude(Q(new__is_misfiled=True) & ~Q(new=measure))
        .select_related("plan__organisation", "old__plan__organisation", "new__plan")
        .order_by("plan__starts_on", "pk")
    )
    return [_row(succession, measure) for succession in in_effect]


def _row(succession: Succession, measure: Measure) -> SuccessionRow:
    kind, old, new = Succession.Kind(succession.kind), succession.old, succession.new
    if new == measure:
        return SuccessionRow(CAME_FROM[kind], old, old.plan.short_name, succession)
    if new is not None:
        return SuccessionRow(WENT_TO[kind], new, succession.plan.short_name, succession)
    where = f"ikke med i {succession.plan.short_name}"
    return SuccessionRow(ENDED[kind], None, where, succession)
