"""«Se rapporten slik den blir», and the list narrowed to what is missing."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from lxml import html

from measures.models import Measure
from plans.models import Plan
from reporting.models import FrozenRow, Round, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 10)


@pytest.fixture
def t2(five_plans: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    resolve("/runder/")
    clock.let_it_be(monkeypatch, TODAY)
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def plan(t2: Round) -> Plan:
    """One measure is reported for the round, two are not."""
    made = make_plan("alna")
    report(make_measure(made, "Boliger"), "I rute", on=date(2026, 8, 20), remark="Snart ferdig")
    make_measure(made, "Kurs")
    make_measure(made, "Værested")
    return made


def told(answer: Any, path: str = "//main") -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def test_the_draft_has_the_same_table_as_what_is_sent_and_nothing_is_stored(
    t2: Round, plan: Plan
) -> None:
    by = editor_of(organisation("alna"))
    client = CheckingClient.of(by)
    answer = client.get(f"/runder/{t2.pk}/send-inn/alna/vis/")
    assert "utkast, ikke sendt" in told(answer, "//h1")
    assert "1 av 3 tiltak er rapportert for T2 2026." in told(answer)
    assert not Submission.ever.exists()
    assert not FrozenRow.objects.exists()
    sent = send(t2, organisation("alna"), by=by, comment="", today=TODAY)
    after = client.get(sent.get_absolute_url())
    assert told(answer, "//table/tbody") == told(after, "//table/tbody")


def test_the_draft_asks_the_same_of_one_measure_and_of_fifty(t2: Round, plan: Plan) -> None:
    client = CheckingClient.of(editor_of(organisation("alna")))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/runder/{t2.pk}/send-inn/alna/vis/")
        return len(asked)

    few = queries()
    for number in range(50):
        make_measure(plan, f"Til {number}", items=["En", "To"], responsible=["NAV"])
    assert queries() <= few + 1 <= 17


def test_what_is_missing_is_reported_in_the_list(t2: Round, plan: Plan) -> None:
    client = CheckingClient.of(editor_of(organisation("alna")))
    page = html.document_fromstring(client.get(f"/runder/{t2.pk}/send-inn/alna/").content.decode())
    [link] = page.xpath("//a[normalize-space()='Rapporter de 2 i listen']/@href")
    rows = told(client.get(link), "//table/tbody")
    assert ["Boliger" in rows, "Kurs" in rows, "Værested" in rows] == [False, True, True]


def test_no_other_bydel_sees_the_draft(t2: Round, plan: Plan, grorud: User) -> None:
    answer = CheckingClient.of(grorud).get(f"/runder/{t2.pk}/send-inn/alna/vis/")
    assert answer.status_code == 403
    assert Measure.objects.get(text="Boliger").latest_status
    assert "Snart ferdig" not in told(answer)
