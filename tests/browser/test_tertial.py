"""A whole tertial for Grorud by the keyboard alone, and what it changed in the city's overview."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, Page, expect

from measures.models import Measure
from reporting.demo.people import PASSWORD
from tests.browser.conftest import LogIn
from tests.browser.test_journey import changes, matrix

MOST_TABS = 400
UNCHANGED = (1, 2, 3, 5, 6, 7, 8, 9, 10, 13)
CHANGED = (20, 21)
MOVED = 14
BY_LINK = 12


class Keyboard:
    """A person at a keyboard: Tab until the thing is there, and then a key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def go_to(self, selector: str) -> None:
        for _tab in range(MOST_TABS):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        pytest.fail(f"the keyboard never comes to {selector}")

    def follow(self, selector: str) -> None:
        self.go_to(selector)
        self.press("Enter")

    def type_in(self, selector: str, text: str) -> None:
        self.go_to(selector)
        self.press("Control+a")
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def choose(self, selector: str, words: str) -> None:
        """An option of a list, by its first letters."""
        self.go_to(selector)
        self.page.keyboard.type(words)
        self.pressed += len(words)


def grorud(n: int) -> Measure:
    return Measure.objects.get_by_natural_key("grorud-2023", n)


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, locale="nb-NO")
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def stranger(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A second browser, where nobody has logged in."""
    context = browser.new_context(base_url=site, locale="nb-NO")
    context.set_default_timeout(30_000)
    yield context
    context.close()


def test_a_tertial_is_reported_without_a_mouse(
    window: BrowserContext, stranger: BrowserContext, logged_in_as: LogIn
) -> None:
    city = logged_in_as("byadmin").new_page()
    yesterday = f"?per={localdate() - timedelta(days=1):%d.%m.%Y}"
    before, before_yesterday = matrix(city), matrix(city, yesterday)

    page = window.new_page()
    keys = Keyboard(page)
    page.goto("/")
    keys.type_in("#id_username", "grorud")
    keys.type_in("#id_password", PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Å gjøre")

    # Ten rows are confirmed unchanged.
    keys.follow("a.pkt-btn--primary")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiltak")
    for n in UNCHANGED:
        keys.go_to(f"#rad-{grorud(n).pk} input[type=checkbox]")
        keys.press("Space")
    expect(page.locator(".selection-bar")).to_be_visible()
    keys.follow("#selection button.pkt-btn--primary")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bekreft 10 tiltak uendret")
    keys.follow("main form button.pkt-btn--primary")
    expect(page.get_by_role("status").first).to_contain_text("10 tiltak er bekreftet uendret")
    keys.follow("main p.section a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiltak")

    # Two are changed where they stand.
    for n in CHANGED:
        row = f"#rad-{grorud(n).pk}"
        keys.follow(f"{row} a.act")
        expect(page.locator(f"{row}.is-edited")).to_be_visible()
        keys.choose(f"{row} select[name=status]", "Iverksatt")
        keys.follow(f"{row} button.pkt-btn--secondary")
        expect(page.locator(f"{row}:not(.is-edited)")).to_contain_text("Iverksatt")
        expect(page.locator(f"{row} + .row-said")).to_contain_text("er nå Iverksatt")

    # A deadline moves, into the past, so that it is over frist from today.
    row = f"#rad-{grorud(MOVED).pk}"
    keys.follow(f"{row} a.act")
    keys.follow(f"{row} .actions__end")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ny frist")
    gone_by = f"{localdate() - timedelta(days=7):%d.%m.%Y}"
    keys.type_in("#id_words", gone_by)
    expect(page.locator("#understood")).to_contain_text(gone_by)
    keys.type_in("#id_reason", "Lokalene ble ikke ferdige.")
    keys.follow("main form button.pkt-btn--primary")
    expect(page.get_by_role("status").first).to_contain_text("Fristen er tolket som")

    # A link is made, and answered in another browser without logging in.
    keys.follow(".header__nav a[href='/a-gjore/']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Å gjøre")
    keys.follow("a[href='/planer/grorud-2023/']")
    expect(page.get_by_role("link", name="Svarlenker")).to_be_visible()
    keys.follow("a[href='/planer/grorud-2023/svarlenker/']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Svarlenker")
    [party] = grorud(BY_LINK).responsibles.all()
    keys.follow(f"#ansvarlig-{party.pk} button")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Svarlenke til")
    address = page.locator("#lenke").input_value()
    leader = stranger.new_page()
    answering = Keyboard(leader)
    leader.goto(address)
    form = f"#t{grorud(BY_LINK).pk}"
    answering.follow(f"{form} summary")
    answering.choose(f"{form} select", "Avsluttet")
    answering.follow("main form button.pkt-btn--primary")
    expect(leader.get_by_role("heading", level=1)).to_have_text("Takk for svaret")

    # The redaktør accepts it, from what waits.
    keys.follow(".header__nav a[href='/a-gjore/']")
    expect(page.get_by_role("heading", level=1)).to_have_text("Å gjøre")
    keys.follow("#svar-grorud a.act")
    expect(page.get_by_role("heading", level=1)).to_have_text("Svarlenker")
    keys.follow("article.reply button")
    expect(page.get_by_role("status").first).to_contain_text("Godtatt.")

    # The overview of today differs by exactly that, and yesterday's by nothing.
    assert matrix(city, yesterday) == before_yesterday
    differs = changes(before, matrix(city))
    moved = {("Under arbeid", -3), ("Iverksatt", +2), ("Avsluttet", +1)}
    rows = {row for row, _column in differs}
    assert rows == {"10 Grorud", "Hele byen"}
    for name in rows:
        counted = {
            (column, _number(after) - _number(was))
            for (row, column), (was, after) in differs.items()
            if row == name
        }
        assert counted == {*moved, ("Over frist", +1)}, name
    city.close()


def _number(cell: str) -> int:
    """«–» is nothing to count yet."""
    return 0 if cell.startswith("–") else int(cell.split(maxsplit=1)[0])
