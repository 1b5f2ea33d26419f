"""«Varsler»: what somebody wants as e-mail; and what acts write to the outbox."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from lxml import html

from reporting.closing.acts import close, reopen
from reporting.mails.kinds import WRITTEN
from reporting.mails.letters import from_the_city, not_arrived, round_opened
from reporting.models import Round, Submission
from reporting.rounds.forms import fingerprint
from reporting.submission.freezing import send
from reporting.submission.returning import give_back, keep_question, seal_of, write_on
from ruspolitikk.accounts.letters import Gathering
from ruspolitikk.accounts.models import GIVEN_UP_AFTER, Mail, RefusedAddress, User
from ruspolitikk.accounts.outbox import write
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation
from tests.forms_on_pages import form_on

pytestmark = pytest.mark.one_database
TYPED = {"name": "Årsrapport 2026", "cut_off": "31.12.2026", "due_on": "20.1.2027"}


@pytest.fixture(autouse=True)
def with_addresses(grorud: User, byadmin: User, leser: User) -> None:
    for user in (grorud, byadmin, leser):
        user.email = f"{user.username}@example.org"
        user.save(update_fields=["email"])


def test_a_round_that_is_opened_is_told_to_the_redaktorer(byadmin: User, grorud: User) -> None:
    CheckingClient.of(byadmin).post("/runder/ny/", {**TYPED, "covering_text": "<b>Takk</b>"})
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "Årsrapport 2026 er åpnet, frist 20.01.2027")
    assert "<b>Takk</b>" in mail.text
    assert "&lt;b&gt;Takk&lt;/b&gt;" in mail.html


def test_a_report_that_is_sent_has_a_receipt_and_is_told_to_the_city(
    byadmin: User, grorud: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("grorud")
    make_measure(plan)
    submission = send(one, plan.organisation, by=grorud, comment="", today=date(2026, 9, 5))
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert mails[grorud].subject == "Kvittering: T2 2026, versjon 1"
    assert submission.sha256 in mails[grorud].text
    assert mails[byadmin].subject == "T2 2026: Bydel Grorud har sendt inn"


def test_a_kind_that_is_switched_off_is_not_written_any_more(byadmin: User, grorud: User) -> None:
    client = CheckingClient.of(grorud)
    page = html.document_fromstring(client.get("/varsler/").content.decode())
    on = {box.get("name"): "on" for box in page.xpath("//input[@type='checkbox'][@checked]")}
    assert len(on) == 11
    client.post("/varsler/", {name: "on" for name in on if name != "round_opened"})
    CheckingClient.of(byadmin).post("/runder/ny/", TYPED)
    assert not Mail.objects.exists()


def test_a_due_day_that_is_moved_is_told_to_those_who_have_not_sent_with_the_reason(
    byadmin: User, grorud: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("alna")
    make_measure(plan)
    alna = editor_of(plan.organisation)
    User.objects.filter(pk=alna.pk).update(email="alna@example.org")
    send(one, plan.organisation, by=alna, comment="", today=date(2026, 9, 5))
    Mail.objects.all().delete()
    moved = {"due_on": "30.09.2026", "reason": "Høstferie", "seen": fingerprint(one)}
    CheckingClient.of(byadmin).post(f"/runder/{one.pk}/rediger/", moved)
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "T2 2026: ny frist 30.09.2026")
    assert "er flyttet til onsdag 30.09.2026. Før var den søndag 20.09.2026." in mail.text
    assert "Høstferie" in mail.text


def test_what_asked_for_a_report_and_still_waits_is_not_sent_once_it_has_come(
    grorud: User,
) -> None:
    """Where the mail server was down, «har ikke sendt inn» would come after the receipt."""
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("grorud")
    make_measure(plan)
    write(round_opened(one))
    for kind in ("three_days", "asked"):
        key = f"{kind}:round:{one.pk}:grorud:{grorud.pk}"
        Mail.objects.create(key=key, kind=kind, to=grorud, subject="T2 2026")
    assert Mail.objects.count() == 3
    send(one, plan.organisation, by=grorud, comment="", today=date(2026, 9, 18))
    assert {mail.kind for mail in Mail.objects.all()} == {"asked", "receipt", "sent_in"}


def test_what_the_city_wrote_in_its_own_words_is_sent_also_after_the_report(grorud: User) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("grorud")
    make_measure(plan)
    text = "Vi har ikke fått T2 2026. Møtet er flyttet til tirsdag."
    write(from_the_city(one, [plan.organisation], text, date(2026, 9, 17)))
    send(one, plan.organisation, by=grorud, comment="", today=date(2026, 9, 18))
    assert Mail.objects.filter(kind=WRITTEN.key, text__contains="Møtet er flyttet").exists()


def test_nobody_is_asked_for_a_report_of_a_round_that_is_closed(
    grorud: User, byadmin: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    make_measure(make_plan("grorud", starts_on=date(2026, 1, 1)))
    write(round_opened(one))
    close(one, by=byadmin, today=date(2026, 9, 28))
    assert not Mail.objects.exists()


def test_a_round_that_is_opened_again_is_told_to_the_bydel_with_the_reason(
    byadmin: User, grorud: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    make_measure(make_plan("grorud", starts_on=date(2026, 1, 1)))
    close(one, by=byadmin, today=date(2026, 9, 28))
    reopen(one, organisation("grorud"), reason="Feil status på tiltak 8", by=byadmin)
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "T2 2026 er åpnet igjen")
    assert "Dere kan sende inn versjon 1." in mail.text
    assert "Feil status på tiltak 8" in mail.text


def test_a_mail_that_still_waits_says_what_the_round_says_now(byadmin: User, grorud: User) -> None:
    client = CheckingClient.of(byadmin)
    client.post("/runder/ny/", TYPED)
    one = Round.objects.get()
    changed = {**TYPED, "covering_text": "Skriv kort.", "seen": fingerprint(one)}
    client.post(f"/runder/{one.pk}/rediger/", changed)
    assert "Skriv kort." in Mail.objects.get().text
    Mail.objects.update(sent_at=timezone.now())
    one.refresh_from_db()
    again = {**TYPED, "covering_text": "Skriv langt.", "seen": fingerprint(one)}
    client.post(f"/runder/{one.pk}/rediger/", again)
    assert "Skriv kort." in Mail.objects.get().text


def test_a_round_that_is_deleted_is_not_told_of(byadmin: User, grorud: User) -> None:
    client = CheckingClient.of(byadmin)
    client.post("/runder/ny/", TYPED)
    client.post(f"/runder/{Round.objects.get().pk}/slett/")
    assert not Mail.objects.exists()


def test_somebody_sees_what_was_written_to_them_alone(byadmin: User, grorud: User) -> None:
    CheckingClient.of(byadmin).post("/runder/ny/", TYPED)
    told = CheckingClient.of(grorud).get("/varsler/").content.decode()
    assert "Årsrapport 2026 er åpnet, frist 20.01.2027" in told
    assert "Venter" in told
    assert "er åpnet" not in CheckingClient.of(byadmin).get("/varsler/").content.decode()


def test_a_leser_gets_no_mail_and_is_told_so(leser: User) -> None:
    told = CheckingClient.of(leser).get("/varsler/").content.decode()
    assert "Du får ingen e-post herfra." in told


@pytest.fixture
def returned(byadmin: User, grorud: User) -> Submission:
    """Grorud's report of two measures, with a question about each; no mail of it is left."""
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    plan = make_plan("grorud")
    make_measure(plan)
    make_measure(plan)
    sent = send(one, plan.organisation, by=grorud, comment="", today=date(2026, 9, 5))
    for pk in sent.rows.values_list("measure_pk", flat=True):
        keep_question(sent, pk, "Hvorfor?", seen="", by=byadmin)
    give_back(sent, "", seen=seal_of(sent.drafts.all()), by=byadmin)
    Mail.objects.all().delete()
    return sent


