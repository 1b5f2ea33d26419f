"""The page that a form stood on, opened anew, with what was typed in its form.

The page is asked for inside the request, as its person would be given it now, and its form is
filled as a browser fills the forms of a tab that it brings back. So no page and no form of the
product knows of it, the choices and the rules are today's, and a version that was sent is kept:
saved meanwhile by another, both are shown.
"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import resolve
from lxml import html

from ruspolitikk.accounts.kept_forms.keeping import KeptName
from ruspolitikk.accounts.models import KeptForm
from ruspolitikk.fields import ASKED_ABOUT, NOT_TYPED

FORM_ID = "ulagret"
LEADS_BACK = {"tilbake", "next"}
BUTTONS = {"submit", "button", "reset", "image"}
HELD_BACK = {"file", "password"}
FIELDS = ".//input[@name]|.//select[@name]|.//textarea[@name]"


@dataclass(frozen=True, slots=True)
class Line:
    """A field as it is read on screen: its label, what was typed, and what stands now."""

    label: str
    typed: str
    now: str


class FormPage:
    """A page of the product with the form that a kept text was sent from."""

    def __init__(self, response: HttpResponse, kept: KeptForm, name: KeptName, at: str) -> None:
        self.response = response
        self.kept = kept
        parser = html.HTMLParser(encoding="utf-8")
        self.page = html.document_fromstring(response.content, parser=parser)
        self._stand_at(at)
        self.form = self._form_of(name.address)

    def _stand_at(self, address: str) -> None:
        """The page is shown at another address than its own: what leads to itself says so."""
        for form in self.page.xpath("//form[not(@action) or @action='']"):
            form.set("action", address)
        for link in self.page.xpath("//a[starts-with(@href, '?')]"):
            link.set("href", urljoin(address, link.get("href")))

    def _form_of(self, address: str) -> Any:
        """The form that is sent to the address; else the one with most of the fields that were
        sent, as a measure's own form for a row of the list. None where no form has half of them.
        """
        sent = set(self.kept.typed)
        forms = self.page.xpath("//main//form[translate(@method, 'POST', 'post')='post']")
        ranked = [
            (
                urlsplit(form.get("action")).path == address,
                len(sent & {field.get("name") for field in _fields(form)}),
                -place,
                form,
            )
            for place, form in enumerate(forms)
        ]
        is_its_own, shared, _place, form = max(ranked, default=(False, 0, 0, None))
        return form if is_its_own or 2 * shared > len(sent) else None

    @property
    def heading(self) -> str:
        return " ".join(self.page.xpath("string(//h1)").split())

    @property
    def lead(self) -> str:
        return " ".join(self.page.xpath("string(//*[contains(@class, 'lead')])").split())

    def lines(self) -> list[Line]:
        """What is in the form's fields once they are filled, beside what the page has in them."""
        now = _readable(self.page, self.form)
        self.fill()
        typed = _readable(self.page, self.form)
        return [Line(label, text, now.get(label, "")) for label, text in typed.items() if text]

    def fill(self) -> list[str]:
        """Put what was typed in the form; what finds no place in it any more is returned."""
        typed = {name: list(texts) for name, texts in self.kept.typed.lists()}
        for field in _fields(self.form):
            if (name := field.get("name")) in NOT_TYPED or field.get("type") in HELD_BACK:
                continue
            _fill_field(field, typed.get(name, []))
            if typed.get(name) and _holds(field):
                _open_around(field)
        for button in self.form.xpath(".//button[@name]"):
            typed.pop(button.get("name"), None)
        for name in [name for name in typed if name.endswith(ASKED_ABOUT)]:
            self._say_again(name, typed.pop(name))
        return [
            text
            for name, texts in typed.items()
            for text in texts
            if name not in LEADS_BACK and is_of_a_person(text)
        ]

    def _say_again(self, name: str, texts: list[str]) -> None:
        """What was asked about and answered stands beside its field in the first page's form
        alone: the form opened anew has no such field yet."""
        for text in filter(None, texts):
            self.form.append(html.Element("input", type="hidden", name=name, value=text))

    def pressed(self) -> tuple[str, str]:
        """The name and value of the button that was pressed, where it had any."""
        for button in self.form.xpath(".//button[@name]"):
            name, value = button.get("name"), button.get("value", "")
            if value in self.kept.typed.getlist(name):
                return name, value
        return "", ""

    def with_message(self, message: str) -> HttpResponse:
        """The page with a message above its heading, whose button sends the form."""
        self.form.set("id", self.form.get("id") or FORM_ID)
        for attribute in [name for name in self.form.attrib if name.startswith("hx-")]:
            del self.form.attrib[attribute]  # the row of a list is saved from the page's head here
        for button in self.form.xpath(".//button"):
            if button.text_content().strip() == "Lagre":
                button.text = "Lagre nå"
        self._place_of_messages().addnext(html.fragment_fromstring(message))
        self.response.content = html.tostring(
            self.page, encoding="utf-8", doctype="<!doctype html>"
        )
        return self.response

    @property
    def form_id(self) -> str:
        return self.form.get("id") or FORM_ID

    def _place_of_messages(self) -> Any:
        """What the message stands after: the crumbs, or the mark that the page begins with."""
        crumbs = self.page.xpath("//nav[contains(@class, 'breadcrumbs')]")
        if crumbs:
            return crumbs[0]
        start = html.Element("div")
        self.page.xpath("//main/*")[0].insert(0, start)
        return start


