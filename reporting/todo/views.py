"""Start pages: what is to do, what is mine, or the whole city."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from measures.models import Reading
from reporting.models.round import Round, open_among
from reporting.todo.page import bydel_part
from reporting.todo.waiting import measures_answered_for_by, todo
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def start(request: AuthenticatedRequest) -> HttpResponse:
    """The first page by role: what is to do, what is mine, the round that is open, or the city."""
    if request.user.edits_bydeler:
        return redirect("reporting:todo")
    if request.user.is_responsible:
        return redirect("reporting:mine")
    if request.user.is_city_admin and (one := _due_next()):
        return redirect(one)
    return redirect("reporting:overview")


def _due_next() -> Round | None:
    """Of the rounds that are open and ask for a report, the one that is due first."""
    still_open = open_among(Round.objects.with_periods(), localdate())
    return next((one for one, _period in still_open if one.due_on), None)


@require_safe
def todo_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    parts = [bydel_part(todo(request.user, bydel, today)) for bydel in request.user.edits_bydeler]
    context = {
        "parts": parts,
        "only_part": parts[0] if len(parts) == 1 else None,
        "waiting": Reading.objects.visible_to(request.user).fresh(timezone.now()).unfinished(),
        "on": today,
    }
    return render(request, "reporting/todo/todo.html", context)


@require_safe
def mine(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    context = {"measures": measures_answered_for_by(request.user, today), "on": today}
    return render(request, "reporting/todo/mine.html", context)
