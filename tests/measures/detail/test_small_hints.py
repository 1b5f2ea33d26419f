"""Small things that a colleague would remark on."""

from datetime import date

import pytest

from measures.items import tick_items
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report

pytestmark = pytest.mark.one_database

ALL_DONE = "Alle delpunktene er gjort, men status er Ikke startet."


def test_all_items_done_and_not_started_is_remarked_on_until_somebody_reports(
    grorud: User,
) -> None:
    measure = make_measure(make_plan("grorud"), items=["Ansette", "Lære opp"])
    report(measure, "Ikke startet", on=date(2026, 1, 1))
    client = CheckingClient.of(grorud)
    assert ALL_DONE not in client.get(measure.get_absolute_url()).content.decode()
    done = [item.pk for item in measure.items.all()]
    tick_items(measure, done=done, reopened=[], on=date(2026, 1, 2), by=grorud)
    assert ALL_DONE in client.get(measure.get_absolute_url()).content.decode()
    report(measure, "Under arbeid", on=date(2026, 1, 3))
    assert ALL_DONE not in client.get(measure.get_absolute_url()).content.decode()


def test_parties_on_lines_of_their_own_are_not_run_together(grorud: User) -> None:
    plan = make_plan("grorud")
    make_measure(plan, responsible_text="Nav-leder\nleder helsestasjon", deadline="31.12.2024")
    page = CheckingClient.of(grorud).get(f"/tiltak/?plan={plan.slug}").content.decode()
    assert 'class="own-lines" data-label="Ansvarlig">Nav-leder\nleder helsestasjon' in page
    todo = CheckingClient.of(grorud).get("/a-gjore/").content.decode()
    assert "Nav-leder leder" not in todo
