"""Start pages, and the list of tiltak as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from reporting.todo.page import groups, sentence
from reporting.todo.waiting import measures_of, todo
from ruspolitikk.accounts.http import AuthenticatedRequest


@require_safe
def start(request: AuthenticatedRequest) -> HttpResponse:
    """The first page by role: what is to do, what is mine, or the whole city."""
    if request.user.edits_bydeler:
        return redirect("reporting:todo")
    if request.user.is_responsible:
        return redirect("reporting:mine")
    return redirect("reporting:overview")


@require_safe
def todo_page(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    found = [todo(request.user, bydel, today) for bydel in request.user.edits_bydeler]
    waiting = [(one, sentence(one), groups(one)) for one in found]
    return render(request, "reporting/todo/todo.html", {"waiting": waiting, "on": today})


@require_safe
def mine(request: AuthenticatedRequest) -> HttpResponse:
    today = localdate()
    context = {"measures": measures_of(request.user, today), "on": today}
    return render(request, "reporting/todo/mine.html", context)
