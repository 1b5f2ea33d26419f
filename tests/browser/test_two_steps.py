"""A passkey in a real browser, and the picture that an app reads, under the content policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from reporting.demo.people import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A window where a device can keep passkeys; what the browser complains of fails the test."""
    context = browser.new_context(base_url=site, locale="nb-NO")
    context.set_default_timeout(30_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()
    assert complaints == []


def test_a_passkey_is_made_and_logs_in_without_a_password(page: Page) -> None:
    page.goto("/logg-inn/?next=/to-trinn/passnokkel/")
    page.get_by_label("Brukernavn").fill("stovner")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsett").click()
    page.get_by_role("button", name="Lag passnøkkelen").click()
    page.get_by_role("heading", name="Reservekoder").wait_for()
    assert page.locator("main code").count() == 10

    page.goto("/to-trinn/app/")
    picture = page.locator("main img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")

    page.context.clear_cookies()
    page.goto("/logg-inn/?next=/planer/")
    page.get_by_role("button", name="Bruk passnøkkel").click()
    page.get_by_role("heading", name="Planer").wait_for()
