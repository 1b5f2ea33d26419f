"""An autumn day, and Alna's redaktør."""

import pytest

from tests.clock import let_it_be
from tests.reporting.todo.reading import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, AN_AUTUMN_DAY)
