"""Two minutes of a redaktør: rows reported where they stand, and 49 confirmed at once."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from measures.models import Measure
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.demo.people import PASSWORD
from tests.browser.conftest import DESK, PHONE, LogIn
from tests.browser.person import Person
from tests.factories import make_measure, make_plan, report


@pytest.fixture(scope="module")
def sagenes_plan(database: None) -> Plan:
    """Three measures that nobody has reported on."""
    plan = make_plan("sagene", slug="sagene-2026", starts_on=date(2026, 1, 1))
    for text in ("Utekontakt på kveldstid", "Gratis frokost på skolene", "Kurs for utelivet"):
        make_measure(plan, text)
    return plan


def test_three_rows_are_reported_with_six_clicks(
    sagenes_plan: Plan, browser: Browser, site: str
) -> None:
    """Log in, «Rapporter status», open the first row, and «Lagre og gå til neste» three times."""
    one, two, three = sagenes_plan.measures.order_by("n")
    context = browser.new_context(base_url=site, locale="nb-NO")
    redaktor = Person(context.new_page())
    page = redaktor.page
    page.goto("/")
    redaktor.write("Brukernavn", "sagene")
    redaktor.write("Passord", PASSWORD)
    redaktor.press("Logg inn")
    redaktor.is_at("Å gjøre")
    redaktor.follow("Rapporter status")
    redaktor.follow(f"Rapporter {one.number}")
    first = row(page, one)
    expect(first.get_by_label("Status", exact=True)).to_be_focused()
    redaktor.write("Eller med egne ord", "Påbegynt, veileder er på plass", first)
    expect(first.locator(".understood")).to_contain_text("Under arbeid")
    redaktor.press("Lagre og gå til neste", first)

    second = row(page, two)
    redaktor.write("Eller med egne ord", "Ruller og går", second)
    expect(second.locator(".understood--asks")).to_contain_text("Vi vet ikke hva dette betyr: velg")
    redaktor.choose("Vi vet ikke hva dette betyr: velg.", "Løpende", second)
    redaktor.press("Lagre og gå til neste", second)

    third = row(page, three)
    redaktor.choose("Status", "Iverksatt", third)
    redaktor.press("Lagre og gå til neste", third)
    redaktor.is_told(f"Tiltak {three.number} er nå Iverksatt")
    redaktor.is_told("Alle er rapportert.")
    assert redaktor.clicks == 6

    # What was said of the other rows stands under them still, for all eyes.
    for measure, label in ((one, "Under arbeid"), (two, "Løpende")):
        told = page.locator(f"#rad-{measure.pk} + .row-said")
        expect(told).to_be_visible()
        expect(told).to_contain_text(f"Tiltak {measure.number} er nå {label}")
    # Reported once more, a row says what is so now, and nothing of before.
    redaktor.follow(f"Rapporter {one.number}")
    redaktor.choose("Status", "På vent", first)
    redaktor.press("Lagre", first)
    redaktor.is_told(f"Tiltak {one.number} er nå På vent")
    expect(page.locator(".row-said")).to_have_count(3)
    expect(page.locator(f"#rad-{one.pk} + .row-said")).to_contain_text("På vent")
    context.close()


@pytest.mark.parametrize(("width", "height"), [PHONE, DESK])
def test_the_numbers_above_a_saved_row_are_those_of_the_page_loaded_anew(
    width: int, height: int, logged_in_as: LogIn
) -> None:
    plan = make_plan("alna", slug=f"alna-{width}", starts_on=date(2026, 1, 1))
    late = make_measure(plan, "Frokost på skolen", deadline="31.01.2026")
    report(late, "Påbegynt", risk=RiskLevel.HIGH)
    make_measure(plan, "Kurs for utelivet")
    page = logged_in_as("alna").new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/tiltak/?plan={plan.slug}")
    above = page.locator("#lead, #counts")
    expect(above.first).to_contain_text("1 er over frist.")
    expect(above.last).to_contain_text("Høy risiko 1")

    page.get_by_role("link", name=f"Rapporter {late.number}").click()
    row(page, late).get_by_label("Status", exact=True).select_option(label="Iverksatt")
    row(page, late).get_by_label("Risiko").select_option(label="Lav")
    row(page, late).get_by_role("button", name="Lagre", exact=True).click()

    expect(above.first).to_contain_text("Ingen er over frist.")
    expect(above.last).not_to_contain_text("Høy risiko")
    fetched = above.all_inner_texts()
    page.reload()
    assert above.all_inner_texts() == fetched
    page.close()


def test_where_the_numbers_do_not_come_the_page_says_so_and_that_the_row_is_saved(
    logged_in_as: LogIn,
) -> None:
    measure = make_measure(make_plan("alna", slug="alna-uten-nett", starts_on=date(2026, 1, 1)))
    page = logged_in_as("alna").new_page()
    page.goto(f"/tiltak/?plan={measure.plan.slug}")
    page.get_by_role("link", name=f"Rapporter {measure.number}").click()
    row(page, measure).get_by_label("Status", exact=True).select_option(label="Iverksatt")
    page.route("**/tiltak/?*", lambda route: route.abort())
    row(page, measure).get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator("#said")).to_have_text(
        "Lagret, men tallene øverst er fra før. Last siden på nytt for å se de nye."
    )
    page.close()


def test_a_row_that_an_address_opens_has_its_first_field_in_focus(logged_in_as: LogIn) -> None:
    """As where «Rapporter» is pressed before the page's scripts have come."""
    measure = Measure.objects.get_by_natural_key("grorud-2023", 4)
    page = logged_in_as("grorud").new_page()
    page.goto(f"/tiltak/?bydel=grorud&endre={measure.pk}#rad-{measure.pk}")
    expect(row(page, measure).get_by_label("Status", exact=True)).to_be_focused()
    page.close()


