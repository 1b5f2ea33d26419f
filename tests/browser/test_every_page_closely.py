"""Every page as those see it who enlarge it four times, space its letters out, or have no mouse.

WCAG 2.1: 1.4.10 (320 px wide is 1280 px at 400 %), 1.4.12, 2.4.7; 2.2: 2.4.11, 2.5.8. It takes
minutes, hence `slow`; what is likeliest to break is in the ordinary suite (`test_everybody.py`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import LogIn
from tests.browser.test_every_page import VISITS, Address, faults, scrolls_sideways

pytestmark = pytest.mark.slow

DESK: ViewportSize = {"width": 1280, "height": 1024}
AT_400_PERCENT: ViewportSize = {"width": 320, "height": 256}
SPACED = """() => {
  // Not as an element, which the page's security policy would stop.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
`)
  document.adoptedStyleSheets = [sheet]
}"""

CUT = """() => {
  // What is hidden from the eye on purpose loses nothing, nor do two lines of a link (.clamp) and
  // of a folded row (.row-name): the page that it leads to, and the opened row, have all words.
  const hidden = `.visually-hidden, .skip, .skip-on, .clamp, .row-name, [aria-hidden=true],
    details:not([open]) > :not(summary)`
  const cut = []
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each), box = each.getBoundingClientRect()
    if (box.width < 2 || box.height < 2 || each.closest(hidden)) continue
    if (style.visibility === "hidden" || style.clipPath !== "none" || each.closest("svg")) continue
    if (each.tagName === "SELECT") continue  // its list has the words
    const words = [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    if (!words) continue
    const clips = value => ["hidden", "clip"].includes(value)
    const narrow = clips(style.overflowX) && each.scrollWidth > each.clientWidth + 1
    const low = clips(style.overflowY) && each.scrollHeight > each.clientHeight + 1
    if (narrow || low) cut.push(each.outerHTML.slice(0, 200))
  }
  return cut.slice(0, 5)
}"""
"""Elements whose own words do not fit in them and are cut."""

UNSEEN = """() => {
  const focusable = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter(each => !each.disabled && each.checkVisibility({visibilityProperty: true}))
  const unseen = new Set()
  const look = each => {
    each.focus()
    if (document.activeElement !== each) return
    const style = getComputedStyle(each)
    const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)
    if (width < 2) unseen.add(`no outline: ${name(each)}`)
    const seen = [...each.getClientRects()].some(box => {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
      for (const x of [.02, .5, .98]) for (const y of [.1, .5, .9]) {
        const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
        const is_behind = !at || !each.contains(at) && !at.contains(each)
        if (!is_behind && !at.matches("body, html, main")) return true
      }
      return false
    })
    if (!seen) unseen.add(`hidden: ${name(each)}`)
  }
  const name = each => each.outerHTML.slice(0, 120).replace(/\\s+/g, " ")
  focusable.forEach(look)
  scrollTo(0, document.body.scrollHeight)
  focusable.reverse().forEach(look)
  document.activeElement.blur()
  return [...unseen].slice(0, 6)
}"""
"""What is in focus, forwards or backwards, without an outline, or wholly behind something else."""


ALL_OPENED = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"


def found_on(page: Page) -> list[str]:
    """A table of numbers may be wider than the window when its letters are spaced out: it is two
    dimensions, which 1.4.10 leaves out, and on a narrow screen it is cards."""
    told: list[str] = []

    def tell(what: str, found: Any) -> None:
        told.extend(f"{what}: {each}" for each in found)

    page.set_viewport_size(AT_400_PERCENT)
    tell("400 %, wide", scrolls_sideways(page))
    tell("400 %, focus", page.evaluate(UNSEEN))
    page.set_viewport_size(DESK)
    tell("1280, focus", page.evaluate(UNSEEN))
    page.evaluate(ALL_OPENED)
    tell("1280, all opened", faults(page))
    page.evaluate(SPACED)
    tell("1280 spaced, cut", page.evaluate(CUT))
    tell("1280 spaced, wide", [] if page.query_selector(".matrix") else scrolls_sideways(page))
    page.set_viewport_size(AT_400_PERCENT)
    tell("400 % spaced, cut", page.evaluate(CUT))
    tell("400 % spaced, wide", scrolls_sideways(page))
    return told


@pytest.mark.parametrize(
    ("username", "address"),
    [
        pytest.param(username, address, id=f"{name} ({username or 'ikke innlogget'})")
        for username, (name, address) in VISITS
    ],
)
def test_a_page_loses_nothing_when_it_is_enlarged_spaced_or_tabbed_through(
    username: str, address: Address, logged_in_as: LogIn
) -> None:
    page = logged_in_as(username).new_page()
    try:
        page.goto(address if isinstance(address, str) else address())
        assert not (told := found_on(page)), "\n".join(told)
    finally:
        page.close()


# --- States that no address leads to --------------------------------------------------------------

SAVES = "main form[method=post] button:not([name=vis], [formaction], .link-button)"


def sent_empty(address: str) -> Callable[[Page], None]:
    """The form of a page, sent with nothing in it."""

    def send(page: Page) -> None:
        page.goto(address)
        page.evaluate(
            """() => document.querySelectorAll("main form[method=post]").forEach(form => {
              const typed = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea"
              for (const field of form.querySelectorAll(typed)) field.value = ""
            })"""
        )
        page.locator(SAVES).first.press("Enter")
        expect(page.locator("[autofocus]").first).to_be_focused()

    return send


def forbidden(page: Page) -> None:
    page.goto("/runder/ny/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def broken(page: Page) -> None:
    """The page of a fault of the server's own, as it is drawn: with no context."""
    body = render_to_string("500.html")
    page.route("**/feil/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/feil/")


def about_to_be_logged_out(page: Page) -> None:
    page.clock.install()
    page.goto("/tiltak/nytt/")
    page.clock.fast_forward("56:00")
    expect(page.locator("#session button")).to_be_visible()


def with_a_notice(page: Page) -> None:
    page.goto("/varsler/")
    page.locator(SAVES).first.click()
    expect(page.get_by_role("status").first).to_be_visible()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "logg inn, feil": ("", sent_empty("/logg-inn/")),
    "glemt passordet, feil": ("", sent_empty("/glemt-passord/")),
    "bytt passord, feil": ("grorud", sent_empty("/passord/")),
    "nytt tiltak, feil": ("grorud", sent_empty("/planer/grorud-2023/nytt-tiltak/")),
    "ny plan, feil": ("grorud", sent_empty("/planer/ny/")),
    "ny ansvarlig, feil": ("grorud", sent_empty("/ansvarlige/ny/")),
    "nytt tema, feil": ("byadmin", sent_empty("/temaer/nytt/")),
    "ny runde, feil": ("byadmin", sent_empty("/runder/ny/")),
    "inviter, feil": ("byadmin", sent_empty("/personer/")),
    "statusord, feil": ("byadmin", sent_empty("/statusord/")),
    "lov nektet": ("grorud", forbidden),
    "feil på serveren": ("", broken),
    "logges snart ut": ("grorud", about_to_be_logged_out),
    "lagret": ("grorud", with_a_notice),
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_that_no_address_leads_to_is_as_good(name: str, logged_in_as: LogIn) -> None:
    username, reach = STATES[name]
    page = logged_in_as(username).new_page()
    try:
        reach(page)
        assert not (told := found_on(page)), "\n".join(told)
    finally:
        page.close(run_before_unload=False)
