"""A test client that checks every page it fetches, whatever the test was about."""

from collections import Counter
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, client
from lxml import html

from ruspolitikk.accounts.models import User

_keep = client.store_rendered_templates


def _keep_pages(store: dict[str, Any], *, template: Any, context: Any, **sent: Any) -> None:
    """A test asks what a page was given; Django copies it for each part that is included too."""
    if context.template is template:
        _keep(store, template=template, context=context, **sent)


client.store_rendered_templates = _keep_pages

CHECKED_STATUSES = {200, 403, 404, 409}
FIELDS = "//input[not(@type='hidden' or @type='submit' or @type='button')]|//select|//textarea"
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class CheckingClient(Client):
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
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        is_ours = not request.get("PATH_INFO", "").startswith("/admin/")
        is_whole = "HTTP_HX_REQUEST" not in request  # htmx is answered with a part of a page
        if is_page and is_ours and is_whole and response.status_code in CHECKED_STATUSES:
            check_page(response, request.get("PATH_INFO", ""))
        return response


def check_page(response: Any, path: str) -> None:
    """Fail with every fault of the page at once."""
    faults = page_faults(response.content.decode())
    assert not faults, f"{path} ({response.status_code}): " + "; ".join(faults)


def page_faults(markup: str) -> list[str]:
    """What is wrong with a page, in sentences; nothing where it is as it should be.

    >>> page_faults('<html lang="nb"><title>Tiltak</title><h1>Tiltak</h1><img src="a.svg"></html>')
    ['an img without alt: a.svg']
    """
    page = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    return [
        *_frame_faults(page),
        *_id_faults(page),
        *_label_faults(page),
        *_address_faults(page),
        *_inline_faults(page),
        *(f"an img without alt: {img.get('src')}" for img in page.xpath("//img[not(@alt)]")),
    ]


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


def _address_faults(page: Any) -> list[str]:
    addresses = page.xpath("(//@src|//@href|//@action|//@srcset|//@data)[contains(., '//')]")
    return [f"an address outside: {each}" for each in addresses if urlsplit(each.strip()).netloc]


def _inline_faults(page: Any) -> list[str]:
    """What the content security policy would block without a word."""
    attributes = page.xpath("//@style|//@*[starts-with(name(), 'on')]")
    handlers = sorted({each.attrname for each in attributes})
    elements = page.xpath("//style|//script[not(@src)]")
    return [
        *(f"an inline {name} attribute" for name in handlers),
        *(f"an inline {each.tag}" for each in elements),
    ]
