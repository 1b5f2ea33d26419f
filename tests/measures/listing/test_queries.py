"""«Tiltak»: fifty measures take as many queries as one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.vocabulary import RiskLevel, StatusCode
from plans.models import Plan
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report
from tests.measures.listing.reading import listed

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("five_plans")]


def queries(client: CheckingClient, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        listed(client, query)
    return len(captured)


@pytest.fixture(scope="module")
def one_and_fifty(kept: None) -> None:
    """Grorud's plans «liten» and «stor»."""
    fill(make_plan("grorud", slug="liten"), 1)
    fill(make_plan("grorud", slug="stor"), 50)


def fill(plan: Plan, count: int) -> None:
    for number in range(count):
        made = make_measure(plan, items=["En", "To"], responsible=["NAV Ung", f"Leder {number}"],
                            deadline="31.12.2024")  # fmt: skip
        report(made, code=StatusCode.ON_HOLD, risk=RiskLevel.LOW)


@pytest.mark.parametrize("who", ["leser", "grorud", "ansvarlig", "byadmin", "superuser"])
@pytest.mark.parametrize("more", ["", "&per=01.01.2025", "&sok=lavterskel&sort=due_on"])
def test_one_row_and_fifty_take_the_same_number_of_queries_at_most_15(
    one_and_fifty: None, request: pytest.FixtureRequest, who: str, more: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    listed(client, "plan=liten")

    counted = [queries(client, f"bydel=grorud&plan={slug}{more}") for slug in ("liten", "stor")]

    assert counted[0] == counted[1] <= 15
