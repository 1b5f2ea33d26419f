"""«Endringer»: what became of the measures between two days, for the city and each bydel."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.models import Measure
from reporting.changes.files import changes_download
from reporting.changes.measure_changes import FrozenWords, MeasureChange
from reporting.changes.query import ChangesQuery, changes_query, query_of_file
from reporting.changes.table import silence
from reporting.files.downloads import Download
from reporting.kinds_of_change import BESIDE, KINDS, What
from ruspolitikk.accounts.http import AuthenticatedRequest

MOST_ROWS = 100
"""Of what one asks for; the file has them all."""
FIRST_ROWS = 10
"""Of what the city's page shows unasked."""


@require_safe
def changes_page(request: AuthenticatedRequest) -> HttpResponse:
    query = changes_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    context = {"query": query, "day": query.day, "groups": _groups(request, query)}
    return render(request, "reporting/changes/changes.html", context)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One measure, with its state on the later day, and what became of it. What was frozen is told
    as it was; then the measure, for the way to it, may be gone."""

    change: MeasureChange
    measure: Measure | None

    @property
    def silence(self) -> str:
        return silence(self.change.reported_on)

    @property
    def words(self) -> FrozenWords:
        if self.change.frozen:
            return self.change.frozen
        measure = self.measure
        if measure is None:
            raise LookupError("A measure that is told as it is, is there.")
        remark = measure.status.remark if measure.status else ""
        return FrozenWords(measure.number, measure.name, measure.responsible_text, remark)


@dataclass(frozen=True, slots=True)
class Group:
    """What one thing became of: how many, and the first of them. Folded: a link in their place."""

    what: What
    n: int
    rows: Sequence[ChangedRow]

    @property
    def put_off(self) -> Sequence[int]:
        """The days of the deadlines that were put off."""
        moves = (row.change.move for row in self.rows)
        return [move.days for move in moves if move and move.days > 0]

    @property
    def mean_days(self) -> int:
        return round(sum(self.put_off) / len(self.put_off))

    @property
    def n_earlier(self) -> int:
        return len(self.rows) - len(self.put_off)


def _groups(request: AuthenticatedRequest, query: ChangesQuery) -> list[Group]:
    """What is shown, and of how many; all measures are read in one go."""
    if query.what:
        shown, most = [query.what], MOST_ROWS
    elif query.bydel:
        shown, most = [*KINDS, *BESIDE, What.SILENT], MOST_ROWS
    else:
        shown, most = [What.BACK], FIRST_ROWS
    by_what = {what: [one for one in query.changes if one.is_a(what)] for what in shown}
    folded = set() if query.what else {What.UNCHANGED}
    first = {what: [] if what in folded else these[:most] for what, these in by_what.items()}
    ids = {change.measure_id for these in first.values() for change in these}
    measures = Measure.objects.visible_to(request.user).in_plan_on(query.day.on)
    read = measures.with_statuses(query.day).select_related("plan__organisation").in_bulk(list(ids))
    return [
        Group(what, len(these), [ChangedRow(one, read.get(one.measure_id)) for one in first[what]])
        for what, these in by_what.items()
        if these or query.what
    ]


def download(request: AuthenticatedRequest) -> Download:
    return changes_download(query_of_file(request))
