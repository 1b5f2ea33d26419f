"""Utvikling as a table to take along: a row for each bydel and day."""

from collections.abc import Iterator, Sequence

from measures.round_rate import RoundRate
from measures.rounds import RoundPeriod
from measures.vocabulary import label_for
from reporting.files.downloads import Download, name_of_file
from reporting.files.sheets import CellKind, Column
from reporting.trend.query import TrendQuery

NOTES = (
    "Hver dag telles planen som gjaldt da, med det som var rapportert for den dagen.",
    "«Ikke rapportert» betyr at ingen har sagt noe. Det er ikke det samme som ikke startet.",
)


def trend_download(query: TrendQuery) -> Download:
    on = query.day.on
    return Download(
        name=name_of_file("utvikling", query.in_words, on),
        title=f"Utvikling til og med {on:%d.%m.%Y}",
        sheet="Utvikling",
        facts=[
            ("For", "Hele byen"),
            ("Til og med", on),
            ("Dager", ", ".join(f"{day:%d.%m.%Y}" for day in query.days)),
            *query.since_then.facts,
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
        Column("Runde", 14),
        Column("Rapportert for runden", 12, number),
        Column("Skulle rapporteres", 12, number),
        Column("Andel rapportert", 12, CellKind.SHARE),
        Column("Sist rapportert tidligere", 12, number),
        Column("Aldri rapportert", 12, number),
        Column("Avsluttet eller utgått før runden", 12, number),
        Column("Kommet til etter runden", 12, number),
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
                yield [*which, *[None] * (len(codes) + 9)]
                continue
            numbers = [counted.total, *_rate(counted.in_round, point.round)]
            yield [*which, *numbers, *(counted.by_code.get(code, 0) for code in codes)]


def _rate(rate: RoundRate, period: RoundPeriod | None) -> list[object]:
    """Empty before any round had passed."""
    if period is None:
        return [None] * 8
    beside = (rate.older, rate.never, rate.ended_before, rate.joined_after)
    return [str(period), rate.reported, rate.base, rate.share, *beside]
