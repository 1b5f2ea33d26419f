"""The city's files of a closed round: taken along, and made again where the worker died."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from plans.access import one_or_404
from reporting.files.downloads import attachment, tell_of_files
from reporting.models import CityFile, Round
from reporting.models.city_file import numbers_of
from reporting.submission.city.tasks import make_city_files
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def city_file(request: AuthenticatedRequest, pk: int, number: int, kind: str) -> FileResponse:
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    files = CityFile.objects.visible_to(request.user)
    found = files.filter(round=one, number=min(number, 10_000), kind=kind).first()
    if found is None or found.why_missing:
        raise Http404
    return attachment(BytesIO(bytes(found.content)), found.name, found.content_type)


@require_POST
def make_again(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask a worker for the files that are not there; those that are, are never made again."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    make_city_files.enqueue(one.pk)
    n = len(CityFile.Kind) * numbers_of(one)
    tell_of_files(request, are_made=one.city_files.count() >= n)
    return redirect(one)
