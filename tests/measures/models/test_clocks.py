"""Clocks go back: servers differ by seconds, one is put right, and a night has an hour twice."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from measures.models import Measure, Report, Status
from measures.models.entry import struck_out_among
from measures.reports import MeasureReport, report_many
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.accounts.models import User
from tests.factories import editor_of, make_measure, make_plan, organisation
from tests.measures.models.reading import state_of

ON = date(2026, 8, 31)
OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def measure(five_plans: None) -> Measure:
    return make_measure(make_plan("alna"))


@pytest.fixture
def by(measure: Measure) -> User:
    return editor_of(organisation("alna"))


def at(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """What the server's clock shows; the columns ask it by their default."""
    shown = timezone.make_aware(datetime.fromisoformat(f"2026-08-31 {clock}"))
    for field in Status._meta.concrete_fields:
        if field.name in {"recorded_at", "ordered_at"}:
            monkeypatch.setattr(field, "_get_default", lambda: shown)


def test_who_reports_last_is_last_also_where_the_clock_was_put_back(
    measure: Measure, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "10:00:05")
    first = Report("Under arbeid", StatusCode.IN_PROGRESS)
    measure.report(first, on=ON, by=by, expected_version=0)
    at(monkeypatch, "10:00:00")
    second = Report("Iverksatt", StatusCode.IMPLEMENTED)
    measure.report(second, on=ON, by=by, expected_version=1)

    assert measure.latest_status.words == "Iverksatt"
    assert state_of(measure, ON).status.words == "Iverksatt"
    assert measure.statuses.get(words="Iverksatt").recorded_at.second == 0


def test_so_is_who_reports_many_at_once(
    measure: Measure, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "10:00:05")
    first = Report("Under arbeid", StatusCode.IN_PROGRESS)
    measure.report(first, on=ON, by=by, expected_version=0)
    at(monkeypatch, "10:00:00")
    second = Report("Iverksatt", StatusCode.IMPLEMENTED)
    report_many([MeasureReport(measure, second, 1)], on=ON, by=by)

    measure.refresh_from_db()
    assert measure.latest_status.words == "Iverksatt"


def test_a_deadline_that_is_set_last_is_last(
    measure: Measure, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(minutes=5)
    measure.set_deadline("31.12.2026", reason="", on=ON, by=by)
    measure.deadlines.update(recorded_at=later, ordered_at=later)
    measure.refresh_from_db()
    measure.set_deadline("30.06.2027", reason="", on=ON, by=by)
    assert state_of(measure, ON).deadline.words == "30.06.2027"


@pytest.mark.one_database
@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(OSLO)))
@example(datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=OSLO))
@example(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=OSLO))
@example(datetime(2026, 3, 29, 2, 30, tzinfo=OSLO))
@example(datetime(2026, 3, 28, 23, 59, 59, 999_999, tzinfo=OSLO))
def test_a_moment_is_after_a_day_by_one_rule_on_every_night(moment: Any) -> None:
    """`struck_out_since` asks the database by the first moment of the next day,
    `struck_out_among` by the day that the moment is of."""
    told = moment.astimezone(ZoneInfo("UTC"))
    on = timezone.localdate(told)
    for day in (on - timedelta(days=1), on):
        next_day = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        correction = Status(applies_on=day, recorded_at=told, corrects_id=1)
        wrong = Status(pk=1, applies_on=day, recorded_at=told - timedelta(days=9))
        assert bool(struck_out_among([wrong, correction], day)) == (told >= next_day)


def test_a_risk_that_is_reported_last_is_last(
    measure: Measure, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(minutes=5)
    risky = Report("Under arbeid", StatusCode.IN_PROGRESS, risk=RiskLevel.LOW)
    measure.report(risky, on=ON, by=by, expected_version=0)
    measure.risks.update(recorded_at=later, ordered_at=later)
    measure.refresh_from_db()
    worse = Report("Under arbeid", StatusCode.IN_PROGRESS, risk=RiskLevel.HIGH)
    measure.report(worse, on=ON, by=by, expected_version=1)
    assert state_of(measure, ON).risk.level == RiskLevel.HIGH
