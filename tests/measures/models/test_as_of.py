"""The state of a past day, where one query is asked inside another."""

from datetime import date

import pytest

from measures.models import Measure
from measures.vocabulary import StatusCode
from ruspolitikk.days import Day
from tests.factories import make_measure, report
from tests.measures.models.reading import FAR_FUTURE, correct

DAYS = [date(2011, 5, 31), date(2020, 12, 30), date(2020, 12, 31), date(2024, 6, 1), FAR_FUTURE]


@pytest.fixture(autouse=True)
def _some_that_say_more(five_plans: None) -> None:
    """One that was corrected, and one whose words nobody has mapped."""
    corrected, unmapped = make_measure(), make_measure()
    report(corrected, "Iverksatt", on=date(2024, 5, 30))
    correct(corrected.statuses.get(), "Venter", StatusCode.ON_HOLD)
    report(unmapped, "Nesten i mål", on=date(2024, 5, 30))
    report(unmapped, "Iverksatt", on=date(2024, 8, 30))


@pytest.mark.parametrize("on", DAYS)
def test_the_state_of_a_day_is_the_same_inside_another_query(on: date) -> None:
    held = Measure.objects.as_of(Day(on, FAR_FUTURE)).filter(state_code="in_progress")

    inside = Measure.objects.filter(pk__in=held.order_by().values("pk"))

    assert set(inside.values_list("pk", flat=True)) == set(held.values_list("pk", flat=True))


def test_two_days_in_one_query_do_not_mix() -> None:
    before, after = (
        Measure.objects.as_of(Day(on, FAR_FUTURE)).filter(state_reported_on__isnull=False)
        for on in (date(2011, 5, 30), date(2011, 5, 31))
    )

    newly = after.exclude(pk__in=before.order_by().values("pk"))

    assert newly.count() == after.count() - before.count() > 0
