"""Endringer as a table to take along: a row for each measure whose status changed."""

from collections.abc import Iterator, Sequence
from itertools import batched

from reporting.changes.query import ChangesQuery
from reporting.changes.status_changes import StatusChange, with_measures
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column

AT_A_TIME = 500


def changes_download(query: ChangesQuery) -> Download:
    since, on = query.since, query.day.on
    return Download(
        name=f"endringer-{since:%Y-%m-%d}-{on:%Y-%m-%d}",
        title=f"Endringer fra {since:%d.%m.%Y} til {on:%d.%m.%Y}",
        sheet="Endringer",
        facts=[
            ("For", "Hele byen"),
            ("Fra", since),
            ("Til", on),
            ("Tiltak med en annen status", len(query.changes)),
            *((one.plan.short_name, one.in_words) for one in query.by_plan),
        ],
        columns=[
            Column("Bydel", 20),
            Column("Plan", 14),
            Column("Nr.", 8),
            Column("Tiltak", 60),
            Column("Retning", 24),
            Column("Status før", 20),
            Column("Status etter", 20),
            Column("Sist meldt", 12, CellKind.DATE),
        ],
        rows=_rows(query.changes),
        empty_text="Ingenting har flyttet seg",
    )


def _rows(changes: Sequence[StatusChange]) -> Iterator[list[object]]:
    """The measures are read some at a time, so that memory stays flat."""
    for batch in batched(changes, AT_A_TIME, strict=False):
        for change, measure in with_measures(batch):
            plan = change.plan
            yield [
                f"{plan.organisation.number} {plan.organisation.name}",
                plan.period,
                measure.number,
                measure.name,
                change.direction.label,
                change.label_before,
                change.label_after,
                change.reported_on,
            ]
