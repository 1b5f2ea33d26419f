"""What is handed out: how many pages it takes, and that nothing on them is cut."""

import re

from playwright.sync_api import ViewportSize

from tests.browser.conftest import LogIn

FOUR = "".join(
    f"&plan={slug}"
    for slug in ("st-hanshaugen-2020", "grorud-2023", "ostensjo-2020", "nordstrand-2021")
)
A4_BETWEEN_MARGINS: ViewportSize = {"width": 1017, "height": 700}
OVERSIKT, COMPARED = "/oversikt/?plan=gjeldende", f"/sammenlign/?etter=strategi:2{FOUR}"


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_four_plans_beside_each_other_are_one_sheet(logged_in_as: LogIn) -> None:
    page = logged_in_as("byadmin").new_page()
    page.goto(COMPARED)
    assert pages(page.pdf(prefer_css_page_size=True)) == 2
    page.emulate_media(media="print")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".compare *")]
            .map(each => parseFloat(getComputedStyle(each).fontSize)))"""
    )
    assert smallest >= 7.5 / 0.75  # points, in pixels
    page.close()


def test_nothing_on_paper_is_wider_than_the_sheet(logged_in_as: LogIn) -> None:
    page = logged_in_as("byadmin").new_page()
    page.set_viewport_size(A4_BETWEEN_MARGINS)
    page.emulate_media(media="print")
    for address in (OVERSIKT, COMPARED, "/byens-plan/", "/utvikling/", "/temaer/", "/planer/"):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= A4_BETWEEN_MARGINS["width"], address
    page.close()
