"""Published, opened again and taken back at the same moment: one is first, the others are told."""

from datetime import date

import pytest

from plans.models import Plan
from reporting.closing.acts import close, reopen
from reporting.models import PublicationAct, PublishedFile, Reopening, Round
from reporting.publication.acts import (
    NotClearedError,
    NotPublishedError,
    PublishedAlreadyError,
    publish,
    take_back,
)
from reporting.publication.gate import Gate
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Role, User
from tests.at_once import at_once
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation
from tests.reporting.publication.publishing import CUT_OFF, TODAY

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = (NotClearedError, NotPublishedError, PublishedAlreadyError)


@pytest.fixture
def byadmin(transactional_db: None, five_plans: None) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


@pytest.fixture
def t2(byadmin: User) -> Round:
    """Closed; Alna's is the one report, and nothing is pointed at in it."""
    Plan.objects.local().update(state=Plan.State.DRAFT)
    make_measure(make_plan("alna"))
    one = Round.objects.create(name="T2 2026", cut_off=CUT_OFF, due_on=date(2026, 9, 20))
    alna = organisation("alna")
    send(one, alna, by=editor_of(alna), comment="", today=date(2026, 9, 10))
    close(one, by=byadmin, today=TODAY)
    return Round.objects.get()


def test_of_five_who_publish_one_does_and_of_five_who_take_back_too(
    t2: Round, byadmin: User
) -> None:
    seen = Gate.of(t2).seal
    became = at_once(*[lambda: publish(t2, seen=seen, by=byadmin, today=TODAY)] * 5, told=TOLD)
    assert sorted(became) == ["", *["PublishedAlreadyError"] * 4]
    assert PublishedFile.objects.count() == 2
    became = at_once(*[lambda: take_back(t2, reason="Feil", by=byadmin)] * 5, told=TOLD)
    assert sorted(became) == ["", *["NotPublishedError"] * 4]
    assert PublicationAct.objects.count() == 2


def test_who_publishes_while_a_bydel_is_opened_again_is_first_or_is_told(
    t2: Round, byadmin: User
) -> None:
    seen, alna = Gate.of(t2).seal, organisation("alna")
    published, _opened = at_once(
        lambda: publish(t2, seen=seen, by=byadmin, today=TODAY),
        lambda: reopen(t2, alna, reason="Feil", by=byadmin),
        told=TOLD,
    )
    assert Reopening.objects.count() == 1
    assert PublicationAct.objects.count() == (published != "NotClearedError")
