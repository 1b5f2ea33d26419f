"""When a recurring deadline falls due, and whether its last time was reported on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.deadline_language import DeadlineKind, Meaning, Recurrence, understand
from measures.due_days import LastTime, last_due, last_time, next_due

pytestmark = pytest.mark.one_database  # it asks none


def recurring(recurrence: str, *days: str, month: int | None = None) -> Meaning:
    return Meaning(
        DeadlineKind.RECURRING, recurrence=Recurrence(recurrence), days=days, month=month
    )


@pytest.mark.parametrize(
    ("words", "on", "due"),
    [
        ("30.04 og 30.11", "2026-04-30", "2026-04-30"),
        ("30.04 og 30.11", "2026-05-01", "2026-11-30"),
        ("30.04 og 30.11", "2026-12-01", "2027-04-30"),
        ("Årlig per januar", "2026-01-31", "2026-01-31"),
        ("Årlig per januar", "2026-02-01", "2027-01-31"),
        ("Årlig per februar", "2024-02-01", "2024-02-29"),
        ("29.02 hvert år", "2023-01-01", "2023-02-28"),
    ],
)
def test_next_due_is_the_first_due_day_from_the_day_on(words: str, on: str, due: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert next_due(meaning, date.fromisoformat(on)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("words", "on", "due"),
    [
        ("30.04 og 30.11", "2026-04-30", "2025-11-30"),
        ("30.04 og 30.11", "2026-05-01", "2026-04-30"),
        ("Årlig per januar", "2026-01-31", "2025-01-31"),
        ("29.02 hvert år", "2025-01-01", "2024-02-29"),
    ],
)
def test_last_due_is_strictly_before_the_day(words: str, on: str, due: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert last_due(meaning, date.fromisoformat(on)) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "words", ["Årlig", "hvert kvartal", "annethvert år innen 1. mars", "31.12.2020", "Kontinuerlig"]
)
def test_without_a_known_day_nothing_falls_due(words: str) -> None:
    meaning = understand(words)

    assert meaning is not None
    assert next_due(meaning, date(2020, 1, 1)) is None
    assert last_due(meaning, date(2021, 1, 1)) is None


def test_nothing_falls_due_outside_the_calendar() -> None:
    yearly = recurring("yearly", "06-30")

    assert next_due(yearly, date.max) is None
    assert last_due(yearly, date.min) is None


DUE_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{:%m-%d}".format)
RECURRING = st.builds(
    lambda days, month: recurring("yearly", *sorted(days), month=month),
    st.sets(DUE_DAYS, max_size=4),
    st.integers(1, 12),
)


@given(RECURRING, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_next_due_is_never_before_and_last_due_always_before(meaning: Meaning, on: date) -> None:
    upcoming, gone = next_due(meaning, on), last_due(meaning, on)

    assert upcoming is not None
    assert gone is not None
    assert gone < on <= upcoming


@pytest.mark.parametrize(
    ("reported", "is_reported"),
    [
        (None, False),
        ("2026-01-01", False),  # that day was the time before
        ("2026-01-02", True),
        ("2026-06-28", True),
        ("2026-07-01", True),
        ("2026-08-15", True),
    ],
)
def test_a_report_after_the_due_day_before_the_last_one_serves_the_last_one(
    reported: str | None, is_reported: bool
) -> None:
    meaning = understand("Innen 01.01 og 01.07 hvert år")
    assert meaning is not None
    day = date.fromisoformat(reported) if reported else None
    found = last_time(meaning, date(2026, 8, 20), applies_from=date(2023, 1, 1), reported_on=day)
    assert found == LastTime(date(2026, 7, 1), is_reported)


def test_a_deadline_that_was_set_after_its_last_day_has_not_fallen_due() -> None:
    meaning = understand("30.04 og 30.11")
    assert meaning is not None
    first_day = date(2026, 5, 1)
    assert last_time(meaning, date(2026, 11, 30), applies_from=first_day, reported_on=None) is None
    found = last_time(meaning, date(2026, 12, 1), applies_from=first_day, reported_on=None)
    assert found == LastTime(date(2026, 11, 30), False)


@given(RECURRING, st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 1500))
def test_what_was_reported_since_it_last_fell_due_always_serves(
    meaning: Meaning, on: date, days: int
) -> None:
    last = last_due(meaning, on)
    assert last is not None
    reported = last + (on - last) * days // 1500
    found = last_time(meaning, on, applies_from=last, reported_on=reported)
    assert found == LastTime(last, True)
    before = last_due(meaning, last)
    assert last_time(meaning, on, applies_from=last, reported_on=before) == LastTime(last, False)
