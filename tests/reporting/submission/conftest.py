"""Without Pango, as on many machines: the PDF has tests of its own, since one takes a second."""

from typing import NoReturn

import pytest

from reporting.files import pdf


@pytest.fixture(autouse=True)
def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    def importing(name: str) -> NoReturn:
        raise OSError(f"cannot load library for {name}")

    pdf._weasyprint.cache_clear()
    monkeypatch.setattr(pdf, "import_module", importing)
