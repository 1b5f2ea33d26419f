"""«Byens plan»: how the bydeler answer each of the city's measures, as a page and as files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.vocabulary import label_for
from reporting.coverage.answers import Column, Coverage
from reporting.coverage.files import coverage_file
from reporting.coverage.query import coverage_query, coverage_to_file
from reporting.files.downloads import Download
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import User


@require_safe
def coverage_page(request: AuthenticatedRequest) -> HttpResponse:
    query = coverage_query(request)
    counted, slug = query.counted, request.GET.get("bydel", "")
    chosen = counted.column_of(slug)
    unknown = [f"Bydelen «{slug}» finnes ikke."] if slug and chosen is None else []
    for problem in (*query.problems, *unknown):
        messages.error(request, problem)
    context = {
        "query": query,
        "counted": counted,
        "total": len(counted.lines),
        "columns": [(column, query.page_url(column.bydel.slug)) for column in counted.columns],
        "codes": [(code, label_for(code)) for code in counted.codes],
        "chosen": chosen,
        "alone": chosen or _first_to_show(counted, request.user),
        "on": query.day.on,
    }
    return render(request, "reporting/coverage/coverage.html", context)


def _first_to_show(counted: Coverage, user: User) -> Column | None:
    """The one that a phone shows until another is chosen: one's own, else the first with a plan."""
    own = [column for column in counted.with_plan if column.bydel in user.edits_bydeler]
    return next(iter([*own, *counted.with_plan]), None)


def download(request: AuthenticatedRequest) -> Download:
    return coverage_file(coverage_to_file(request))
