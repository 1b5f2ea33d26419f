"""What pages ask where a round is closed and opened again, the next one is open, what was sent is
frozen, and there are warnings."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.closing.acts import close, reopen
from reporting.models import Round
from reporting.submission.freezing import send
from reporting.submission.returning import give_back, keep_question, seal_of
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database
T1, T2, TODAY = date(2026, 4, 30), date(2026, 8, 31), date(2026, 11, 28)


def add(plan: Plan, numbers: range) -> None:
    """Measures that were reported on for both rounds, each with the text of the one before."""
    for n in numbers:
        measure = make_measure(plan, f"Kurs {n // 2}", items=["Ett"], responsible=[f"Leder {n}"])
        report(measure, "Under arbeid", on=T1, risk=RiskLevel.LOW)
        report(measure, "Iverksatt", on=T2, risk=RiskLevel.HIGH)


@pytest.fixture
def rounds(five_plans: None) -> list[Round]:
    Plan.objects.local().update(state=Plan.State.DRAFT)
    return [
        Round.objects.create(name=name, cut_off=day, due_on=day)
        for name, day in (("T1 2026", T1), ("T2 2026", T2))
    ]


@pytest.fixture
def alna(rounds: list[Round], byadmin: User) -> Plan:
    """T1 is closed, and opened again for alna; T2 is open, and bjerke has sent for it too."""
    plans = {slug: make_plan(slug) for slug in ("alna", "bjerke")}
    for plan in plans.values():
        add(plan, range(2))
    t1, t2 = rounds
    for one, slug in ((t1, "alna"), (t1, "bjerke"), (t2, "bjerke")):
        bydel = organisation(slug)
        send(one, bydel, by=editor_of(bydel), comment="", today=one.cut_off)
    close(t1, by=byadmin, today=TODAY)
    reopen(t1, organisation("alna"), reason="Feil status", by=byadmin)
    return plans["alna"]


def addresses(plan: Plan) -> dict[str, int]:
    """The pages, and how many queries each may take: fifteen, and what reads the whole report as it
    would be frozen (ten queries) what it asks today: the preview, and what was returned."""
    t1, t2 = Round.objects.order_by("cut_off")
    measure = plan.measures.get(n=2)
    return {
        "/a-gjore/": 15,
        "/oversikt/endringer/?siden=30.04.2026&per=31.08.2026": 15,
        measure.get_absolute_url(): 15,
        f"/runder/{t1.pk}/send-inn/alna/": 15,
        f"/runder/{t2.pk}/send-inn/alna/": 15,
        f"/runder/{t2.pk}/send-inn/alna/vis/": 17,
    }


def queries(client: CheckingClient, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def test_what_was_returned_is_held_against_the_report_as_it_is_now(
    alna: Plan, byadmin: User
) -> None:
    t2, bydel = Round.objects.get(name="T2 2026"), organisation("alna")
    editor = editor_of(bydel)
    sent = send(t2, bydel, by=editor, comment="", today=TODAY)
    keep_question(sent, alna.measures.get(n=1).pk, "Hvorfor?", seen="", by=byadmin)
    give_back(sent, "", seen=seal_of(sent.drafts.all()), by=byadmin)
    client = CheckingClient.of(editor)
    client.get("/a-gjore/")
    assert queries(client, f"/runder/{t2.pk}/send-inn/alna/") <= 20


def test_rounds_frozen_rows_and_warnings_take_the_same_few_queries(alna: Plan) -> None:
    client = CheckingClient.of(editor_of(organisation("alna")))
    bounds = addresses(alna)
    client.get("/a-gjore/")  # the first page of a session prolongs it
    few = {address: queries(client, address) for address in bounds}
    add(alna, range(2, 12))
    many = {address: queries(client, address) for address in bounds}
    assert many == few
    assert {address: n for address, n in few.items() if n > bounds[address]} == {}
