"""An autumn day, and Alna's redaktør."""

import pytest

from tests.reporting.todo.reading import AN_AUTUMN_DAY


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    for view in ("reporting.todo.views.localdate", "measures.listing.views.localdate"):
        monkeypatch.setattr(view, lambda: AN_AUTUMN_DAY)
