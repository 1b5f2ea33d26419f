"""Somebody else reported meanwhile, and what is sent twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import localdate

from measures.models import Measure, Report, Risk, StaleMeasureError, Status
from measures.vocabulary import RiskLevel, StatusCode
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report
from tests.measures.detail.report_status.forms import form_on, newest, opened, save, text_of

pytestmark = pytest.mark.usefixtures("five_plans")


@pytest.fixture
def colleague(five_plans: None) -> User:
    return make_user("kollega", (Role.EDITOR, "grorud"))


# --- Somebody else saved meanwhile ----------------------------------------------------------------


def test_somebody_elses_report_is_not_overwritten_and_both_are_shown(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Venter", on=localdate(), remark="Fra kollegaen", risk=RiskLevel.LOW,
           by=colleague)  # fmt: skip

    answer = save(client, measure, form, own_words="Oppstart i høst", remark="Fra meg")

    assert answer.status_code == 409
    said = text_of(answer)
    for words in ("Noen andre lagret", "Venter", "Fra kollegaen", "Oppstart i høst", "Fra meg"):
        assert words in said
    assert [s.words for s in measure.statuses.order_by("pk")] == ["Påbegynt", "Venter"]
    assert form_on(answer)["own_words"] == "Oppstart i høst"
    assert form_on(answer)["remark"] == "Fra meg"


def test_after_a_conflict_a_second_save_goes_through(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Venter", on=localdate(), by=colleague)
    conflict = save(client, measure, form, own_words="Oppstart i høst", remark="Fra meg")

    answer = save(client, measure, form_on(conflict))

    assert answer.status_code == 302
    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.remark) == ("Oppstart i høst", "Fra meg")
    assert measure.statuses.count() == 3


def test_as_before_means_what_stood_there_when_the_form_was_opened(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "Avsluttet", on=localdate(), by=colleague)

    conflict = save(client, measure, form, remark="Fortsatt slik")
    save(client, measure, form_on(conflict))

    kept = newest(measure)
    assert kept is not None
    assert (kept.words, kept.code) == ("Påbegynt", "in_progress")


def test_the_first_report_of_two_that_opened_an_unreported_measure_wins(
    client: CheckingClient, fresh: Measure, colleague: User
) -> None:
    form = opened(client, fresh)
    theirs = CheckingClient.of(colleague)
    save(theirs, fresh, opened(theirs, fresh), status="on_hold")

    answer = save(client, fresh, form, status="completed")

    assert answer.status_code == 409
    assert fresh.statuses.count() == 1
    assert "På vent" in text_of(answer)
    assert "Avsluttet" in text_of(answer)


def test_somebody_elses_risk_alone_is_a_conflict_too(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    form = opened(client, measure)
    report(measure, "", on=localdate(), risk=RiskLevel.LOW, by=colleague)

    answer = save(client, measure, form, remark="Fra meg")

    assert answer.status_code == 409
    latest = Measure.objects.get(pk=measure.pk).latest_risk
    assert latest is not None
    assert latest.level == "low"


# --- Sent twice -----------------------------------------------------------------------------------


def test_a_form_sent_twice_makes_one_entry_and_no_conflict(
    client: CheckingClient, measure: Measure
) -> None:
    form = {**opened(client, measure), "own_words": "Venter på lokale", "risk": "low"}

    answers = [save(client, measure, form), save(client, measure, form)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert measure.statuses.count() == 2
    assert measure.risks.count() == 2


def test_a_risk_alone_sent_twice_makes_one_entry_and_no_conflict(
    client: CheckingClient, fresh: Measure
) -> None:
    form = {**opened(client, fresh), "risk": "high"}

    answers = [save(client, fresh, form), save(client, fresh, form)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert fresh.risks.count() == 1


def test_the_same_words_with_another_risk_are_not_the_same_form(
    client: CheckingClient, measure: Measure
) -> None:
    """Two tabs: the second must not be told «Lagret» while its risk is thrown away."""
    form = {**opened(client, measure), "own_words": "Venter på lokale"}

    save(client, measure, form, risk="low")
    answer = save(client, measure, form, risk="medium")

    assert answer.status_code == 409


def test_a_repeated_report_is_not_taken_for_the_one_before_it(
    client: CheckingClient, measure: Measure, colleague: User
) -> None:
    """Mine, then a colleague's risk, then mine again from a form opened before the risk."""
    save(client, measure, opened(client, measure), remark="Som før")
    stale = opened(client, measure)
    measure.refresh_from_db()
    report(measure, "", on=localdate(), risk=RiskLevel.LOW, by=colleague)

    answer = save(client, measure, stale, remark="Som før")

    assert answer.status_code == 409


# --- Fifty at once --------------------------------------------------------------------------------


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Measure:
    return make_measure(make_plan("grorud"), "Femti vil lagre dette")


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_save_the_same_version_one_succeeds(shared: Measure) -> None:
    """Both databases write for real here: SQLite's is a file (tests/settings.py)."""
    assert "memory" not in str(connection.settings_dict["NAME"])
    by = make_user("femti", (Role.EDITOR, "grorud"))
    start = Barrier(50)

    def save_one(number: int) -> bool:
        try:
            mine = Measure.objects.select_related("plan__organisation").get(pk=shared.pk)
            start.wait(timeout=60)
            mine.report(
                Report(f"Under arbeid nr. {number}", StatusCode.IN_PROGRESS, "", RiskLevel.HIGH),
                on=date(2024, 4, 30),
                by=by,
                expected_version=0,
            )
        except StaleMeasureError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(50) as threads:
        saved = list(threads.map(save_one, range(50)))

    assert sum(saved) == 1
    shared.refresh_from_db()
    assert Status.objects.filter(measure=shared).get() == shared.latest_status
    assert Risk.objects.filter(measure=shared).get() == shared.latest_risk
    assert shared.report_version == 1
