"""Two who write at once wait for each other, and never for ever (`plans/models/locking.py`)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.db import connection

from measures.models import Measure, PartyMergedError, Report, StaleMeasureError
from measures.models.adoption import adopt, withdraw_adoption
from measures.models.merging import merge_into
from measures.plan_pages.parts.ordering import move_measure
from measures.reports import MeasureReport, report_many
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.at_once import at_once
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation
from tests.measures.editing.forms import opened, save

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 8, 31)
IN_PROGRESS = Report("Under arbeid", StatusCode.IN_PROGRESS)


@pytest.fixture
def plan(transactional_db: None, five_plans: None) -> Plan:
    made = make_plan("alna")
    for number in range(1, 7):
        make_measure(made, f"Tiltak {number}", responsible=["NAV ung", "NAV Ung"][: 1 + number % 2])
    return made


@pytest.fixture
def by(plan: Plan) -> User:
    return editor_of(organisation("alna"))


def in_slow_motion(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that begin in the same moment, and rest where they hold what the other
    waits for."""

    def slowly(execute: Any, sql: str, *args: Any) -> Any:
        done = execute(sql, *args)
        if sql.startswith("UPDATE") or "FOR NO KEY UPDATE" in sql or "FOR UPDATE" in sql:
            sleep(0.1)
        return done

    def slow(act: Callable[[], object]) -> None:
        with connection.execute_wrapper(slowly):
            act()

    return at_once(
        *(partial(slow, act) for act in acts), told=(StaleMeasureError, PartyMergedError)
    )


def own(text: str) -> Measure:
    return Measure.objects.select_related("plan__organisation").get(text=text)


def test_an_adoption_is_taken_back_while_somebody_reports(plan: Plan, by: User) -> None:
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    adopt(plan, on=date(2024, 1, 1), case_number="", by=by)

    def report() -> None:
        own("Tiltak 3").report(IN_PROGRESS, on=ON, by=by, expected_version=0)

    became = in_slow_motion(report, lambda: withdraw_adoption(plan, reason="Feil", by=by))
    assert became == ["", ""]
    assert own("Tiltak 3").statuses.exists()


def test_many_are_confirmed_while_somebody_moves_one(plan: Plan, by: User) -> None:
    def confirm() -> None:
        rows = Measure.objects.select_related("plan__organisation").filter(plan=plan)
        report_many([MeasureReport(row, IN_PROGRESS, 0) for row in rows], on=ON, by=by)

    became = in_slow_motion(confirm, lambda: move_measure(own("Tiltak 6"), to=1))
    assert became == ["", ""]
    assert own("Tiltak 6").position == 1
    assert all(row.latest_status for row in Measure.objects.filter(plan=plan))


def test_two_spellings_become_one_while_somebody_edits(plan: Plan, by: User) -> None:
    client = CheckingClient.of(by)
    spellings = {each.name: each for each in own("Tiltak 1").responsibles.all()}
    form = opened(client, own("Tiltak 1"))

    def edit() -> None:
        save(client, own("Tiltak 1"), form, responsible="NAV ung\nBoligkontoret")

    became = in_slow_motion(
        edit, lambda: merge_into(spellings["NAV ung"], spellings["NAV Ung"], by=by)
    )
    assert became == ["", ""]
    spellings["NAV ung"].refresh_from_db()
    assert spellings["NAV ung"].merged_into == spellings["NAV Ung"]
    assert "Boligkontoret" in own("Tiltak 1").responsible_text