def row(page: Page, measure: Measure) -> Locator:
    return page.locator(f"#rad-{measure.pk}")


def test_49_are_given_a_status_confirmed_and_taken_back_in_a_handful_of_clicks(
    logged_in_as: LogIn,
) -> None:
    redaktor = Person(logged_in_as("nordstrand").new_page())
    page = redaktor.page
    page.goto("/tiltak/?bydel=nordstrand&plan=nordstrand-2021")
    redaktor.tick(page.get_by_label("Velg alle på siden"))
    page.get_by_label("Sett samme status på alle").select_option(label="Løpende")
    redaktor.press("Sett status")
    redaktor.is_at("49 tiltak")
    page.locator("main form .pkt-btn--primary").click()
    redaktor.is_told("49 tiltak er rapportert")

    page.goto("/a-gjore/")
    redaktor.clicks = 0
    redaktor.follow("Rapporter status")
    redaktor.tick(page.get_by_label("Velg alle på siden"))
    redaktor.press("Bekreft uendret")
    redaktor.is_at("Bekreft 49 tiltak uendret")
    redaktor.press("Bekreft 49 tiltak uendret")
    redaktor.is_told("49 tiltak er bekreftet uendret")
    redaktor.press("Angre alle 49")
    assert redaktor.clicks == 5
    redaktor.is_told("49")
    redaktor.is_told("Ingen av rapportene teller lenger")
    page.close()


@pytest.mark.parametrize(("width", "height", "lowest"), [(*PHONE, 560), (*DESK, 430)])
def test_the_first_row_is_above_the_fold(
    width: int, height: int, lowest: int, logged_in_as: LogIn
) -> None:
    page = logged_in_as("grorud").new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/a-gjore/")
    page.goto("/tiltak/?bydel=grorud&plan=gjeldende")
    top = page.locator("tbody tr").first.evaluate("row => row.getBoundingClientRect().top")
    assert top <= lowest
    page.close()
