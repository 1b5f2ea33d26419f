"""Utvikling as a table to take along: a row for each bydel and day."""

from collections.abc import Iterator, Sequence

from measures.vocabulary import label_for
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column
from reporting.trend.query import TrendQuery

NOTES = (
    "Hver dag telles planen som gjaldt da, med det som var rapportert for den dagen.",
    "«Ikke rapportert» betyr at ingen har sagt noe. Det er ikke det samme som ikke startet.",
)


def trend_download(query: TrendQuery) -> Download:
    on = query.day.on
    return Download(
        name=f"utvikling-{on:%Y-%m-%d}",
        title=f"Utvikling til og med {on:%d.%m.%Y}",
        sheet="Utvikling",
        facts=[
            ("For", "Hele byen"),
            ("Til og med", on),
            ("Dager", ", ".join(f"{day:%d.%m.%Y}" for day in query.days)),
        ],
        columns=_columns(query.codes),
        rows=_rows(query),
        notes=NOTES,
    )


def _columns(codes: Sequence[str]) -> list[Column]:
    number = CellKind.NUMBER
    return [
        Column("Bydel", 24),
        Column("Dag", 12, CellKind.DATE),
        Column("Plan", 18),
        Column("Tiltak", 9, number),
        Column("Rapportert", 12, number),
        Column("Andel rapportert", 12, CellKind.SHARE),
        *(Column(label_for(code), 13, number) for code in codes),
    ]


def _rows(query: TrendQuery) -> Iterator[list[object]]:
    """Nothing to count is an empty cell, never 0."""
    codes = query.codes
    for trend in query.trends:
        for point in trend.points:
            which = [trend.name, point.on, trend.plans_in_words(point)]
            counted = point.counted
            if counted is None or not counted.total:
                yield [*which, *[None] * (len(codes) + 3)]
                continue
            numbers = [counted.total, counted.reported, counted.reported_share]
            yield [*which, *numbers, *(counted.by_code.get(code, 0) for code in codes)]
