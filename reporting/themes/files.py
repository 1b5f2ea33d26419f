"""Temaer as tables to take along: all of them counted, and the measures that one finds."""

from collections.abc import Iterator
from itertools import batched

from measures.columns import Value
from measures.models import Measure
from reporting.export.status_report import ROWS_AT_A_TIME, measure_columns, measure_rows
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.themes.hits import ThemeHits
from reporting.themes.matrix import Matrix
from ruspolitikk.days import Day

NOTES = (
    "En celle viser det tiltaket som har kommet lengst, og hvor mange tiltak som er om temaet.",
    "Et tiltak som er utgått, regnes ikke med.",
    "Temaene finner ord, ikke meninger. En bydel kan gjøre dette uten at ordene står i planen.",
)


def themes_download(matrix: Matrix, day: Day) -> Download:
    n = len(matrix.lines)
    return Download(
        name=f"temaer-{day.on:%Y-%m-%d}",
        title=f"Temaer per {day.on:%d.%m.%Y}",
        sheet="Temaer",
        facts=[
            ("For", "Hele byen"),
            ("Status per", day.on),
            *(
                (column.plan.short_name, f"{themes} av {n} temaer")
                for column, themes in matrix.themes_of
                if column.plan
            ),
            *(("Uten plan", sentence) for sentence in matrix.without_plan),
            *matrix.since_then.facts,
        ],
        columns=[
            Column("Tema", 24),
            Column("Ord", 40),
            Column("Tiltak", 9, CellKind.NUMBER),
            Column("Antall bydeler", 10, CellKind.NUMBER),
            Column("Bydeler med plan", 10, CellKind.NUMBER),
            *(Column(f"{c.bydel.number} {c.bydel.name}", 20) for c in matrix.columns),
        ],
        rows=[
            [
                line.theme.name,
                ", ".join(line.theme.words),
                line.n,
                line.bydeler,
                len(matrix.with_plan),
                *(cell.in_words for cell in line.cells),
            ]
            for line in matrix.lines
        ],
        notes=NOTES,
        empty_text="Ingen temaer ennå",
    )


def theme_download(hits: ThemeHits, day: Day, only: str = "") -> Download:
    theme = hits.theme
    return Download(
        name=f"tema-{theme.slug}-{day.on:%Y-%m-%d}",
        title=f"Tema: {theme.name}",
        sheet="Tiltak",
        facts=[
            ("For", "Hele byen"),
            ("Status per", day.on),
            ("Ord", only or ", ".join(theme.words)),
            ("Funnet", f"{hits.n} av {hits.total} tiltak"),
            *(
                (row.plan.short_name, f"{row.n} av {row.total} tiltak")
                for row in hits.with_plan
                if row.plan
            ),
            ("Ingen plan her", ", ".join(row.bydel.name for row in hits.without_plan) or "–"),
            *hits.since_then.facts,
        ],
        columns=measure_columns(),
        rows=_measure_rows(hits, day),
        notes=NOTES[1:],
    )


def _measure_rows(hits: ThemeHits, day: Day) -> Iterator[list[Value]]:
    """The measures are read some at a time, so that memory stays flat."""
    for ids in batched(hits.ids, ROWS_AT_A_TIME, strict=False):
        measures = Measure.objects.filter(pk__in=ids).as_of(day)
        yield from measure_rows(measures.in_order(), day.on)
