"""The measures behind a number of a closed round, as they were frozen."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from plans.access import one_or_404
from reporting.models import Round
from reporting.rounds.frozen import PARTS, groups_of
from reporting.rounds.lines import lines_of
from reporting.rounds.views import asks_what_came_in
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def frozen_measures(request: AuthenticatedRequest, pk: int, part: str) -> HttpResponse:
    """Of a closed round alone: those of an open one are not frozen yet."""
    one = one_or_404(Round.objects.visible_to(request.user), pk)
    chosen = PARTS.get(part)
    if chosen is None or not one.is_closed:
        raise Http404
    came_in = asks_what_came_in(request)
    period = Round.objects.period_of(one)
    lines = lines_of(one, period, request.user, localdate(), as_it_came_in=came_in)
    groups = groups_of(lines, chosen)
    context = {
        "round": one,
        "part": chosen,
        "groups": groups,
        "n": sum(len(group.rows) for group in groups),
        "is_when_closed": not came_in,
    }
    return render(request, "reporting/rounds/frozen.html", context)
