"""An autumn day."""

import pytest

from tests.clock import let_it_be
from tests.reporting.export.books import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, in the files and on the list beside them."""
    let_it_be(monkeypatch, AN_AUTUMN_DAY)
