"""From a redaktør's report to the city's Excel file, through the pages alone."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Page

from measures.models import Measure
from reporting.demo.people import PASSWORD

Matrix = dict[str, dict[str, str]]


def matrix(page: Page, query: str = "") -> Matrix:
    """The numbers of the overview's table: the row's name, the column's name, the cell."""
    page.goto(f"/oversikt/{query}")
    rows: Matrix = page.evaluate(
        """() => Object.fromEntries(
            [...document.querySelectorAll("table.matrix tr")].map(row => [
                row.querySelector("th").innerText.trim(),
                Object.fromEntries(
                    [...row.querySelectorAll("td[data-label]")].map(
                        cell => [cell.dataset.label, cell.innerText.trim()]
                    )
                ),
            ])
        )"""
    )
    return rows


def changes(before: Matrix, after: Matrix) -> dict[tuple[str, str], tuple[str, str]]:
    assert before.keys() == after.keys()
    return {
        (row, column): (before[row][column], after[row][column])
        for row in before
        for column in before[row]
        if before[row][column] != after[row][column]
    }


def test_a_report_from_grorud_reaches_the_citys_overview_and_its_excel_file(
    browser: Browser,
    site: str,
    logged_in_as: Callable[[str], BrowserContext],
    tmp_path: Path,
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 4)
    assert measure.latest_status is not None
    assert measure.latest_status.words == "Venter"
    city = logged_in_as("byadmin").new_page()
    before = matrix(city)

    # The redaktør logs in by the form, finds the measure by a filter, and reports.
    context = browser.new_context(base_url=site, locale="nb-NO")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Brukernavn").fill("grorud")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Tiltak").click()
    page.get_by_text("Endre filter").click()
    page.get_by_label("Status", exact=True).select_option(label="På vent")
    page.get_by_role("button", name="Bruk filter").click()
    assert "status=on_hold" in page.url
    page.get_by_role("link", name=measure.name, exact=True).click()
    page.get_by_label("Status", exact=True).select_option(label="Løpende")
    page.get_by_label("Merknad").fill("=HYPERLINK(1) er bare tekst")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_role("status").get_by_text("Lagret.").wait_for()
    context.close()

    # The city sees one measure move from one column to another, in two rows, and nothing else.
    after = matrix(city)
    expected = {}
    for row in ("10 Grorud", "Hele byen"):
        on_hold, ongoing = int(before[row]["På vent"]), int(before[row]["Løpende"])
        expected[row, "På vent"] = (str(on_hold), str(on_hold - 1))
        expected[row, "Løpende"] = (str(ongoing), str(ongoing + 1))
    assert changes(before, after) == expected

    # The file from the same page says the same.
    with city.expect_download() as download:
        city.get_by_role("link", name="Last ned Excel").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    city.close()
    book = load_workbook(path)
    heading, *rows = book["Tiltak"].iter_rows(values_only=True)
    listed = [dict(zip(heading, row, strict=True)) for row in rows]
    (reported,) = (row for row in listed if "=HYPERLINK(1) er bare tekst" in row.values())
    assert reported["Bydel"] == "Grorud"
    assert "Løpende" in reported.values()
    assert len(listed) == int(after["Hele byen"]["Tiltak"])
    in_file = {row[0]: row for row in book.worksheets[1].iter_rows(values_only=True)}
    columns = next(row for row in in_file.values() if "Løpende" in row)
    assert in_file["10 Grorud"][columns.index("Løpende")] == int(after["10 Grorud"]["Løpende"])
