"""Somebody without a mouse."""

from playwright.sync_api import Locator, Page, expect

MOST_KEYSTROKES = 60


class Keyboard:
    """Presses keys, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def go_to(self, name: str) -> None:
        """Tab until the link or the button of this name is in focus."""
        for _ in range(MOST_KEYSTROKES):
            self.press("Tab")
            words = self.page.evaluate("document.activeElement.textContent.match(/\\S+/g) ?? []")
            if " ".join(words).startswith(name):
                return
        raise AssertionError(f"{name} is not reached")

    def tab_to(self, field: Locator) -> None:
        """Tab until a field is in focus."""
        for _ in range(MOST_KEYSTROKES):
            self.press("Tab")
            if field.evaluate("field => field === document.activeElement"):
                return
        raise AssertionError(f"{field} is not reached")

    def skip(self) -> None:
        self.press("Tab", "Enter")
        expect(self.page.locator("main")).to_be_focused()
