"""An autumn day."""

import pytest

from tests.clock import let_it_be
from tests.reporting.overview.reading import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, on the overview and on the lists it links to."""
    let_it_be(monkeypatch, AN_AUTUMN_DAY)
