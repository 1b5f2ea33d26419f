"""Forms that say they are written in something else than UTF-8."""

from encodings.aliases import aliases
from typing import Any

import pytest
from django.test import RequestFactory
from django.test.client import ClientHandler, FakePayload

from ruspolitikk.server.starting import forms_in_utf8

pytestmark = pytest.mark.one_database

ODD_CHARSETS = (*sorted({*aliases.values()} - {"utf_8"}), "undefined", "idna", "raw_unicode_escape")
LATIN_1_FORM = b"--x\r\nContent-Disposition: form-data; name=username\r\n\r\n\xe5se\r\n--x--\r\n"
MULTIPART, URLENCODED = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"


def status_of(method: str, content_type: str) -> int:
    """What a server answers, as it reads a request from the net."""
    factory = RequestFactory()
    ask = factory.get if method == "GET" else factory.post
    environ = ask("/logg-inn/?next=%C3%A5").environ
    environ |= {"CONTENT_TYPE": content_type, "wsgi.input": FakePayload(LATIN_1_FORM)}
    environ["CONTENT_LENGTH"] = str(len(LATIN_1_FORM) if method == "POST" else 0)
    pages = ClientHandler(enforce_csrf_checks=True)
    answer: Any = forms_in_utf8(lambda asked, _start: pages(asked))(environ, None)
    return int(answer.status_code)


@pytest.mark.parametrize("kind", [MULTIPART, URLENCODED, "text/plain", "x"])
def test_a_form_in_another_charset_is_none(db: None, kind: str) -> None:
    for charset in ODD_CHARSETS:
        content_type = f"{kind}; charset={charset}"
        assert status_of("POST", content_type) == 302, charset
    for charset in ("base64", "finnes-ikke", "a" * 4000, "../x", "\x00", "\xe5", '"'):
        assert status_of("GET", f"{kind}; charset={charset}") == 200, charset
    assert status_of("GET", f"{kind}; charset*=x'y'%FF") == 200
