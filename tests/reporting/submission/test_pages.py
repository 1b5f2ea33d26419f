"""Innsending: what is missing, the button, the receipt, and the report as it was sent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import resolve
from lxml import html

from measures.models import Measure, Report, Status
from measures.vocabulary import StatusCode
from plans.models import Plan, Strategy
from reporting.models import FrozenRow, Round, RoundChange, StoredFile, Submission
from reporting.rounds.forms import RoundForm, fingerprint
from ruspolitikk.accounts.models import User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report

TODAY = date(2026, 9, 10)


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


@pytest.fixture
def t2(db: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def alna(t2: Round) -> User:
    """The redaktør of a bydel with two measures, of which one is reported for the round."""
    plan = make_plan("alna")
    report(make_measure(plan, responsible=["NAV"]), "Påbegynt", on=date(2026, 8, 20))
    make_measure(plan)
    return editor_of(organisation("alna"))


def address(one: Round, slug: str = "alna") -> str:
    return f"/runder/{one.pk}/send-inn/{slug}/"


def followed(client: CheckingClient, response: Any) -> html.HtmlElement:
    assert response.status_code == 302
    return page_of(client.get(response["Location"]))


def test_the_way_leads_from_the_open_round_to_the_receipt_and_the_report(
    t2: Round, alna: User
) -> None:
    client = CheckingClient.of(alna)
    todo = page_of(client.get("/a-gjore/"))
    [link] = todo.xpath("//a[contains(., 'Fullfør T2 2026')]")
    page = page_of(client.get(link.get("href")))
    assert "1 av 2 tiltak er rapportert. Fristen er søndag 20.09.2026." in words(page)
    assert "Ikke rapportert Aldri rapportert" in words(page, "//section[@id='mangler']")
    assert words(page, "(//*[@id='send']//button)[1]") == "Send inn T2 2026 med 1 hull"
    sent = client.post(link.get("href"), {"comment": "Vi mangler lokaler.\r\nEllers bra."})
    receipt = followed(client, sent)
    submission = Submission.objects.get()
    told = words(receipt)
    assert "T2 2026 er sendt inn. Byen har fått versjon 1." in told
    assert "Redaktør for Bydel Alna" in told
    assert submission.sha256 in told
    [there] = receipt.xpath("//a[text()='Se rapporten']")
    told = words(page_of(client.get(there.get("href"))))
    assert "1 av 2 tiltak er rapportert for T2 2026." in told
    assert "Vi mangler lokaler. Ellers bra." in told
    assert "«Påbegynt»" in told
    assert "Stemmer" in told
    assert "Se kvitteringen" in words(page_of(client.get("/a-gjore/")))


@pytest.mark.one_database
def test_a_measure_is_named_by_the_plans_own_code_before_it_is_sent_and_after(
    t2: Round, alna: User
) -> None:
    Measure.objects.filter(statuses__isnull=True).update(code="2.23", text="Åpne et værested")
    client = CheckingClient.of(alna)
    assert "2.23 Åpne et værested" in words(page_of(client.get(address(t2))))
    client.post(address(t2), {"comment": ""})
    there = Submission.objects.get().get_absolute_url()
    [row] = page_of(client.get(there)).xpath("//tr[contains(., 'Åpne et værested')]")
    assert row.xpath("td[1]/text()") == ["2.23"]


@pytest.mark.one_database
def test_a_sent_report_begins_with_its_sum_and_keeps_apart_what_has_no_strategy(
    t2: Round, alna: User
) -> None:
    plan = Plan.objects.get(organisation__slug="alna")
    strategy = Strategy.objects.create(plan=plan, number=1, text="Tidlig innsats")
    plan.measures.update(strategy=strategy)
    make_measure(plan, "Kjøpe en buss", items=["Spørre Ruter"])
    ended = make_measure(plan, title="Lære", text="Lære opp alle", strategy=strategy)
    report(ended, "Avsluttet", on=date(2025, 4, 1))
    client = CheckingClient.of(alna)
    client.post(address(t2), {"comment": ""})
    page = page_of(client.get(Submission.objects.get().get_absolute_url()))
    told = [words(each, ".") for each in page.xpath("//ul[contains(@class, 'counts')]/li")]
    assert told[1] == "1 I gang"
    assert told[-3:] == [
        "2 Ikke rapportert", "0 Over frist av alle 4 i planen", "0 Høy risiko av alle 4 i planen",
    ]  # fmt: skip
    assert sum(int(each.split()[0]) for each in told[:-2]) == 3
    assert [words(each, ".") for each in page.xpath("//th[@scope='rowgroup']")] == [
        "Strategi 1. Tidlig innsats", "Uten strategi", "Strategi 1. Tidlig innsats",
    ]  # fmt: skip
    assert "Lære opp alle" in words(page)
    assert "Spørre Ruter" in words(page)


def test_the_receipt_lists_the_files_by_what_they_are_for(t2: Round, alna: User) -> None:
    client = CheckingClient.of(alna)
    page = followed(client, client.post(address(t2), {"comment": ""}))
    links = page.xpath("//section[@id='filer']//th/a")
    assert [link.text for link in links][:2] == ["alna-t2-2026-v1.docx", "alna-t2-2026-v1.xlsx"]
    told = words(page, "//section[@id='filer']")
    assert "Saksframlegg til bydelsutvalget" in told
    assert (
        "alna-t2-2026-v1.pdf Lesing og utskrift, også med skjermleser Ikke laget. "
        + ("PDF lages ikke på denne serveren. Spør den som drifter løsningen.")
        in told
    )
    assert client.get(links[0].get("href").replace("word", "pdf")).status_code == 404
    file = client.get(links[0].get("href"))
    assert file["Content-Disposition"] == 'attachment; filename="alna-t2-2026-v1.docx"'
    stored = StoredFile.objects.get(kind="word")
    assert b"".join(file.streaming_content) == bytes(stored.content)


@pytest.mark.one_database
def test_files_that_are_not_there_are_waited_for_and_then_asked_for_again(
    t2: Round, alna: User
) -> None:
    client = CheckingClient.of(alna)
    receipt = client.post(address(t2), {"comment": ""})["Location"]
    StoredFile.objects.all().delete()
    waiting = Submission.objects.get().recorded_at + timedelta(minutes=5)
    Submission.objects.update(recorded_at=waiting)
    assert "Filene lages." in words(page_of(client.get(receipt)))
    Submission.objects.update(recorded_at=waiting - timedelta(minutes=9))
    page = page_of(client.get(receipt))
    [form] = page.xpath("//section[@id='filer']//form")
    assert "Filene er laget." in words(followed(client, client.post(form.get("action"))))
    assert StoredFile.objects.filter(kind="word").count() == 1


@pytest.mark.one_database
def test_a_gap_is_filled_per_the_cut_off_and_leads_back_here(t2: Round, alna: User) -> None:
    client = CheckingClient.of(alna)
    page = page_of(client.get(address(t2)))
    [link] = page.xpath("//section[@id='mangler']//a[@class='act']/@href")
    form = page_of(client.get(link)).xpath("//form[.//input[@name='applies_on']]")[0]
    assert form.fields["applies_on"] == "31.08.2026"
    saved = client.post(
        link, {**dict(form.form_values()), "status": StatusCode.IN_PROGRESS, "risk": ""}
    )
    assert saved["Location"] == address(t2)
    assert "Ingenting mangler." in words(page_of(client.get(saved["Location"])))


def test_a_gap_says_of_a_report_about_a_later_day_that_it_is_there(t2: Round, alna: User) -> None:
    """Or a redaktør who has just reported would not understand what is missing."""
    for measure in Measure.objects.filter(plan__organisation__slug="alna", latest_status=None):
        report(measure, on=date(2026, 9, 5))
    page = page_of(CheckingClient.of(alna).get(address(t2)))
    told = words(page, "//section[@id='mangler']")
    assert "Ikke rapportert Rapportert for en senere dag, 05.09.2026" in told


@pytest.mark.parametrize("day", ["", "31.02.2026", "11.09.2026"])
def test_a_day_that_is_none_or_has_not_come_is_not_proposed(
    t2: Round, alna: User, day: str
) -> None:
    Round.objects.update(due_on=None)  # nor is it the round that proposes its day
    measure = Measure.objects.filter(plan__organisation__slug="alna")[0]
    page = CheckingClient.of(alna).get(f"/tiltak/{measure.pk}/status/?gjelder={day}")
    [value] = page_of(page).xpath("//input[@name='applies_on']/@value")
    assert value == "10.09.2026"


def test_what_the_city_asks_for_beside_the_status_is_missed_too(t2: Round, alna: User) -> None:
    Round.objects.update(asks_for_risk=True, asks_for_remark=True)
    plan = Plan.objects.get(organisation__slug="alna")
    report(make_measure(plan), "På vent", on=date(2026, 8, 20))
    told = words(page_of(CheckingClient.of(alna).get(address(t2))), "//section[@id='mangler']")
    assert told.count("Mangler risiko") == 2
    assert "Mangler merknad Tiltaket er på vent" in told
    assert told.index("Ikke rapportert") < told.index("Mangler risiko")


def test_of_two_who_send_the_second_sees_the_receipt_of_the_first(t2: Round, alna: User) -> None:
    CheckingClient.of(alna).post(address(t2), {"comment": "Først"})
    first = Submission.objects.get()
    other = User.objects.create_user("kollega")
    other.memberships.create(organisation=organisation("alna"), role="editor")
    client = CheckingClient.of(other)
    told = words(followed(client, client.post(address(t2), {"comment": "Sist"})))
    assert "En kollega sendte inn T2 2026" in told
    assert "Det ble én versjon. Her er kvitteringen." in told
    assert Submission.objects.get() == first
    assert client.get(address(t2))["Location"] == f"/innsendinger/{first.pk}/kvittering/"


def test_the_report_is_the_same_whatever_is_renamed_and_corrected_afterwards(
    t2: Round, alna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = CheckingClient.of(alna)
    client.post(address(t2), {"comment": ""})
    there = Submission.objects.get().get_absolute_url()
    before = words(page_of(client.get(there)), "//table")
    monkeypatch.setattr(StatusCode.IN_PROGRESS, "_label_", "Pågår")
    Measure.objects.update(text="Et annet tiltak")
    status = Status.objects.get(measure__plan__organisation__slug="alna")
    status.measure.correct(
        status,
        None,
        Report("Avsluttet", StatusCode.COMPLETED),
        on=status.applies_on,
        reason="Skrevet feil",
        by=alna,
        expected_version=status.measure.report_version,
    )
    assert words(page_of(client.get(there)), "//table") == before


@pytest.mark.one_database
def test_what_was_altered_behind_the_systems_back_is_told_on_the_report(
    t2: Round, alna: User
) -> None:
    client = CheckingClient.of(alna)
    client.post(address(t2), {"comment": ""})
    row = FrozenRow.objects.order_by("position").first()
    assert row
    FrozenRow.objects.filter(pk=row.pk).update(words=row.words.replace("Påbegynt", "Avsluttet"))
    told = words(page_of(client.get(Submission.objects.get().get_absolute_url())))
    assert "Kontrollsummen stemmer ikke. Rad 1 er endret utenom systemet." in told
    assert "Filene som ble laget da rapporten ble sendt, er urørt." in told
    Submission.objects.update(head=Submission.objects.get().head.replace("T2 2026", "T3 2026"))
    StoredFile.objects.filter(kind="csv").update(content=b"endret")
    told = words(page_of(client.get(Submission.objects.get().get_absolute_url())))
    assert "Rad 1, og noe mer, er endret utenom systemet. Det er også alna-t2-2026-v1.csv." in told


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"cut_off": date(2026, 9, 11)}, "Dere kan sende inn fra den dagen."),
        ({"due_on": None}, "Runden har ingen frist for å sende inn."),
    ],
)
def test_what_cannot_be_sent_yet_says_why(
    t2: Round, alna: User, changed: dict[str, Any], sentence: str
) -> None:
    Round.objects.update(**changed)
    client = CheckingClient.of(alna)
    page = page_of(client.get(address(t2)))
    assert sentence in words(page)
    assert not page.xpath("//*[@id='send']")
    refused = client.post(address(t2), {"comment": "Vi mangler lokaler."})
    assert refused.status_code == 409
    told = words(page_of(refused))
    assert "T2 2026 kan ikke sendes inn nå. Ingenting er sendt." in told
    assert "Dette skrev du, og det er ikke sendt Vi mangler lokaler." in told


@pytest.mark.one_database
def test_a_bydel_without_a_plan_is_told_so(t2: Round) -> None:
    client = CheckingClient.of(editor_of(organisation("alna")))
    assert "Ingen plan å rapportere på" in words(page_of(client.get(address(t2))))


@pytest.mark.one_database
def test_a_long_comment_is_refused_and_kept(t2: Round, alna: User) -> None:
    response = CheckingClient.of(alna).post(address(t2), {"comment": "bra " * 101})
    assert response.status_code == 422
    assert "bra bra" in words(page_of(response), "//textarea")
    assert not Submission.objects.exists()


@pytest.mark.one_database
def test_the_rounds_page_tells_who_has_sent(t2: Round, alna: User, leser: User) -> None:
    page = page_of(CheckingClient.of(alna).get(t2.get_absolute_url()))
    assert page.xpath("//a[contains(., 'Send inn for Bydel Alna')]")
    CheckingClient.of(alna).post(address(t2), {"comment": ""})
    page = page_of(CheckingClient.of(leser).get(t2.get_absolute_url()))
    assert "1 av 15 bydeler har sendt inn." in words(page)
    [row] = page.xpath("//tr[th/a]")
    assert "Alna Sendt inn, ikke lest Sendt" in " ".join(row.text_content().split())
    assert not page.xpath("//a[contains(., 'Send inn for')]")


# --- What is locked once somebody has sent -------------------------------------------------------


@pytest.fixture
def sent(t2: Round, alna: User) -> Round:
    CheckingClient.of(alna).post(address(t2), {"comment": ""})
    return t2


@pytest.mark.one_database
def test_once_one_has_sent_the_due_day_alone_is_changed_with_a_reason(
    sent: Round, byadmin: User
) -> None:
    client, there = CheckingClient.of(byadmin), f"/runder/{sent.pk}/rediger/"
    page = page_of(client.get(there))
    assert "Bydel Alna sendte inn" in words(page)
    assert page.xpath("//form//*[@name='due_on' or @name='reason']")
    assert not page.xpath("//form//*[@name='name' or @name='cut_off']")
    typed = {"name": "T3", "due_on": "25.09.2026", "seen": fingerprint(sent)}
    refused = client.post(there, typed)
    assert "Skriv hvorfor fristen flyttes." in words(page_of(refused))
    client.post(there, {**typed, "reason": "Høstferie"})
    one = Round.objects.get()
    assert (one.name, one.due_on) == ("T2 2026", date(2026, 9, 25))
    assert RoundChange.objects.get().reason == "Høstferie"
    assert "Høstferie" in words(page_of(client.get(f"{one.get_absolute_url()}om/")))


@pytest.mark.one_database
def test_a_round_that_somebody_sent_for_is_not_deleted(sent: Round, byadmin: User) -> None:
    client = CheckingClient.of(byadmin)
    told = words(followed(client, client.post(f"/runder/{sent.pk}/slett/")))
    assert "T2 2026 er ikke slettet: Bydel Alna har sendt inn for T2 2026, som gjelder" in told
    assert Round.objects.exists()


@pytest.mark.one_database
def test_no_new_round_comes_before_one_that_somebody_sent_for(sent: Round, byadmin: User) -> None:
    typed = {"name": "T1 2026", "cut_off": "30.04.2026", "due_on": "20.05.2026"}
    response = CheckingClient.of(byadmin).post("/runder/ny/", typed)
    assert response.status_code == 422
    assert "Bydel Alna har sendt inn for T2 2026, som gjelder 31.08.2026." in words(
        page_of(response)
    )


@pytest.mark.one_database
def test_who_edits_while_a_bydel_sends_is_told(t2: Round, alna: User, byadmin: User) -> None:
    typed = {"name": "T3", "cut_off": "31.08.2026", "due_on": "20.09.2026"}
    form = RoundForm(Round.objects.get(), {**typed, "seen": fingerprint(t2)})
    CheckingClient.of(alna).post(address(t2), {"comment": ""})
    assert form.is_valid()
    assert not form.store(byadmin)
    assert "En bydel sendte inn mens du skrev." in str(form.non_field_errors())
    assert Round.objects.get().name == "T2 2026"
