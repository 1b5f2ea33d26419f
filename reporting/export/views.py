"""The list of tiltak as a file."""

from django.http import Http404

from measures.filters.measure_filter import MeasureFilters
from measures.listing.table import MeasureTable
from reporting.export.status_report import measures_report
from reporting.files.downloads import Download
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.days import DayForm


def download(request: AuthenticatedRequest) -> Download:
    """The list that an address names, as a file; what could not be read in it is a 404."""
    day_form = DayForm.asked(request.GET)
    day = day_form.day
    filters = MeasureFilters(request.GET, user=request.user, day=day)
    measures = filters.measures.with_entries(day)
    table = MeasureTable(measures, order_by=request.GET.get("sort", ""))
    if filters.problems or day_form.errors:
        raise Http404("Filteret i adressen kan ikke leses.")
    return measures_report(filters, table.data.data, day.on)
