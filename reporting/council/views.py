"""«Til bydelsutvalget»: choose the days, see the figures, and take the table as Word or Excel."""

from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_safe

from plans.access import visible_plan
from reporting.council.files import file_name, mark_of, table_download, word_file
from reporting.council.table import CouncilTable, council_table
from reporting.files.downloads import WORD, Download, attachment
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import Day, DayForm, SinceForm


@require_safe
def council_page(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    day_form, since_form = DayForm.asked(request.GET), SinceForm(request.GET)
    for problem in (*day_form.problems, *since_form.problems):
        messages.error(request, problem)
    table = _table(request, slug, day_form.day, since_form.day)
    return render(
        request,
        "reporting/council/council.html",
        {
            "table": table,
            "plan": table.plan,
            "mark": mark_of(table),
            "day_form": day_form,
            "since_form": since_form,
        },
    )


@require_safe
def council_word(request: AuthenticatedRequest, slug: str) -> FileResponse:
    table = _table_to_file(request, slug)
    file = word_file(table, made_by=request.user.acting_as, made_at=localtime(now()))
    return attachment(file, f"{file_name(table)}.docx", WORD)


def download(request: AuthenticatedRequest, slug: str) -> Download:
    return table_download(_table_to_file(request, slug))


def _table_to_file(request: AuthenticatedRequest, slug: str) -> CouncilTable:
    """The table that an address names; a day that cannot be read is a 404, never another day."""
    day_form, since_form = DayForm.asked(request.GET), SinceForm(request.GET)
    if day_form.problems or since_form.problems:
        raise Http404("Dagen i adressen kan ikke leses.")
    return _table(request, slug, day_form.day, since_form.day)


def _table(request: AuthenticatedRequest, slug: str, day: Day, since: date | None) -> CouncilTable:
    plan = visible_plan(request.user, slug)
    return council_table(plan, day, request.user, since=since)
