"""An autumn day."""

import pytest

from tests.reporting.coverage.matrix import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, on the matrix and on the lists it links to."""
    for view in ("reporting.coverage.views.localdate", "measures.listing.views.localdate"):
        monkeypatch.setattr(view, lambda: AN_AUTUMN_DAY)
