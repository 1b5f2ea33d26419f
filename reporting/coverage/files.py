"""The coverage matrix as files: Excel with what it is first, and CSV."""

from collections.abc import Iterator

from django.utils.formats import date_format

from reporting.coverage.answers import Coverage
from reporting.coverage.query import CoverageQuery
from reporting.files.downloads import Download, name_of_file
from reporting.files.sheets import CellKind, Column


def columns_of(counted: Coverage) -> list[Column]:
    return [
        Column("Byens strategi", 30),
        Column("Innsatsområde", 22),
        Column("Kode", 8),
        Column("Byens tiltak", 60),
        Column("Besvart", 10, CellKind.NUMBER),
        Column("Bydeler med plan", 10, CellKind.NUMBER),
        *(Column(f"{c.bydel.number} {c.bydel.name}", 20) for c in counted.columns),
    ]


def rows_of(counted: Coverage) -> Iterator[list[object]]:
    """A row for each of the city's measures; Besvart is empty where there is no plan to answer."""
    with_plan = len(counted.with_plan)
    for group in counted.groups:
        for line in group.lines:
            yield [
                str(group.strategy) if group.strategy else "Uten strategi",
                group.topic,
                line.measure.code,
                line.measure.text,
                line.answered if with_plan else None,
                with_plan,
                *(cell.in_words for cell in line.cells),
            ]


def coverage_file(query: CoverageQuery) -> Download:
    counted = query.counted
    total = len(counted.lines)
    facts: list[tuple[str, object]] = [
        ("For", "Hele byen"),
        ("Status per", counted.on),
        *(
            (
                column.plan.short_name,
                f"{column.answered} av {total} besvart ({column.state_label})",
            )
            for column in counted.with_plan
            if column.plan
        ),
        ("Ikke besvart av noen bydel", len(counted.nobody_answers) if counted.with_plan else "–"),
        *query.since_then.facts,
    ]
    notes = [
        "En celle viser det tiltaket som har kommet lengst, og hvor mange tiltak som svarer.",
        "Et tiltak som er utgått, svarer ikke lenger på byens tiltak.",
        "«Ikke rapportert» betyr at planen svarer, men at ingen har rapportert hvor langt det er.",
        "«Ingen plan» telles ikke med. Besvart telles mot bydelene som har en plan.",
    ]
    return Download(
        name=name_of_file("oppfolging-av-byens-plan", map(str, query.instead), counted.on),
        title=f"Oppfølging av byens plan per {date_format(counted.on, 'd.m.Y')}",
        sheet="Byens plan",
        facts=facts,
        columns=columns_of(counted),
        rows=rows_of(counted),
        notes=notes,
        empty_text="Byen har ingen vedtatt plan",
    )
