"""«Endringer»: what became of the measures between two days, for the city and each bydel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from measures.models import Measure
from reporting.changes.files import changes_download
from reporting.changes.measure_changes import FrozenWords, MeasureChange, days_put_off, mean_of
from reporting.changes.query import ChangesQuery, changes_query, query_of_file
from reporting.files.downloads import Download
from reporting.kinds_of_change import BESIDE, KINDS, What, silence
from ruspolitikk.accounts.http import AuthenticatedRequest

MOST_ROWS = 100
"""On a page of what one asks for."""
FIRST_ROWS = 10
"""Of what the city's page shows unasked."""


@require_safe
def changes_page(request: AuthenticatedRequest) -> HttpResponse:
    query = changes_query(request)
    for problem in query.problems:
        messages.error(request, problem)
    asked = [one for one in query.changes if query.what and one.is_a(query.what)]
    page = Paginator(asked, MOST_ROWS).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "day": query.day,
        "groups": _groups(request, query, page),
        "page_obj": page,
    }
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
    """What one thing became of: all that did, and those that are shown. Folded: a link in their
    place."""

    what: What
    changes: Sequence[MeasureChange]
    rows: Sequence[ChangedRow]

    @property
    def n(self) -> int:
        return len(self.changes)

    @property
    def n_within_stage(self) -> int:
        return sum(change.is_within_stage for change in self.changes)

    @property
    def put_off(self) -> Sequence[int]:
        """The days of the deadlines that were put off."""
        return days_put_off(change.move for change in self.changes)

    @property
    def mean_days(self) -> int:
        return mean_of(self.put_off)

    @property
    def n_earlier(self) -> int:
        return self.n - len(self.put_off)


def _groups(
    request: AuthenticatedRequest, query: ChangesQuery, page: Iterable[MeasureChange]
) -> list[Group]:
    """What is shown, and of how many; all measures are read in one go. `page` is of what one asks
    for."""
    if query.what:
        shown, most = [query.what], MOST_ROWS
    elif query.bydel:
        shown, most = [*KINDS, *BESIDE, What.SILENT], MOST_ROWS
    else:
        shown, most = [What.BACK], FIRST_ROWS
    by_what = {what: [one for one in query.changes if one.is_a(what)] for what in shown}
    folded = set() if query.what else {What.UNCHANGED}
    first = {what: [] if what in folded else these[:most] for what, these in by_what.items()}
    if query.what:
        first = {query.what: list(page)}
    ids = {change.measure_id for these in first.values() for change in these}
    measures = Measure.objects.visible_to(request.user).in_plan_on(query.day.on)
    read = measures.with_statuses(query.day).select_related("plan__organisation").in_bulk(list(ids))
    return [
        Group(what, these, [ChangedRow(one, read.get(one.measure_id)) for one in first[what]])
        for what, these in by_what.items()
        if these or query.what
    ]


def download(request: AuthenticatedRequest) -> Download:
    return changes_download(query_of_file(request))
