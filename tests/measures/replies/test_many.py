"""Many measures, and many clicks at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from measures.models import Reply, ReplyDecidedError, ReplyLink, Status, take_replies
from measures.vocabulary import StatusCode
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user
from tests.measures.replies.replying import LEADER, answered, make_link, sent

pytestmark = pytest.mark.usefixtures("five_plans")


def queries(client: CheckingClient, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.one_database
def test_the_pages_ask_as_many_questions_for_one_measure_as_for_fifty(
    plan: Plan, grorud: User
) -> None:
    first = make_measure(plan, responsible=[LEADER], items=["En"])
    link = make_link(plan, LEADER, grorud)
    answered(link, first, status="ongoing")
    client, nobody = CheckingClient.of(grorud), CheckingClient()
    pages = [(nobody, link.path), (nobody, f"{link.path}takk/")]
    pages.append((client, f"/planer/{plan.slug}/svarlenker/"))
    for who, address in pages:
        who.get(address)
    before = [queries(who, address) for who, address in pages]

    more = [make_measure(plan, responsible=[LEADER, f"Leder {n}"], items=["En"]) for n in range(50)]
    sent(link, *((measure, {"status": "ongoing", "risk": "low"}) for measure in more))
    for n in range(50):
        make_link(plan, f"Leder {n}", grorud)

    assert Reply.objects.waiting().count() == 51
    assert [queries(who, address) for who, address in pages] == before


@pytest.fixture
def shared(transactional_db: None, five_plans: None) -> Reply:
    measure = make_measure(make_plan("grorud"), "Ti vil godta svaret", responsible=[LEADER])
    link = make_link(measure.plan, LEADER, make_user("lager", (Role.EDITOR, "grorud")))
    return Reply.objects.create(
        link=link,
        measure=measure,
        words="Løpende",
        code="ongoing",
        version=0,
        applies_on=localdate(),
    )


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_decide_at_once_one_does(shared: Reply) -> None:
    by = make_user("ti", (Role.EDITOR, "grorud"))
    start = Barrier(10)

    def decide(number: int) -> bool:
        try:
            mine = Reply.objects.select_related("measure__plan__organisation").get(pk=shared.pk)
            start.wait(timeout=60)
            if number % 2:
                mine.decline("Feil tiltak", by=by)
            else:
                mine.accept(by=by, expected_version=0)
        except ReplyDecidedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as threads:
        decided = list(threads.map(decide, range(10)))

    assert sum(decided) == 1
    shared.refresh_from_db()
    was_accepted = shared.outcome == Reply.Outcome.ACCEPTED
    assert Status.objects.filter(measure=shared.measure).count() == int(was_accepted)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_on_send_are_one_answer(shared: Reply) -> None:
    given = shared.given
    report = replace(given.report, words="Avsluttet", code=StatusCode.COMPLETED)
    given = replace(given, report=report)
    start = Barrier(10)

    def send(_number: int) -> None:
        try:
            link = ReplyLink.objects.get(pk=shared.link_id)
            start.wait(timeout=60)
            take_replies(link, {shared.measure: given}, [], localdate())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(send, range(10)))

    assert Reply.objects.filter(words="Avsluttet").count() == 1
    assert Reply.objects.waiting().get().words == "Avsluttet"
