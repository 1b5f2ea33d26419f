"""Endringer: which way a status went between two days, and what the page and the files say."""

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.vocabulary import NOT_REPORTED, UNMAPPED, StatusCode, progress
from plans.models import Plan
from reporting.changes.status_changes import Direction, direction_of
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report


def said(user: User, path: str) -> str:
    response = CheckingClient.of(user).get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("not_started", "in_progress", Direction.FORWARD),
        ("in_progress", "on_hold", Direction.BACK),
        ("implemented", "completed", Direction.FORWARD),
        ("implemented", "ongoing", Direction.OTHER),
        ("completed", "in_progress", Direction.BACK),
        ("in_progress", "cancelled", Direction.ENDED),
        (NOT_REPORTED, "implemented", Direction.FIRST),
        (UNMAPPED, "implemented", Direction.OTHER),
        ("implemented", UNMAPPED, Direction.OTHER),
        ("cancelled", "in_progress", Direction.OTHER),
    ],
)
def test_a_move_has_a_direction_where_both_are_on_the_way(
    before: str, after: str, direction: Direction
) -> None:
    assert direction_of(before, after) == direction


def test_every_code_but_one_is_somewhere_on_the_way() -> None:
    assert [code for code in StatusCode if progress(code) is None] == [StatusCode.CANCELLED]


def test_the_page_lists_the_measures_that_moved_and_not_those_confirmed(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    on, same, first = (make_measure(plan, f"Tiltak {name}") for name in ("A", "B", "C"))
    for measure in (on, same):
        report(measure, "Under arbeid", on=date(2024, 4, 30))
        report(measure, "Under arbeid", on=date(2025, 4, 30))
    report(on, "Iverksatt", on=date(2025, 8, 31))
    report(first, "Under arbeid", on=date(2025, 8, 31))

    page = said(byadmin, "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025")
    page = " ".join(page.split())

    assert "2 tiltak har en annen status 31.12.2025 enn 31.12.2024" in page
    assert "Tiltak A" in page
    assert "Tiltak B" not in page
    assert "Under arbeid → <strong>Iverksatt</strong>" in page
    assert "Rapportert for første gang" in page


def test_a_day_before_every_plan_says_why_the_page_is_empty(byadmin: User) -> None:
    page = said(byadmin, "/oversikt/endringer/?siden=01.01.1990&per=01.01.1991")
    assert "Ingen bydel har en plan som gjelder denne dagen." in page


@pytest.mark.parametrize(
    "query", ["?siden=i går", "?per=31.02.2025", "?siden=01.01.2030&per=01.01.2026", "?siden=\x00"]
)
def test_days_that_cannot_be_are_said(byadmin: User, query: str) -> None:
    assert 'class="message message--error"' in said(byadmin, f"/oversikt/endringer/{query}")


def test_others_drafts_never_move(byadmin: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, starts_on=date(2024, 1, 1))
    report(make_measure(draft, "Hemmelig"), on=date(2025, 1, 1))
    page = said(byadmin, "/oversikt/endringer/?siden=31.12.2024&per=31.12.2025")
    assert "Hemmelig" not in page


@pytest.mark.one_database
def test_one_measure_and_fifty_take_the_same_few_queries(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    client = CheckingClient.of(byadmin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/oversikt/endringer/?siden=01.01.2024&per=01.01.2026")
        return len(asked)

    report(make_measure(plan))
    few = queries()
    for number in range(50):
        report(make_measure(plan, f"Nr. {number}"))
    assert queries() == few <= 12


def test_the_page_shows_the_first_of_many_and_the_file_has_them_all(
    byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.changes.views.MOST_ROWS", 2)
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    for number in range(3):
        report(make_measure(plan, f"Nr. {number}"))
    query = "?siden=01.01.2024&per=01.01.2026"
    page = said(byadmin, f"/oversikt/endringer/{query}")
    assert ["Nr. 0" in page, "Nr. 1" in page, "Nr. 2" in page] == [True, True, False]
    assert "De første 2 av 3. Excel-filen har alle." in page
    file = said(byadmin, f"/oversikt/endringer/csv/{query}")
    assert len(file.splitlines()) == 4
