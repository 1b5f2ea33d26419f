"""What the checking client would see, so that its silence means something."""

import pytest

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient, page_faults, part_faults

PAGE = '<html lang="nb"><title>Tiltak</title><h1>Tiltak</h1>{}</html>'
TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'


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
        ('<form method="post"></form>', "a form without a token, to the page itself"),
        ('<form method="POST" action="/a/"></form>', "a form without a token, to /a/"),
        (
            f'<form method="post"></form><form>{TOKEN}</form>',
            "a form without a token, to the page itself",
        ),
    ],
)
def test_a_fault_is_told(content: str, fault: str) -> None:
    assert page_faults(PAGE.format(content)) == [fault]


@pytest.mark.parametrize(
    "content",
    [
        "",
        f'<form method="post">{TOKEN}</form>',
        f'<form method="post" id="lagre"></form>{TOKEN.replace(">", " form=lagre>")}',
        '<form method="get"></form>',
    ],
)
def test_a_page_without_fault_is_good(content: str) -> None:
    assert page_faults(PAGE.format(content)) == []


def test_a_part_of_a_page_sends_its_token_too() -> None:
    row = '<tr><td><form method="post" hx-post="/tiltak/1/rad/">{}</form></td></tr>'
    assert part_faults(row.format(TOKEN)) == []
    assert part_faults(row.format("")) == ["a form without a token, to the page itself"]


def test_what_is_sent_without_a_token_is_refused(client: CheckingClient, grorud: User) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    client.force_login(grorud)
    address = f"/tiltak/{measure.pk}/rediger/"

    with pytest.raises(AssertionError, match="403"):  # Django's own page, which is none of ours
        client.post(address, {}, headers={"X-CSRFToken": ""})
    assert client.post(address, {}).status_code == 200
