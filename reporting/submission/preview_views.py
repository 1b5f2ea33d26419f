"""«Se rapporten slik den blir»: as it would be frozen now; nothing is stored."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from plans.access import belongs_to
from reporting.models import Submission
from reporting.submission.freezing import draw, plan_of, to_freeze
from reporting.submission.sending import placed_and_bydel
from reporting.submission.sent import SentReport
from reporting.submission.shape import Frozen
from reporting.submission.summaries import saved_summary
from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.recorded import signed


@require_safe
def preview(request: AuthenticatedRequest, pk: int, slug: str) -> HttpResponse:
    """By the same rows, words and table as what is sent, of this moment; without the list of the
    city's measures, which goes into the files alone."""
    place, bydel = placed_and_bydel(request.user, pk, slug)
    one, period = place.round, place.period
    if not request.user.may_act_for(bydel):
        heading = f"Bare {bydel.full_name} ser denne rapporten før den er sendt"
        return belongs_to(request, bydel, heading, one.get_absolute_url())
    plan = plan_of(bydel, one)
    if plan is None:
        messages.info(request, "Det er ingen plan å rapportere på.")
        return redirect("reporting:send-in", one.pk, bydel.slug)
    newest = Submission.objects.of(one, bydel).first()
    kept = saved_summary(one, bydel)
    sent_before = (newest.told["comment"] or "") if newest else ""
    frozen = Frozen(
        plan,
        to_freeze([plan], period, localdate()),
        version=newest.version + 1 if newest else 1,
        state=Submission.State.SENT,
        comment=kept.text if kept else sent_before,
    )
    [drawn] = draw(one, period, [frozen], [], signature=signed(request.user, bydel))
    context = {
        "round": one,
        "bydel": bydel,
        "report": SentReport.of_rows(drawn.submission, drawn.rows),
    }
    return render(request, "reporting/submission/preview.html", context)
