"""An arbeidsark is fetched, filled in without a network, taken in, sent in, and taken back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from measures.importing.worksheet.marks import Part
from measures.models import Measure
from reporting.models import Round, Submission
from tests.browser.conftest import LogIn
from tests.browser.person import Person
from tests.measures.importing.worksheets import filled_in

FIRST_ROW = 8
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_in(redaktor: Person, status: str) -> None:
    """Fetch the sheet of Grorud's plan, write a status in its first row, and take it in."""
    page = redaktor.page
    page.goto("/tiltak/?bydel=grorud&plan=gjeldende")
    redaktor.follow("Hent arbeidsark")
    redaktor.is_at("Hent arbeidsark")
    with page.expect_download() as sent:
        redaktor.press("Hent arbeidsark")
    file = Path(sent.value.path()).read_bytes()

    book = filled_in(file, {FIRST_ROW: {Part.NEW_STATUS: status}})
    page.goto("/planer/les-inn/")
    page.locator("input[type=file]").set_input_files(
        {"name": "arbeidsark.xlsx", "mimeType": EXCEL, "buffer": book}
    )
    redaktor.press("Les dokumentet")
    redaktor.press("Ta inn 1 tiltak")


def test_what_was_filled_in_is_taken_in_and_taken_back(logged_in_as: LogIn) -> None:
    redaktor = Person(logged_in_as("grorud").new_page())
    take_in(redaktor, "Iverksatt")
    redaktor.press("Angre", exact=False)
    redaktor.is_told("Innlesingen er angret.")
    first = Measure.objects.get_by_natural_key("grorud-2023", 1)
    assert first.status is None or first.status.words != "Iverksatt"
    redaktor.page.close()


@pytest.mark.usefixtures("gone_afterwards")
def test_what_was_taken_in_during_a_round_is_in_the_report_that_is_sent(
    logged_in_as: LogIn,
) -> None:
    today = localdate()
    Round.objects.create(
        name="Arkrunden",
        cut_off=today - timedelta(days=1),
        due_on=today + timedelta(days=7),
    )
    redaktor = Person(logged_in_as("grorud").new_page())
    take_in(redaktor, "Avsluttet")
    undo = redaktor.page.get_by_role("button", name="Angre").first
    expect(undo).to_be_visible()
    sender = Person(redaktor.page.context.new_page())
    sender.page.goto("/a-gjore/")
    sender.follow("Fullfør Arkrunden")
    sender.press("Send inn Arkrunden", exact=False)
    sender.is_told("Arkrunden er sendt inn")
    undo.click()  # which a sent report does not follow
    redaktor.is_told("Innlesingen er angret.")

    [sent] = Submission.objects.filter(round__name="Arkrunden")
    assert sent.rows.get(position=1).told["status"]["words"] == "Avsluttet"
    sender.page.goto(sent.get_absolute_url())
    row = sender.page.get_by_role("row").filter(has_text="Avsluttet")
    expect(row).to_have_count(1)
    for person in (redaktor, sender):
        person.page.close()
