"""Sent, returned and reported at the same moment: one is first, and the others are told."""

from datetime import date

import pytest

from measures.models import Measure, Report
from measures.vocabulary import StatusCode
from reporting.models import FrozenRow, QuestionPost, Round, StateChange, Submission
from reporting.submission.freezing import AlreadySentError, send
from reporting.submission.returning import (
    HandledError,
    OtherQuestionsError,
    give_back,
    keep_question,
    receive,
    seal_of,
)
from ruspolitikk.accounts.models import Role, User
from tests.at_once import at_once
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation

pytestmark = pytest.mark.django_db(transaction=True)
TOLD = (AlreadySentError, HandledError, OtherQuestionsError)
TODAY = date(2026, 9, 15)


@pytest.fixture
def t2(transactional_db: None, five_plans: None) -> Round:
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def alna(t2: Round) -> User:
    make_measure(make_plan("alna"), "Boliger")
    return editor_of(organisation("alna"))


@pytest.fixture
def byadmin(t2: Round) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


def test_of_ten_who_send_one_makes_a_version(t2: Round, alna: User) -> None:
    def send_it() -> object:
        return send(t2, organisation("alna"), by=alna, comment="", today=TODAY)

    became = at_once(*[send_it] * 10, told=TOLD)
    assert sorted(became) == ["", *["AlreadySentError"] * 9]
    assert Submission.objects.count() == 1
    assert FrozenRow.objects.count() == 1


def test_returned_received_and_sent_at_once_one_is_first_and_the_rest_are_told(
    t2: Round, alna: User, byadmin: User
) -> None:
    sent = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    keep_question(sent, sent.rows.all()[0].measure_pk, "Hvorfor?", seen="", by=byadmin)
    seen = seal_of(sent.drafts.all())
    became = at_once(
        lambda: give_back(sent, "", seen=seen, by=byadmin),
        lambda: receive(sent, seen=seen, by=byadmin),
        lambda: give_back(sent, "", seen=seen, by=byadmin),
        told=TOLD,
    )
    assert sorted(became) == ["", "HandledError", "HandledError"]
    state = Submission.objects.get().state
    assert StateChange.objects.get().state == state
    assert QuestionPost.objects.count() == (state == Submission.State.RETURNED)


def test_a_report_that_is_saved_while_a_bydel_sends_is_in_it_whole_or_not_at_all(
    t2: Round, alna: User
) -> None:
    measure = Measure.objects.get(text="Boliger")

    def save() -> None:
        own = Measure.objects.select_related("plan__organisation").get(pk=measure.pk)
        told = Report("Under arbeid", StatusCode.IN_PROGRESS, "Venter på lokaler")
        own.report(told, on=date(2026, 8, 31), by=alna, expected_version=0)

    def send_it() -> object:
        return send(t2, organisation("alna"), by=alna, comment="", today=TODAY)

    at_once(save, send_it, told=TOLD)
    row = FrozenRow.objects.get().told
    told = (row["in_round"], (row["status"] or {}).get("remark"))
    assert told in [("rapportert", "Venter på lokaler"), ("aldri", None)]
