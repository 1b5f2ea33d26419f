"""An arbeidsark is fetched, filled in without a network, taken in, and taken back."""

from pathlib import Path

from measures.importing.worksheet.marks import Part
from measures.models import Measure
from tests.browser.conftest import LogIn
from tests.browser.person import Person
from tests.measures.importing.worksheets import filled_in

FIRST_ROW = 8
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_what_was_filled_in_is_taken_in_and_taken_back(logged_in_as: LogIn) -> None:
    redaktor = Person(logged_in_as("grorud").new_page())
    page = redaktor.page
    page.goto("/tiltak/?bydel=grorud&plan=gjeldende")
    redaktor.follow("Hent arbeidsark")
    redaktor.is_at("Hent arbeidsark")
    with page.expect_download() as sent:
        redaktor.press("Hent arbeidsark")
    file = Path(sent.value.path()).read_bytes()

    book = filled_in(file, {FIRST_ROW: {Part.NEW_STATUS: "Iverksatt"}})
    page.goto("/planer/les-inn/")
    page.locator("input[type=file]").set_input_files(
        {"name": "arbeidsark.xlsx", "mimeType": EXCEL, "buffer": book}
    )
    redaktor.press("Les dokumentet")
    redaktor.press("Ta inn 1 tiltak")
    redaktor.press("Angre", exact=False)
    redaktor.is_told("Innlesingen er angret.")
    first = Measure.objects.get_by_natural_key("grorud-2023", 1)
    assert first.status is None or first.status.words != "Iverksatt"
    page.close()
