"""Whether a server lives, and whether it may be sent requests: for a proxy, not for people.

Both are answered to anybody, so they name what failed and nothing else: no address, no version.
Neither is written down; the proxy that asks every ten seconds would fill the log.
"""

import shutil
import tempfile
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as kept
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

OK = "ok"


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """/helse/: this process answers. Asks nobody else, so that a database that is down has no
    server started anew for it."""
    return JsonResponse({"alive": OK})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """/klar/: 200 where all that a request needs is there; 503 where something is missing."""
    found = {name: ask() for name, ask in ASKED.items()}
    answer = JsonResponse(found, status=200 if {*found.values()} == {OK} else 503)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django logs each 503 as a fault
    return answer


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "does not answer"
    return OK


def _migrations() -> str:
    """One that is newer than the code serves it, as while an upgrade is under way."""
    try:
        missing = _last_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    except Error:
        return "cannot be read"
    return "missing" if missing else OK


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """The last of each app. They come with the code, so a process reads them once: 14 ms, where a
    proxy asks every few seconds."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _disk() -> str:
    """Where uploads and files are put while they are made; the database has its own disk."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    return OK if free >= settings.LEAST_FREE_DISK else "nearly full"


def _cache() -> str:
    try:
        kept.get("ready")
    except Error:
        return "cannot be read"
    return OK


ASKED: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "cache": _cache,
}
