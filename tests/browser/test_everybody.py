"""Without a mouse, with a screen reader, enlarged, and in the colours of one's own choice.

What each criterion of WCAG rests on is told in docs/accessibility.md.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan
from tests.browser.conftest import LogIn
from tests.browser.keyboard import MOST_KEYSTROKES, Keyboard
from tests.factories import make_measure, make_plan


@pytest.fixture(scope="module")
def plan(database: None) -> Plan:
    """Three measures that nobody has reported on."""
    plan = make_plan("ullern", slug="ullern-2026", starts_on=date(2026, 1, 1))
    for text in ("Utekontakt på kveldstid", "Gratis frokost på skolene", "Kurs for utelivet"):
        make_measure(plan, text)
    return plan


@pytest.fixture
def page(logged_in_as: LogIn) -> Iterator[Page]:
    page = logged_in_as("ullern").new_page()
    yield page
    page.close()


def test_three_rows_are_reported_with_the_keyboard_alone(plan: Plan, page: Page) -> None:
    """From «Å gjøre», each row by the first letter of its status, the last with a remark."""
    one, two, three = plan.measures.order_by("n")
    keyboard = Keyboard(page)
    page.goto("/a-gjore/")
    keyboard.skip()
    keyboard.go_to("Rapporter status")
    keyboard.press("Enter")
    page.wait_for_url("**/tiltak/**")
    keyboard.skip()
    keyboard.go_to(f"Rapporter {one.number}")
    keyboard.press("Enter")
    for measure in (one, two, three):
        row = page.locator(f"#rad-{measure.pk}")
        expect(row.get_by_label("Status", exact=True)).to_be_focused()
        keyboard.press("I")
        expect(row.get_by_label("Status", exact=True)).to_have_value("implemented")
        keyboard.press("Tab")
        if measure == three:
            keyboard.press(*"Godt i gang")
        keyboard.press("Enter")
        expect(page.locator(f"#rad-{measure.pk} + .row-said")).to_contain_text("er nå")
    assert keyboard.strokes <= MOST_KEYSTROKES, keyboard.strokes


def test_a_form_with_a_fault_opens_where_the_fault_is_told(plan: Plan, page: Page) -> None:
    page.goto(f"/planer/{plan.slug}/nytt-tiltak/")
    page.locator("main form button.pkt-btn--primary").first.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Skjemaet er ikke lagret. Rett det som er merket.")
    fault = summary.get_by_role("link").first
    field = page.locator(str(fault.get_attribute("href")))
    fault.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    error = page.locator(".field--error .field__error").first
    expect(field).to_have_accessible_description(re.compile(re.escape(error.inner_text())))


def test_what_a_word_catches_is_told_and_the_button_stays_in_focus(page: Page) -> None:
    page.goto("/statusord/")
    button = page.get_by_role("button", name=re.compile("Vis .*hva ordet fanger"))
    told = page.locator("[aria-live=polite]").filter(has=button)
    told.evaluate("region => { window.region = region }")
    page.get_by_label("Ordene").fill("Fullført i fjor")
    button.press("Enter")
    expect(told.locator(".message, p, table").first).to_be_visible()
    expect(button).to_be_focused()
    assert told.evaluate("region => region === window.region")


def test_the_list_and_an_opened_row_have_names_for_all_that_may_be_pressed(
    plan: Plan, page: Page
) -> None:
    one, two, _ = plan.measures.order_by("n")
    page.goto(f"/tiltak/?plan={plan.slug}&endre={one.pk}")
    expect(page.locator(f"#rad-{one.pk} form")).to_match_aria_snapshot(
        """
        - form "Utekontakt på kveldstid":
          - combobox "Status"
          - textbox "Eller med egne ord (valgfritt)"
          - combobox "Risiko for gjennomføring"
          - textbox "Status per"
          - textbox "Merknad (valgfritt)"
          - paragraph:
            - button "Lagre og gå til neste"
            - button "Lagre"
            - link "Avbryt"
        """
    )
    expect(page.locator(f"#rad-{two.pk}")).to_match_aria_snapshot(
        """
        - row:
          - cell:
            - checkbox "Velg 2, Gratis frokost på skolene"
          - cell "2"
          - rowheader:
            - link "Gratis frokost på skolene"
          - cell
          - cell
          - cell "Ikke vurdert"
          - cell
          - cell
          - cell:
            - link "Rapporter 2, Gratis frokost på skolene"
        """
    )


def test_charts_and_what_is_chosen_are_seen_in_ones_own_colours(
    plan: Plan, logged_in_as: LogIn
) -> None:
    page = logged_in_as("ullern").new_page()
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto("/planer/kalender/")
    chart = page.locator("svg.chart").first
    expect(chart).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(chart.locator("text").first).not_to_have_css("fill", "rgb(255, 255, 255)")
    edge = "link => getComputedStyle(link).borderBottomColor"
    chosen, other = page.locator(".header__nav [aria-current]"), page.locator(".header__nav a")
    assert chosen.evaluate(edge) != other.first.evaluate(edge)
    page.close()