def open_again(request: HttpRequest, kept: KeptForm, name: KeptName) -> FormPage | int:
    """The page with the form, by the address that it is sent to, else by where it stood.

    A status where there is none: 404 is gone, 403 not this person's any more, 200 another page.
    """
    status = 200
    for address in [name.address, kept.page]:
        if not address:
            continue
        response = page_inside(request, address)
        if isinstance(response, int) or response.status_code != 200:
            found = response if isinstance(response, int) else response.status_code
            status = found if status == 200 and found in {403, 404, 410} else status
            continue
        opened = FormPage(response, kept, name, at=address)
        if opened.form is not None:
            return opened
    return status


def page_inside(request: HttpRequest, address: str) -> HttpResponse | int:
    """Another page of the product, as this person would be given it now; 403 and 404 as such."""
    parts = urlsplit(address)
    inside = _asking(request, parts.path, parts.query)
    try:
        match = resolve(parts.path)
        inside.resolver_match = match
        response = match.func(inside, *match.args, **match.kwargs)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return response if isinstance(response, HttpResponse) else 404


def _asking(request: HttpRequest, path: str, query: str) -> WSGIRequest:
    get_token(request)  # so that both requests have the same
    left_out = ("HTTP_HX_", "CONTENT_", "HTTP_CONTENT_")
    environ = {
        **{key: value for key, value in request.META.items() if not key.startswith(left_out)},
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "wsgi.input": BytesIO(),
    }
    inside = WSGIRequest(environ)
    for name in ("user", "session", "_messages", "seconds_left", "is_last_hour"):
        if hasattr(request, name):
            setattr(inside, name, getattr(request, name))
    return inside


_SUM = re.compile(r"[0-9a-f]{8}[0-9a-f-]{8,}(?: [0-9a-f]{16})*")


def is_of_a_person(text: str) -> bool:
    """Whether somebody may have typed a text: no row's number, and no sum that a form carries to
    tell what it was opened on."""
    return bool(text.strip()) and not text.isdecimal() and not _SUM.fullmatch(text)


# --- The fields of a form, as a browser fills and a person reads them -----------------------------


def _fields(form: Any) -> Iterator[Any]:
    """Its fields, and those elsewhere on the page that name it."""
    yield from form.xpath(FIELDS)
    if form.get("id"):
        beside = "|".join(f"//{tag}[@form=$id][@name]" for tag in ("input", "select", "textarea"))
        yield from form.xpath(beside, id=form.get("id"))


def _fill_field(field: Any, texts: list[str]) -> None:
    """Give a field its text, the first of those under its name, which is then taken."""
    kind = field.get("type", "")
    if kind in BUTTONS:
        return
    if kind in {"checkbox", "radio"}:
        value = field.get("value", "on")
        _set(field, "checked", value in texts)
        if value in texts:
            texts.remove(value)
    elif field.tag == "select":
        for option in field.xpath(".//option"):
            value = option.get("value", option.text_content())
            _set(option, "selected", value in texts)
            if value in texts:
                texts.remove(value)
    elif texts:
        text = texts.pop(0).replace("\r\n", "\n")
        if field.tag == "textarea":
            field.text = f"\n{text}"  # a browser drops the first line break
        else:
            field.set("value", text)


def _set(element: Any, attribute: str, is_set: bool) -> None:
    if is_set:
        element.set(attribute, "")
    elif attribute in element.attrib:
        del element.attrib[attribute]


def _holds(field: Any) -> bool:
    return field.get("type") not in {"checkbox", "radio"} or "checked" in field.attrib


def _open_around(field: Any) -> None:
    for details in field.iterancestors("details"):
        details.set("open", "")


def _readable(page: Any, form: Any) -> dict[str, str]:
    """Each field that is seen, with its label and what is in it, in the order of the page."""
    by_label: dict[str, str] = {}
    for field in _fields(form):
        if field.get("name") in NOT_TYPED or field.get("type") in {"hidden", *BUTTONS, *HELD_BACK}:
            continue
        label, text = _label(page, field), _text(page, field)
        texts = [by_label.get(label, ""), text]
        by_label[label] = "\n".join(filter(None, texts))
    return by_label


def _label(page: Any, field: Any) -> str:
    """The words above a field, without what says that it may stay blank."""
    fieldset = next(field.iterancestors("fieldset"), None)
    of_field = page.xpath("//label[@for=$id]", id=field.get("id", "")) or list(
        field.iterancestors("label")
    )
    is_choice = field.get("type") in {"checkbox", "radio"}
    labels = fieldset.xpath("./legend") if fieldset is not None and is_choice else of_field
    if not labels:
        return str(field.get("aria-label", ""))
    label = copy(labels[0])
    for optional in label.xpath(".//*[contains(@class, 'optional')]"):
        optional.drop_tree()
    return " ".join(label.text_content().split())


def _text(page: Any, field: Any) -> str:
    if field.tag == "select":
        chosen = field.xpath(".//option[@selected][@value!='']")
        return ", ".join(" ".join(option.text_content().split()) for option in chosen)
    if field.get("type") in {"checkbox", "radio"}:
        if "checked" not in field.attrib:
            return ""
        labels = page.xpath("//label[@for=$id]", id=field.get("id", ""))
        in_fieldset = next(field.iterancestors("fieldset"), None) is not None
        return str(" ".join(labels[0].text_content().split())) if labels and in_fieldset else "Ja"
    text = (field.text or "").removeprefix("\n") if field.tag == "textarea" else field.get("value")
    return str(text or "")
