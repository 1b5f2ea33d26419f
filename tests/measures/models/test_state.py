"""How a measure stands on a day: over frist, and the two clocks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.utils.timezone import localdate
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from measures.models import Measure, Status
from measures.vocabulary import RiskLevel, StatusCode
from reporting.counting import count_by_plan
from ruspolitikk.days import Day
from tests.factories import editor_of, make_measure, make_plan, point_again, report, set_deadline
from tests.measures.models.reading import FAR_FUTURE, correct, state_of, with_state

pytestmark = pytest.mark.usefixtures("five_plans")


# --- Over frist -----------------------------------------------------------------------------------


CHECK_FIGURES = [
    ("ostensjo-2020", date(2021, 1, 15), 7),
    ("ostensjo-2020", date(2022, 1, 15), 10),
    ("ostensjo-2020", date(2024, 1, 15), 12),
    ("ostensjo-2010", date(2011, 5, 30), 9),
    ("ostensjo-2010", date(2011, 6, 30), 5),
    ("ostensjo-2010", date(2011, 7, 1), 7),
]


@pytest.mark.parametrize(("plan", "on", "count"), CHECK_FIGURES)
def test_the_database_counts_those_over_frist_as_the_domain_does(
    plan: str, on: date, count: int
) -> None:
    measures = Measure.objects.filter(plan__slug=plan).as_of(Day(on, FAR_FUTURE))

    assert measures.overdue(on).count() == count


@pytest.mark.parametrize(("plan", "on", "count"), CHECK_FIGURES)
def test_each_measure_says_itself_that_it_is_over_frist(plan: str, on: date, count: int) -> None:
    assert sum(m.is_overdue(on) for m in with_state(on, plan__slug=plan)) == count


def test_a_deadline_is_not_missed_on_its_own_day_but_on_the_next() -> None:
    measure = make_measure(deadline="31.12.2024")

    assert not state_of(measure, date(2024, 12, 31)).is_overdue(date(2024, 12, 31))
    assert state_of(measure, date(2025, 1, 1)).is_overdue(date(2025, 1, 1))


@pytest.mark.parametrize("code", list(StatusCode))
def test_only_what_is_done_running_or_given_up_can_miss_no_deadline(code: StatusCode) -> None:
    measure = make_measure(deadline="31.12.2024")
    report(measure, "Etter avtale", code=code, on=date(2024, 6, 1))

    late = state_of(measure, date(2025, 3, 1)).is_overdue(date(2025, 3, 1))

    assert late == (code not in {"implemented", "ongoing", "completed", "cancelled"})


def test_a_status_whose_words_nobody_knows_is_open() -> None:
    measure = make_measure(deadline="31.12.2024")
    report(measure, "Nesten i mål", on=date(2024, 6, 1))

    assert state_of(measure, date(2025, 1, 15)).is_overdue(date(2025, 1, 15))
    assert (
        Measure.objects.as_of(Day(date(2025, 1, 15), FAR_FUTURE))
        .overdue(date(2025, 1, 15))
        .filter(pk=measure.pk)
    )


def test_a_measure_done_late_was_over_frist_until_the_day_it_was_done() -> None:
    measure = make_measure(deadline="31.12.2024")
    report(measure, "Iverksatt", on=date(2025, 2, 1))

    assert state_of(measure, date(2025, 1, 31)).is_overdue(date(2025, 1, 31))
    assert not state_of(measure, date(2025, 2, 1)).is_overdue(date(2025, 2, 1))


@pytest.mark.parametrize(
    "words",
    [
        "2020–2021",
        "Fom 01.01.2010",
        "tom 31.12.2011",
        "30.04 og 30.11",
        "Kontinuerlig",
        "Hele planperioden",
        "Avventer Korus",
    ],
)
def test_only_a_date_can_be_over_frist(words: str) -> None:
    measure = make_measure(deadline=words)

    assert not state_of(measure, date(2090, 1, 1)).is_overdue(date(2090, 1, 1))


@pytest.mark.parametrize(("on", "is_late"), [(date(2027, 12, 31), False), (date(2028, 1, 1), True)])
def test_today_nothing_is_over_frist_before_its_plan_begins(on: date, is_late: bool) -> None:
    plan = make_plan("grorud", starts_on=date(2028, 1, 1), ends_on=date(2031, 12, 31))
    measure = make_measure(plan, deadline="31.12.2025")
    today = Measure.objects.as_of(Day.being(on)).filter(pk=measure.pk)

    assert today.get().is_overdue(on) is is_late
    assert today.overdue(on).exists() is is_late
    assert count_by_plan(today, on, None)[plan.pk].overdue == is_late


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(on=st.dates(date(2008, 1, 1), date(2030, 12, 31)))
@example(on=date(2011, 5, 31))
@example(on=date(2020, 12, 31))
def test_sql_and_python_agree_about_every_measure_on_every_day(on: date) -> None:
    measures = with_state(on)
    said_by_database = set(
        Measure.objects.as_of(Day(on, FAR_FUTURE)).overdue(on).values_list("pk", flat=True)
    )

    assert len(measures) == 169 + 36
    assert {m.pk for m in measures if m.is_overdue(on)} == said_by_database


def test_todays_pointers_and_the_history_as_of_today_tell_the_same() -> None:
    today = localdate()
    columns = (
        "pk",
        "state_code",
        "state_reported_on",
        "state_risk",
        "state_kind",
        "state_due_on",
    )
    by_pointer = Measure.objects.as_of(Day(today, today)).order_by("pk").values_list(*columns)
    by_history = (
        Measure.objects.as_of(Day(today, today + timedelta(days=1)))
        .order_by("pk")
        .values_list(*columns)
    )

    assert len(by_pointer) == 205
    assert list(by_pointer) == list(by_history)


def in_plain_words(measure: Measure, on: date) -> list[Any]:
    """The state on a day, looked for among all the entries."""
    state: list[Any] = []
    for entries, fields in (
        (measure.statuses, ("code", "applies_on")),
        (measure.risks, ("level",)),
        (measure.deadlines, ("kind", "due_on")),
    ):
        every = list(entries.all())
        corrected = {entry.corrects_id for entry in every}
        held = [e for e in every if e.pk not in corrected and e.applies_on <= on]
        newest = max(held, key=lambda e: (e.applies_on, e.recorded_at, e.pk), default=None)
        state += [getattr(newest, field, None) for field in fields]
    return state


def test_a_past_day_is_told_from_pointers_and_history_as_from_the_entries_alone() -> None:
    moved, corrected, never = make_measure(deadline="31.12.2024"), make_measure(), make_measure()
    for year, risk in zip((2023, 2024, 2025), RiskLevel, strict=True):
        report(moved, "Under arbeid", on=date(year, 5, 30), risk=risk)
    set_deadline(moved, "30.06.2025", on=date(2024, 7, 30), reason="Venter på lokale")
    report(corrected, "Iverksatt", on=date(2024, 5, 30))
    correct(corrected.statuses.get(), "Venter", StatusCode.ON_HOLD)
    report(corrected, "Under arbeid", on=date(2024, 8, 30), risk=RiskLevel.HIGH)
    measures = [moved, corrected, never]

    for month, day in product((5, 7, 8), (29, 30)):
        on = date(2024, month, day)
        told = Measure.objects.filter(pk__in=[m.pk for m in measures]).as_of(Day(on, FAR_FUTURE))
        for row in told.values_list(
            "pk", "state_code", "state_reported_on", "state_risk", "state_kind", "state_due_on"
        ):
            [measure] = [m for m in measures if m.pk == row[0]]
            assert list(row[1:]) == in_plain_words(measure, on), on


@pytest.mark.parametrize("days_ago", [0, 1])
def test_a_whole_page_gets_its_measures_and_their_entries_in_at_most_four_queries(
    days_ago: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    on = localdate() - timedelta(days=days_ago)

    with django_assert_max_num_queries(4):
        measures = list(Measure.objects.as_of(Day(on, localdate()))[:150])
        told = [(m.status and m.status.words, m.risk, m.deadline) for m in measures]

    assert len(told) == 150


# --- Two clocks -----------------------------------------------------------------------------------


def test_a_report_entered_later_about_an_earlier_day_does_not_become_the_newest() -> None:
    measure = make_measure()
    report(measure, "Under arbeid", on=date(2024, 8, 31))
    report(measure, "Venter", on=date(2024, 4, 30))

    assert measure.latest_status.words == "Under arbeid"
    assert state_of(measure, date(2024, 5, 1)).status.words == "Venter"
    assert state_of(measure, date(2024, 8, 31)).status.words == "Under arbeid"


def test_of_two_reports_about_the_same_day_the_later_recorded_holds() -> None:
    measure = make_measure()
    by = editor_of(measure.plan.organisation)
    for hour, words in ((14, "Iverksatt"), (9, "Venter")):
        Status.objects.create(
            measure=measure,
            words=words,
            applies_on=date(2024, 4, 30),
            recorded_at=datetime(2024, 5, 2, hour, tzinfo=UTC),
            recorded_by=by,
        )
    point_again(measure)

    assert measure.latest_status.words == "Iverksatt"
    assert state_of(measure, date(2024, 4, 30)).status.words == "Iverksatt"


def test_nothing_was_reported_the_day_before_the_first_report() -> None:
    measure = make_measure()
    report(measure, "Under arbeid", on=date(2024, 4, 30), risk=RiskLevel.HIGH)

    before = state_of(measure, date(2024, 4, 29))

    assert (before.status, before.risk, before.status_code) == (None, None, "not_reported")


def test_a_measure_never_reported_and_one_with_unknown_words_are_told_apart() -> None:
    never, unknown = make_measure(), make_measure()
    report(unknown, "Nesten i mål")

    assert state_of(never, date(2024, 5, 1)).status_code == "not_reported"
    assert state_of(unknown, date(2024, 5, 1)).status_code == "unmapped"


def test_a_risk_left_as_it_was_makes_no_new_entry() -> None:
    measure = make_measure()
    report(measure, risk=RiskLevel.LOW, on=date(2024, 4, 30))
    report(measure, risk=RiskLevel.LOW, on=date(2024, 8, 31))

    assert measure.risks.count() == 1
    assert measure.statuses.count() == 2


def test_a_withdrawn_risk_is_an_entry_without_a_level() -> None:
    measure = make_measure()
    report(measure, risk=RiskLevel.HIGH, on=date(2024, 4, 30))
    report(measure, risk=None, on=date(2024, 8, 31))

    assert state_of(measure, date(2024, 8, 30)).risk.level == "high"
    assert state_of(measure, date(2024, 8, 31)).risk.level is None


def test_a_moved_deadline_counts_from_the_day_it_was_moved_and_keeps_the_first() -> None:
    measure = make_measure(deadline="31.12.2024")
    set_deadline(measure, "30.06.2025", on=date(2025, 1, 10), reason="Venter på lokale")

    assert [d.words for d in measure.deadlines.all()] == ["30.06.2025", "31.12.2024"]
    assert state_of(measure, date(2025, 1, 9)).is_overdue(date(2025, 1, 9))
    assert not state_of(measure, date(2025, 1, 10)).is_overdue(date(2025, 1, 10))
    assert state_of(measure, date(2025, 7, 1)).is_overdue(date(2025, 7, 1))


def test_a_deadline_taken_away_can_no_more_be_missed() -> None:
    measure = make_measure(deadline="31.12.2024")
    set_deadline(measure, "", on=date(2025, 1, 10), reason="Løper videre")

    assert state_of(measure, date(2025, 1, 9)).is_overdue(date(2025, 1, 9))
    assert not state_of(measure, date(2025, 1, 10)).is_overdue(date(2025, 1, 10))
