"""The measure of a row, as it is read to be shown and saved."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.utils.timezone import localdate

from measures.listing.row_reading import row_measure
from measures.listing.rows import list_rows
from measures.models import Measure
from tests.factories import make_measure, make_plan


def beside(measure: Measure) -> tuple[Any, ...]:
    return measure.plan, measure.latest_status, measure.latest_deadline


def test_every_measure_is_read_as_django_reads_it(five_plans: None) -> None:
    """All columns that the row knows, of itself and of what stands beside it."""
    for whole in Measure.objects.select_related("plan", "latest_status", "latest_deadline"):
        row = row_measure(whole.pk)
        for read, known in zip((row, *beside(row)), (whole, *beside(whole)), strict=True):
            assert type(read) is type(known)
            unread = read.get_deferred_fields() if read else set()
            for field in known._meta.concrete_fields if known else ():
                if field.attname not in unread:
                    assert getattr(read, field.attname) == getattr(known, field.attname), field


def test_a_row_is_drawn_without_reading_more(
    five_plans: None, django_assert_num_queries: Any
) -> None:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 4)
    organisation = measure.plan.organisation
    with django_assert_num_queries(1):
        row = row_measure(measure.pk)
        row.plan.organisation = organisation
        row.status, row.deadline = row.latest_status, row.latest_deadline
        row.state_risk = row.newest_risk
        (drawn,) = list_rows([row], localdate())
    assert "På vent" in drawn["status"]


def test_what_was_never_said_is_none(db: None) -> None:
    row = row_measure(make_measure(make_plan(starts_on=date(2024, 1, 1))).pk)
    assert (row.latest_status, row.latest_deadline) == (None, None)
    assert (row.latest_status_id, row.latest_deadline_id) == (None, None)


@pytest.mark.parametrize("pk", [0, 10**30])
def test_a_measure_that_is_not_there_is_404(pk: int, db: None) -> None:
    with pytest.raises(Http404):
        row_measure(pk)
