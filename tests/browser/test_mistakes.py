"""What was reported on the wrong measure is put right, and no past day of the city shows it."""

from collections.abc import Callable
from datetime import timedelta

from django.utils.timezone import localdate
from playwright.sync_api import BrowserContext, Page, expect

from measures.models import Measure


def reported(page: Page, measure: Measure, status: str, on: str) -> None:
    """Report on the measure's own page, for a day."""
    page.goto(measure.get_absolute_url())
    form = page.locator(f"form[action='/tiltak/{measure.pk}/status/']")
    form.locator("select[name=status]").select_option(label=status)
    form.locator("input[name=applies_on]").fill(on)
    form.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Lagret")


def row_of_the_city(page: Page, on: str) -> str:
    page.goto(f"/oversikt/?per={on}")
    return page.locator("table.matrix tr", has_text="Grorud").first.inner_text()


def test_a_report_on_the_wrong_measure_is_withdrawn_and_reported_right(
    logged_in_as: Callable[[str], BrowserContext],
) -> None:
    wrong, right = (Measure.objects.get_by_natural_key("grorud-2023", n) for n in (15, 16))
    on = f"{localdate() - timedelta(days=30):%d.%m.%Y}"
    city = logged_in_as("byadmin").new_page()
    page = logged_in_as("grorud").new_page()
    reported(page, right, "Avsluttet", on)
    as_it_should_be = row_of_the_city(city, on)
    undo = page.get_by_role("status").get_by_role("button", name="Angre")
    undo.click()
    expect(page.get_by_role("status").first).to_contain_text("Rapporten er angret.")

    page.goto("/planer/grorud-2023/nytt-tiltak/")
    page.locator("[name=text]").fill("Et tiltak som kom til i dag")
    page.locator("[name=deadline_words]").fill("31.12.2023")
    page.get_by_role("button", name="Lagre", exact=True).click()
    expect(page.locator(".message").first).to_contain_text("lagt til i planen")

    reported(page, wrong, "Avsluttet", on)
    page.get_by_role("link", name="Rett eller trekk tilbake").click()
    page.get_by_role("link", name=f"Trekk tilbake rapporten for {on}").click()
    expect(page.locator(".event__form .understood")).to_contain_text("Etterpå står tiltaket igjen")
    page.get_by_label("Hvorfor?").fill(f"Feil tiltak. Gjelder tiltak {right.number}.")
    page.get_by_role("button", name="Trekk tilbake rapporten").click()
    expect(page.get_by_role("status").first).to_contain_text("er trukket tilbake")
    expect(page.locator(".event--void s").first).to_contain_text("Avsluttet")

    reported(page, right, "Avsluttet", on)
    assert row_of_the_city(city, on) == as_it_should_be  # neither the mistake nor the late joiner
    city.goto(f"{wrong.get_absolute_url()}?per={on}")
    expect(city.locator("dl.facts")).not_to_contain_text("Avsluttet")
    expect(city.locator("main")).to_contain_text("rapport om denne dagen er rettet")
    page.close()
    city.close()
