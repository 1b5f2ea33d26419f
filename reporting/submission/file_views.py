"""The files of a sent report: taken along, and made again where the worker died."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from plans.access import one_or_404
from reporting.files.downloads import attachment, tell_of_files
from reporting.models import StoredFile, Submission
from reporting.submission.tasks import make_files
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def stored_file(request: AuthenticatedRequest, pk: int, kind: str) -> FileResponse:
    submission = one_or_404(Submission.objects.visible_to(request.user), pk)
    file = StoredFile.objects.visible_to(request.user).filter(submission=submission, kind=kind)
    found = file.first()
    if found is None or found.why_missing:
        raise Http404
    return attachment(BytesIO(bytes(found.content)), found.name, found.content_type)


@require_POST
def make_again(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask a worker for files that are not there; those that are, are never made again."""
    submission = one_or_404(Submission.objects.visible_to(request.user), pk)
    make_files.enqueue(submission.pk)
    tell_of_files(request, are_made=submission.files.exists())
    return redirect("reporting:submission-receipt", submission.pk)
