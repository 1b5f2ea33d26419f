"""What was done to a measure beside reporting on it, from the four tables that keep it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, Value
from django.utils.timezone import localdate

from measures.models import Dismissal, Edit, ItemChange, Measure, Misfiling

NOTHING, NO_DAY = Value(""), Value(None, output_field=DateField())
COLUMNS: dict[type[Any], tuple[Any, ...]] = {
    # First: of a union's columns, PostgreSQL asks the first table what they hold.
    ItemChange: ("act", NOTHING, "text", "new_text", NOTHING, "applies_on"),
    Edit: (NOTHING, "part", "before", "after", "reason", NO_DAY),
    Dismissal: ("act", "kind", NOTHING, NOTHING, "reason", NO_DAY),
    Misfiling: ("act", NOTHING, NOTHING, NOTHING, "reason", NO_DAY),
}


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """A row of one of the four (`table`). `part` is the part of an edit, or the kind of a warning;
    `before` and `after` are words; `applies_on` is the day that an item was changed for."""

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


def logged_acts(measure: Measure) -> list[LoggedAct]:
    """All of them, the last recorded first, in one query."""
    own = (
        kind.objects.filter(measure=measure)
        .order_by()
        .values_list(Value(kind.__name__), "pk", "recorded_at", "recorded_as", *columns)
        for kind, columns in COLUMNS.items()
    )
    first, *others = own
    acts = [LoggedAct(*row) for row in first.union(*others, all=True)]
    return sorted(acts, key=lambda act: (act.recorded_at, act.pk), reverse=True)
