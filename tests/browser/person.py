"""Somebody at a browser: what they press, follow, write and choose, and what they are told."""

from playwright.sync_api import Locator, Page, expect


class Person:
    """`clicks` counts what was pressed; writing in a field, and choosing there, is none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def _click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def press(self, name: str, where: Locator | None = None, *, exact: bool = True) -> None:
        self._click((where or self.page).get_by_role("button", name=name, exact=exact).first)

    def follow(self, name: str, where: Locator | None = None, *, exact: bool = False) -> None:
        self._click((where or self.page).get_by_role("link", name=name, exact=exact).first)

    def open(self, summary: str, where: Locator | None = None) -> None:
        """What is folded away."""
        self._click((where or self.page).locator("summary", has_text=summary).first)

    def tick(self, box: Locator) -> None:
        box.check()
        self.clicks += 1

    def write(self, label: str, text: str, where: Locator | None = None) -> None:
        (where or self.page).get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str, where: Locator | None = None) -> None:
        (where or self.page).get_by_label(label).first.select_option(label=option)

    def is_told(self, sentence: str) -> None:
        told = self.page.get_by_role("status").filter(has_text=sentence)
        expect(told.first).to_be_visible()

    def is_at(self, heading: str) -> None:
        """And the page's scripts have come, as they have when somebody has read its heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.page.wait_for_load_state()
