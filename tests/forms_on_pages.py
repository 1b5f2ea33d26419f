"""What a browser would send for a form on a page, if nothing were typed."""

from typing import Any

from lxml import html

from tests.checking_client import CheckingClient

Form = dict[str, list[str]]


def form_on(answer: Any, button: str = "") -> Form:
    """The first form with this button's words; the page's own, where none are said."""
    assert answer.status_code in {200, 409}, answer.status_code
    page = html.document_fromstring(answer.content.decode())
    forms = page.xpath("//main//form[@method='post']")
    form = next(f for f in forms if button in f.text_content())
    sent: Form = {}
    for name, value in form.form_values():
        text = str(value).removeprefix("\n").replace("\n", "\r\n")
        sent.setdefault(str(name), []).append(text)
    sent.pop("csrfmiddlewaretoken", None)
    sent.pop("merke", None)
    return sent


def send(client: CheckingClient, address: str, button: str = "", /, **typed: Any) -> Any:
    """Open a page, type something, and send its form to the page's own address."""
    return client.post(address, {**form_on(client.get(address), button), **typed})


def said(answer: Any) -> str:
    """The words of a page."""
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())
