"""Grorud's redaktør, with a plan."""

from datetime import date

import pytest

from measures.models import Measure
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    """Of Grorud, with a goal and a strategy of its own."""
    made = make_plan("grorud", starts_on=date(2024, 1, 1), slug="grorud-ny")
    Goal.objects.create(plan=made, number=1, text="Færre unge ruser seg")
    Strategy.objects.create(plan=made, number=1, text="Tidlig hjelp")
    return made


@pytest.fixture
def measure(plan: Plan) -> Measure:
    return make_measure(plan, "Vi holder kurs", responsible=["NAV Ung"], deadline="31.12.2027")
