"""What a running server writes down: one line of JSON on stderr for each thing that matters.

Faults, log-ins, refusals and changes of password and role; each with the number of its request, and
none with a name, an address of somebody's, what anybody typed, or the secret of a link.
"""

import json
import logging
import re
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger("ruspolitikk")

REQUEST_ID = ContextVar("request_id", default="")
"""The number of the request that this thread answers; empty outside of one."""
HEADER = "X-Request-ID"
LED_TO_IT, LAST_PLACES = 5, 25
"""How many exceptions of a chain are told, and how many places in the code of each."""
REFUSALS = frozenset({400, 403, 413, 429})

_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_SECRET_ADDRESS = re.compile(
    r"(?<=/)(svar|kalender|data|ikke-lagret|nytt-passord|velkommen)/"
    r"(?!forkast/|lagret/)[^/\s?\"']+"
)
# What Django has signed, wherever it stands; and what chance has made, with its capital and digit.
_SIGNED = re.compile(r"[\w-]+(?:[.:][\w-]+)*[.:][\w-]{43}(?![\w-])")
_BY_CHANCE = re.compile(r"(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{20,}")
_HOUSE = str(Path(__file__).resolve().parents[2])

View = Callable[[HttpRequest], HttpResponseBase]


def note(event: str, request: HttpRequest | None = None, **facts: Any) -> None:
    """Write down what has happened: ids and codes, not names."""
    log.info(event, extra={"request": request, "facts": facts})


def without_secrets(text: str) -> str:
    """The text, with «…» for the secret part of an address: of a svarlenke, a calendar, a data
    address, a kept text, a new password, a file, and whatever else looks like one."""
    for secret, instead in ((_SECRET_ADDRESS, r"\1/…"), (_SIGNED, "…"), (_BY_CHANCE, "…")):
        text = secret.sub(instead, text)
    return text


class JsonLines(logging.Formatter):
    """A record as one line. Of an exception its kind and its way through the code are told, and
    not its words, which may hold what somebody typed; but for those of a setting that is wrong."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": without_secrets(record.getMessage()),
            "request": REQUEST_ID.get(),
            **_of_request(getattr(record, "request", None)),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and (exception := record.exc_info[1]):
            line["fault"] = _fault(exception)
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """For one who looks on: the words, and the whole of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        facts = getattr(record, "facts", {})
        told = " ".join(f"{name}={value}" for name, value in facts.items())
        return without_secrets(f"{super().format(record)} {told}".rstrip())


def _of_request(request: Any) -> dict[str, Any]:
    if not isinstance(request, HttpRequest):
        return {}
    match = request.resolver_match
    return {
        "method": request.method,
        "path": without_secrets(request.path),
        "page": match.view_name if match else "",
        "person": person_of(request),
    }


def person_of(request: HttpRequest) -> int | None:
    """The id of whoever asks, where it is known already: a database that is down is not asked."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None


def _fault(exception: BaseException) -> list[dict[str, Any]]:
    """The exception and those that led to it, the last first."""
    told: list[dict[str, Any]] = []
    at: BaseException | None = exception
    while at is not None and len(told) < LED_TO_IT:
        frames = traceback.extract_tb(at.__traceback__)
        told.append(
            {
                "kind": f"{type(at).__module__}.{type(at).__qualname__}",
                "words": str(at) if isinstance(at, ImproperlyConfigured) else None,
                "at": [_place(frame) for frame in frames[-LAST_PLACES:]],
                "constraint": getattr(getattr(at, "diag", None), "constraint_name", None),
                "sqlstate": getattr(at, "sqlstate", None),
            }
        )
        at = at.__cause__ or at.__context__
    return told


def _place(frame: traceback.FrameSummary) -> str:
    file = frame.filename.rpartition("site-packages/")[2].removeprefix(f"{_HOUSE}/")
    return f"{file}:{frame.lineno} {frame.name}"


def request_ids(get_response: View) -> View:
    """Gives each request a number, that its answer and every line about it bear, and writes down
    who was refused. A number that the proxy gave is kept where it looks like one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        number = given if _ID.fullmatch(given) else uuid.uuid4().hex
        token = REQUEST_ID.set(number)
        try:
            response = get_response(request)
            if response.status_code in REFUSALS:
                note("refused", request, status=response.status_code)
        finally:
            REQUEST_ID.reset(token)
        response[HEADER] = number
        return response

    return middleware
