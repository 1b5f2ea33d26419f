"""What the city asks about a sent report, and what the bydel answers: who reads it, what waits."""

from datetime import date

import pytest

from reporting.models import QuestionDraft, QuestionPost, Round, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Role, User
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 10)


@pytest.fixture
def byadmin(db: None) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


@pytest.fixture
def sent(byadmin: User) -> Submission:
    """Alna's report of two measures."""
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("alna")
    make_measure(plan)
    make_measure(plan)
    bydel = organisation("alna")
    return send(one, bydel, by=editor_of(bydel), comment="", today=TODAY)


def write(sent: Submission, measure_pk: int, by: User, *, from_city: bool) -> QuestionPost:
    return QuestionPost.objects.create(
        submission=sent,
        measure_pk=measure_pk,
        from_city=from_city,
        text="Hvorfor?" if from_city else "Derfor.",
        recorded_by=by,
        recorded_as="i en rolle",
    )


def test_a_thread_waits_for_the_bydel_until_its_last_words_are_the_bydels(
    sent: Submission, byadmin: User
) -> None:
    first, second = sent.rows.values_list("measure_pk", flat=True)
    alna = User.objects.get(pk=sent.recorded_by_id)
    write(sent, first, byadmin, from_city=True)
    write(sent, second, byadmin, from_city=True)
    write(sent, first, alna, from_city=False)
    posts = QuestionPost.objects.filter(submission__round=sent.round)
    assert posts.unanswered() == {sent.bydel_id: 1}
    write(sent, first, byadmin, from_city=True)
    assert posts.unanswered() == {sent.bydel_id: 2}


def test_questions_are_read_by_the_bydel_and_the_city_and_by_no_other_bydel(
    sent: Submission, byadmin: User
) -> None:
    alna = User.objects.get(pk=sent.recorded_by_id)
    write(sent, sent.rows.all()[0].measure_pk, byadmin, from_city=True)
    leser = make_user("leser", (Role.READER, "oslo"))
    bjerke = editor_of(organisation("bjerke"))
    seen = [
        QuestionPost.objects.visible_to(user).count() for user in (alna, byadmin, leser, bjerke)
    ]
    assert seen == [1, 1, 1, 0]


def test_a_question_that_is_not_sent_is_the_citys_alone(sent: Submission, byadmin: User) -> None:
    alna = User.objects.get(pk=sent.recorded_by_id)
    QuestionDraft.objects.create(
        submission=sent,
        measure_pk=sent.rows.all()[0].measure_pk,
        text="Hvorfor?",
        recorded_by=byadmin,
        recorded_as="i en rolle",
    )
    drafts = QuestionDraft.objects
    assert [drafts.visible_to(user).count() for user in (byadmin, alna)] == [1, 0]
