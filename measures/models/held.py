"""What held on a day: a column of the newest entry that was about it, or a day before it."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BigAutoField, F, Func, OuterRef, Subquery, TextField

from measures.models.entry import NEWEST_FIRST, Entry

PLACE = "the_measure"
OWN_MEASURE = Func(template=PLACE, output_field=BigAutoField())
"""Stands in a lookup's SQL for the measure that it is of."""


def newest(model: type[Entry], field: str) -> Subquery:
    """A column of each measure's newest entry of a kind."""
    own = model.objects.uncorrected().filter(measure=OuterRef("pk")).order_by(*NEWEST_FIRST)
    return Subquery(own.values(field)[:1])


class InOne(Func):
    """The day of a report and its code, as one text («2025-06-30in_progress»); NULL for none."""

    template = "(%(expressions)s, ''))"
    arg_joiner = " || COALESCE("
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite keeps a day as this text; here it is told, whatever the server's own style is."""
        told = {
            "template": "(to_char(%(expressions)s, ''))",
            "arg_joiner": ", 'YYYY-MM-DD') || COALESCE(",
        }
        return self.as_sql(compiler, connection, **told, **context)

    def get_group_by_cols(self) -> list[Any]:
        """Grouped by the day and the code themselves: so is the index ordered, and the text is
        written once for a group."""
        return [
            column for one in self.get_source_expressions() for column in one.get_group_by_cols()
        ]

    @staticmethod
    def read(text: str | None) -> tuple[date | None, str | None]:
        """The day and the code again; a report has no code where nobody has mapped its words."""
        return (date.fromisoformat(text[:10]), text[10:] or None) if text else (None, None)


class Held(Func):
    """A column of the entry that held on a day: what the measure keeps of its newest one, where
    that is no later than the day, else what is found in the history.

    A statement names it many times, and its SQL differs by the day alone. Put together by Django
    for each mention it took half as long as the database takes to answer.
    """

    def __init__(
        self, model: type[Entry], said: str | Func, on: date, *, kept: str | Func, day: str
    ) -> None:
        """`said` by the entry; `kept` of the newest one by its measure, which knows its `day`."""
        own = F(kept) if isinstance(kept, str) else kept
        super().__init__(own, F(day), F("pk"), output_field=_field_of(model, said))
        self.asked = model, said, on

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:  # type: ignore[override]  # no template to fill
        (kept, own), (day, _none), (measure, _no) = map(
            compiler.compile, self.get_source_expressions()
        )
        _model, _said, on = self.asked
        lookup, values = _lookup(*self.asked, connection.vendor)
        found = lookup.replace(PLACE, measure)
        since = connection.ops.adapt_datefield_value(on)
        return f"CASE WHEN {day} > %s THEN ({found}) ELSE {kept} END", (since, *values, *own)


def _field_of(model: type[Entry], said: str | Func) -> Any:
    return model._meta.get_field(said) if isinstance(said, str) else said.output_field


@lru_cache(maxsize=512)
def _lookup(
    model: type[Entry], said: str | Func, on: date, _vendor: str
) -> tuple[str, tuple[Any, ...]]:
    """The SQL, as a kind of database writes it, and its values."""
    entries = model.objects.newest_on(on).filter(measure=OWN_MEASURE)
    written: tuple[str, tuple[Any, ...]] = entries.values_list(said)[:1].query.sql_with_params()
    return written
