"""The warnings in the real plans, and what finding them costs."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.checks.warnings import contradictions_in, open_warnings, risk_sentence
from measures.models import Item, Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.factories import make_measure, report
from tests.measures.checks.checking import (
    BEFORE_THE_PLAN,
    LATE_AND_SILENT,
    NOT_CARRIED_ON,
    ON,
    ONLY_PLANNED,
    PUT_ASIDE,
    checked,
    kinds,
    put_to_rest,
    read,
)

# --- The five plans -------------------------------------------------------------------------------


MUST_BE_FOUND = {
    "ostensjo-2010": {
        ("4.4.5", NOT_CARRIED_ON),
        ("4.2.11", ONLY_PLANNED),
        ("4.3.4", PUT_ASIDE),
        ("4.5.1", PUT_ASIDE),
        ("4.2.18", LATE_AND_SILENT),
        ("4.5.3", LATE_AND_SILENT),
        ("4.2.17", BEFORE_THE_PLAN),
    },
    "ostensjo-2020": {("18", BEFORE_THE_PLAN)},
    "grorud-2023": {("16", "EDITORS_QUESTION")},
    "nordstrand-2021": set(),
    "st-hanshaugen-2020": set(),
}
MAY_BE_FOUND = {"4.2.8", "4.2.13", "4.3.2", "4.5.2"}
DAYS = {
    "ostensjo-2010": [date(2011, 7, 1), date(2026, 11, 23)],
    "ostensjo-2020": [date(2020, 12, 31), date(2024, 1, 15), date(2026, 11, 23)],
    "grorud-2023": [date(2023, 12, 31), date(2026, 11, 23)],
    "nordstrand-2021": [date(2022, 12, 31), date(2026, 11, 23)],
    "st-hanshaugen-2020": [date(2023, 12, 31), date(2026, 11, 23)],
}


@pytest.mark.parametrize(("slug", "on"), [(slug, on) for slug, days in DAYS.items() for on in days])
def test_in_the_real_plans_just_these_rows_are_found(slug: str, on: date, five_plans: None) -> None:
    found = {
        (warning.measure.number, warning.kind.name)
        for warning in checked(Plan.objects.get(slug=slug), on).open
    }
    needless = {number for number, _kind in found - MUST_BE_FOUND[slug]}

    assert MUST_BE_FOUND[slug] - found == set()
    assert needless <= (MAY_BE_FOUND if slug == "ostensjo-2010" else set())


def test_all_the_measures_of_the_real_plans_are_controlled(five_plans: None) -> None:
    assert sum(len(read(Plan.objects.get(slug=slug))) for slug in DAYS) == 169


def test_the_citys_own_plan_has_nothing_to_point_out(five_plans: None) -> None:
    assert kinds(Plan.objects.framework().get()) == []


@pytest.mark.parametrize(
    ("slug", "on", "numbers"),
    [
        ("ostensjo-2020", date(2020, 12, 31), ["5"]),
        ("grorud-2023", date(2023, 12, 31), ["11", "19"]),
        ("nordstrand-2021", date(2022, 12, 31), []),
    ],
)
def test_high_risk_that_nothing_answers_is_one_line_and_no_warning(
    slug: str, on: date, numbers: list[str], five_plans: None
) -> None:
    found = checked(Plan.objects.get(slug=slug), on)

    assert [measure.number for measure in found.unanswered_risks] == numbers
    assert risk_sentence(found).startswith(f"{len(numbers)} tiltak har høy risiko") or not numbers


# --- What it costs --------------------------------------------------------------------------------


def queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as counted:
        act()
    return len(counted)


@pytest.mark.one_database
@pytest.mark.parametrize("count", [1, 60])
def test_a_control_adds_two_queries_however_long_the_plan(
    plan: Plan, reader: User, count: int
) -> None:
    for n in range(count):
        measure = make_measure(plan, f"Tiltak {n}", responsible_text="Kari")
        report(measure, "Iverksatt", remark="Videreføres ikke.")
    put_to_rest(checked(plan).open[0], reader)
    measures = read(plan)

    assert queries(lambda: contradictions_in(plan, measures, ON, reader=reader)) == 2


def test_items_that_were_not_read_are_read_once_for_all(plan: Plan, reader: User) -> None:
    for n in range(5):
        measure = make_measure(plan, f"Tiltak {n}", responsible_text="Kari")
        Item.objects.create(measure=measure, text="Kurs", position=1)
    measures = list(
        Measure.objects.filter(plan=plan).as_of(Day(ON, ON))
        .select_related("plan__organisation")
    )  # fmt: skip

    assert queries(lambda: contradictions_in(plan, measures, ON, reader=reader)) == 3


@pytest.mark.parametrize(("responsible", "number"), [("Nav-leder", 1), ("Kari", 3)])
def test_the_register_and_the_dismissals_are_read_where_somebody_may_be_named(
    plan: Plan, reader: User, responsible: str, number: int
) -> None:
    for n in range(20):
        make_measure(plan, f"Tiltak {n}", responsible_text=responsible)
    measure = read(plan)[7]
    own = measure.dismissals.all()
    assert queries(lambda: open_warnings(measure, ON, reader=reader, dismissals=own)) == number
