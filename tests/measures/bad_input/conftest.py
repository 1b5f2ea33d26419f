"""Grorud's redaktør, a measure, and its two forms as they were opened."""

import pytest

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan
from tests.measures.bad_input.odd import Form, form_on


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("grorud", goal_cell_is_local=True)


@pytest.fixture(scope="module")
def written(kept: None) -> Measure:
    plan = make_plan("grorud", goal_cell_is_local=True)
    return make_measure(plan, "Vi holder kurs", deadline="31.12.2027")


@pytest.fixture
def measure(written: Measure) -> Measure:
    return Measure.objects.get(pk=written.pk)


@pytest.fixture(scope="module")
def report_form(written: Measure) -> Form:
    editor = CheckingClient.of(editor_of(written.plan.organisation))
    form = form_on(editor.get(f"/tiltak/{written.pk}/"))
    return form | {"status": "ongoing", "risk": "", "applies_on": "30.04.2024"}
