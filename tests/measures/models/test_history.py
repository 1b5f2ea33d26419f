"""History is corrected by new entries, and never changed."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from measures.models import Deadline, Risk, Status
from measures.vocabulary import StatusCode
from ruspolitikk.accounts.models import User
from tests.factories import make_measure, make_user, organisation, point_again, report
from tests.measures.models.reading import correct, state_of

pytestmark = pytest.mark.usefixtures("five_plans")


# --- Corrections ----------------------------------------------------------------------------------


def test_a_corrected_report_counts_no_more_and_is_still_there() -> None:
    measure = make_measure()
    report(measure, "Iverksatt", on=date(2024, 4, 30))
    correct(measure.statuses.get(), "Under arbeid", StatusCode.IN_PROGRESS)
    measure.refresh_from_db()

    assert measure.latest_status.words == "Under arbeid"
    assert state_of(measure, date(2024, 4, 30)).status.words == "Under arbeid"
    assert measure.statuses.count() == 2


def test_a_correction_that_speaks_of_another_day_leaves_the_wrong_day_empty() -> None:
    measure = make_measure()
    report(measure, "Iverksatt", on=date(2024, 4, 30))
    wrong = measure.statuses.get()
    Status.objects.create(
        measure=measure, applies_on=date(2024, 8, 31), words="Iverksatt", corrects=wrong
    )
    point_again(measure)

    assert state_of(measure, date(2024, 8, 30)).status is None
    assert state_of(measure, date(2024, 8, 31)).status.words == "Iverksatt"


def test_a_correction_may_itself_be_corrected() -> None:
    measure = make_measure()
    report(measure, "Iverksatt", on=date(2024, 4, 30))
    second = correct(measure.statuses.get(), "Venter", StatusCode.ON_HOLD)
    correct(second, "Under arbeid", StatusCode.IN_PROGRESS)

    assert state_of(measure, date(2024, 4, 30)).status.words == "Under arbeid"


# --- Appended, never changed ----------------------------------------------------------------------


@pytest.mark.parametrize("entry", [Status, Risk, Deadline])
def test_an_entry_cannot_be_saved_again(entry: type[Status | Risk | Deadline]) -> None:
    kept = entry.objects.exclude(words="").first()
    assert kept is not None
    kept.words = "Noe annet"

    with pytest.raises(TypeError, match="appended, never changed"):
        kept.save()

    assert entry.objects.get(pk=kept.pk).words != "Noe annet"


def test_an_entry_keeps_its_writers_role_when_the_person_moves() -> None:
    mover = make_user("flytter", ("editor", "alna"))  # type: ignore[arg-type]
    measure = make_measure()
    report(measure, by=mover)
    mover.memberships.update(organisation=organisation("grorud"))

    assert measure.statuses.get().recorded_as == "redaktør for Bydel Alna"


def test_a_person_who_has_reported_cannot_be_deleted_away() -> None:
    measure = make_measure()
    report(measure)

    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(username="redaktor-i-alna").delete()
