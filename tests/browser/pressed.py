"""What the browser has pressed: the buttons of POST forms on the pages that it was shown, and those
that it sent. The last test of all (`test_what_was_pressed.py`) compares the two."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from lxml import html

View = Callable[[HttpRequest], HttpResponseBase]
BUTTONS = ".//button[not(@type='button')] | //button[@form=$form][not(@type='button')]"


@dataclass(frozen=True, order=True, slots=True)
class Button:
    """A button of a form: the view that the form is sent to, and the name and value that the button
    adds, if any. Ids in them are left out: one of many is enough."""

    view: str
    name: str = ""
    value: str = ""

    @classmethod
    def of(cls, view: str, name: str | None, value: object) -> "Button":
        return cls(view, re.sub(r"\d+", "N", name or ""), re.sub(r"^\d+$", "", str(value or "")))


SHOWN: set[Button] = set()
SENT: set[Button] = set()


class Remember:
    """A middleware, the innermost. What was stopped before its view, or refused there, was not
    sent."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        was_sent = request.method == "POST" and hasattr(request, "came_to_its_view")
        if match and was_sent and response.status_code < 400:
            SENT.update(pressed_in(request, match.view_name))
        if match and not match.view_name.startswith("admin:"):
            SHOWN.update(buttons_on(request, response))
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        request.came_to_its_view = True  # type: ignore[attr-defined]


def pressed_in(request: HttpRequest, view: str) -> set[Button]:
    """The named buttons that were sent; the plain one of the form where none was. A name of a row's
    own may be a field of another form's too, so it does not stand in the way of the plain one."""
    shown = {button.name for button in SHOWN if button.view == view and button.name}
    sent = {Button.of(view, name, value) for name, value in request.POST.items()}
    named = {button for button in sent if button.name in shown}
    is_plain = all("N" in button.name for button in named)
    return named | {Button(view)} if is_plain else named


def buttons_on(request: HttpRequest, response: HttpResponseBase) -> set[Button]:
    """The buttons of the POST forms on a page, or on a part of one that htmx asked for."""
    if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
        return set()
    content = response.content.decode()  # type: ignore[attr-defined]
    if "<form" not in content:
        return set()
    page = html.document_fromstring(content)
    return {
        Button.of(view, button.get("name"), button.get("value"))
        for form in page.xpath("//form[translate(@method, 'POST', 'post')='post']")
        if (view := view_at(urlsplit(form.get("action") or request.path).path))
        for button in form.xpath(BUTTONS, form=form.get("id", "-"))
    }


def view_at(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
