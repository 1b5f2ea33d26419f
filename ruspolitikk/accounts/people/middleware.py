"""One whose password somebody else made chooses their own before anything else is open."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from ruspolitikk.accounts.kept_forms.keeping import TooMuchError, keep
from ruspolitikk.accounts.kept_forms.marks import Mark, is_public
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.views import in_the_browser, too_much

OPEN = {"people:own-password", "logout", "stay-logged-in", "discard-kept-form"}


class OwnPasswordFirstMiddleware:
    """Leads every page of one with a one-time password to «Velg passord», and on to that page
    afterwards. What was sent is kept, as at the log-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        is_anybodys = is_public(request) and name != "kept-form"
        if name in OPEN or is_anybodys or not isinstance(request.user, User):
            return None
        if request.user.one_time_until is None:
            return None
        after = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
        if mark := Mark.sent_with(request) if request.method == "POST" else None:
            try:
                kept = keep(request, mark)
            except TooMuchError:
                return too_much(request)
            after = kept.url if kept else mark.page
        if "HX-Request" in request.headers and not after:
            after = "/"
        query = f"?{urlencode({'next': after}, safe='/')}" if after not in {"", "/"} else ""
        return in_the_browser(request, f"{reverse('people:own-password')}{query}")
