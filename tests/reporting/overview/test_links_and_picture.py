"""Each number opens the tiltak behind it, and the picture has the same numbers."""

from datetime import date

import pytest

from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.factories import make_measure, make_plan, make_user, report
from tests.reporting.overview.reading import (
    ALNAS_NUMBERS,
    EVERY_NUMBER,
    STATUSES,
    bars,
    matrix,
    page_of,
    text_of,
    wrong_links,
)

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database

# --- Each number opens the tiltak behind it -------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?per=15.01.2021",
        pytest.param("?plan=ostensjo-2010&per=15.06.2011", marks=pytest.mark.slow),
    ],
)
def test_every_number_links_to_a_list_of_that_many_rows(byadmin: User, query: str) -> None:
    assert wrong_links(byadmin, query) == []


def test_the_links_hold_for_a_day_far_back(byadmin: User) -> None:
    assert wrong_links(byadmin, "?plan=ostensjo-2010&per=01.01.0999") == []


def test_the_links_hold_for_a_redaktor_with_a_draft(five_plans: None) -> None:
    alna = make_user("alna", (Role.EDITOR, "alna"))
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    report(make_measure(draft), on=date(2024, 4, 30))
    assert matrix(page_of(alna, "?plan=alna-utkast"))["12 Alna"]["Tiltak"] == "1"
    assert wrong_links(alna, "?plan=alna-utkast", ALNAS_NUMBERS) == []


def test_a_zero_is_no_link(byadmin: User) -> None:
    assert "0" not in [text_of(link) for link in page_of(byadmin).xpath(EVERY_NUMBER)]


# --- The picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?per=01.01.2012", "?plan=ostensjo-2010"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_chart_has_the_numbers_of_the_table(byadmin: User, query: str, size: str) -> None:
    page = page_of(byadmin, query)
    drawn = bars(page, size)
    for bydel, row in matrix(page).items():
        name = bydel if size == "wide" else bydel.partition(" ")[2]
        in_table = {s: int(row[s]) for s in STATUSES if row[s] not in {"–", "0"}}
        if bydel != "Hele byen":
            assert drawn.get(name, {}) == in_table


def test_the_wide_chart_names_all_fifteen_bydeler(byadmin: User) -> None:
    assert len(bars(page_of(byadmin), "wide")) == 15


def test_a_plan_without_measures_is_not_drawn_as_no_plan(byadmin: User) -> None:
    make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    svg = page_of(byadmin).xpath("//svg[contains(@class, 'chart--wide')]")[0]
    assert svg.text_content().count("– ingen plan") == 10