def test_ten_answers_are_one_mail_to_the_city_in_the_afternoon(
    returned: Submission, byadmin: User, grorud: User
) -> None:
    first, second = returned.rows.values_list("measure_pk", flat=True)
    for pk, text in ((first, "Derfor."), (first, "Og derfor."), (second, "Snart.")):
        write_on(returned, pk, text, by=grorud)
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (byadmin, "T2 2026: svar på spørsmål")
    assert "- Bydel Grorud: 2 spørsmål" in mail.text
    assert "Derfor" not in mail.text
    now = mail.written_at
    assert mail.not_before == Gathering.of(now).until
    assert not Mail.objects.waiting(now).exists()
    assert Mail.objects.waiting(now + timedelta(days=1)).exists()


def test_what_the_city_writes_on_is_told_to_the_bydel_once(
    returned: Submission, byadmin: User, grorud: User
) -> None:
    first = returned.rows.values_list("measure_pk", flat=True)[0]
    write_on(returned, first, "Og når?", by=byadmin)
    write_on(returned, first, "Hvem?", by=byadmin)
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "T2 2026: byen har skrevet mer")
    assert "mer til 1 spørsmål om T2 2026" in mail.text
    assert mail.address.endswith("/send-inn/grorud/")


def test_what_waits_of_a_kind_is_not_sent_once_it_is_switched_off(
    returned: Submission, byadmin: User, grorud: User
) -> None:
    write_on(returned, returned.rows.all()[0].measure_pk, "Derfor.", by=grorud)
    CheckingClient.of(byadmin).post("/varsler/", {"sent_in": "on"})
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("hour", "goes"), [(14, "2026-09-17"), (15, "2026-09-18"), (23, "2026-09-18")]
)
def test_what_is_gathered_goes_at_three_in_the_afternoon(hour: int, goes: str) -> None:
    moment = datetime(2026, 9, 17, hour, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    assert Gathering.of(moment).key == goes


@pytest.fixture
def given_up(grorud: User) -> User:
    now = timezone.now()
    for _run in range(GIVEN_UP_AFTER):
        RefusedAddress.objects.add_refusal(grorud.email, now)
    return grorud


def told(user: User, address: str = "/varsler/") -> str:
    page = html.document_fromstring(CheckingClient.of(user).get(address).content.decode())
    return " ".join(page.text_content().split())


def test_the_city_is_told_once_of_the_addresses_that_are_given_up(
    given_up: User, byadmin: User
) -> None:
    now = timezone.now()
    assert [write(not_arrived(now)), write(not_arrived(now))] == [1, 1]  # gathered: the newest
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (byadmin, "E-post som ikke kom fram")
    assert "- grorud@example.org (Redaktør, Bydel Grorud)" in mail.text
    assert not_arrived(now + timedelta(days=2)) == []


def test_an_address_that_is_given_up_is_told_to_its_person_and_on_the_citys_page(
    given_up: User, byadmin: User, leser: User
) -> None:
    assert "E-posttjeneren tar ikke imot adressen din" in told(given_up)
    assert "grorud@example.org Redaktør, Bydel Grorud Rett adressen" in told(byadmin)
    assert "grorud@example.org" not in told(leser)


def test_the_desk_names_the_bydeler_where_mail_does_not_arrive(
    given_up: User, byadmin: User
) -> None:
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    assert "E-post kommer ikke fram Grorud Se adressene" in told(byadmin, one.get_absolute_url())


def test_who_is_saved_in_the_admin_is_sent_to_again(given_up: User, superuser: User) -> None:
    client = CheckingClient.of(superuser)
    there = f"/admin/accounts/user/{given_up.pk}/change/"
    page = client.get(there)
    assert "Nei. E-posttjeneren har avvist adressen 3 ganger" in page.content.decode()
    form = form_on(page)
    assert client.post(there, form).status_code == 302
    assert not RefusedAddress.objects.exists()
