"""The file that a plan was read from, where the bydel kept it: handed out as a file alone."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from measures.models import KeptFile
from plans.access import one_or_404
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def kept_file(request: AuthenticatedRequest, pk: int) -> FileResponse:
    """The file as it was uploaded, for whoever may read the plan; no browser shows it as a page."""
    kept: KeptFile = one_or_404(KeptFile.objects.visible_to(request.user), pk)
    return FileResponse(
        BytesIO(kept.content),
        as_attachment=True,
        filename=kept.name,
        content_type=kept.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
