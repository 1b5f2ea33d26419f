"""Every text field of every form that a redaktør or a byadministrator is shown: a telephone number
that is typed there comes back with the sentence, and nothing is saved; but for the fields that say
who writes. Of the admin: `admin/test_personal_data.py`. Hundreds of forms are sent: hence `slow`.
"""

import re
from typing import Any

import pytest
from lxml import html

from tests.access_targets import Targets, make_targets
from tests.browser.pressed import view_at
from tests.cast import CAST
from tests.checking_client import CheckingClient
from tests.test_access_table import LINES, ROLES, undone
from tests.test_forged_ids import ABOUT_ONESELF, answered_with_a_page, forms_on

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

NUMBER = "Ring 22 33 44 55"
ASKED = "telefonnummer («22 33 44 55»)"
NO_TEXT = re.compile(r"(?:_on|per|cut_off|due_on|username)\Z|\Amed-fra-")
"""Days, and what one logs in by."""
SAYS_WHO_WRITES = {
    ("reporting:open-round", "covering_text"),
    ("reporting:edit-round", "covering_text"),
    ("reporting:write-to-bydeler", "text"),
    ("people:invite", "name"),
    ("people:contact", "name"),
    ("edit-accessibility", "text"),
    ("edit-privacy", "text"),
}
IS_LOOKED_THROUGH = {("measures:read-plan", "text"), ("measures:read-plan", "html")}
"""What is pasted is asked about row by row afterwards."""


@pytest.fixture(scope="module")
def targets(kept: None) -> Targets:
    return make_targets()


@pytest.mark.parametrize("role", ["grorud", "byadmin"])
def test_a_telephone_number_is_told_beside_every_field_of_every_form(
    targets: Targets, role: str, db: None
) -> None:
    client = CheckingClient.of(CAST[role]())
    seen: set[tuple[str, str]] = set()
    silent: list[tuple[str, str, int]] = []
    for name, of, verb, *answers in LINES:
        if (
            verb != "GET"
            or name.startswith("admin:")
            or dict(zip(ROLES, answers, strict=True))[role] != "200"
        ):
            continue
        address = targets.address(name, of)
        if name in ABOUT_ONESELF or not answered_with_a_page(client, address):
            continue
        page = html.document_fromstring(client.get(address).content)
        texts = {
            str(each.get("name"))
            for each in page.xpath("//main//textarea | //main//input[@type='text']")
        }
        for sent in forms_on(client, address):
            for field in sorted(texts & {*sent.typed}):
                kind = (view_at(sent.address), re.sub(r"\d+", "N", field))
                if kind in seen or NO_TEXT.search(field):
                    continue
                seen.add(kind)
                with undone():
                    answer: Any = client.post(sent.address, {**sent.typed, field: NUMBER})
                    said = "" if answer.streaming else html_text(answer)
                if ASKED not in said:
                    silent.append((*kind, answer.status_code))
    known = SAYS_WHO_WRITES | IS_LOOKED_THROUGH
    assert sorted({"{} {} {}".format(*each) for each in silent if each[:2] not in known}) == []
    assert len(seen) > 20


def html_text(answer: Any) -> str:
    body = answer.content.decode()
    return " ".join(html.document_fromstring(body).text_content().split()) if body else ""
