"""Endringer as a table to take along: a row for each measure that is asked for."""

from collections.abc import Iterator, Sequence
from itertools import batched

from measures.models import Measure
from reporting.changes.measure_changes import MeasureChange
from reporting.changes.query import ChangesQuery
from reporting.changes.table import Counts
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.kinds_of_change import What

AT_A_TIME = 500


def changes_download(query: ChangesQuery) -> Download:
    since, on = query.since, query.day.on
    of = f"-{query.bydel.slug}" if query.bydel else ""
    what = f"-{query.what}" if query.what else ""
    return Download(
        name=f"endringer{of}{what}-{since:%Y-%m-%d}-{on:%Y-%m-%d}",
        title=query.title,
        sheet="Endringer",
        facts=[
            ("For", query.scope),
            ("Periode", query.period),
            ("Fra", since),
            ("Til", on),
            *([("Grunnlag", query.basis.in_words)] if query.basis.in_words else []),
            ("Viser", str(query.what.label) if query.what else "Alle tiltak"),
            *(
                (row.plan.short_name, in_words(row.counts))
                for row in query.rows
                if row.plan and row.counts
            ),
            *query.since_then.facts,
        ],
        columns=[
            Column("Bydel", 20),
            Column("Plan", 28),
            Column("Nr.", 8),
            Column("Tiltak", 60),
            Column("Endring", 26),
            Column("Status før", 20),
            Column("Status etter", 20),
            Column("Sist rapportert", 12, CellKind.DATE),
            Column("Frist før", 12, CellKind.DATE),
            Column("Ny frist", 12, CellKind.DATE),
            Column("Flyttet, dager (minus er tidligere)", 14, CellKind.NUMBER),
            Column("Hvorfor", 40),
            Column("Risiko før", 14),
            Column("Risiko etter", 14),
            Column("Lagt til", 10),
        ],
        rows=_rows(query.asked),
        empty_text="Ingen tiltak",
        size=len(query.asked),
    )


def in_words(counts: Counts) -> str:
    """«44 av 52 rapportert: 9 kommet lenger, 35 uendret»; silence where nothing was."""
    if counts.is_silent:
        return f"– {counts.silence}"
    total = counts.by_what[What.ALL]
    return f"{counts.n_reported} av {total} rapportert: {counts.kinds_in_words}"


def _rows(changes: Sequence[MeasureChange]) -> Iterator[list[object]]:
    """The measures are read some at a time, so that memory stays flat."""
    for batch in batched(changes, AT_A_TIME, strict=False):
        ids = [change.measure_id for change in batch]
        measures = Measure.objects.select_related("plan__organisation").in_bulk(ids)
        for change in batch:
            yield _row(change, measures.get(change.measure_id))


def _row(change: MeasureChange, measure: Measure | None) -> list[object]:
    """What was frozen is told as it was, also where the measure is gone."""
    frozen = change.frozen
    owner, move = change.plan.organisation, change.move
    return [
        f"{owner.number} {owner.name}",
        change.plan.short_name,
        frozen.number if frozen else measure and measure.number,
        frozen.name if frozen else measure and measure.whole_name,
        str(change.kind.label),
        change.label_before,
        change.label_after,
        change.reported_on,
        move.old if move else None,
        move.new if move else None,
        move.days if move else None,
        move.reason if move else "",
        change.risk_label_before,
        change.risk_label_after,
        "Ja" if change.is_added else "Nei",
    ]
