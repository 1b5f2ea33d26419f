"""The last of the browser tests: every POST form of the product has been sent by a browser."""

from pathlib import Path

import pytest

from tests.browser.pressed import SENT, SHOWN
from tests.test_access_table import LINES

HERE = Path(__file__).parent
REFUSED = {"405", "login"}
PRESS_NOTHING = {HERE / "test_full_city.py"}
"""They look at pages, and run among the slow ones alone."""

SENT_BY_OTHER_TESTS = {
    "measures:reading-review": "tests/measures/importing/test_pages.py",
    "measures:repair-reading": "tests/measures/importing/test_pages.py",
    "measures:reading-tables": "tests/measures/importing/test_pages.py",
    "measures:reading-difference": "tests/measures/importing/test_again.py",
}
"""Forms that ask in many ways, of which the browser presses some; and which test sends the rest."""


@pytest.fixture
def everything_was_run(request: pytest.FixtureRequest) -> None:
    files = {item.path for item in request.session.items}
    if not files.issuperset(set(HERE.glob("test_*.py")) - PRESS_NOTHING):
        pytest.skip("it is known when all of tests/browser has been run")


@pytest.mark.usefixtures("everything_was_run")
def test_every_form_of_the_product_has_been_sent_by_a_browser() -> None:
    """Every view that takes a POST, by the table of addresses."""
    takes_it = {name for name, _of, verb, *each in LINES if verb == "POST" and {*each} - REFUSED}
    assert sorted(takes_it - {button.view for button in SENT}) == []


@pytest.mark.usefixtures("everything_was_run")
def test_every_button_that_was_shown_has_been_pressed() -> None:
    """Of every form on any page that the browser came to."""
    left = [button for button in SHOWN - SENT if button.view not in SENT_BY_OTHER_TESTS]
    assert sorted(left) == []
