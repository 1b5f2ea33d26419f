"""What holds for every page that anybody may read: it knows nobody, and others may keep it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

PUBLIC, ROBOTS = "/publisert/", "/robots.txt"
"""Where the address of each public page begins; and the one that tells search engines of them."""
KEPT_FOR = 300
"""Seconds that a proxy may show a page before it asks again: what is taken back is gone everywhere
after that. A browser asks each time, and is told where nothing is new."""

View = Callable[..., HttpResponse]


def without_cookies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A middleware, before the one of sessions: on a public page nobody is logged in, no cookie is
    read or set, and so the page does not vary by any."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith((PUBLIC, ROBOTS)):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        response.cookies.clear()
        response.headers.pop("Vary", None)
        return response

    return middleware


def public_page(view: View) -> View:
    """May be read without logging in, asked for again cheaply, and kept by proxies for a while."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(
            response, public=True, max_age=0, s_maxage=KEPT_FOR, must_revalidate=True
        )
        return response

    # Nothing is ever sent to it, so no token is asked for: a POST is told that it is not taken.
    is_open: View = csrf_exempt(login_not_required(require_safe(conditional_page(kept))))
    return is_open


def drawn(template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A public page. Its template is not given the request: it cannot tell who reads."""
    response = HttpResponse(render_to_string(template, context), status=status)
    if status != 200:
        response["X-Robots-Tag"] = "noindex"
    return response
