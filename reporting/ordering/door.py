"""The door of a table that may be large: a small one is answered with, a large one is ordered."""

from collections.abc import Callable
from datetime import date

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from reporting.files.downloads import EXCEL, Download, excel_answer
from reporting.models import OrderedFile
from reporting.ordering.tasks import OfTheWorker, make_ordered_file
from ruspolitikk.accounts.http import AuthenticatedRequest

AT_ONCE = 1_000
"""Rows. A row of the list of tiltak takes 0.5 ms of a core (3,769 of them 1.8 s, 900 0.46), so this
is half a second: on a machine four times as slow, or as busy, still two."""

type Answer = FileResponse | HttpResponse


def large_excel_view(download: Callable[..., Download]) -> Callable[..., Answer]:
    """As `excel_view`; but where there are many rows, the person is led to a page that tells how
    far a worker is with the file."""

    @require_safe
    def excel(request: AuthenticatedRequest, **from_address: str) -> Answer:
        table = download(request, **from_address)
        if table.size <= AT_ONCE or isinstance(request, OfTheWorker):
            return excel_answer(request, table)
        if request.method == "HEAD":  # writes nothing
            return HttpResponse(content_type=EXCEL)
        return redirect("reporting:ordered-file", ordered(request, table.size).pk)

    return excel


def ordered(request: AuthenticatedRequest, rows: int) -> OrderedFile:
    """What is made for this person of this address: the same, where somebody presses twice; anew
    where a worker has left it."""
    now = timezone.now()
    OrderedFile.objects.old(now).delete()
    address = with_the_day(request, localdate(now))
    same = OrderedFile.objects.visible_to(request.user).waiting().filter(address=address)
    if (waiting := same.first()) and not waiting.is_stalled(now):
        return waiting
    same.delete()
    made = OrderedFile.objects.create(ordered_by=request.user, address=address, rows=rows)
    make_ordered_file.enqueue(made.pk)
    return made


def with_the_day(request: AuthenticatedRequest, today: date) -> str:
    """The address, with the day in it: of a file that is made after midnight it is not tomorrow."""
    query = request.GET.copy()
    if not query.get("per"):
        query["per"] = f"{today:%d.%m.%Y}"
    return f"{request.path}?{query.urlencode()}"
