"""What was done to a measure beside reporting on it, from the tables that keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Value
from django.utils.timezone import localdate

from measures.models import Dismissal, Edit, ItemChange, Measure, Misfiling
from measures.since_then import SinceThen
from plans.models import Plan, PlanChange

NOTHING, NO_DAY = Value(""), Value(None, output_field=DateField())
COLUMNS: dict[type[Any], tuple[Any, ...]] = {
    # First: of a union's columns, PostgreSQL asks the first table what they hold.
    ItemChange: ("act", NOTHING, "text", "new_text", NOTHING, "applies_on"),
    Edit: (NOTHING, "part", "before", "after", "reason", NO_DAY),
    Dismissal: ("act", "kind", "facts", NOTHING, "reason", NO_DAY),
    Misfiling: ("act", NOTHING, NOTHING, NOTHING, "reason", NO_DAY),
    PlanChange: (NOTHING, "part", "before", "after", "reason", NO_DAY),
}


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """A row of one of them (`table`). `part` is the part of an edit, or the kind of a warning;
    `before` and `after` are words, of a warning `before` is what it rested on; `applies_on` is the
    day that an item was changed for."""

    table: str
    pk: int
    recorded_at: datetime
    recorded_as: str
    act: str
    part: str
    before: str
    after: str
    reason: str
    applies_on: date | None

    def reworded_after(self, on: date) -> bool:
        """Of an edit, as `EditQuerySet.of_words_since`; a test makes the two agree."""
        is_of_words = self.table == Edit.__name__ and self.part not in Edit.NOT_OF_WORDS
        return is_of_words and localdate(self.recorded_at) > on


@dataclass(frozen=True, slots=True)
class Logged:
    """What was done to a measure, and when its plan's start was moved; the last recorded first."""

    acts: Sequence[LoggedAct]
    starts: Sequence[LoggedAct]

    def since(self, on: date, plan: Plan) -> SinceThen:
        """The starts of its plan that were moved over a day, as the pages of many measures say."""
        changes = [
            PlanChange(
                plan=plan,
                part=PlanChange.Part.STARTS_ON,
                before=act.before,
                after=act.after,
                reason=act.reason,
                recorded_at=act.recorded_at,
            )
            for act in self.starts
        ]
        return SinceThen([change for change in changes if change.moved_start_over(on)])

    def dismissals(self, measure: Measure) -> list[Dismissal]:
        """Warnings that were put to rest, or shown again, as those of many measures are read."""
        return [
            Dismissal(
                pk=act.pk,
                measure=measure,
                act=act.act,
                kind=act.part,
                facts=act.before,
                reason=act.reason,
                recorded_at=act.recorded_at,
                recorded_as=act.recorded_as,
            )
            for act in self.acts
            if act.table == Dismissal.__name__
        ]


def logged_acts(measure: Measure) -> Logged:
    """All of them, in one query."""
    of_plan = {"plan": measure.plan_id, "part": PlanChange.Part.STARTS_ON}
    own = (
        kind.objects.filter(**(of_plan if kind is PlanChange else {"measure": measure}))
        .order_by()
        .values_list(Value(kind.__name__), "pk", "recorded_at", "recorded_as", *columns)
        for kind, columns in COLUMNS.items()
    )
    first, *others = own
    rows = [LoggedAct(*row) for row in first.union(*others, all=True)]
    rows.sort(key=lambda act: (act.recorded_at, act.pk), reverse=True)
    return Logged(
        acts=[row for row in rows if row.table != PlanChange.__name__],
        starts=[row for row in rows if row.table == PlanChange.__name__],
    )
