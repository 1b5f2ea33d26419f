"""«Endringer»: what changed between two days, for the city and each bydel, with the measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.models import Measure
from reporting.changes.files import changes_download
from reporting.changes.query import changes_query, query_of_file
from reporting.changes.status_changes import Direction, StatusChange, with_measures
from reporting.files.downloads import Download
from ruspolitikk.accounts.http import AuthenticatedRequest

MOST_ROWS = 50
"""Of each direction on the page; the files have them all."""


@require_safe
def changes_page(request: AuthenticatedRequest) -> HttpResponse:
    query = changes_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    context = {"query": query, "day": query.day, "groups": _groups(query.changes)}
    return render(request, "reporting/changes/changes.html", context)


@dataclass(frozen=True, slots=True)
class Group:
    """The changes in one direction: how many, and the first of them with their measures."""

    heading: str
    n: int
    rows: Sequence[tuple[StatusChange, Measure]]


def _groups(changes: Sequence[StatusChange]) -> list[Group]:
    """The directions that there is something in; their measures are read in one query."""
    by_direction = {
        direction: [change for change in changes if change.direction == direction]
        for direction in Direction
    }
    first = [change for these in by_direction.values() for change in these[:MOST_ROWS]]
    measures = dict(with_measures(first))
    return [
        Group(
            direction.label,
            len(these),
            [(change, measures[change]) for change in these[:MOST_ROWS]],
        )
        for direction, these in by_direction.items()
        if these
    ]


def download(request: AuthenticatedRequest) -> Download:
    return changes_download(query_of_file(request))
