"""The plankalender as a table to take along: a row for each plan, and for a bydel without one."""

from measures.since_then import SinceThen
from reporting.calendar.periods import BydelRow, PlanCalendar, PlanPeriod
from reporting.files.downloads import Download
from reporting.files.sheets import CellKind, Column


def calendar_download(calendar: PlanCalendar, since_then: SinceThen) -> Download:
    def names(rows: list[BydelRow]) -> str:
        return ", ".join(row.bydel.name for row in rows) or "–"

    return Download(
        name=f"plankalender-{calendar.on:%Y-%m-%d}",
        title=f"Plankalender per {calendar.on:%d.%m.%Y}",
        sheet="Planer",
        facts=[
            ("Status per", calendar.on),
            ("Plan i kraft", names(calendar.in_force)),
            ("Planen er utløpt", names(calendar.expired)),
            ("Ingen plan", names(calendar.without)),
            *since_then.facts,
        ],
        columns=[
            Column("Bydel", 24),
            Column("Plan", 44),
            Column("Fra", 12, CellKind.DATE),
            Column("Starten er antatt", 10),
            Column("Til", 12, CellKind.DATE),
            Column("Gyldighet", 16),
            Column("Uten plan i kraft etterpå", 40),
        ],
        rows=[
            line
            for row in calendar.rows
            for line in (
                [_cells(row, period) for period in row.periods]
                or [[_name(row), "– ingen plan", None, None, None, None, None]]
            )
        ],
    )


def _name(row: BydelRow) -> str:
    return f"{row.bydel.number} {row.bydel.name}"


def _cells(row: BydelRow, period: PlanPeriod) -> list[object]:
    plan = period.plan
    return [
        _name(row),
        plan.title,
        plan.starts_on,
        "Ja" if plan.start_is_assumed else "Nei",
        plan.ends_on or "åpen",
        period.state_label,
        period.lapse.in_words if period.lapse else None,
    ]
