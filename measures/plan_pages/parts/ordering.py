"""What is done to a plan's measures as a whole: their order, and the names of their topics."""

from collections.abc import Mapping

from django.db import transaction

from measures.models import Edit, Measure
from plans.models import Plan, locked, locked_by_id
from ruspolitikk.accounts.models import LoggedAct, User, log_act
from ruspolitikk.accounts.recorded import signed


@transaction.atomic
def move_measure(
    measure: Measure, *, by: int = 0, to: int | None = None, person: User | None = None
) -> int:
    """Move a measure some places down (up where negative), or to a place; the place it got. Of an
    adopted plan it is logged that `person` did it.

    Places count from 1, and one outside the plan is the nearest end. Only `position` is written,
    never `n`. The plan's row is the lock, so that two who move at once both get their move.
    """
    locked(measure.plan, Plan.objects)
    rows = locked_by_id(Measure.objects.filter(plan=measure.plan_id).only("position", "n"))
    locked(measure, Measure.objects)
    ordered = sorted(rows, key=lambda each: (each.position, each.n))
    at = next(place for place, each in enumerate(ordered) if each.pk == measure.pk)
    moved = ordered.pop(at)
    place = min(max(at + by if to is None else to - 1, 0), len(ordered))
    ordered.insert(place, moved)
    changed = [each for position, each in enumerate(ordered, 1) if each.position != position]
    for position, each in enumerate(ordered, start=1):
        each.position = position
    Measure.objects.bulk_update(changed, ["position"], batch_size=500)
    if person and place != at:
        _log(measure.plan, f"Tiltak {measure.n}, plass", at + 1, place + 1, by=person)
    return place + 1


def _log(plan: Plan, what: str, before: object, after: object, *, by: User) -> None:
    """A draft is its own organisation's, and what was done to it is told nobody."""
    kind = LoggedAct.Kind.TOPIC if isinstance(before, str) else LoggedAct.Kind.ORDER
    if not plan.is_draft:
        log_act(kind, plan, what, before, after, by=by, of=plan.organisation, plan=plan.slug)


@transaction.atomic
def rename_topics(plan: Plan, names: Mapping[str, str], *, by: User) -> None:
    """Give a plan's innsatsområder other names (before → after), all at once.

    It counts as an edit of each measure that has one, so that a form opened before it is told.
    """
    having = Measure.objects.filter(plan=plan, topic__in=names)
    measures = locked_by_id(having.select_related("plan__organisation").prefetch_related("items"))
    Edit.objects.bulk_create(
        Edit(
            measure=measure,
            part=Edit.Part.TOPIC,
            before=measure.topic,
            after=names[measure.topic],
            **signed(by, plan.organisation),
        )
        for measure in measures
    )
    for before, after in names.items():
        _log(plan, "Innsatsområde", before, after, by=by)
    for measure in measures:
        measure.topic = names[measure.topic]
        measure.edit_version += 1
        measure.derive([item.text for item in measure.items.all()])
    Measure.objects.bulk_update(
        measures, ["topic", "edit_version", *Measure.DERIVED], batch_size=500
    )
