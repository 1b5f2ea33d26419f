"""A plan with nothing wrong."""

import pytest

from measures.checks.rules import PlanWarning
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_plan, report
from tests.measures.checks.checking import only_warning


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud")


@pytest.fixture
def reader(grorud: User) -> User:
    """A redaktør whose roles are known, as they are to a request."""
    assert grorud.held_roles
    return grorud


@pytest.fixture
def warning(plan: Plan) -> PlanWarning:
    report(make_measure(plan), "Iverksatt", remark="Kafeen videreføres ikke.")
    return only_warning(plan)
