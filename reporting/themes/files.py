"""Temaer as tables to take along: all of them counted, and the measures that one finds."""

from collections.abc import Iterator, Sequence
from itertools import batched

from measures.columns import Value
from measures.models import Measure
from reporting.export.status_report import ROWS_AT_A_TIME, measure_columns, measure_rows
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.themes.finding import ThemeCount, ThemeHits
from ruspolitikk.days import Day


def themes_download(counts: Sequence[ThemeCount], day: Day) -> Download:
    return Download(
        name=f"temaer-{day.on:%Y-%m-%d}",
        title=f"Temaer per {day.on:%d.%m.%Y}",
        sheet="Temaer",
        facts=[("For", "Hele byen"), ("Tilstand per", day.on)],
        columns=[
            Column("Tema", 24),
            Column("Ord", 40),
            Column("Tiltak", 9, CellKind.NUMBER),
            Column("Antall bydeler", 10, CellKind.NUMBER),
            Column("Bydeler", 60),
        ],
        rows=[
            [
                count.theme.name,
                ", ".join(count.theme.words),
                count.n,
                len(count.bydeler),
                ", ".join(count.bydel_names),
            ]
            for count in counts
        ],
        empty_text="Ingen temaer ennå",
    )


def theme_download(hits: ThemeHits, day: Day) -> Download:
    theme = hits.theme
    return Download(
        name=f"tema-{theme.slug}-{day.on:%Y-%m-%d}",
        title=f"Tema: {theme.name}",
        sheet="Tiltak",
        facts=[
            ("Ord", ", ".join(theme.words)),
            ("Tilstand per", day.on),
            ("Funnet", f"{hits.n} av {hits.total} tiltak"),
            *(
                (row.plan.short_name, f"{row.n} av {row.total} tiltak")
                for row in hits.with_plan
                if row.plan
            ),
            ("Ingen plan her", ", ".join(row.bydel.name for row in hits.without_plan) or "–"),
        ],
        columns=measure_columns(),
        rows=_measure_rows(hits, day),
    )


def _measure_rows(hits: ThemeHits, day: Day) -> Iterator[list[Value]]:
    """The measures are read some at a time, so that memory stays flat."""
    for ids in batched(hits.ids, ROWS_AT_A_TIME, strict=False):
        measures = Measure.objects.filter(pk__in=ids).as_of(day)
        yield from measure_rows(measures.in_order(), day.on)
