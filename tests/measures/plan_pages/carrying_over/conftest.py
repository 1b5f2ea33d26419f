"""Grorud's redaktør, with an old plan and a new one."""

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
def old(five_plans: None) -> Plan:
    """Adopted, with a goal, a strategy and four measures."""
    plan = make_plan("grorud", slug="gammel", starts_on=date(2024, 1, 1), columns=["Mål", "Frist"])
    citys = Goal.objects.get(plan__slug="oslo", number=1)
    goal = Goal.objects.create(plan=plan, number=1, text="Færre unge", code="01", means=citys)
    strategy = Strategy.objects.create(plan=plan, number=1, text="Tidlig hjelp")
    first = make_measure(
        plan,
        "Vi holder kurs",
        code="1.1",
        title="Kurs",
        topic="Unge",
        strategy=strategy,
        responsible=["NAV Ung"],
        items=["Lage plakat", "Leie sal"],
        responsible_text="NAV Ung",
    )
    first.goals.add(goal)
    first.answers.add(Measure.objects.get_by_natural_key("oslo", 3))
    for code, text in (("1.2", "Møteplass"), ("1.3", "Oppsøkende arbeid"), ("1.4", "Plakater")):
        make_measure(plan, text, code=code)
    return plan


@pytest.fixture
def new(five_plans: None) -> Plan:
    return make_plan(
        "grorud", slug="ny-plan", starts_on=date(2028, 1, 1), ends_on=None, state=Plan.State.DRAFT
    )
