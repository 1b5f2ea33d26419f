"""Runder: what the city asks, opened and changed by the byadministrator, read by all."""

from datetime import date
from typing import Any

import pytest
from django.urls import resolve
from lxml import html

from reporting.models import Round, RoundChange
from reporting.rounds.forms import fingerprint
from reporting.rounds.preview import due, moved_by, period_of
from ruspolitikk.accounts.models import User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_plan, organisation

pytestmark = pytest.mark.one_database

TYPED = {"name": "Årsrapport 2026", "cut_off": "31.12.2026", "due_on": "20.1.2027"}
SENTENCE = "//p[@class='field__error']"


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


@pytest.fixture
def t2(db: None) -> Round:
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


def test_a_round_is_opened_with_what_the_city_asks(byadmin: User) -> None:
    asked = {"asks_for_risk": "on", "covering_text": "Skriv hva som hindrer.\r\n\r\nTakk."}
    response = CheckingClient.of(byadmin).post("/runder/ny/", {**TYPED, **asked})
    one = Round.objects.get()
    assert response["Location"] == f"/runder/{one.pk}/"
    assert (one.name, one.cut_off, one.due_on) == (
        "Årsrapport 2026",
        date(2026, 12, 31),
        date(2027, 1, 20),
    )
    assert one.asked_for == "status for hvert tiltak og risiko for gjennomføring"
    assert one.covering_text == "Skriv hva som hindrer.\n\nTakk."
    assert one.recorded_as == "byadministrator for Oslo kommune"


def test_everybody_reads_the_rounds_and_what_each_asks(leser: User, t2: Round) -> None:
    client = CheckingClient.of(leser)
    [link] = page_of(client.get("/runder/")).xpath("//table//a")
    told = words(page_of(client.get(f"{link.get('href')}om/")))
    assert "fra 01.01.2026 til 31.08.2026, hører til denne runden" in told
    assert "Søndag 20.09.2026, 20 dager etter 31.08.2026. Fristen er en søndag." in told
    assert "Rediger" not in told


def test_the_preview_says_what_follows_and_saves_nothing(byadmin: User, t2: Round) -> None:
    make_plan("alna")
    response = CheckingClient.of(byadmin).post("/runder/ny/", {**TYPED, "vis": "1"})
    told = words(page_of(response), "//aside")
    assert "fra 01.09.2026 til 31.12.2026, hører til denne runden" in told
    assert "Fristen er onsdag 20.01.2027, 20 dager etter 31.12.2026." in told
    assert "har ingen vedtatt plan som gjelder 31.12.2026" in told
    assert Round.objects.get() == t2


