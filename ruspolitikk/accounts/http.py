"""What a view may count on: closed by default, so there is always somebody logged in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from ruspolitikk.accounts.models import User


class AuthenticatedRequest(HttpRequest):
    """A request that has passed LoginRequiredMiddleware."""

    user: User


View = Callable[..., HttpResponseBase]
SECRET_ADDRESS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def keeps_the_address_secret(view: View) -> View:
    """The address is the key, so the page is not indexed, cached or sent on as a referrer."""

    @wraps(view)
    def secretly(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for header, value in SECRET_ADDRESS.items():
            response[header] = value
        return response

    return secretly
