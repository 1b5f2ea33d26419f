"""The city asks and returns, the bydel answers and sends again: pages, and who is first of two."""

from datetime import date
from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone
from lxml import html

from measures.models import Measure
from plans.models import Goal
from reporting.models import QuestionDraft, QuestionPost, Round, StateChange, Submission
from reporting.submission.freezing import send
from reporting.submission.returning import (
    HandledError,
    OtherQuestionsError,
    give_back,
    keep_question,
    receive,
    seal_of,
    write_on,
)
from ruspolitikk.accounts.models import Mail, Role, User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_user, organisation, report

TODAY = date(2026, 9, 15)


def page_of(response: Any) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(page: html.HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


@pytest.fixture
def t2(db: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    resolve("/runder/")  # the views are read before the clock is set
    clock.let_it_be(monkeypatch, TODAY)
    Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30), due_on=date(2026, 5, 20))
    return Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))


@pytest.fixture
def byadmin(db: None) -> User:
    return make_user("byadmin", (Role.CITY_ADMIN, "oslo"))


@pytest.fixture
def alna(t2: Round) -> User:
    """Of three measures one was put on hold in the round, one is as before, and one is a gap."""
    plan = make_plan("alna")
    for title, before, after in (
        ("Boliger", "Under arbeid", "På vent"),
        ("Kurs", "Under arbeid", "Under arbeid"),
        ("Kartlegging", "Under arbeid", ""),
    ):
        measure = make_measure(plan, title=title)
        report(measure, before, on=date(2026, 4, 20))
        if after:
            report(measure, after, on=date(2026, 8, 20))
    return editor_of(organisation("alna"))


@pytest.fixture
def sent(t2: Round, alna: User) -> Submission:
    return send(t2, organisation("alna"), by=alna, comment="Vi venter.", today=TODAY)


def ask(
    sent: Submission, by: User, title: str = "Boliger", text: str = "Hva venter dere på?"
) -> int:
    pk = Measure.objects.get(title=title).pk
    keep_question(sent, pk, text, seen="", by=by)
    return pk


def returned(sent: Submission, by: User, title: str = "Boliger") -> int:
    pk = ask(sent, by, title)
    give_back(sent, "Takk for rapporten.", seen=seal_of(sent.drafts.all()), by=by)
    return pk


# --- The city reads ------------------------------------------------------------------------------


def test_gaps_and_changes_are_read_first_and_a_question_waits_until_the_report_is_returned(
    sent: Submission, byadmin: User, alna: User
) -> None:
    client = CheckingClient.of(byadmin)
    there = f"/innsendinger/{sent.pk}/les/"
    page = page_of(client.get(there))
    told = words(page, "//section[@id='les-forst']")
    assert "Les først 2 av 3" in told
    assert told.index("3 Kartlegging") < told.index("1 Boliger")
    assert "Det siste har verken hull eller endringer." in told
    assert "Under arbeid På vent Spør" in words(page, "//tr[contains(., 'Boliger')]")
    [link] = page.xpath("//tr[contains(., 'Boliger')]//a[@class='act']/@href")
    opened = page_of(client.get(there + link))
    [form] = opened.xpath("//form[.//textarea[@name='text']]")
    client.post(form.get("action"), {**dict(form.form_values()), "text": "Hva venter dere på?"})
    page = page_of(client.get(there))
    assert "1 klart" in words(page, "//tr[contains(., 'Boliger')]")
    assert not QuestionPost.objects.exists()
    [form] = page.xpath("//form[.//textarea[@name='words']]")
    assert words(form, ".//button") == "Send tilbake med 1 spørsmål"
    done = client.post(form.get("action"), {**dict(form.form_values()), "words": "Takk."})
    told = words(page_of(client.get(done["Location"])))
    assert "har fått rapporten tilbake med 1 spørsmål." in told
    assert Submission.objects.get().state == Submission.State.RETURNED
    assert QuestionPost.objects.get().text == "Hva venter dere på?"
    assert not QuestionDraft.objects.exists()
    assert client.get(there)["Location"] == sent.get_absolute_url()


@pytest.mark.one_database
def test_the_measures_that_questions_are_ready_for_are_listed_as_one_speaks(
    sent: Submission, byadmin: User
) -> None:
    for title in ("Boliger", "Kurs"):
        ask(sent, byadmin, title)
    page = page_of(CheckingClient.of(byadmin).get(f"/innsendinger/{sent.pk}/les/"))
    assert "2 spørsmål er klare, til tiltak 1 og 2." in words(page)


