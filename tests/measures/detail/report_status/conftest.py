"""Grorud's redaktør, and a measure to report on."""

from datetime import date

import pytest

from measures.models import Measure
from measures.vocabulary import RiskLevel
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report


@pytest.fixture
def measure(five_plans: None) -> Measure:
    """Of Grorud, reported once as Under arbeid with high risk."""
    made = make_measure(make_plan("grorud"), "Et nytt tiltak")
    report(made, "Påbegynt", on=date(2024, 4, 30), risk=RiskLevel.HIGH)
    return made


@pytest.fixture
def fresh(five_plans: None) -> Measure:
    """Of Grorud, never reported on."""
    return make_measure(make_plan("grorud"), "Et tiltak ingen har meldt om")


@pytest.fixture
def client(grorud: User) -> CheckingClient:
    return CheckingClient.of(grorud)
