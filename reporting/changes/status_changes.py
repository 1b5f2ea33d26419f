"""Which measures have another status on a day than on an earlier one, and which way that is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from measures.models import Measure
from measures.models.queries import SHOWN_CODE, MeasureQuerySet
from measures.vocabulary import NOT_REPORTED, StatusCode, label_for, progress
from plans.models import Plan


class Direction(TextChoices):
    """In the order that they are told."""

    FORWARD = "forward", "Framover"
    BACK = "back", "Bakover"
    ENDED = "ended", "Utgått"
    FIRST = "first", "Rapportert for første gang"
    OTHER = "other", "Annen endring"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """Of one measure, from one code to another. Its id stands for it: there may be thousands."""

    measure_id: int
    plan: Plan
    before: str
    after: str
    direction: Direction
    reported_on: date | None

    @property
    def label_before(self) -> str:
        return label_for(self.before)

    @property
    def label_after(self) -> str:
        return label_for(self.after)


def direction_of(before: str, after: str) -> Direction:
    """From one code to another. Words that nobody has mapped have no stage, and no direction."""
    if before == NOT_REPORTED:
        return Direction.FIRST
    stage_before, stage_after = progress(before), progress(after)
    if after == StatusCode.CANCELLED:
        return Direction.ENDED
    if stage_before is None or stage_after is None or stage_before == stage_after:
        return Direction.OTHER
    return Direction.FORWARD if stage_after > stage_before else Direction.BACK


def status_changes(
    before: MeasureQuerySet, after: MeasureQuerySet, plans: Sequence[Plan]
) -> list[StatusChange]:
    """The measures of these plans whose code differs, in the list's order: two queries.

    Both querysets have their state on a day; `after` is in order.
    """
    codes_before = dict(_with_code(before.order_by(), plans).values_list("pk", "counted_code"))
    rows = _with_code(after, plans).values_list(
        "pk", "plan_id", "counted_code", "state_reported_on"
    )
    by_id = {plan.pk: plan for plan in plans}
    changes = []
    for pk, plan, code, reported_on in rows:
        earlier = codes_before.get(pk, NOT_REPORTED)
        if code != earlier:
            direction = direction_of(earlier, code)
            changes.append(StatusChange(pk, by_id[plan], earlier, code, direction, reported_on))
    return changes


def with_measures(changes: Sequence[StatusChange]) -> list[tuple[StatusChange, Measure]]:
    """Each change with its measure, in one query."""
    measures = Measure.objects.select_related("plan__organisation").in_bulk(
        [change.measure_id for change in changes]
    )
    return [(change, measures[change.measure_id]) for change in changes]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """How many of a plan's measures changed in each direction."""

    plan: Plan
    counts: Counter[Direction]

    @property
    def by_heading(self) -> list[tuple[str, int]]:
        return [(direction.label, self.counts[direction]) for direction in Direction]

    @property
    def in_words(self) -> str:
        """«3 framover, 1 bakover»."""
        counts = [f"{n} {heading.lower()}" for heading, n in self.by_heading if n]
        return ", ".join(counts) or "Ingen endring"


def counted_by_plan(changes: Iterable[StatusChange], plans: Sequence[Plan]) -> list[PlanChanges]:
    counts: dict[int, Counter[Direction]] = {plan.pk: Counter() for plan in plans}
    for change in changes:
        counts[change.plan.pk][change.direction] += 1
    return [PlanChanges(plan, counts[plan.pk]) for plan in plans]


def _with_code(measures: MeasureQuerySet, plans: Sequence[Plan]) -> Any:
    return measures.filter(plan__in=plans).annotate(counted_code=SHOWN_CODE)
