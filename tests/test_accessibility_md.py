"""docs/accessibility.md names tests, and says what no test of a browser is needed for."""

import re

import pytest

from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.public_pages.accessibility import ACCESSIBILITY
from tests.checking_client import CheckingClient, parsed
from tests.source import HOUSE
from tests.test_security_md import is_there

pytestmark = pytest.mark.one_database

TOLD = (HOUSE / "docs" / "accessibility.md").read_text()
STATIC = HOUSE / "ruspolitikk" / "static" / "ruspolitikk"
MOTION = re.compile(r"animation|transition|@keyframes|scroll-behavior|behavior:|\.animate\(")
OF_WCAG = 50 + 6
"""Criteria of 2.1 at A and AA, and those that 2.2 adds to them."""


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[^`]+)`", TOLD))))
def test_a_test_that_it_names_is_there(named: str) -> None:
    assert is_there(named)


def test_each_criterion_is_judged_once() -> None:
    rows = re.findall(
        r"^\| (.+?) \| .*? \| (holds|not known|does not apply) \|", TOLD, re.MULTILINE
    )
    numbers = [n for cell, _ in rows for n in expanded(cell)]
    assert len(numbers) == len(set(numbers)) == OF_WCAG


def test_what_is_not_known_stands_on_the_page_that_anybody_reads() -> None:
    [told] = [each.text for each in ACCESSIBILITY.sections if each.key == "avvik"]
    unknown = re.findall(r"^\| ([\d.]+) .*\| not known \|", TOLD, re.MULTILINE)
    assert unknown
    assert [number for number in unknown if f"({number})" not in told] == []


def expanded(cell: str) -> list[str]:
    """«1.2.1–1.2.5 Sound» is five criteria."""
    found = re.findall(r"(\d\.\d\.)(\d+)(?:–\1(\d+))?", cell)
    return [f"{of}{n}" for of, a, b in found for n in range(int(a), int(b or a) + 1)]


def test_nothing_moves() -> None:
    ours = [*STATIC.glob("*.css"), *STATIC.glob("*.js"), STATIC / "oslo" / "oslo.css"]
    assert not [file.name for file in ours if MOTION.search(file.read_text())]


def test_what_is_asked_at_the_door_says_what_it_is(grorud: User) -> None:
    """So that a browser fills it in, and nobody must remember or copy it by hand."""
    door, changing = CheckingClient(), CheckingClient.of(grorud)
    pages = [door.get("/logg-inn/"), door.get("/glemt-passord/"), changing.get("/passord/")]
    purposes = [
        purpose
        for page in pages
        for purpose in parsed(page.content.decode()).xpath("//main//input/@autocomplete")
    ]
    passwords = ["current-password", "new-password", "new-password"]
    assert purposes == ["username", "current-password", "email", *passwords]
