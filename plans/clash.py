"""Two who wrote at once, and waited for each other: the database gave one of them up.

Nothing of that transaction was saved, so the request is tried once more, from the beginning, as if
the button had been pressed twice: what an earlier transaction of it saved, every form knows to be
there. The order that keeps this rare is `plans/models/locking.py`.
"""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from plans.views import texts_typed_in

CLASHES = {"40001", "40P01"}
"""PostgreSQL's serialization_failure and deadlock_detected."""


class TryAgainMiddleware:
    """Innermost, so that the second time begins with the view, and with all that it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        match: Any = request.resolver_match
        if not is_clash(exception) or match is None:
            return None
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        try:
            again: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except OperationalError as problem:
            if not is_clash(problem):
                raise
            context = {"texts": texts_typed_in(request)}
            return render(request, "plans/clash.html", context, status=503)
        return again


def is_clash(problem: Exception) -> bool:
    """Whether the database gave up a transaction for another's sake."""
    is_told = isinstance(problem, OperationalError)
    return is_told and getattr(problem.__cause__, "sqlstate", "") in CLASHES
