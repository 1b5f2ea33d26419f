"""An autumn day."""

import pytest

from tests.reporting.export.books import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, in the files and on the list beside them."""
    for view in ("reporting.overview.views", "reporting.export.views", "measures.listing.views"):
        monkeypatch.setattr(f"{view}.localdate", lambda: AN_AUTUMN_DAY)
