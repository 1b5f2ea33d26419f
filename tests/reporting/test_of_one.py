"""A bydel with one tiltak: no sentence about it counts it as many, and none of 0 says «alle»."""

import re
from datetime import date

import pytest
from lxml import html

from measures.models import Measure
from measures.rounds import RoundPart
from plans.models import Plan
from reporting.models import Round
from reporting.submission.freezing import send
from reporting.submission.sent import how_much
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import (
    editor_of,
    make_measure,
    make_plan,
    make_theme,
    make_user,
    organisation,
    report,
    set_deadline,
)

# Which words are said is asked of no database.
pytestmark = pytest.mark.one_database

TODAY, T1, T2 = date(2026, 11, 22), date(2026, 4, 30), date(2026, 8, 31)
ONE_AS_MANY = re.compile(
    r"\b(?:alle|ingen av|de|disse) 1 (?!av)|(?<!av )\b1 (?:dager|bydeler|planer)\b", re.IGNORECASE
)
TWO_ROUNDS = "/oversikt/endringer/?siden=30.04.2026&per=31.08.2026&bydel=alna"


@pytest.fixture
def alna(monkeypatch: pytest.MonkeyPatch, five_plans: None) -> Measure:
    """Its one measure; the real plans count on no day."""
    let_it_be(monkeypatch, TODAY)
    Plan.objects.local().update(state=Plan.State.DRAFT)
    for name, day in (("T1 2026", T1), ("T2 2026", T2)):
        Round.objects.create(name=name, cut_off=day, due_on=date(2026, 12, 1))
    measure = make_measure(make_plan("alna"), "Leksehjelp", deadline="31.12.2026")
    make_theme("enhjørning")
    return measure


def said(user: User, address: str) -> str:
    response = CheckingClient.of(user).get(address)
    assert response.status_code == 200, address
    page = html.document_fromstring(response.content.decode())
    return " ".join(page.xpath("//main")[0].text_content().split())


PAGES = (
    "/a-gjore/",
    "/sammenlign/?plan={plan}&etter=strategi:1",
    "/sammenlign/?plan={plan}&etter=strategi:uten",
    "/utvikling/",
    TWO_ROUNDS,
    f"{TWO_ROUNDS}&hva=frist",
    "/temaer/bolig/",
    "/planer/{plan}/",
    "/planer/{plan}/kontroll/",
    "/oversikt/?plan=gjeldende",
    "/runder/{round}/send-inn/alna/",
)


@pytest.mark.parametrize("reports", [0, 2], ids=["never reported", "reported"])
def test_no_page_counts_the_one_as_many(alna: Measure, reports: int) -> None:
    for day in (T1, T2)[:reports]:
        report(alna, on=day)
    if reports:
        set_deadline(alna, "01.01.2027", on=T2, reason="Helligdag")
    user = editor_of(alna.plan.organisation)
    one = Round.objects.get(name="T2 2026")
    for page in PAGES:
        told = said(user, page.format(plan=alna.plan.slug, round=one.pk))
        assert not ONE_AS_MANY.search(told), (page, ONE_AS_MANY.findall(told), told)


def test_the_lead_says_that_the_one_is_reported(alna: Measure) -> None:
    report(alna, on=T2)
    user = editor_of(alna.plan.organisation)
    bydel = organisation("alna")
    for one in Round.objects.all():
        send(one, bydel, by=user, comment="", today=TODAY)
    assert "Det ene tiltaket er rapportert for T2 2026." in said(user, "/a-gjore/")


def test_the_plans_that_are_compared_say_so_of_their_one(alna: Measure) -> None:
    reader = make_user("leser-i-byen", (Role.READER, "oslo"))
    told = said(reader, f"/sammenlign/?plan={alna.plan.slug}&etter=strategi:1")
    assert "Det ene tiltaket er ikke knyttet til en strategi." in told


@pytest.mark.parametrize(
    ("reported", "older", "words"),
    [
        (0, 0, "Ingen tiltak skulle rapporteres for T2 2026. 4 var avsluttet eller utgått"),
        (1, 0, "Det ene tiltaket er rapportert for T2 2026."),
        (2, 0, "Alle 2 tiltak er rapportert for T2 2026."),
        (0, 1, "0 av 1 tiltak er rapportert for T2 2026."),
    ],
)
def test_a_sent_report_says_nothing_of_all_where_none_was_to_be_reported(
    reported: int, older: int, words: str
) -> None:
    counts = dict.fromkeys([part.value for part in RoundPart], 0)
    counts |= {"rapportert": reported, "eldre": older, "avsluttet": 4}
    assert how_much({"round": "T2 2026", "counts": counts}).startswith(words)
