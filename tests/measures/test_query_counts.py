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
        "/ansvarlige/?bydel=alna",
        "/ord/",
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
