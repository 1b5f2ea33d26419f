"""A round is closed: who is missing stays missing, and what the city had then stays what it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from plans.models import Plan
from reporting.closing.acts import (
    ClosedAlreadyError,
    NotYetError,
    OpenedAlreadyError,
    close,
    reopen,
)
from reporting.models import Reopening, Round, RoundChange, Submission
from reporting.submission.checking import faults
from reporting.submission.freezing import AlreadySentError, NothingToSendError, send
from ruspolitikk.accounts.models import User
from tests.factories import editor_of, make_measure, make_plan, organisation, report

BEFORE, TODAY = date(2026, 9, 10), date(2026, 9, 28)


@pytest.fixture
def no_other_plan(five_plans: None) -> None:
    """The real plans count on no day."""
    Plan.objects.update(state=Plan.State.DRAFT)


@pytest.fixture
def t2(no_other_plan: None) -> Round:
    """Alna has sent; Bjerke has a plan with a measure, and has not; the others have no plan."""
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    report(make_measure(make_plan("alna")), on=date(2026, 8, 20))
    measure = make_measure(make_plan("bjerke"))
    report(measure, "Under arbeid", on=date(2026, 8, 20))
    report(measure, "Avsluttet", on=date(2026, 9, 5))
    sent(one, "alna", on=BEFORE)
    return one


def sent(one: Round, slug: str, *, on: date = TODAY) -> Submission:
    bydel = organisation(slug)
    return send(one, bydel, by=editor_of(bydel), comment="", today=on)


def test_what_was_not_sent_is_kept_as_it_stood_on_the_cut_off(t2: Round, byadmin: User) -> None:
    missing = close(t2, by=byadmin, today=TODAY)
    assert missing.in_words == "uten 1 bydel"
    kept = Submission.ever.get(bydel__slug="bjerke")
    assert (kept.version, kept.is_sent, kept.closed_as) == (0, False, "not_sent")
    assert kept.rows.get().told["status"]["words"] == "Under arbeid"
    assert not list(faults())


def test_no_list_takes_what_was_kept_for_a_sent_report(t2: Round, byadmin: User) -> None:
    close(t2, by=byadmin, today=TODAY)
    assert [each.bydel.slug for each in Submission.objects.all()] == ["alna"]
    assert [each.bydel.slug for each in t2.submissions.all()] == ["alna"]
    in_the_citys = Submission.ever.filter(round=t2).when_closed()
    assert {each.bydel.slug for each in in_the_citys} == {"alna", "bjerke"}


def test_a_closed_round_takes_no_report(t2: Round, byadmin: User) -> None:
    close(t2, by=byadmin, today=TODAY)
    with pytest.raises(NothingToSendError):
        sent(t2, "bjerke")
    Submission.objects.update(state=Submission.State.RETURNED)
    with pytest.raises(NothingToSendError):
        sent(t2, "alna")


def test_a_round_is_closed_after_its_due_day_alone(t2: Round, byadmin: User) -> None:
    with pytest.raises(NotYetError):
        close(t2, by=byadmin, today=date(2026, 9, 20))
    close(t2, by=byadmin, today=date(2026, 9, 21))


def test_of_two_who_close_the_second_finds_it_closed(t2: Round, byadmin: User) -> None:
    close(t2, by=byadmin, today=TODAY)
    with pytest.raises(ClosedAlreadyError):
        close(t2, by=byadmin, today=TODAY)
    assert RoundChange.objects.get().after == "lukket uten 1 bydel: Bjerke"
    assert Submission.ever.count() == 2


def test_opened_again_a_bydel_sends_its_next_version_once_and_the_closed_picture_stays(
    t2: Round, byadmin: User
) -> None:
    close(t2, by=byadmin, today=TODAY)
    for slug in ("alna", "bjerke"):
        reopen(t2, organisation(slug), reason="Feil status", by=byadmin)
        versions = sent(t2, slug).version
        with pytest.raises((AlreadySentError, NothingToSendError)):
            sent(t2, slug)
        assert versions == {"alna": 2, "bjerke": 1}[slug]
    when_closed = Submission.ever.filter(round=t2).when_closed()
    assert {(each.bydel.slug, each.version) for each in when_closed} == {("alna", 1), ("bjerke", 0)}
    assert Submission.objects.filter(round=t2).sent_after_closing().count() == 2


def test_a_state_that_changes_later_does_not_change_what_was_when_it_closed(
    t2: Round, byadmin: User
) -> None:
    close(t2, by=byadmin, today=TODAY)
    Submission.objects.update(state=Submission.State.RECEIVED)
    assert Submission.objects.get().closed_as == Submission.State.SENT


def test_of_two_who_open_again_the_second_finds_it_opened(t2: Round, byadmin: User) -> None:
    with pytest.raises(NotYetError):
        reopen(t2, organisation("alna"), reason="Feil", by=byadmin)
    close(t2, by=byadmin, today=TODAY)
    first = reopen(t2, organisation("alna"), reason="Feil status", by=byadmin)
    with pytest.raises(OpenedAlreadyError) as refused:
        reopen(t2, organisation("alna"), reason="Noe annet", by=byadmin)
    assert refused.value.reopening == first
    assert Reopening.objects.count() == 1


def test_it_is_not_opened_again_for_a_bydel_that_had_no_plan(t2: Round, byadmin: User) -> None:
    close(t2, by=byadmin, today=TODAY)
    with pytest.raises(NothingToSendError):
        reopen(t2, organisation("sagene"), reason="Feil", by=byadmin)


def test_a_closed_round_is_not_deleted_though_nobody_sent(
    no_other_plan: None, byadmin: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    make_measure(make_plan("bjerke"))
    close(one, by=byadmin, today=TODAY)
    with pytest.raises(ProtectedError):
        one.delete()


def test_closing_asks_the_same_without_one_bydel_and_without_three(
    no_other_plan: None, byadmin: User
) -> None:
    def queries(day: date, *slugs: str) -> int:
        for slug in slugs:
            plan = make_plan(slug)
            for _ in range(3):
                report(make_measure(plan, responsible=["NAV"], items=["Et"]), on=day)
        name = f"Per {day}"
        one = Round.objects.create(name=name, cut_off=day, due_on=day + timedelta(days=20))
        with CaptureQueriesContext(connection) as asked:
            close(one, by=byadmin, today=TODAY)
        return len(asked)

    byadmin.recorded_as(organisation("oslo"))  # her roles are read once
    assert queries(date(2026, 4, 30), "alna") == queries(date(2026, 8, 31), "bjerke", "sagene")


def test_what_was_kept_follows_nothing_that_is_changed_later(t2: Round, byadmin: User) -> None:
    close(t2, by=byadmin, today=TODAY)

    def stored() -> Any:
        return list(Submission.ever.get(bydel__slug="bjerke").rows.values_list("words", "sha256"))

    before = stored()
    plan = Submission.ever.get(bydel__slug="bjerke").bydel.plans.get()
    plan.measures.update(text="Et annet tiltak")
    report(plan.measures.get(), "Utgått", on=date(2026, 8, 31))
    assert stored() == before
