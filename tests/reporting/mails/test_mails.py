"""«Varsler»: what somebody wants as e-mail; and what acts write to the outbox."""

from datetime import date

import pytest
from lxml import html

from reporting.models import Round
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Mail, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan

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
    assert len(on) == 7
    client.post("/varsler/", {name: "on" for name in on if name != "round_opened"})
    CheckingClient.of(byadmin).post("/runder/ny/", TYPED)
    assert not Mail.objects.exists()


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
