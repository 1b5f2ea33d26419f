"""The signed mark that every form carries: who opened it, where it is sent, and when."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest

from ruspolitikk.fields import MARK_FIELD

GOOD_FOR = timedelta(hours=12)
"""As long as anybody may stay logged in."""

LONGEST_PAGE = 500
_SALT = "accounts.form-mark"


@dataclass(frozen=True, slots=True)
class Mark:
    """A form as it was opened.

    `person` is the id of the user, None on a page that is read without logging in; `address` is
    the path that the form is sent to; `page` the path and query of the page that it stood on,
    empty where that is too long to carry along.
    """

    person: int | None
    address: str
    page: str

    @classmethod
    def of(cls, request: HttpRequest, address: str) -> Self:
        """The mark of a form on the page that is being written."""
        user = getattr(request, "user", None)
        is_somebodys = user is not None and user.is_authenticated and not is_public(request)
        page = _page_of(request)
        return cls(
            person=user.pk if user is not None and is_somebodys else None,
            address=address,
            page=page if len(page) <= LONGEST_PAGE else "",
        )

    @classmethod
    def sent_with(cls, request: HttpRequest) -> Self | None:
        """The mark of a form that was sent; None where it is missing, forged, too old, another
        form's, or where another site sent it."""
        mark = cls.read(request.POST.get(MARK_FIELD, ""))
        is_its_own = mark is not None and mark.address == request.path
        return mark if is_its_own and _is_from_here(request) else None

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What was signed; None for any other text."""
        try:
            return cls(*signing.loads(text, salt=_SALT, max_age=GOOD_FOR))
        except signing.BadSignature:
            return None

    def signed(self) -> str:
        parts: list[Any] = [self.person, self.address, self.page]
        return signing.dumps(parts, salt=_SALT, compress=True)


def is_public(request: HttpRequest) -> bool:
    """Whether the page that is asked for may be read without logging in."""
    match = request.resolver_match
    return match is not None and not getattr(match.func, "login_required", True)


def _page_of(request: HttpRequest) -> str:
    """The address in the browser; of a part that htmx fetches, that of the page around it."""
    around = urlsplit(request.headers.get("HX-Current-URL", ""))
    if not around.path:
        return request.get_full_path()
    return f"{around.path}?{around.query}" if around.query else around.path


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form.

    Sec-Fetch-Site is asked first: a page that hides its address sends no Origin.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
