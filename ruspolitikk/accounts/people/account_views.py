"""«Min konto»: what one is called here, one's roles, and where one is logged in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ruspolitikk.accounts.http import AuthenticatedRequest
from ruspolitikk.accounts.models import PersonSession, User
from ruspolitikk.accounts.people.kept import as_file
from ruspolitikk.accounts.sessions import BROWSER, LOGGED_IN_AT, SEEN_AT

OTHERS = "andre"


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Where somebody is logged in. `name` stands for the session's key, which opens it."""

    name: str
    browser: str
    since: datetime
    last_seen: datetime
    is_here: bool


@require_safe
def account(request: AuthenticatedRequest) -> HttpResponse:
    context = {
        "sessions": sessions_of(request.user, here=request.session.session_key or ""),
        "roles": request.user.held_roles,
        "others": OTHERS,
    }
    return render(request, "accounts/people/account.html", context)


@require_safe
def kept_about_me(request: AuthenticatedRequest) -> HttpResponse:
    return as_file(request.user)


@require_POST
def end_session(request: AuthenticatedRequest) -> HttpResponse:
    """One of the others, or all of them; this one is ended by logging out."""
    here, named = request.session.session_key or "", request.POST.get("innlogging", "")
    keys = PersonSession.objects.of(request.user).exclude(session_key=here)
    ending = [
        key
        for key in keys.values_list("session_key", flat=True)
        if named == OTHERS or name_of(key) == named
    ]
    ended, _rows = PersonSession.objects.filter(session_key__in=ending).delete()
    if ended == 0:
        messages.info(request, "Innloggingen var avsluttet allerede.")
    elif named == OTHERS:
        messages.success(request, "Du er logget ut alle andre steder.")
    else:
        messages.success(request, "Innloggingen er avsluttet.")
    return redirect("people:account")


def name_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:16]


def sessions_of(person: User, *, here: str) -> list[LoggedIn]:
    """This one first, then the last used first. What is over, or was opened with a password that
    has been changed since, opens nothing and is left out."""
    rows = PersonSession.objects.of(person).filter(expire_date__gt=timezone.now())
    found = [_logged_in(row, here) for row in rows if _is_open(row, person)]
    return sorted(found, key=lambda each: (not each.is_here, -each.last_seen.timestamp()))


def _is_open(row: PersonSession, person: User) -> bool:
    return row.get_decoded().get(HASH_SESSION_KEY) == person.get_session_auth_hash()


def _logged_in(row: PersonSession, here: str) -> LoggedIn:
    """A session in which no page has been asked for yet has no times: it was opened just now."""
    kept, now = row.get_decoded(), timezone.now().timestamp()
    return LoggedIn(
        name=name_of(row.session_key),
        browser=kept.get(BROWSER, "ukjent nettleser"),
        since=datetime.fromtimestamp(kept.get(LOGGED_IN_AT, now), UTC),
        last_seen=datetime.fromtimestamp(kept.get(SEEN_AT, now), UTC),
        is_here=row.session_key == here,
    )
