"""How long one stays logged in: 60 minutes from the last time, 12 hours from logging in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from ruspolitikk.accounts.kept_forms.marks import GOOD_FOR

IDLE = timedelta(seconds=settings.SESSION_COOKIE_AGE)
LONGEST = GOOD_FOR
TOLD_EVERY = timedelta(minutes=1)
"""How often the session is written; every request would be one write more for each page."""

LOGGED_IN_AT, SEEN_AT, BROWSER = "logged_in_at", "seen_at", "browser"

View = Callable[[HttpRequest], HttpResponseBase]


def session_times(get_response: View) -> View:
    """Ends a session that is twelve hours old, and lets one that is used live on.

    What somebody was shown is kept by no browser, so that Back shows it to nobody after logging
    out; a page that says itself how it may be kept has the word.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_personal = SESSION_KEY in request.session
        if is_personal:
            use_session(request, timezone.now())
        response = get_response(request)
        if is_personal:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internett"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
"""What a browser calls itself by, the more particular first: most say that they are Safari too."""


def browser_in_words(user_agent: str) -> str:
    """«Firefox på Windows»; «ukjent nettleser» for what is neither."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "ukjent nettleser")
    machine = next((name for sign, name in MACHINES if sign in user_agent), "")
    return f"{browser} på {machine}" if machine else browser


def use_session(request: HttpRequest, now: datetime) -> None:
    """Somebody is logged in, and here now. Sets `seconds_left` and `is_last_hour`: how long until
    the session ends if nothing more is asked, and whether asking makes that no later."""
    session, at = request.session, int(now.timestamp())
    session.setdefault(LOGGED_IN_AT, at)
    if at - session[LOGGED_IN_AT] >= LONGEST.total_seconds():
        session.flush()
        return
    if at - session.get(SEEN_AT, 0) >= TOLD_EVERY.total_seconds():
        session[SEEN_AT] = at
        session[BROWSER] = browser_in_words(request.headers.get("User-Agent", ""))
    idle = session[SEEN_AT] + int(IDLE.total_seconds()) - at
    longest = session[LOGGED_IN_AT] + int(LONGEST.total_seconds()) - at
    request.seconds_left = min(idle, longest)  # type: ignore[attr-defined]
    request.is_last_hour = longest <= idle  # type: ignore[attr-defined]
