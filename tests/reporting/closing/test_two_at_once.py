"""Closed, sent and opened again at the same moment: one is first, and the others are told."""

from datetime import date

import pytest

from plans.models import Plan
from reporting.closing.acts import ClosedAlreadyError, OpenedAlreadyError, close, reopen
from reporting.models import Reopening, Round, RoundChange, Submission
from reporting.submission.freezing import NothingToSendError, send
from ruspolitikk.accounts.models import Role, User
from tests.at_once import at_once
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = (ClosedAlreadyError, OpenedAlreadyError, NothingToSendError)
TODAY = date(2026, 9, 28)


@pytest.fixture
def t2(transactional_db: None, five_plans: None) -> Round:
    """Past its due day. Alna's is the one plan that counts."""
    Plan.objects.local().update(state=Plan.State.DRAFT)
    make_measure(make_plan("alna"))
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def byadmin(t2: Round) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


def test_of_five_who_close_one_does_and_of_five_who_open_again_too(
    t2: Round, byadmin: User
) -> None:
    became = at_once(*[lambda: close(t2, by=byadmin, today=TODAY)] * 5, told=TOLD)
    assert sorted(became) == ["", *["ClosedAlreadyError"] * 4]
    assert (RoundChange.objects.count(), Submission.ever.count()) == (1, 1)
    alna = organisation("alna")
    became = at_once(*[lambda: reopen(t2, alna, reason="Feil", by=byadmin)] * 5, told=TOLD)
    assert sorted(became) == ["", *["OpenedAlreadyError"] * 4]
    assert Reopening.objects.count() == 1


def test_who_sends_while_a_round_is_closed_is_in_it_or_is_told(t2: Round, byadmin: User) -> None:
    alna = organisation("alna")
    by = editor_of(alna)
    closed, sent = at_once(
        lambda: close(t2, by=byadmin, today=TODAY),
        lambda: send(t2, alna, by=by, comment="", today=TODAY),
        told=TOLD,
    )
    assert closed == ""
    in_the_citys = Submission.ever.when_closed().get()
    assert (in_the_citys.state, sent) in [("sent", ""), ("not_sent", "NothingToSendError")]
    assert Submission.ever.count() == 1
