"""Which day it is, for a test that must not depend on when it runs."""

import sys
from datetime import date

import pytest

OURS = ("ruspolitikk.", "plans.", "measures.", "reporting.")


def let_it_be(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    """Every module of the product that asks what day it is, is told this one."""
    for name, module in list(sys.modules.items()):
        if name.startswith(OURS) and hasattr(module, "localdate"):
            monkeypatch.setattr(module, "localdate", lambda *_moment: today)