@pytest.mark.one_database
def test_a_status_in_the_citys_own_word_is_no_second_change(
    sent: Submission, byadmin: User, alna: User, t2: Round
) -> None:
    returned(sent, byadmin)
    report(Measure.objects.get(title="Boliger"), "Iverksatt", on=date(2026, 8, 31))
    page = page_of(CheckingClient.of(alna).get(f"/runder/{t2.pk}/send-inn/alna/"))
    told = words(page, "//table[.//th[contains(., 'Nå')]]")
    assert "Status På vent Iverksatt" in told
    assert "Bydelens ord" not in told
    report(Measure.objects.get(title="Boliger"), "Satt i drift", on=date(2026, 8, 31))
    page = page_of(CheckingClient.of(alna).get(f"/runder/{t2.pk}/send-inn/alna/"))
    assert "Bydelens ord På vent Satt i drift" in words(page, "//table[.//th[contains(., 'Nå')]]")


@pytest.mark.one_database
def test_a_question_may_be_about_any_measure_and_is_taken_away_by_a_blank(
    sent: Submission, byadmin: User
) -> None:
    client = CheckingClient.of(byadmin)
    pk = Measure.objects.get(title="Kurs").pk
    page = page_of(client.get(f"/innsendinger/{sent.pk}/les/?spor={pk}"))
    assert "2 Kurs" in words(page, "//tr[@class='is-edited']")
    ask(sent, byadmin, "Kurs")
    [form] = page_of(client.get(f"/innsendinger/{sent.pk}/les/?spor={pk}")).xpath(
        "//form[.//textarea[@name='text']]"
    )
    client.post(form.get("action"), {**dict(form.form_values()), "text": " "})
    assert not QuestionDraft.objects.exists()


@pytest.mark.one_database
def test_a_report_is_received_and_questions_that_were_ready_are_dropped(
    sent: Submission, byadmin: User, alna: User
) -> None:
    ask(sent, byadmin)
    client = CheckingClient.of(byadmin)
    [form] = page_of(client.get(f"/innsendinger/{sent.pk}/les/")).xpath(
        "//form[contains(@action, '/motta/')]"
    )
    client.post(form.get("action"), dict(form.form_values()))
    assert Submission.objects.get().state == Submission.State.RECEIVED
    assert not QuestionDraft.objects.exists()
    assert not QuestionPost.objects.exists()
    told = words(page_of(CheckingClient.of(alna).get(f"/innsendinger/{sent.pk}/kvittering/")))
    assert "Byen har mottatt den." in told
    assert (
        "15.09.2026" in f"{StateChange.objects.get().recorded_at:%d.%m.%Y}" or "mottok byen" in told
    )


# --- The bydel answers ---------------------------------------------------------------------------


