"""«Plankalender»: 15 bydeler on one time line, and the same as a table, a file and a picture."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.since_then import starts_moved_over
from reporting.calendar.chart import calendar_file, phone_chart, wide_chart
from reporting.calendar.files import calendar_download
from reporting.calendar.periods import plan_calendar
from reporting.files.downloads import Download, day_of_file, svg_response
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm


@require_safe
def calendar_page(request: AuthenticatedRequest) -> HttpResponse:
    day_form = DayForm.asked(request.GET)
    for problem in day_form.problems:
        messages.error(request, problem)
    calendar = plan_calendar(request.user, day_form.day.on)
    return render(
        request,
        "reporting/calendar/calendar.html",
        {
            "calendar": calendar,
            "chart": wide_chart(calendar),
            "phone_chart": phone_chart(calendar),
            "since_then": starts_moved_over(day_form.day, request.user),
            "day_form": day_form,
            "day": day_form.day,
        },
    )


@require_safe
def calendar_svg(request: AuthenticatedRequest) -> HttpResponse:
    on = day_of_file(request).on
    return svg_response(
        "reporting/calendar/file.html",
        {"file": calendar_file(plan_calendar(request.user, on)), "on": on},
        name=f"plankalender-{on:%Y-%m-%d}",
    )


def download(request: AuthenticatedRequest) -> Download:
    day = day_of_file(request)
    calendar = plan_calendar(request.user, day.on)
    return calendar_download(calendar, starts_moved_over(day, request.user))
