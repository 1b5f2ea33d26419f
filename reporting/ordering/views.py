"""A file that a worker makes: how far it is, and the file."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.access import one_or_404
from reporting.files.downloads import attachment
from reporting.models import OrderedFile
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.views import in_the_browser


@require_safe
def ordered_file(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """How far it is. The page itself asks every few seconds, and is led to itself when it would say
    something else (`?lages`: it says that the worker has begun)."""
    ordered = _own(request, pk)
    is_stalled = ordered.is_stalled(timezone.now())
    is_awaited = not (ordered.is_made or ordered.has_failed or is_stalled)
    if "HX-Request" in request.headers:
        is_begun = ordered.seen_at is not None
        if is_awaited and is_begun == ("lages" in request.GET):
            return HttpResponse(status=204)
        return in_the_browser(request, request.path)
    context = {"ordered": ordered, "is_awaited": is_awaited, "is_stalled": is_stalled}
    return render(request, "reporting/ordering/ordered_file.html", context)


@require_safe
def fetch(request: AuthenticatedRequest, pk: int) -> FileResponse | HttpResponse:
    ordered = _own(request, pk)
    if ordered.content is None:
        return redirect("reporting:ordered-file", pk)
    return attachment(BytesIO(bytes(ordered.content)), ordered.name, ordered.content_type)


def _own(request: AuthenticatedRequest, pk: int) -> OrderedFile:
    """One's own; one that is too old is gone, and so is what one may not read any longer."""
    own = OrderedFile.objects.visible_to(request.user).fresh(timezone.now())
    ordered: OrderedFile = one_or_404(own.defer("content"), pk)
    if not ordered.is_still_for(request.user):
        raise Http404
    return ordered
