"""What every answer tells the browser that it may not do, and which methods are answered at all."""

from collections.abc import Callable
from types import MappingProxyType

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

View = Callable[[HttpRequest], HttpResponseBase]

METHODS = ("GET", "HEAD", "POST")
NOT_USED = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope magnetometer microphone midi payment picture-in-picture screen-wake-lock usb "
    "xr-spatial-tracking"
)
"""What a browser can do and no page of ours asks for. A copy button writes to the clipboard, and a
log-in may ask for a passkey, so these two are not here."""
FIXED = MappingProxyType(
    {
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED.split()),
        "Cross-Origin-Resource-Policy": "same-origin",
        # Django's own middleware says these of all but what it refuses itself: another host.
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)


def on_every_answer(get_response: View) -> View:
    """Outermost but for the number of the request and the content security policy, so that faults,
    refusals, static files and redirects to HTTPS have them too. What a page says itself stays."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for header, value in FIXED.items():
            response.headers.setdefault(header, value)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        return response

    return middleware


def known_methods(get_response: View) -> View:
    """Nothing here is sent by PUT, PATCH or DELETE, and nobody is told what a page would take:
    a view that knows GET from POST alone is never asked what it makes of another method."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware
