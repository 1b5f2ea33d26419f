"""Byens pult: who has sent, who has not, what waits, and the two pictures of a closed round."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.timezone import make_aware
from lxml import html

from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.closing.acts import close, reopen
from reporting.models import QuestionPost, Round, StateChange, Submission
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 17)


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def row(page: html.HtmlElement, bydel: str) -> str:
    return words(page, f"//table//tr[th[contains(., '{bydel}')]]")


def sent(one: Round, slug: str, *, state: str = Submission.State.SENT) -> Submission:
    bydel = organisation(slug)
    submission = send(one, bydel, by=editor_of(bydel), comment="", today=TODAY)
    when = make_aware(datetime(2026, 9, 16, 15, 42))
    Submission.objects.filter(pk=submission.pk).update(state=state, recorded_at=when)
    return submission


@pytest.fixture
def t2(five_plans: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Open, three days before its due day; no bydel has a plan."""
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    Plan.objects.local().update(state=Plan.State.DRAFT)
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def four(t2: Round) -> Round:
    """Alna has sent what is not read, Bjerke is returned, Frogner is at work, Sagene silent."""
    for slug in ("alna", "bjerke", "frogner"):
        plan = make_plan(slug)
        report(make_measure(plan), on=date(2026, 8, 20))
        make_measure(plan)
    report(make_measure(make_plan("sagene")), on=date(2025, 4, 30))
    sent(t2, "alna")
    returned(sent(t2, "bjerke", state=Submission.State.RETURNED))
    return t2


def returned(submission: Submission) -> None:
    """On 15.09.2026, with one question that is not answered."""
    by = signed(editor_of(submission.bydel), submission.bydel)
    StateChange.objects.create(
        submission=submission,
        state=Submission.State.RETURNED,
        **{**by, "recorded_at": make_aware(datetime(2026, 9, 15, 12))},
    )
    measure = submission.rows.all()[0].measure_pk
    QuestionPost.objects.create(
        submission=submission, measure_pk=measure, from_city=True, text="Hvorfor?", **by
    )


def test_each_bydel_has_its_state_and_how_much_is_reported(four: Round, byadmin: User) -> None:
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    told = words(page)
    assert "1 av 15 bydeler har sendt inn. 11 bydeler har ingen plan som gjelder." in told
    assert "Fristen er søndag 20.09.2026, om 3 dager." in told
    alna = row(page, "Alna")
    assert "Sendt inn, ikke lest Sendt 16.09.2026, versjon 1 1 av 2 tiltak, 50 %" in alna
    assert "Les rapporten" in alna
    assert "Sendt tilbake 15.09.2026, 1 ubesvart spørsmål" in row(page, "Bjerke")
    assert "I arbeid Sist rapportert 20.08.2026 1 av 2 tiltak" in row(page, "Frogner")
    assert "Ikke begynt Sist rapportert 30.04.2025 0 av 1 tiltak" in row(page, "Sagene")
    assert "Ingen plan Ingen plan gjaldt 31.08.2026" in row(page, "Grorud")
    assert "1 har sendt, 3 gjenstår 11 uten plan 3 av 7 tiltak" in row(page, "Hele byen")


def test_what_was_sent_is_counted_as_it_was_sent(four: Round, byadmin: User) -> None:
    for measure in Plan.objects.get(organisation__slug="alna", state="adopted").measures.all():
        report(measure, on=date(2026, 8, 31))
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    assert "1 av 2 tiltak, 50 %" in row(page, "Alna")


@pytest.mark.parametrize(
    ("choice", "bydeler"),
    [
        ("sendt", ["Alna"]),
        ("sendt-tilbake", ["Bjerke"]),
        ("i-arbeid", ["Frogner"]),
        ("ikke-begynt", ["Sagene"]),
        ("ubesvart", ["Bjerke"]),
        ("gjenstar", ["Sagene", "Frogner", "Bjerke"]),
    ],
)
def test_a_count_opens_its_rows(
    four: Round, byadmin: User, choice: str, bydeler: list[str]
) -> None:
    there = f"{four.get_absolute_url()}?vis={choice}"
    page = page_of(CheckingClient.of(byadmin).get(there))
    shown = [" ".join(th.text_content().split()) for th in page.xpath("//table/tbody/tr/th")]
    assert [name.split(" ", 1)[1] for name in shown] == bydeler


def test_a_choice_that_is_none_is_told_and_all_are_shown(four: Round, byadmin: User) -> None:
    page = page_of(CheckingClient.of(byadmin).get(f"{four.get_absolute_url()}?vis=rart"))
    assert "«rart» finnes ikke å velge her." in words(page)
    assert len(page.xpath("//table/tbody/tr")) == 15


def test_what_waits_for_the_city_is_not_told_to_others(
    four: Round, byadmin: User, leser: User
) -> None:
    waiting = "//section[@id='venter']"
    told = words(page_of(CheckingClient.of(byadmin).get(four.get_absolute_url())), waiting)
    assert "Bydel Alna har sendt inn 1 av 2 tiltak er rapportert." in told
    assert "1 bydel har ikke begynt Sagene" in told
    unread = Submission.objects.get(bydel__slug="alna")
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    assert page.xpath(f"//section[@id='venter']//a[@href='/innsendinger/{unread.pk}/les/']")
    page = page_of(CheckingClient.of(leser).get(four.get_absolute_url()))
    assert not page.xpath(waiting)
    assert "Siden" not in words(page, "//aside")
    assert "Lukk" not in words(page)


