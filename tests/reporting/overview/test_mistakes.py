"""What was taken back counts on no past day: not in the list, the overview or the trend."""

from datetime import date

import pytest

from measures.models import Measure
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report

AUGUST = date(2025, 8, 31)


@pytest.fixture
def measure(five_plans: None, grorud: User) -> Measure:
    """Said to be done, late."""
    measure = make_measure(make_plan("alna"), deadline="31.12.2024")
    report(measure, "Avsluttet", on=AUGUST)
    return measure


def numbers(client: CheckingClient) -> tuple[list[str], str]:
    """Of Alna, on the day: the list's line of counts, and the overview's file."""
    query = {"per": "01.09.2025", "bydel": "alna"}
    listed = " ".join(client.get("/tiltak/", query).content.decode().split())
    line = listed[listed.index('class="count-line"') :][:400]
    csv = client.get("/oversikt/csv/", {"per": "01.09.2025"})
    rows = b"".join(csv.streaming_content) if csv.streaming else csv.content
    return [row for row in rows.decode().splitlines() if "Alna" in row], line


def test_list_and_overview_of_a_past_day_follow_a_withdrawal(measure: Measure, leser: User) -> None:
    client = CheckingClient.of(leser)
    never = make_measure(measure.plan)
    before = numbers(client)
    [done] = measure.statuses.all()
    by = done.recorded_by
    assert by is not None
    measure.withdraw([done], reason="Feil tiltak", by=by, expected_version=1)

    after = numbers(client)
    assert after != before
    done_then = {"per": "01.09.2025", "bydel": "alna", "status": "completed"}
    assert len(client.get("/tiltak/", done_then).context["table"].data) == 0
    page = client.get("/tiltak/", {"per": "01.09.2025", "bydel": "alna"}).content.decode()
    assert "1 rapport om denne dagen er rettet eller trukket tilbake siden." in page
    day = Day(AUGUST, date(2026, 1, 1))
    assert list(Measure.objects.filter(plan=measure.plan).as_of(day).overdue(day.on)) == [measure]
    assert never.status is None
