"""«Plankalender»: 15 bydeler on one time line, and the same as a table, a file and a picture."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from reporting.calendar.chart import calendar_chart
from reporting.calendar.periods import BydelRow, Entry, plan_calendar
from reporting.files.downloads import SVG, Download, attached
from reporting.files.sheets import CellKind, Column
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm

WIDE, NAMES, PHONE = 1184, 139, 358


@require_safe
def calendar_page(request: AuthenticatedRequest) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    on = day.on
    for problem in day_form.problems:
        messages.error(request, problem)
    calendar = plan_calendar(request.user, on)
    return render(
        request,
        "reporting/calendar/calendar.html",
        {
            "calendar": calendar,
            "chart": calendar_chart(calendar, width=WIDE, label_width=NAMES),
            "phone_chart": calendar_chart(calendar, width=PHONE, label_width=None),
            "has_drafts": any(entry.plan.is_draft for _bydel, entry in calendar.entries),
            "day_form": day_form,
            "on": on,
            "day_said": day.sentence,
        },
    )


@require_safe
def calendar_svg(request: AuthenticatedRequest) -> HttpResponse:
    on = _asked_day(request)
    calendar = plan_calendar(request.user, on)
    chart = calendar_chart(calendar, width=WIDE, label_width=NAMES)
    context = {"chart": chart, "on": on, "size": "wide", "alone": True}
    picture = render_to_string("reporting/calendar/_chart.html", context).strip()
    return attached(picture, f"plankalender-{on:%Y-%m-%d}.svg", SVG)


def _asked_day(request: AuthenticatedRequest) -> date:
    """The day that an address names; one that cannot be read is a 404, never another day."""
    day_form = DayForm.asked(request.GET)
    if day_form.problems:
        raise Http404("Dagen i adressen kan ikke leses.")
    return day_form.day.on


def download(request: AuthenticatedRequest) -> Download:
    calendar = plan_calendar(request.user, _asked_day(request))

    def names(rows: list[BydelRow]) -> str:
        return ", ".join(row.bydel.name for row in rows) or "–"

    return Download(
        name=f"plankalender-{calendar.on:%Y-%m-%d}",
        title=f"Plankalender per {calendar.on:%d.%m.%Y}",
        sheet="Planer",
        facts=[
            ("Tilstand per", calendar.on),
            ("Plan i kraft", names(calendar.in_force)),
            ("Planen er utløpt", names(calendar.expired)),
            ("Ingen plan her", names(calendar.without)),
        ],
        columns=[
            Column("Bydel", 24),
            Column("Plan", 44),
            Column("Fra", 12, CellKind.DATE),
            Column("Starten er antatt", 10),
            Column("Til", 12, CellKind.DATE),
            Column("Tilstand", 16),
            Column("Uten plan i kraft etterpå", 40),
        ],
        rows=[
            line
            for row in calendar.rows
            for line in (
                [_line(row, entry) for entry in row.entries]
                or [[_name(row), "– ingen plan", None, None, None, None, None]]
            )
        ],
    )


def _name(row: BydelRow) -> str:
    return f"{row.bydel.number} {row.bydel.name}"


def _line(row: BydelRow, entry: Entry) -> list[object]:
    plan = entry.plan
    return [
        _name(row),
        plan.title,
        plan.starts_on,
        "Ja" if plan.start_is_assumed else "Nei",
        plan.ends_on or "åpen",
        entry.standing,
        entry.lapse.said if entry.lapse else None,
    ]
