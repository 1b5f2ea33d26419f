"""The Excel status report: what it is, the measures, and the matrix with its chart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import batched
from typing import IO

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.columns import COLUMNS, PARTS, Value
from measures.filters import MeasureFilters
from measures.models.measure_queries import MeasureQuerySet, attach_state
from measures.vocabulary import UNMAPPED, label_for
from reporting.downloads import workbook
from reporting.overview import ORDER, Overview, Row, Tally, count_by_plan
from reporting.sheets import (
    CellKind,
    ChartSpec,
    Column,
    FactSheet,
    MatrixSheet,
    TableSheet,
)
from ruspolitikk.accounts.models import User

ROWS_AT_A_TIME = 1000
KINDS = {
    "text": CellKind.TEXT,
    "number": CellKind.NUMBER,
    "date": CellKind.DATE,
}
COLOURS = {
    "completed": "034B45",
    "implemented": "43F8B6",
    "ongoing": "C7FDE9",
    "partly_implemented": "C7F6C9",
    "in_progress": "B3F5FF",
    "on_hold": "D0BFAE",
    "not_started": "F2F2F2",
    "cancelled": "B3B3B3",
    "not_reported": "FFFFFF",
    "unmapped": "FFE7BC",
}


def measures_report(
    filters: MeasureFilters, in_order: MeasureQuerySet, on: date, *, user: User, made_at: datetime
) -> IO[bytes]:
    """The tiltak of a list under its filter, in the order that the list has."""
    chosen = filters.chosen_plan.organisation if filters.chosen_plan else filters.chosen_bydel
    counts = count_by_plan(filters.measures, on)
    in_list = [plan for plan in filters.plans if plan.pk in counts]
    rows = [Row(plan.organisation, plan, counts[plan.pk]) for plan in in_list]
    return write_report(
        in_order,
        Overview(on, rows),
        for_whom=chosen.full_name if chosen else _("Hele byen"),
        chosen=[chip.label for chip in filters.chips] or [_("Ingen, alle tiltak")],
        made_by=user.acting_as,
        made_at=made_at,
    )


def overview_report(
    counted: Overview, filters: MeasureFilters, on: date, *, user: User, made_at: datetime
) -> IO[bytes]:
    """The plans that the overview counts, and the matrix of all fifteen bydeler."""
    plans = [row.plan for row in counted.with_plan if row.plan]
    return write_report(
        filters.measures.filter(plan__in=plans),
        counted,
        for_whom=_("Hele byen"),
        chosen=[
            _("Planene som telles: %s") % ", ".join(plan.short_name for plan in plans),
            *(chip.label for chip in filters.chips),
        ],
        made_by=user.acting_as,
        made_at=made_at,
    )


def write_report(
    measures: MeasureQuerySet,
    counted: Overview,
    *,
    for_whom: str,
    chosen: Sequence[str],
    made_by: str,
    made_at: datetime,
) -> IO[bytes]:
    """The workbook, from its start. `measures` have their state on the day that was counted."""
    total = counted.total
    facts = [
        (_("For"), for_whom),
        (_("Tilstand per"), counted.on),
        (_("Filter i bruk"), "\n".join(chosen)),
        (_("Tiltak"), total.total),
        (_("Rapportert"), f"{total.reported} av {total.total}"),
        (_("Over frist"), total.overdue),
        (_("Laget"), made_at),
        (_("Laget av"), made_by),
    ]
    notes = [
        _("Planene er ulike i størrelse og alder. Les antall, rapporteringsgrad og alder sammen."),
        _("«Ikke rapportert» betyr at ingen har sagt noe. Det er ikke det samme som ikke startet."),
        _("«Over frist» er regnet ut fra fristen og dagen over. Det er ikke en status."),
    ]
    title = _("Status for ruspolitiske tiltak per %s") % date_format(counted.on, "d.m.Y")
    return workbook(
        [
            FactSheet(_("Om rapporten"), title, facts, notes),
            TableSheet(
                _("Tiltak"),
                "Tiltak",
                measure_columns(),
                measure_rows(measures, counted.on),
                empty_text=_("Ingen tiltak"),
            ),
            _matrix(counted),
        ],
        title=title,
        made_at=made_at,
    )


def measure_columns() -> list[Column]:
    return [Column(str(column.heading), column.width, KINDS[column.kind]) for column in COLUMNS]


def measure_rows(measures: MeasureQuerySet, on: date) -> Iterator[list[Value]]:
    """A row for each measure, read a batch at a time, so that memory stays flat."""
    wanted = measures.prefetch_related(*PARTS)
    for batch in batched(wanted.iterator(chunk_size=ROWS_AT_A_TIME), ROWS_AT_A_TIME, strict=False):
        attach_state(batch)
        for measure in batch:
            yield [column.value(measure, on) for column in COLUMNS]


def _matrix(counted: Overview) -> MatrixSheet:
    total = counted.total
    codes = [code for code in ORDER if code != UNMAPPED or total.by_code.get(UNMAPPED)]
    number = CellKind.NUMBER
    columns = [
        Column(_("Bydel"), 24),
        Column(_("Plan"), 14),
        Column(_("Tiltak"), 9, number),
        Column(_("Rapportert"), 12, number),
        Column(_("Andel rapportert"), 12, CellKind.SHARE),
        *(Column(label_for(code), 13, number, colour=COLOURS[code]) for code in codes),
        Column(_("Over frist"), 10, number),
        Column(_("Høy risiko"), 10, number),
        Column(_("Sist meldt"), 12, CellKind.DATE),
    ]
    named = Counter(row.bydel for row in counted.rows)
    return MatrixSheet(
        _("Status per bydel"),
        _("Status per bydel"),
        columns,
        [_matrix_row(row, codes, named[row.bydel] > 1) for row in counted.rows],
        total=[_("Hele byen"), _("%d planer") % len(counted.with_plan), *_numbers(total, codes)],
        chart=ChartSpec(_("Status per bydel"), _("Bydel"), _("Andel av tiltakene"), percent=True),
    )


def _matrix_row(row: Row, codes: Sequence[str], is_one_of_several: bool) -> list[object]:
    """A bydel, with its plan's period where more than one of its plans is counted."""
    name = f"{row.bydel.number} {row.bydel.name}" if row.bydel.number else row.bydel.name
    if is_one_of_several and row.plan:
        name = f"{name} {row.plan.period}"
    if row.plan is None or row.counted is None:
        return [name, _("– ingen plan"), *[None] * (len(codes) + 6)]
    return [name, row.plan.period, *_numbers(row.counted, codes)]


def _numbers(counted: Tally, codes: Iterable[str]) -> list[object]:
    """Nothing to count is an empty cell, never 0."""
    return [
        counted.total,
        counted.reported,
        counted.reported_share,
        *(counted.by_code.get(code, 0) for code in codes),
        counted.overdue if counted.dated else None,
        counted.high_risk if counted.assessed else None,
        counted.last_reported,
    ]