def test_where_nothing_waits_it_says_what_remains(t2: Round, byadmin: User) -> None:
    report(make_measure(make_plan("alna")), on=date(2026, 8, 20))
    page = page_of(CheckingClient.of(byadmin).get(t2.get_absolute_url()))
    assert "Ingenting venter på deg. 1 bydel har ikke sendt inn ennå." in words(page)


def test_after_the_due_day_the_first_act_is_to_close(t2: Round, byadmin: User) -> None:
    Round.objects.update(due_on=date(2026, 9, 14))
    page = page_of(CheckingClient.of(byadmin).get(t2.get_absolute_url()))
    assert "Fristen var mandag 14.09.2026, for 3 dager siden." in words(page)
    assert words(page, "//div[@class='page-head__action']") == "Lukk runden"


def test_new_is_what_was_sent_and_reported_since_yesterday(four: Round, byadmin: User) -> None:
    draft = make_plan("frogner", state=Plan.State.DRAFT)
    report(make_measure(draft), on=date(2026, 8, 20))
    Plan.objects.filter(organisation__slug="frogner", state="adopted").get().measures.get(n=1)
    told = words(page_of(CheckingClient.of(byadmin).get(four.get_absolute_url())), "//aside")
    assert "Siden i går" in told
    assert "16.09. kl. 15.42 Alna sendte inn versjon 1, med 1 tiltak uten rapport." in told
    assert "Frogner rapporterte status på 1 tiltak." in told


def test_what_was_when_the_round_was_closed_stays(four: Round, byadmin: User) -> None:
    Round.objects.update(due_on=date(2026, 9, 14))
    close(four, by=byadmin, today=TODAY)
    client, there = CheckingClient.of(byadmin), four.get_absolute_url()
    page = page_of(client.get(there))
    assert "Runden er lukket. 2 av 15 bydeler sendte inn, og 3 av 7 tiltak (43 %)" in words(page)
    assert "2 bydeler mangler" in words(page, "//dl[@class='figures']")
    assert "Mangler 1 tiltak rapportert, men ikke sendt" in row(page, "Frogner")
    assert "Mangler Ikke begynt" in row(page, "Sagene")
    assert "2 dager etter fristen" in row(page, "Alna")
    before = words(page, "//table")
    for slug in ("frogner", "bjerke"):
        reopen(Round.objects.get(), organisation(slug), reason="Feil status", by=byadmin)
    sent(Round.objects.get(), "frogner", state=Submission.State.RECEIVED)
    Submission.objects.filter(bydel__slug="alna").update(state=Submission.State.RECEIVED)
    page = page_of(client.get(there))
    assert words(page, "//table") == before
    assert "Slik det er kommet inn" in words(page, "//section[@id='bydelene']")
    assert "Åpnet igjen for Bydel Frogner. «Feil status»" in words(page, "//aside")
    page = page_of(client.get(f"{there}?bilde=inn"))
    assert "Mottatt" in row(page, "Frogner")
    assert "Åpnet igjen" in row(page, "Bjerke")


def test_a_closed_round_leads_to_what_is_changed_since_the_one_before(
    four: Round, byadmin: User
) -> None:
    Round.objects.update(due_on=date(2026, 9, 14))
    Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30))
    close(four, by=byadmin, today=TODAY)
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    [link] = page.xpath("//dl[@class='figures']//a[contains(., 'Se hva som er endret')]/@href")
    assert link == "/oversikt/endringer/?siden=30.04.2026&per=31.08.2026"
    # Nothing was frozen for the round before: a sentence stands in the column's place.
    assert "Endret siden" not in words(page, "//table")
    section = words(page, "//section[@id='bydelene']")
    assert "Se Endringer, regnet av det som er registrert." in section


def test_each_number_of_a_closed_round_leads_to_its_rows_as_they_were_frozen(
    four: Round, byadmin: User
) -> None:
    plan = Plan.objects.get(organisation__slug="frogner")
    late = make_measure(plan, "Åpne et værested", deadline="31.12.2025")
    report(late, "Pågår", on=date(2026, 8, 30), risk=RiskLevel.HIGH)
    Round.objects.update(due_on=date(2026, 9, 14))
    close(four, by=byadmin, today=TODAY)
    late.text = "Et annet tiltak"
    late.save()
    client = CheckingClient.of(byadmin)
    with CaptureQueriesContext(connection) as asked:
        page = page_of(client.get(four.get_absolute_url()))
    assert len(asked) <= 15
    for what in page.xpath("//dl[@class='figures']//a[contains(@href, '/tiltak/')]"):
        behind = page_of(client.get(what.get("href")))
        rows = behind.xpath("//main//tbody/tr[not(@class)]")
        assert len(rows) == int(what.text_content())
    [overdue] = page.xpath("//a[contains(@href, '/over-frist/')]/@href")
    assert "Åpne et værested" in words(page_of(client.get(overdue)), "//main")
    assert client.get(overdue.replace("over-frist", "noe-annet")).status_code == 404