def test_the_bydel_answers_in_place_reports_and_sends_version_two(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    pk = returned(sent, byadmin)
    client = CheckingClient.of(alna)
    there = f"/runder/{t2.pk}/send-inn/alna/"
    page = page_of(client.get(there))
    assert "T2 2026 er sendt tilbake Byen har 1 spørsmål. Det er ikke besvart." in words(page)
    assert "Takk for rapporten." in words(page)
    assert "1 spørsmål er ikke besvart." in words(page, "//*[@id='send']")
    [form] = page.xpath("//article//form")
    answered = client.post(form.get("action"), {**dict(form.form_values()), "text": "På boliger."})
    assert answered["Location"] == f"{there}#sporsmal-{pk}"
    assert "Besvart · Byen ser svaret" in words(page_of(client.get(there)), "//article")
    report(Measure.objects.get(pk=pk), "På vent", on=date(2026, 8, 31), remark="Ingen boliger")
    page = page_of(client.get(there))
    assert "Byen har 1 spørsmål. Det er besvart." in words(page)
    assert "Besvart · Byen ser svaret · Merknad endret" in words(page, "//article")
    [row] = page.xpath("//tr[th and td[@data-label='Felt']]")
    assert "Merknad Tom Ingen boliger" in " ".join(row.text_content().split())
    assert page.xpath("//*[@id='send']//textarea")[0].text_content().strip() == "Vi venter."
    [form] = page.xpath("//*[@id='send']//form")
    assert words(form, "(.//button)[1]") == "Send inn versjon 2 med 1 hull"
    client.post(there, dict(form.form_values()))
    second = Submission.objects.get(version=2)
    told = words(page_of(client.get(sent.get_absolute_url())))
    assert "Versjon 1 ble sendt tilbake. Versjon 2 gjelder." in told
    told = words(page_of(client.get(second.get_absolute_url())))
    assert "Forskjell fra forrige versjon 1 " in told
    assert "På boliger." in told
    city = CheckingClient.of(byadmin)
    assert city.get(f"/innsendinger/{sent.pk}/les/")["Location"].endswith(f"/{second.pk}/les/")
    told = words(page_of(city.get(f"/innsendinger/{second.pk}/les/")))
    assert "Endret siden forrige versjon 1" in told
    assert "På boliger." in told


@pytest.mark.one_database
def test_the_way_to_the_measures_form_leads_back_to_the_question(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    pk = returned(sent, byadmin, "Kartlegging")
    client = CheckingClient.of(alna)
    page = page_of(client.get(f"/runder/{t2.pk}/send-inn/alna/"))
    [link] = page.xpath("//article//a[contains(., 'Rapporter status på tiltaket')]/@href")
    [form] = page_of(client.get(link)).xpath("//form[.//input[@name='applies_on']]")
    assert form.fields["applies_on"] == "31.08.2026"
    saved = client.post(link, {**dict(form.form_values()), "status": "in_progress", "risk": ""})
    assert saved["Location"] == f"/runder/{t2.pk}/send-inn/alna/#sporsmal-{pk}"


@pytest.mark.one_database
def test_both_sides_write_on_until_the_report_is_received_and_then_keep_their_text(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    pk = returned(sent, byadmin)
    there = f"/innsendinger/{sent.pk}/tiltak/{pk}/skriv/"
    bydel, city = CheckingClient.of(alna), CheckingClient.of(byadmin)
    bydel.post(there, {"text": "På boliger."})
    bydel.post(there, {"text": "På boliger."})
    city.post(there, {"text": "Hvor mange?"})
    posts = QuestionPost.objects.values_list("from_city", "text")
    assert list(posts) == [
        (True, "Hva venter dere på?"),
        (False, "På boliger."),
        (True, "Hvor mange?"),
    ]
    second = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    receive(second, seen=seal_of([]), by=byadmin)
    late = bydel.post(there, {"text": "Ti boliger."})
    assert late.status_code == 409
    told = words(page_of(late))
    assert "Byen har mottatt rapporten. Det du skrev, er ikke sendt." in told
    assert "Ti boliger." in told


@pytest.mark.one_database
@pytest.mark.parametrize(("text", "sentence"), [("", "Skriv noe først."), ("ord " * 600, "2000")])
def test_a_post_that_says_nothing_or_too_much_is_refused_and_kept(
    sent: Submission, byadmin: User, alna: User, text: str, sentence: str
) -> None:
    pk = returned(sent, byadmin)
    refused = CheckingClient.of(alna).post(
        f"/innsendinger/{sent.pk}/tiltak/{pk}/skriv/", {"text": text}
    )
    assert refused.status_code == 422
    assert sentence in words(page_of(refused))
    assert words(page_of(refused), "//textarea") == text.strip()
    assert QuestionPost.objects.count() == 1


@pytest.mark.one_database
def test_other_bydeler_read_the_report_and_not_its_questions(
    sent: Submission, byadmin: User, alna: User
) -> None:
    pk = returned(sent, byadmin)
    client = CheckingClient.of(editor_of(organisation("bjerke")))
    assert "Hva venter dere på?" not in words(page_of(client.get(sent.get_absolute_url())))
    refused = client.post(f"/innsendinger/{sent.pk}/tiltak/{pk}/skriv/", {"text": "Hei"})
    assert refused.status_code == 404
    assert "Hva venter dere på?" in words(
        page_of(CheckingClient.of(alna).get(sent.get_absolute_url()))
    )


@pytest.mark.one_database
def test_the_rounds_page_tells_of_what_is_unanswered_and_leads_the_city_to_what_is_unread(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    city = CheckingClient.of(byadmin)
    page = page_of(city.get(t2.get_absolute_url()))
    assert page.xpath(f"//a[@href='/innsendinger/{sent.pk}/les/']")
    returned(sent, byadmin)
    [row] = page_of(city.get(t2.get_absolute_url())).xpath("//tr[contains(., 'Alna')]")
    assert row.xpath("./td[@data-label='Ubesvart']")[0].text_content() == "1"


# --- Two at once ---------------------------------------------------------------------------------


@pytest.mark.one_database
def test_who_asks_after_a_colleague_returned_it_is_told_and_keeps_the_text(
    sent: Submission, byadmin: User
) -> None:
    returned(sent, byadmin)
    pk = Measure.objects.get(title="Kurs").pk
    refused = CheckingClient.of(byadmin).post(
        f"/innsendinger/{sent.pk}/les/{pk}/spor/", {"text": "Hvor mange kurs?"}
    )
    assert refused.status_code == 409
    told = words(page_of(refused))
    assert "En kollega sendte rapporten tilbake" in told
    assert "Hvor mange kurs?" in told


@pytest.mark.one_database
def test_a_goal_renamed_while_what_is_sent_again_is_looked_at_is_told(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    measure = Measure.objects.get(title="Kurs")
    measure.goals.add(Goal.objects.create(plan=measure.plan, number=1, text="Færre"))
    returned(sent, byadmin)
    client, there = CheckingClient.of(alna), f"/runder/{t2.pk}/send-inn/alna/"
    [form] = page_of(client.get(there)).xpath("//*[@id='send']//form")
    Goal.objects.update(text="Ingen")
    refused = client.post(there, dict(form.form_values()))
    assert "Tiltak 2 ble endret mens du så på siden. Ingenting er sendt." in words(page_of(refused))
    [form] = page_of(refused).xpath("//*[@id='send']//form")
    client.post(there, dict(form.form_values()))
    assert Submission.objects.count() == 2


@pytest.mark.one_database
def test_a_question_is_confirmed_by_the_plans_own_code(
    t2: Round, alna: User, byadmin: User
) -> None:
    measure = Measure.objects.get(title="Kurs")
    Measure.objects.filter(pk=measure.pk).update(code="2.23")
    sent = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    asked = f"/innsendinger/{sent.pk}/les/{measure.pk}/spor/"
    page = page_of(
        CheckingClient.of(byadmin).post(asked, {"text": "Hvor?", "seen": ""}, follow=True)
    )
    assert "Spørsmålet til tiltak 2.23 er klart." in words(page, "//*[@role='status']")


@pytest.mark.one_database
def test_who_returns_or_receives_after_a_colleague_asked_more_is_shown_it_first(
    sent: Submission, byadmin: User
) -> None:
    ask(sent, byadmin)
    seen = seal_of(sent.drafts.all())
    ask(sent, byadmin, "Kurs", "Hvor mange?")
    client = CheckingClient.of(byadmin)
    for act in ("send-tilbake", "motta"):
        page = page_of(
            client.post(f"/innsendinger/{sent.pk}/{act}/", {"seen": seen, "words": "Hei"})
        )
        assert "En kollega endret spørsmålene mens du så på siden." in words(page)
        assert "Send tilbake med 2 spørsmål" in words(page)
    assert Submission.objects.get().state == Submission.State.SENT


@pytest.mark.one_database
def test_of_two_who_ask_about_one_measure_the_second_sees_the_first_ones_question(
    sent: Submission, byadmin: User
) -> None:
    pk = ask(sent, byadmin, text="Hvorfor?")
    with pytest.raises(OtherQuestionsError):
        keep_question(sent, pk, "Hvordan?", seen="", by=byadmin)
    page = page_of(
        CheckingClient.of(byadmin).post(
            f"/innsendinger/{sent.pk}/les/{pk}/spor/", {"text": "Hvordan?", "seen": ""}
        )
    )
    told = words(page, "//tr[@class='is-edited']")
    assert "Det som ligger klart nå: «Hvorfor?»" in told
    assert "Hvordan?" in told


@pytest.mark.one_database
def test_the_bydel_is_told_by_mail_that_its_report_is_returned_and_received(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    alna.email = "alna@example.org"
    alna.save(update_fields=["email"])
    returned(sent, byadmin)
    second = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    receive(second, seen=seal_of([]), by=byadmin)
    subjects = [mail.subject for mail in Mail.objects.filter(to=alna).order_by("pk")]
    assert subjects[0] == "T2 2026 er sendt tilbake med 1 spørsmål"
    assert subjects[-1] == "T2 2026 er mottatt"


@pytest.mark.one_database
def test_a_report_of_a_closed_round_is_received_and_not_returned(
    t2: Round, sent: Submission, byadmin: User
) -> None:
    ask(sent, byadmin)
    Round.objects.filter(pk=t2.pk).update(closed_at=timezone.now())
    client = CheckingClient.of(byadmin)
    typed = {"seen": seal_of(sent.drafts.all()), "words": "Hei"}
    page = page_of(client.post(f"/innsendinger/{sent.pk}/send-tilbake/", typed))
    assert "T2 2026 ble lukket mens du så på siden." in words(page)
    assert not page.xpath("//form[contains(@action, 'send-tilbake')]")
    page = page_of(client.get(f"/innsendinger/{sent.pk}/les/?spor={sent.rows.all()[0].measure_pk}"))
    assert "T2 2026 er lukket. Rapporten kan mottas, men ikke sendes tilbake." in words(page)
    assert not page.xpath("//th[text() = 'Spørsmål'] | //a[contains(@href, 'spor=')] | //textarea")
    client.post(f"/innsendinger/{sent.pk}/motta/", {"seen": seal_of(sent.drafts.all())})
    assert Submission.objects.get().state == Submission.State.RECEIVED


def test_what_is_returned_cannot_be_received_nor_an_older_version(
    t2: Round, sent: Submission, byadmin: User, alna: User
) -> None:
    pk = returned(sent, byadmin)
    with pytest.raises(HandledError):
        receive(sent, seen=seal_of([]), by=byadmin)
    second = send(t2, organisation("alna"), by=alna, comment="", today=TODAY)
    with pytest.raises(HandledError) as refused:
        receive(sent, seen=seal_of([]), by=byadmin)
    assert refused.value.newest == second
    assert write_on(sent, pk, "På boliger.", by=alna).submission == second
