"""Before a bydel sends: what it sees of its own report, and what is kept while it writes."""

from datetime import date
from typing import Any

import pytest
from django.urls import resolve
from lxml import html

from measures.items import rewrite_items, tick_items
from measures.models import Item, Measure
from reporting.closing.acts import close, reopen
from reporting.models import Round, Submission, SummaryDraft
from reporting.submission.freezing import ChangedMeanwhileError, as_they_stood, send
from reporting.submission.marks import marks_of
from reporting.submission.shape import shown_of
from ruspolitikk.accounts.models import User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation, report

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 10)


@pytest.fixture
def t2(db: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def alna(t2: Round) -> User:
    """Of three measures one has a new status, one a name of a person, and one is as it was."""
    plan = make_plan("alna")
    for title, after in (("Boliger", "På vent"), ("Kurs", "Under arbeid"), ("Hjelp", "Iverksatt")):
        measure = make_measure(plan, title=title, deadline="31.12.2026")
        report(measure, "Under arbeid", on=date(2026, 4, 20))
        report(measure, after, on=date(2026, 8, 20))
    Measure.objects.filter(title="Hjelp").update(responsible_text="Kari")
    return editor_of(organisation("alna"))


@pytest.fixture
def colleague(alna: User) -> User:
    user = make_user("kollega")
    user.memberships.create(organisation=organisation("alna"), role="editor")
    return user


def address(one: Round) -> str:
    return f"/runder/{one.pk}/send-inn/alna/"


def opened(by: User, one: Round) -> tuple[CheckingClient, html.HtmlElement, dict[str, Any]]:
    """The page, and what its form would send."""
    client = CheckingClient.of(by)
    page = html.document_fromstring(client.get(address(one)).content.decode())
    [form] = page.xpath("//*[@id='send']//form")
    return client, page, dict(form.form_values())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def told(response: Any) -> str:
    return words(html.document_fromstring(response.content.decode()))


# --- What it sees --------------------------------------------------------------------------------


def test_what_is_new_since_the_round_before_stands_with_before_and_after(
    t2: Round, alna: User
) -> None:
    _client, page, _form = opened(alna, t2)
    section = words(page, "//section[@id='endret']")
    assert "Endret siden T1 2026 2 Dere sendte ikke inn T1 2026." in section
    assert "1 Boliger Status Under arbeid På vent" in section
    assert "3 Hjelp Status Under arbeid Iverksatt" in section
    assert "1 Tiltak bekreftet uendret" in words(page, "//ul[@class='counts']")


def test_what_was_sent_for_the_round_before_wins_over_what_stands_of_it_now(
    t2: Round, alna: User
) -> None:
    t1 = Round.objects.get(name="T1 2026")
    send(t1, organisation("alna"), by=alna, comment="", today=TODAY)
    report(Measure.objects.get(title="Boliger"), "På vent", on=date(2026, 4, 30))
    _client, page, _form = opened(alna, t2)
    section = words(page, "//section[@id='endret']")
    assert "1 Boliger Status Under arbeid På vent" in section
    assert "Dere sendte ikke inn" not in section


def test_warnings_stand_and_are_no_gaps(t2: Round, alna: User) -> None:
    _client, page, _form = opened(alna, t2)
    links = page.xpath("//section[@id='varsler']//a[@class='act']/@href")
    own = Measure.objects.get(title="Hjelp").pk
    assert f"/kontroll/#tiltak-{own}" in [link[link.index("/kontroll/") :] for link in links]
    assert "Ingenting mangler." in words(page, "//section[@id='mangler']")


# --- The summary ---------------------------------------------------------------------------------


def test_the_summary_is_saved_without_sending_also_for_a_colleague(
    t2: Round, alna: User, colleague: User
) -> None:
    client, _page, form = opened(alna, t2)
    client.post(address(t2), {**form, "comment": "Vi mangler lokaler.", "lagre": "1"})
    assert not Submission.objects.exists()
    _client, page, form = opened(colleague, t2)
    assert form["comment"].strip() == "Vi mangler lokaler."
    assert "av redaktør for Bydel Alna, ikke sendt." in words(page, "//*[@id='send']")


def test_it_is_saved_as_one_writes_and_the_form_knows_what_was_saved(t2: Round, alna: User) -> None:
    client, _page, form = opened(alna, t2)
    typed = {**form, "comment": "Vi", "lagre": "1"}
    said = client.post(address(t2), typed, headers={"HX-Request": "true"}).content.decode()
    [mark] = html.fromstring(f"<div>{said}</div>").xpath("//input[@name='seen_comment']/@value")
    more = {**typed, "comment": "Vi mangler", "seen_comment": mark}
    said = client.post(address(t2), more, headers={"HX-Request": "true"}).content.decode()
    assert "ikke sendt" in said
    assert SummaryDraft.objects.get().text == "Vi mangler"


@pytest.mark.parametrize("button", ["lagre", "send"])
def test_of_two_who_write_the_second_sees_the_first_ones_words_and_keeps_the_own(
    t2: Round, alna: User, colleague: User, button: str
) -> None:
    client, _page, form = opened(alna, t2)
    other, _page, others = opened(colleague, t2)
    other.post(address(t2), {**others, "comment": "Alt går bra.", "lagre": "1"})
    typed = {**form, "comment": "Vi mangler lokaler.", button: "1"}
    page = html.document_fromstring(client.post(address(t2), typed).content.decode())
    assert "Kollegaens: «Alt går bra.»" in words(page)
    assert words(page, "//textarea") == "Vi mangler lokaler."
    assert SummaryDraft.objects.get().text == "Alt går bra."
    [again] = page.xpath("//*[@id='send']//form")
    client.post(address(t2), dict(again.form_values()))
    assert Submission.objects.get().told["comment"] == "Vi mangler lokaler."
    assert not SummaryDraft.objects.exists()


# --- A change while one looks --------------------------------------------------------------------


def test_what_was_changed_after_the_page_was_opened_is_told_and_nothing_is_sent(
    t2: Round, alna: User
) -> None:
    client, _page, form = opened(alna, t2)
    report(Measure.objects.get(title="Kurs"), "Avsluttet", on=date(2026, 8, 31))
    refused = client.post(address(t2), {**form, "comment": "Ferdig."})
    assert refused.status_code == 409
    assert "Tiltak 2 ble endret mens du så på siden. Ingenting er sendt." in told(refused)
    assert "2 Kurs Status Under arbeid Avsluttet" in told(refused)
    assert not Submission.objects.exists()
    [again] = html.document_fromstring(refused.content.decode()).xpath("//*[@id='send']//form")
    client.post(address(t2), dict(again.form_values()))
    assert Submission.objects.get().told["comment"] == "Ferdig."


def test_a_measure_that_is_new_was_not_seen(t2: Round, alna: User) -> None:
    plan = Measure.objects.get(title="Kurs").plan
    seen = marks_of(as_they_stood([plan], Round.objects.period_of(t2), TODAY), t2.cut_off, shown_of)
    make_measure(plan, title="Nytt")
    with pytest.raises(ChangedMeanwhileError) as refused:
        send(t2, organisation("alna"), by=alna, comment="", today=TODAY, seen=seen)
    assert refused.value.numbers == ["4"]


def test_a_delpunkt_that_was_ticked_off_meanwhile_is_told(t2: Round, alna: User) -> None:
    item = Item.objects.create(measure=Measure.objects.get(title="Kurs"), position=1, text="Ett")
    client, _page, form = opened(alna, t2)
    tick_items(item.measure, done=[item.pk], reopened=[], on=date(2026, 8, 31), by=alna)
    refused = client.post(address(t2), form)
    assert "Tiltak 2 ble endret mens du så på siden." in told(refused)


def test_what_the_plan_and_its_goals_are_called_is_no_change_of_a_measure(
    t2: Round, alna: User
) -> None:
    measure = Measure.objects.get(title="Kurs")
    goal = measure.plan.goals.create(number=1, text="Færre")
    measure.goals.add(goal)
    client, _page, form = opened(alna, t2)
    measure.plan.goals.update(text="Færre unge")
    client.post(address(t2), form)
    [row] = [row.told for row in Submission.objects.get().rows.all() if row.told["n"] == 2]
    assert row["goals"] == ["1. Færre unge"]


def test_a_withdrawn_delpunkt_warns_no_more(t2: Round, alna: User) -> None:
    measure = Measure.objects.get(title="Kurs")
    measure.items.create(position=1, text="Se http://intranett/kurs")
    _client, page, _form = opened(alna, t2)
    assert "virker bare på innsiden" in words(page, "//section[@id='varsler']")
    rewrite_items(measure, [], on=date(2026, 9, 1), by=alna)
    _client, page, _form = opened(alna, t2)
    assert "virker bare på innsiden" not in words(page, "//section[@id='varsler']")


def test_a_version_that_is_sent_after_reopening_is_called_by_its_own_number(
    t2: Round, alna: User, byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    clock.let_it_be(monkeypatch, date(2026, 9, 28))
    close(t2, by=byadmin, today=date(2026, 9, 28))
    reopen(t2, organisation("alna"), reason="Feil status", by=byadmin)
    _client, page, _form = opened(alna, t2)
    assert "fryses slik den er nå, som versjon 2" in words(page)
