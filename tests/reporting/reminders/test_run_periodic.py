"""The timer: what is run when, and what a failure of one does to the others."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from reporting.management.commands import run_periodic
from reporting.management.commands.run_periodic import EVERY, due

pytestmark = pytest.mark.one_database

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def test_each_is_due_at_the_start_and_when_its_time_has_passed() -> None:
    assert due({}, NOON) == list(EVERY)
    begun = dict.fromkeys(EVERY, NOON)
    assert due(begun, NOON + timedelta(minutes=4)) == []
    assert due(begun, NOON + timedelta(minutes=5)) == ["send_reminders"]
    assert due(begun, NOON + timedelta(days=1)) == list(EVERY)


def test_one_that_fails_is_logged_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    def fails_first(name: str) -> None:
        ran.append(name)
        if len(ran) == 1:
            raise OSError

    monkeypatch.setattr(run_periodic, "call_command", fails_first)
    monkeypatch.setattr(run_periodic, "close_old_connections", lambda: None)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    call_command("run_periodic", "--once")
    assert ran == list(EVERY)
    assert "send_reminders failed" in caplog.text


def test_what_the_timer_names_is_there(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[Any] = []
    monkeypatch.setattr(run_periodic, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_periodic.log, "exception", lambda *told: failed.append(told))
    monkeypatch.setattr("signal.signal", lambda *_: None)
    call_command("run_periodic", "--once")
    assert not failed
