"""«Lukk runden» and «Åpne igjen», and what a bydel that did not send is told."""

from datetime import date
from typing import Any

import pytest
from django.urls import resolve
from lxml import html

from plans.models import Plan
from reporting.models import Reopening, Round, Submission
from reporting.rounds.forms import RoundForm, fingerprint
from ruspolitikk.accounts.models import Organisation, User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


@pytest.fixture
def t2(five_plans: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Past its due day: Alna has sent, and Bjerke has not."""
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, date(2026, 9, 28))
    Plan.objects.local().update(state=Plan.State.DRAFT)  # the real plans count on no day
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    for slug in ("alna", "bjerke"):
        report(make_measure(make_plan(slug)), on=date(2026, 8, 20))
    CheckingClient.of(alna()).post(f"/runder/{one.pk}/send-inn/alna/", {"comment": ""})
    return one


def alna() -> User:
    return editor_of(organisation("alna"))


def bjerke() -> CheckingClient:
    return CheckingClient.of(editor_of(organisation("bjerke")))


def followed(client: CheckingClient, response: Any) -> str:
    assert response.status_code == 302
    return words(page_of(client.get(response["Location"])))


@pytest.fixture
def closed(t2: Round, byadmin: User) -> Round:
    CheckingClient.of(byadmin).post(f"/runder/{t2.pk}/lukk/")
    return Round.objects.get()


def test_the_page_names_who_is_missing_and_the_button_says_how_many(
    t2: Round, byadmin: User
) -> None:
    client = CheckingClient.of(byadmin)
    page = page_of(client.get(f"/runder/{t2.pk}/lukk/"))
    assert "1 bydel har ikke sendt inn. Fristen var søndag 20.09.2026." in words(page)
    assert "9 Bjerke" in words(page, "//main//ul[contains(@class, 'rows')]")
    assert "1 rapport er ikke lest." in words(page)
    assert words(page, "//main//button") == "Lukk T2 2026 uten 1 bydel"
    told = followed(client, client.post(f"/runder/{t2.pk}/lukk/"))
    assert "T2 2026 er lukket uten 1 bydel." in told
    told = words(page_of(client.get(f"/runder/{t2.pk}/om/")))
    assert "Runden: åpen → lukket uten 1 bydel: Bjerke" in told


def test_before_the_due_day_has_passed_there_is_no_button(t2: Round, byadmin: User) -> None:
    Round.objects.update(due_on=date(2026, 9, 28))
    client = CheckingClient.of(byadmin)
    page = page_of(client.get(f"/runder/{t2.pk}/lukk/"))
    assert not page.xpath("//main//button")
    assert "fra dagen etter 28.09.2026" in words(page)
    assert "Ingenting er endret" in followed(client, client.post(f"/runder/{t2.pk}/lukk/"))


def test_who_closes_second_is_told_when_it_was_closed(closed: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    assert "T2 2026 ble lukket" in followed(client, client.post(f"/runder/{closed.pk}/lukk/"))


def test_who_did_not_send_is_told_so_and_finds_nothing_to_send(closed: Round) -> None:
    there = f"/runder/{closed.pk}/send-inn/bjerke/"
    page = page_of(bjerke().get(there))
    assert f"T2 2026 ble lukket {closed.closed_at:%d.%m.%Y}. Dere sendte ikke inn." in words(page)
    assert not page.xpath("//*[@id='send'] | //*[@id='mangler'] | //a[contains(@href, 'gjelder=')]")
    assert "Du kan sende inn likevel" not in words(page)
    [kept] = page.xpath("//a[contains(., 'slik de sto da runden ble lukket')]/@href")
    assert kept == Submission.ever.get(bydel__slug="bjerke").get_absolute_url()
    assert not page_of(bjerke().get("/a-gjore/")).xpath("//a[contains(@href, '/send-inn/')]")


def test_who_sends_while_it_is_closed_keeps_what_was_typed(closed: Round) -> None:
    refused = bjerke().post(f"/runder/{closed.pk}/send-inn/bjerke/", {"comment": "Vi er sene."})
    assert refused.status_code == 409
    assert "Ingenting er sendt." in words(page_of(refused))
    assert "Vi er sene." in words(page_of(refused))


def test_what_was_kept_says_that_it_was_not_sent(closed: Round, leser: User) -> None:
    kept = Submission.ever.get(bydel__slug="bjerke")
    client = CheckingClient.of(leser)
    told = words(page_of(client.get(kept.get_absolute_url())))
    assert "Ikke sendt. Slik det sto 31.08.2026" in told
    assert "Bydelen sendte ikke inn." in told
    assert "tiltakene slik de sto" in told  # folded: none of them is reported
    assert client.get(f"{kept.get_absolute_url()}kvittering/").status_code == 404


@pytest.mark.one_database
def test_a_closed_round_calls_a_bydel_what_it_was_called_then(closed: Round, byadmin: User) -> None:
    Organisation.objects.filter(slug="bjerke").update(name="Et nytt navn")
    table = words(page_of(CheckingClient.of(byadmin).get(closed.get_absolute_url())), "//tbody")
    assert "9 Bjerke Mangler" in table


def test_opened_again_the_bydel_reads_why_and_sends_the_next_version(
    closed: Round, byadmin: User
) -> None:
    city, there = CheckingClient.of(byadmin), f"/runder/{closed.pk}/apne-igjen/alna/"
    assert "versjon 1" in words(page_of(city.get(there)))
    assert city.post(there, {"reason": ""}).status_code == 422
    told = followed(city, city.post(there, {"reason": "Feil status på tiltak 8"}))
    assert "Bydel Alna kan nå sende inn versjon 2 av T2 2026." in told
    assert "Feil status på tiltak 8" in told
    client = CheckingClient.of(alna())
    assert "Feil status på tiltak 8" in words(page_of(client.get("/a-gjore/")))
    send_in = f"/runder/{closed.pk}/send-inn/alna/"
    assert "Feil status på tiltak 8" in words(page_of(client.get(send_in)), "//*[@id='send']")
    assert "versjon 2" in followed(client, client.post(send_in, {"comment": ""}))
    assert "versjon 2" in followed(client, client.get(send_in))


def test_who_opens_it_again_second_reads_the_first_reason(closed: Round, byadmin: User) -> None:
    city, there = CheckingClient.of(byadmin), f"/runder/{closed.pk}/apne-igjen/bjerke/"
    city.post(there, {"reason": "Sykdom"})
    assert "Sykdom" in followed(city, city.post(there, {"reason": "Noe annet"}))
    assert Reopening.objects.get().reason == "Sykdom"


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [("sagene", "Bydel Sagene har ingen vedtatt plan som gjelder 31.08.2026.")],
)
def test_it_is_not_opened_for_who_has_nothing_to_send(
    closed: Round, byadmin: User, slug: str, sentence: str
) -> None:
    city = CheckingClient.of(byadmin)
    sent = city.post(f"/runder/{closed.pk}/apne-igjen/{slug}/", {"reason": "Feil"})
    assert sentence in followed(city, sent)


def test_it_is_offered_where_the_bydel_has_a_plan_to_send_alone(
    closed: Round, byadmin: User
) -> None:
    city, path = CheckingClient.of(byadmin), "//a[contains(@href, '/apne-igjen/')]/@href"
    pages = [f"/runder/{closed.pk}/", f"/runder/{closed.pk}/?bilde=inn"]
    pages.append(f"/innsendinger/{Submission.objects.get().pk}/les/")
    links = [page_of(city.get(page)).xpath(path) for page in pages]
    assert [len(each) for each in links] == [2, 2, 1]
    Plan.objects.local().filter(state=Plan.State.ADOPTED).update(is_misfiled=True)
    links = [page_of(city.get(page)).xpath(path) for page in pages]
    assert links == [[], [], []]


def test_an_open_round_is_not_opened_again(t2: Round, byadmin: User) -> None:
    city = CheckingClient.of(byadmin)
    sent = city.post(f"/runder/{t2.pk}/apne-igjen/alna/", {"reason": "Feil"})
    assert "T2 2026 er ikke lukket" in followed(city, sent)


def test_a_closed_round_is_neither_changed_nor_deleted(closed: Round, byadmin: User) -> None:
    city = CheckingClient.of(byadmin)
    there = closed.get_absolute_url()
    assert "kan ikke endres" in followed(city, city.get(f"{there}rediger/"))
    Submission.objects.get().rows.all().delete()
    Submission.objects.all().delete()
    told = followed(city, city.post(f"{there}slett/"))
    assert "T2 2026 er ikke slettet: T2 2026, som gjelder 31.08.2026, er lukket." in told


def test_who_edits_while_it_is_closed_is_told(t2: Round, byadmin: User) -> None:
    typed = {"due_on": "25.09.2026", "reason": "Ferie", "seen": fingerprint(t2)}
    form = RoundForm(Round.objects.get(), typed)
    CheckingClient.of(byadmin).post(f"/runder/{t2.pk}/lukk/")
    assert form.is_valid()
    assert not form.store(byadmin)
    assert "T2 2026 ble lukket mens du skrev." in str(form.non_field_errors())


def test_after_the_due_day_the_round_still_waits_in_a_gjore(t2: Round) -> None:
    told = words(page_of(bjerke().get("/a-gjore/")))
    assert "8 dager siden" in told
    assert "Fullfør T2 2026" in told


def test_a_plan_that_is_adopted_after_closing_changes_nothing_that_is_told_of_the_round(
    closed: Round, byadmin: User
) -> None:
    there = f"/runder/{closed.pk}/om/"
    told = words(page_of(CheckingClient.of(byadmin).get(there)))
    assert "Søndre Nordstrand hadde ingen plan som gjaldt 31.08.2026." in told
    make_plan("frogner")
    assert words(page_of(CheckingClient.of(byadmin).get(there))) == told
