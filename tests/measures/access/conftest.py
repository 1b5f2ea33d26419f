"""A draft of Grorud's, and each of the cast."""

from datetime import date

import pytest

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_plan, report


@pytest.fixture
def draft(five_plans: None) -> Measure:
    plan = make_plan(
        "grorud", state=Plan.State.DRAFT, slug="grorud-2029", title="Hemmelig utkast for Grorud"
    )
    measure = make_measure(
        plan, "Et tiltak ingen kjenner", topic="Hemmelig område", deadline="31.12.2025"
    )
    report(measure, on=date(2024, 6, 1))
    return measure


@pytest.fixture
def person(request: pytest.FixtureRequest) -> User:
    user: User = request.getfixturevalue(request.param)
    return user
