"""Nobody is let in without logging in, and nothing that was typed is lost at the door."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

from ruspolitikk.accounts.kept_forms.keeping import forget
from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.views import in_the_browser, kept_or_refused, login_address
from ruspolitikk.fields import KEPT_FIELD


class LoginOrKeepMiddleware(LoginRequiredMiddleware):
    """Django's own, which asks for a log-in; what was sent with a good mark is kept meanwhile."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        mark = Mark.sent_with(request) if request.method == "POST" else None
        if mark and mark.person and (answer := kept_or_refused(request, mark)):
            return answer
        if "HX-Request" in request.headers:
            page = mark.page if mark else request.headers.get("HX-Current-URL", "")
            return in_the_browser(request, login_address(page))
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """What has led on to another page is saved, and no longer kept."""
        has_led_on = request.method == "POST" and 300 <= response.status_code < 400
        if has_led_on and KEPT_FIELD in request.POST:
            forget(request)
        return response