def test_the_preview_shows_the_mail_and_when_reminders_go(
    byadmin: User, t2: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.let_it_be(monkeypatch, date(2026, 12, 1))
    alna = editor_of(organisation("alna"))
    typed = {**TYPED, "vis": "1", "covering_text": "Skriv hva som hindrer."}
    told = words(page_of(CheckingClient.of(byadmin).post("/runder/ny/", typed)), "//aside")
    assert "Til ingen: ingen redaktør har en e-postadresse her" in told
    User.objects.filter(pk=alna.pk).update(email="alna@example.org")
    told = words(page_of(CheckingClient.of(byadmin).post("/runder/ny/", typed)), "//aside")
    assert "Påminnelser går 06.01.2027 og 17.01.2027, og dagen etter fristen, til dem" in told
    assert "Til redaktørene i 1 bydel, ikke i Gamle Oslo, " in told
    assert "Emne Årsrapport 2026 er åpnet, frist 20.01.2027" in told
    assert "Fristen for å sende inn er onsdag 20.01.2027." in told
    assert "Fra byen: Skriv hva som hindrer." in told


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Skriv hva runden heter."),
        ({"name": "t2  2026"}, "Det er allerede en runde som heter «T2 2026»."),
        ({"cut_off": ""}, "Skriv dagen rapporten gjelder."),
        (
            {"cut_off": "31.08.2026"},
            "T2 2026 har også status per 31.08.2026. To runder kan ikke gjelde samme dag.",
        ),
        ({"due_on": ""}, "Skriv dagen bydelene skal ha sendt inn."),
        (
            {"due_on": "20.12.2026"},
            "Fristen 20.12.2026 er før dagen rapporten gjelder, 31.12.2026.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_keeps_what_was_typed(
    byadmin: User, t2: Round, changed: dict[str, str], sentence: str
) -> None:
    sent = {**TYPED, "covering_text": "Skriv hva som hindrer.", **changed}
    response = CheckingClient.of(byadmin).post("/runder/ny/", sent)
    page = page_of(response)
    assert (response.status_code, words(page, SENTENCE)) == (422, sentence)
    assert "Skriv hva som hindrer." in words(page, "//textarea")
    assert Round.objects.get() == t2


def test_what_is_changed_in_a_round_is_in_its_history(byadmin: User, t2: Round) -> None:
    client = CheckingClient.of(byadmin)
    sent = {"name": "T2 2026", "cut_off": "31.08.2026", "due_on": "25.09.2026"}
    client.post(f"/runder/{t2.pk}/rediger/", {**sent, "seen": fingerprint(t2)})
    [change] = RoundChange.objects.all()
    assert (change.part, change.before, change.after) == (
        "frist for å sende inn",
        "20.09.2026",
        "25.09.2026",
    )
    told = words(page_of(client.get(f"/runder/{t2.pk}/")), "//ol[@class='timeline']")
    assert "Frist for å sende inn: 20.09.2026 → 25.09.2026" in told


def test_who_saves_after_somebody_else_is_asked_first(byadmin: User, t2: Round) -> None:
    client, address = CheckingClient.of(byadmin), f"/runder/{t2.pk}/rediger/"
    sent = {"name": "T2", "cut_off": "31.08.2026", "due_on": "20.09.2026", "seen": fingerprint(t2)}
    Round.objects.update(due_on=date(2026, 9, 25))
    response = client.post(address, sent)
    page = page_of(response)
    assert response.status_code == 422
    assert "frist for å sende inn: 25.09.2026" in words(page, "//*[@role='alert']")
    assert Round.objects.get().name == "T2 2026"
    again = {**sent, "seen": page.xpath("//input[@name='seen']/@value")[0]}
    assert client.post(address, again).status_code == 302
    assert Round.objects.get().due_on == date(2026, 9, 20)


def test_a_round_between_two_says_whose_first_day_it_moves(t2: Round) -> None:
    t1 = Round(name="T1 2026", cut_off=date(2026, 4, 30))
    assert period_of(t1).first_day == date(2026, 1, 1)
    assert moved_by(t1) == ["T2 2026 begynner da 01.05.2026, ikke 01.01.2026."]
    t1.save()
    assert moved_by(t1) == []


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (date(2026, 8, 31), "mandag 31.08.2026, samme dag som rapporten gjelder."),
        (date(2026, 9, 1), "tirsdag 01.09.2026, 1 dag etter 31.08.2026."),
        (
            date(2026, 9, 19),
            "lørdag 19.09.2026, 19 dager etter 31.08.2026. Fristen er en lørdag.",
        ),
        (None, ""),
    ],
)
def test_a_due_day_is_told_with_its_weekday(due_on: date | None, told: str) -> None:
    assert due(Round(name="T2", cut_off=date(2026, 8, 31), due_on=due_on)) == told


def test_a_due_day_that_has_passed_is_pointed_out_before_the_round_is_opened(
    byadmin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, date(2026, 9, 17))
    typed = {"name": "T2", "cut_off": "31.08.2026", "vis": "1"}
    for due_on, is_told in (("16.09.2026", True), ("18.09.2026", False)):
        response = CheckingClient.of(byadmin).post("/runder/ny/", {**typed, "due_on": due_on})
        assert ("Den er allerede passert." in words(page_of(response))) is is_told
    assert not Round.objects.exists()


def test_a_deleted_round_leaves_what_was_reported(byadmin: User, t2: Round) -> None:
    response = CheckingClient.of(byadmin).post(f"/runder/{t2.pk}/slett/")
    assert response["Location"] == "/runder/"
    assert not Round.objects.exists()
