"""Every listing of a plan costs the same number of queries, however long the plan is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.vocabulary import RiskLevel
from plans.models import Plan
from ruspolitikk.accounts.models import Role
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

pytestmark = pytest.mark.one_database


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("alna")


def fill(plan: Plan, numbers: range) -> None:
    for n in numbers:
        measure = make_measure(
            plan,
            f"Tiltak {n}",
            deadline="31.12.2025",
            items=[f"Punkt {n}"],
            responsible=[f"Leder {n}"],
        )
        report(
            measure,
            "Under arbeid",
            remark="Vi venter på svar." if n % 2 else "",
            risk=RiskLevel.HIGH,
        )


@pytest.mark.parametrize(
    "path",
    [
        "/planer/{}/",
        "/planer/{}/kontroll/",
        "/planer/{}/svarlenker/",
        "/planer/{}/rekkefolge/",
        "/planer/{}/deler/",
        "/planer/{}/byens-tiltak/",
        "/planer/{}/forslag/",
        "/ansvarlige/?bydel=alna",
        "/statusord/",
        "/planer/",
    ],
)
def test_one_measure_and_twelve_take_the_same_number_of_queries(plan: Plan, path: str) -> None:
    client = CheckingClient.of(make_user("redaktør i alna", (Role.EDITOR, "alna")))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path.format(plan.slug)).status_code == 200
        return len(captured)

    fill(plan, range(2))
    few = queries()
    fill(plan, range(2, 13))
    assert queries() <= few


@pytest.mark.parametrize("day", ["", "?per=30.06.2025"])
def test_a_measure_and_its_plan_take_fifteen_queries_at_most(plan: Plan, day: str) -> None:
    client = CheckingClient.of(make_user("redaktør i alna", (Role.EDITOR, "alna")))
    fill(plan, range(3))
    measure = plan.measures.first()
    for path in (plan.get_absolute_url(), measure.get_absolute_url()):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{path}{day}").status_code == 200
        assert len(captured) <= 15
