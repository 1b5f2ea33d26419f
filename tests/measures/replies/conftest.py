"""A plan of Østensjø's, and a link for one of its leaders."""

from datetime import date

import pytest

from measures.models import Measure, ReplyLink
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_plan, report
from tests.measures.replies.replying import LEADER, make_link


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud", slug="grorud-ny", title="Ny plan for Grorud")


@pytest.fixture
def measures(plan: Plan) -> list[Measure]:
    """Two of the leader's; the first has been reported on, the second has not."""
    first = make_measure(plan, "Vi holder kurs", responsible=[LEADER], items=["Leie lokale"])
    second = make_measure(plan, "Vi åpner et hus", responsible=[LEADER, "NAV"])
    make_measure(plan, "Ikke lederens", responsible=["NAV"])
    report(first, "Påbegynt", remark="Kurset er planlagt", on=date(2024, 4, 30))
    for measure in (first, second):
        measure.refresh_from_db()
    return [first, second]


@pytest.fixture
def link(plan: Plan, measures: list[Measure], grorud: User) -> ReplyLink:
    return make_link(plan, LEADER, grorud)