def test_a_closed_round_says_what_each_bydel_reports_otherwise_than_before(
    t2: Round, byadmin: User
) -> None:
    t1 = Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    further, silent = (make_measure(make_plan(slug)) for slug in ("alna", "bjerke"))
    for measure in (further, silent):
        report(measure, "Under arbeid", on=date(2026, 4, 30))
        sent(t1, measure.plan.organisation.slug)
    report(further, "Iverksatt", on=date(2026, 8, 31))
    sent(t2, "alna")
    Round.objects.filter(pk=t2.pk).update(due_on=date(2026, 9, 14))
    close(t2, by=byadmin, today=TODAY)
    report(further, "Ikke startet", on=date(2026, 8, 31))
    page = page_of(CheckingClient.of(byadmin).get(t2.get_absolute_url()))
    assert "1 kommet lenger 0 gått tilbake" in row(page, "Alna")
    assert "– ikke rapportert siden 30.04.2026" in row(page, "Bjerke")


def test_who_is_returned_finds_the_way_to_send_again_and_who_has_sent_does_not(four: Round) -> None:
    def acts(slug: str) -> str:
        client = CheckingClient.of(editor_of(organisation(slug)))
        return words(page_of(client.get(four.get_absolute_url())), "//main//a[@class]")

    assert "Send inn for Bydel Bjerke" in acts("bjerke")
    assert "Send inn for" not in acts("alna")


def test_an_open_round_leads_to_the_one_closed_last_where_the_note_is(
    four: Round, byadmin: User
) -> None:
    day = date(2026, 4, 30)
    closed_at = make_aware(datetime(2026, 5, 28, 9))
    t1 = Round.objects.create(name="T1 2026", cut_off=day, due_on=day, closed_at=closed_at)
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    aside = words(page, "//aside")
    assert "T1 2026 ble lukket 28.05.2026. Der er notatet til byrådet" in aside
    assert page.xpath("//aside//a[. = 'T1 2026']/@href") == [t1.get_absolute_url()]


def test_what_came_after_closing_is_counted_beside_its_link(four: Round, byadmin: User) -> None:
    Round.objects.update(due_on=date(2026, 9, 14))
    close(four, by=byadmin, today=TODAY)
    one = Round.objects.get()
    reopen(one, organisation("sagene"), reason="Sykdom", by=byadmin)
    bydel = organisation("sagene")
    send(one, bydel, by=editor_of(bydel), comment="", today=TODAY)
    page = page_of(CheckingClient.of(byadmin).get(four.get_absolute_url()))
    assert "Slik det er kommet inn (1 ny)" in words(page)


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_page_asks_the_same_of_one_bydel_and_of_fifteen(
    t2: Round, byadmin: User, is_closed: bool
) -> None:
    client = CheckingClient.of(byadmin)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(t2.get_absolute_url())
        return len(asked)

    plans = {slug: make_plan(slug) for slug in ("alna", "bjerke", "frogner", "sagene", "ullern")}
    make_measure(plans["alna"])
    sent(t2, "alna")
    if is_closed:
        Round.objects.update(due_on=date(2026, 9, 14))
        close(t2, by=byadmin, today=TODAY)
    few = queries()
    for slug, plan in plans.items():
        report(make_measure(plan), on=date(2026, 8, 20))
        if slug in {"bjerke", "frogner"} and not is_closed:
            returned(sent(t2, slug, state=Submission.State.RETURNED))
    assert queries() == few <= 15


# --- The first page ------------------------------------------------------------------------------


def test_the_first_page_of_the_city_is_the_open_round_that_is_due_first(
    t2: Round, byadmin: User, leser: User
) -> None:
    Round.objects.create(name="År", cut_off=date(2026, 12, 31), due_on=date(2027, 1, 20))
    assert CheckingClient.of(byadmin).get("/")["Location"] == t2.get_absolute_url()
    assert CheckingClient.of(leser).get("/")["Location"] == "/oversikt/"
    page = page_of(CheckingClient.of(byadmin).get(t2.get_absolute_url()))
    assert "År er også åpen, med frist 20.01.2027." in words(page)


@pytest.mark.parametrize(
    "changed", [{"closed_at": make_aware(datetime(2026, 9, 15))}, {"due_on": None}]
)
def test_where_no_round_is_open_it_is_oversikt(
    t2: Round, byadmin: User, changed: dict[str, Any]
) -> None:
    Round.objects.update(**changed)
    assert CheckingClient.of(byadmin).get("/")["Location"] == "/oversikt/"


def test_a_round_that_asks_for_no_report_is_told_without_rows(t2: Round, byadmin: User) -> None:
    Round.objects.update(due_on=None)
    page = page_of(CheckingClient.of(byadmin).get(t2.get_absolute_url()))
    assert "Dette ber byen om" in words(page)
    assert not page.xpath("//table")
