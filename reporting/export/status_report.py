"""The Excel status report: what it is, the matrix with its chart, and the measures."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.formats import date_format

from measures.columns import COLUMNS, PARTS, Value
from measures.filters.measure_filter import MeasureFilters
from measures.models.queries import MeasureQuerySet
from measures.round_rate import rate_facts
from measures.since_then import since_then
from reporting.counting import Overview, Row, count_by_plan
from reporting.export.matrix import Facts, bydel_rows, city_row, columns_of
from reporting.files.downloads import Download, name_of_file
from reporting.files.sheets import CellKind, ChartSpec, Column, MatrixSheet

ROWS_AT_A_TIME = 1000
KINDS = {
    "text": CellKind.TEXT,
    "number": CellKind.NUMBER,
    "date": CellKind.DATE,
}


def measures_report(filters: MeasureFilters, in_order: MeasureQuerySet, on: date) -> Download:
    """The tiltak of a list under its filter, in the order that the list has."""
    chosen = filters.chosen_plan.organisation if filters.chosen_plan else filters.chosen_bydel
    period = filters.chosen_round
    counts = count_by_plan(filters.measures, on, period)
    in_list = [plan for plan in filters.plans if plan.pk in counts]
    rows = [Row(plan.organisation, plan, counts[plan.pk]) for plan in in_list]
    return status_report(
        in_order,
        Overview(on, rows, period),
        name=name_of_file("tiltak", [chip.label for chip in filters.chips], on),
        for_whom=chosen.full_name if chosen else "Hele byen",
        chosen=[chip.label for chip in filters.chips] or ["Ingen, alle tiltak"],
        more_facts=since_then(filters.day, filters.user, filters.measures, in_list).facts,
    )


def status_report(
    measures: MeasureQuerySet,
    counted: Overview,
    *,
    name: str,
    for_whom: str,
    chosen: Sequence[str],
    more_facts: Sequence[tuple[str, object]] = (),
    plan_facts: Facts | None = None,
) -> Download:
    """The matrix and the measures. `measures` have their state on the day that was counted.

    The first sheet says which plans they are of, and `more_facts`. The overview has facts of each
    plan too, and then the matrix does.
    """
    total = counted.total
    facts: list[tuple[str, object]] = [
        ("For", for_whom),
        ("Status per", counted.on),
        ("Filter i bruk", "\n".join(chosen)),
        ("Planer", "\n".join(plan.short_name for plan in counted.plans) or "Ingen"),
        ("Tiltak", total.total),
        *rate_facts(total.in_round, counted.round),
        ("Over frist", total.overdue),
        *more_facts,
    ]
    notes = [
        "Planene er ulike i størrelse og alder. Les antall, rapporteringsgrad og alder sammen.",
        "«Ikke rapportert» betyr at ingen har sagt noe. Det er ikke det samme som ikke startet.",
        "«Over frist» er regnet ut fra fristen og dagen over. Det er ikke en status.",
    ]
    return Download(
        name=name,
        title=f"Status for ruspolitiske tiltak per {date_format(counted.on, 'd.m.Y')}",
        sheet="Tiltak",
        facts=facts,
        columns=measure_columns(),
        rows=measure_rows(measures, counted.on),
        notes=notes,
        empty_text="Ingen tiltak",
        first_sheet="Om rapporten",
        more_sheets=[_matrix(counted, plan_facts)],
        size=total.total,
    )


def measure_columns() -> list[Column]:
    return [Column(str(column.heading), column.width, KINDS[column.kind]) for column in COLUMNS]


def measure_rows(measures: MeasureQuerySet, on: date) -> Iterator[list[Value]]:
    """A row for each measure, read a batch at a time, so that memory stays flat."""
    wanted = measures.prefetch_related(*PARTS)
    for measure in wanted.iterator(chunk_size=ROWS_AT_A_TIME):
        yield [column.value(measure, on) for column in COLUMNS]


def _matrix(counted: Overview, facts: Facts | None) -> MatrixSheet:
    return MatrixSheet(
        "Status per bydel",
        "Status per bydel",
        columns_of(counted, with_facts=facts is not None),
        list(bydel_rows(counted, facts)),
        total=city_row(counted, facts),
        chart=ChartSpec("Status per bydel", "Bydel", "Andel av tiltakene", percent=True),
    )
