"""A test client that checks every page it fetches, whatever the test was about.

What it sends is refused without a CSRF token, as in a browser. It holds one of its own, so that a
test may post without opening the page first; and no page passes whose form would send none, or not
the mark by which what was typed is kept when the session is gone.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client, client
from django.utils import timezone
from lxml import html

from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.models.session import SessionStore
from ruspolitikk.accounts.sessions import LOGGED_IN_AT, SEEN_AT
from ruspolitikk.fields import MARK_FIELD
from tests.least_rights import as_a_server

_keep = client.store_rendered_templates


def _keep_pages(store: dict[str, Any], *, template: Any, context: Any, **sent: Any) -> None:
    """A test asks what a page was given; Django copies it for each part that is included too."""
    if context.template is template:
        _keep(store, template=template, context=context, **sent)


client.store_rendered_templates = _keep_pages

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
DAYS = {"applies_on", "joined_on"}
TOKEN = "t" * 32
TOKEN_IN_FORM = ".//input[@name='csrfmiddlewaretoken' and @value != '']"
TOKEN_BESIDE = "//input[@name='csrfmiddlewaretoken' and @value != '' and @form=$form]"
CHECKED_STATUSES = {200, 201, 403, 404, 409}
HEADERS = (
    *("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "X-Request-ID"),
    *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"),
)
POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
UNSAFE = ("unsafe-", "http:", "https:", "*")
MARKS = "//input[@name=$name and @form=$form]/@value"
FIELDS = "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"
ERRORS = "//*[contains(concat(' ', @class, ' '), ' field__error ')]"
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class CheckingClient(Client):
    """A test that is about the token says so: `headers={"X-CSRFToken": ""}` sends none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **options)
        self.cookies[settings.CSRF_COOKIE_NAME] = TOKEN

    @classmethod
    def of(cls, user: User) -> Self:
        """A client where this person has logged in."""
        client = cls()
        client.force_login(user)
        return client

    def force_login(self, user: AbstractBaseUser, backend: str | None = None) -> None:
        """The session that a login leaves, in one query; Django's own way there takes fifteen."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = backend or settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[LOGGED_IN_AT] = session[SEEN_AT] = int(timezone.now().timestamp())
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""

    def post(self, path: Any, data: Any = None, *args: Any, **extra: Any) -> Any:  # type: ignore[override]
        """Days long back, which tests are full of, are sent as one who has been asked about them;
        a test of the question itself sends its own answer."""
        if isinstance(data, dict):
            data = {**{f"{name}-spurt": _iso(data[name]) for name in DAYS & data.keys()}, **data}
        return super().post(path, data, *args, **extra)

    def request(self, **request: Any) -> Any:
        if request.get("REQUEST_METHOD") not in SAFE_METHODS:
            request.setdefault("HTTP_X_CSRFTOKEN", self.cookies[settings.CSRF_COOKIE_NAME].value)
        with as_a_server():
            response = super().request(**request)
        path = request.get("PATH_INFO", "")
        assert not (faults := header_faults(response.headers)), f"{path}: " + "; ".join(faults)
        is_html = response.get("Content-Type", "").startswith("text/html")
        is_ours = not path.startswith("/admin/")
        has_body = request.get("REQUEST_METHOD") != "HEAD"
        if is_html and is_ours and has_body and response.status_code in CHECKED_STATUSES:
            is_whole = "HTTP_HX_REQUEST" not in request  # htmx is answered with a part of a page
            faults = (page_faults if is_whole else part_faults)(response.content.decode(), path)
            assert not faults, f"{path} ({response.status_code}): " + "; ".join(faults)
        return response


def _iso(day: Any) -> str:
    """«30.04.2024» as 2024-04-30; what is no such day is left as it is."""
    text = str(day[0] if isinstance(day, list) else day)
    return "-".join(reversed(text.split(".")))


def header_faults(headers: Mapping[str, str]) -> list[str]:
    """What an answer fails to tell the browser, whatever kind of answer it is."""
    policy = headers.get("Content-Security-Policy", "")
    faults = [f"no {name}" for name in HEADERS if name not in headers]
    faults += [f"a policy without {part}" for part in POLICY if part not in policy]
    # A form may be sent on to the kommune's log-in, which is the one host that is ever named.
    loaded = [each for each in policy.split("; ") if not each.startswith("form-action ")]
    return faults + [f"a policy with {part}" for part in UNSAFE if part in "; ".join(loaded)]


def part_faults(markup: str, path: str = "/") -> list[str]:
    """What is wrong with a part of a page, in sentences."""
    return _form_faults(parsed(markup), path)


def page_faults(markup: str, path: str = "/") -> list[str]:
    """What is wrong with a page, in sentences; nothing where it is as it should be."""
    page = parsed(markup)
    return [
        *_frame_faults(page),
        *_id_faults(page),
        *_label_faults(page),
        *_error_faults(page),
        *_form_faults(page, path),
        *_address_faults(page),
        *inline_faults(page),
        *(f"an img without alt: {img.get('src')}" for img in page.xpath("//img[not(@alt)]")),
    ]


def parsed(markup: str) -> Any:
    return html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))


def _frame_faults(page: Any) -> list[str]:
    faults = []
    if page.get("lang") != "nb":
        faults.append(f"the language is {page.get('lang')!r}")
    if (headings := len(page.xpath("//h1"))) != 1:
        faults.append(f"{headings} h1")
    if not page.xpath("normalize-space(string(//head/title))").strip(" –"):
        faults.append("no title")
    return faults


def _id_faults(page: Any) -> list[str]:
    counted = Counter(page.xpath("//@id"))
    twice = [f"id {name!r} {n} times" for name, n in counted.items() if n > 1]
    nowhere = [
        f"{attribute} names {name!r}, which is not there"
        for attribute in REFERRING
        for names in page.xpath(f"//@{attribute}")
        for name in names.split()
        if name not in counted
    ]
    return twice + nowhere


def _label_faults(page: Any) -> list[str]:
    labelled = set(page.xpath("//label[normalize-space()]/@for"))
    return [
        f"{field.tag} {field.get('name')!r} without a label"
        for field in page.xpath(FIELDS)
        if field.get("id") not in labelled
        and not field.xpath("ancestor::label[normalize-space()]")
        and not (field.get("aria-label") or field.get("aria-labelledby"))
    ]


def _error_faults(page: Any) -> list[str]:
    """An error is read out with its field, and a page with one opens where it is told."""
    described = {name for names in page.xpath("//@aria-describedby") for name in names.split()}
    wrong = page.xpath("//*[@aria-invalid='true' and not(@type='hidden')]")
    faults = [
        f"an error beside no field: {' '.join(each.text_content().split())}"
        for each in page.xpath(ERRORS)
        if each.get("id") not in described
    ]
    faults += [
        f"{field.get('name')!r} is wrong and does not say why"
        for field in wrong
        if not field.xpath("ancestor-or-self::*/@aria-describedby")
    ]
    if wrong and not page.xpath("//*[@autofocus]"):
        faults.append("an error, and nothing is in focus")
    return faults


def _form_faults(page: Any, path: str) -> list[str]:
    """Without its token a form is answered 403, whatever is typed in it; without its own mark what
    was typed is lost with the session."""
    forms = [
        form
        for form in page.xpath("//form")
        if (form.get("method") or "").lower() == "post" or form.get("hx-post")
    ]
    return [fault for form in forms if (fault := _form_fault(page, form, path))]


def _form_fault(page: Any, form: Any, path: str) -> str:
    sent_to = form.get("action") or "the page itself"
    if not form.xpath(TOKEN_IN_FORM) and not page.xpath(TOKEN_BESIDE, form=form.get("id", "")):
        return f"a form without a token, to {sent_to}: it says {{% form_token %}}"
    marks = page.xpath(MARKS, name=MARK_FIELD, form=form.get("id", "")) or form.xpath(
        ".//input[@name=$name]/@value", name=MARK_FIELD
    )
    mark = Mark.read(marks[0]) if marks else None
    if mark is None:
        return f"a form without a mark, to {sent_to}: it says {{% form_token %}}"
    if mark.address != (urlsplit(form.get("action") or "").path or path):
        return f"a form to {sent_to}, marked for {mark.address}: {{% form_token %}} says which"
    return ""


OUTSIDE = "//a[@rel='license'] | //link[@rel='canonical']"
"""What may lead out: a licence's own page; and the page's whole address, for search engines."""


def _address_faults(page: Any) -> list[str]:
    addresses = page.xpath("(//@src|//@href|//@action|//@srcset|//@data)[contains(., '//')]")
    allowed = {each.get("href") for each in page.xpath(OUTSIDE)}
    return [
        f"an address outside: {each}"
        for each in addresses
        if urlsplit(each.strip()).netloc and each not in allowed
    ]


def inline_faults(page: Any) -> list[str]:
    """What the content security policy would block without a word."""
    attributes = page.xpath("//@style|//@*[starts-with(name(), 'on')]")
    handlers = sorted({each.attrname for each in attributes})
    elements = page.xpath("//style|//script[not(@src)]")
    return [
        *(f"an inline {name} attribute" for name in handlers),
        *(f"an inline {each.tag}" for each in elements),
    ]
