"""Who reads the list."""

import pytest

from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)
