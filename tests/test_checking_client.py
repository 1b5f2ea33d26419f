"""What the checking client would see, so that its silence means something."""

import pytest

from measures.models import Measure
from ruspolitikk.accounts.kept_forms.marks import Mark
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient, page_faults, part_faults

PAGE = '<html lang="nb"><title>Tiltak</title><h1>Tiltak</h1>{}</html>'
CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'
MARK = f'<input type="hidden" name="merke" value="{Mark(None, "/a/", "/").signed()}">'
FORGED = '<input type="hidden" name="merke" value="abc">'
TOKEN = CSRF + MARK
NO_TOKEN = "a form without a token, to the page itself: it says {% form_token %}"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('<img src="a.svg">', "an img without alt: a.svg"),
        ("<h1>En til</h1>", "2 h1"),
        ('<p id="a"></p><p id="a"></p>', "id 'a' 2 times"),
        ('<p aria-describedby="b"></p>', "aria-describedby names 'b', which is not there"),
        ('<input name="text">', "input 'text' without a label"),
        ('<a href="https://example.org/"></a>', "an address outside: https://example.org/"),
        ('<p style="color: red"></p>', "an inline style attribute"),
        ('<form method="post"></form>', NO_TOKEN),
        ('<form method="POST" action="/a/"></form>', NO_TOKEN.replace("the page itself", "/a/")),
        (f'<form method="post"></form><form>{TOKEN}</form>', NO_TOKEN),
        (f'<form method="post">{CSRF}</form>', NO_TOKEN.replace("token,", "mark,")),
        (f'<form method="post">{CSRF}{FORGED}</form>', NO_TOKEN.replace("token,", "mark,")),
        (
            f'<form method="post" action="/b/">{TOKEN}</form>',
            "a form to /b/, marked for /a/: {% form_token %} says which",
        ),
    ],
)
def test_a_fault_is_told(content: str, fault: str) -> None:
    assert page_faults(PAGE.format(content)) == [fault]


@pytest.mark.parametrize(
    "content",
    [
        "",
        f'<form method="post" action="/a/#her">{TOKEN}</form>',
        f'<form method="post" action="/a/" id="lagre"></form>{TOKEN.replace(">", " form=lagre>")}',
        '<form method="get"></form>',
    ],
)
def test_a_page_without_fault_is_good(content: str) -> None:
    assert page_faults(PAGE.format(content)) == []


def test_a_part_of_a_page_sends_its_token_too() -> None:
    row = '<tr><td><form method="post" hx-post="/a/">{}</form></td></tr>'
    assert part_faults(row.format(TOKEN), "/a/") == []
    assert part_faults(row.format(""), "/a/") == [NO_TOKEN]


def test_what_is_sent_without_a_token_is_refused(client: CheckingClient, grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client.force_login(grorud)
    address = f"/tiltak/{measure.pk}/rediger/"

    assert client.post(address, {}, headers={"X-CSRFToken": ""}).status_code == 403
    assert client.post(address, {}).status_code == 200
