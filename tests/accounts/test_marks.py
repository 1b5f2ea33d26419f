"""The mark of a form: what was signed is read again, and nothing else is."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from ruspolitikk.accounts.kept_forms import marks
from ruspolitikk.accounts.kept_forms.marks import Mark

pytestmark = pytest.mark.one_database

MARK = Mark(7, "/tiltak/5/frist/", "/tiltak/5/")


def sent(mark: str, address: str = "/tiltak/5/frist/", **headers: str) -> Mark | None:
    request = RequestFactory().post(address, {"merke": mark}, headers=headers)
    return Mark.sent_with(request)


def test_a_mark_that_was_signed_is_read_again() -> None:
    assert sent(MARK.signed()) == MARK
    assert sent(MARK.signed(), **{"Sec-Fetch-Site": "same-origin"}) == MARK
    assert sent(MARK.signed(), Origin="http://testserver") == MARK


def test_a_mark_is_worth_nothing_on_another_form() -> None:
    assert sent(MARK.signed(), "/tiltak/6/frist/") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ],
)
def test_a_mark_is_worth_nothing_from_another_site(headers: dict[str, str]) -> None:
    assert sent(MARK.signed(), **headers) is None


def test_a_mark_is_good_for_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    text = MARK.signed()
    monkeypatch.setattr(marks, "GOOD_FOR", timedelta(seconds=-1))
    assert Mark.read(text) is None


@given(st.text())
def test_no_other_text_is_a_mark(text: str) -> None:
    assert Mark.read(text) is None


@given(st.integers(0, 60), st.sampled_from("aZ09-_:."))
def test_a_mark_with_a_letter_changed_is_none(place: int, letter: str) -> None:
    text = MARK.signed()
    changed = text[:place] + letter + text[place + 1 :]
    assert Mark.read(changed) in {None, MARK if changed == text else None}


def test_what_was_signed_for_something_else_is_no_mark() -> None:
    assert Mark.read(signing.dumps([7, "/tiltak/5/frist/", "/tiltak/5/"])) is None
