"""The measure of one row of the list, read with its plan and its newest entries in one query.

`select_related` and `only` would read the same. They work out for each request again which columns
that takes, which costs more than to read them; here it is worked out once.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from measures.listing.rows import SHOWN
from measures.models import Deadline, Measure, Status
from plans.access import one_or_404
from plans.models import Plan

SAVED = (
    *("report_version", "newest_risk", "newest_reported_on", "newest_risk_on"),
    *("plan__state", "plan__organisation", "plan__goal_cell_is_local"),
    *("plan__starts_on", "plan__ends_on"),
)


class Part(NamedTuple):
    """Columns of one table: `relation` leads to it from the measure, and is empty for its own."""

    model: type[Model]
    relation: str
    columns: list[str]

    @classmethod
    def of(cls, model: type[Model], relation: str = "") -> "Part":
        """Those that a row shows or saves, and the id, in the model's order (as `from_db` asks)."""
        prefix = f"{relation}__" if relation else ""
        wanted = {f"{prefix}id", *SHOWN, *SAVED}
        fields = model._meta.concrete_fields
        named = [f.attname for f in fields if {prefix + f.name, prefix + f.attname} & wanted]
        return cls(model, relation, named)

    @property
    def lookups(self) -> list[str]:
        return [f"{self.relation}__{name}" if self.relation else name for name in self.columns]

    def read(self, values: Iterator[Any]) -> Any:
        """What the next values say; None where there is no such row."""
        own = list(islice(values, len(self.columns)))
        return None if own[0] is None else self.model.from_db(DEFAULT_DB_ALIAS, self.columns, own)


OWN = Part.of(Measure)
BESIDE = (
    Part.of(Plan, "plan"),
    Part.of(Status, "latest_status"),
    Part.of(Deadline, "latest_deadline"),
)
ROWS = Measure.objects.order_by().values_list(
    *(name for part in (OWN, *BESIDE) for name in part.lookups)
)


def row_measure(pk: int) -> Measure:
    """The measure, or 404. Fields that no row shows or saves are read when they are asked for."""
    values = iter(one_or_404(ROWS, pk))
    measure: Measure = OWN.read(values)
    for part in BESIDE:
        setattr(measure, part.relation, part.read(values))
    return measure
