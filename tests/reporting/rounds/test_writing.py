"""«Skriv til bydelen»: a letter to those that have not sent, mailed and told in the round's log."""

from datetime import date
from typing import Any

import pytest
from django.urls import resolve
from lxml import html

from plans.models import Plan
from reporting.mails.kinds import WRITTEN
from reporting.models import Round, RoundLetter
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import Mail, MailChoice, User
from tests import clock
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, organisation, report
from tests.forms_on_pages import form_on

pytestmark = pytest.mark.one_database
TODAY = date(2026, 9, 17)


@pytest.fixture
def t2(five_plans: None, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Alna has sent, Bjerke is at work, Frogner and Sagene are silent; Sagene has no address."""
    resolve("/runder/")
    clock.let_it_be(monkeypatch, TODAY)
    Plan.objects.local().update(state=Plan.State.DRAFT)
    one = Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31), due_on=date(2026, 9, 20))
    for slug in ("alna", "bjerke", "frogner", "sagene"):
        measure = make_measure(make_plan(slug))
        user = editor_of(organisation(slug))
        user.email = f"{slug}@example.org" if slug != "sagene" else ""
        user.save(update_fields=["email"])
        if slug in {"alna", "bjerke"}:
            report(measure, on=date(2026, 8, 20))
    bydel = organisation("alna")
    send(one, bydel, by=editor_of(bydel), comment="", today=TODAY)
    Mail.objects.all().delete()
    return one


def told(answer: Any, path: str = "//main") -> str:
    page = html.document_fromstring(answer.content.decode())
    return " ".join(" ".join(part.text_content() for part in page.xpath(path)).split())


def test_those_that_have_not_begun_are_ticked_and_the_text_may_be_sent_as_it_is(
    t2: Round, byadmin: User
) -> None:
    client, there = CheckingClient.of(byadmin), f"/runder/{t2.pk}/skriv/"
    form = form_on(client.get(there))
    assert form["bydeler"] == ["frogner"]
    assert "Fristen er søndag 20.09.2026." in form["text"][0]

    answer = client.post(there, form, follow=True)

    page = told(answer, "//body")
    assert "E-posten går til 1 redaktør i Bydel Frogner." in page
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (
        editor_of(organisation("frogner")),
        "T2 2026: melding fra byen",
    )
    assert "Vi har ikke fått T2 2026 fra dere ennå." in mail.text
    log = told(client.get(f"/runder/{t2.pk}/om/"), "//aside")
    assert "Byen skrev til Frogner." in log
    assert "Ikke begynt Aldri rapportert Skrevet til" in page


def test_the_same_letter_twice_is_one(t2: Round, byadmin: User) -> None:
    client, there = CheckingClient.of(byadmin), f"/runder/{t2.pk}/skriv/"
    for _press in range(2):
        typed = {"bydeler": ["bjerke"], "text": "Trenger dere hjelp?"}
        answer = client.post(there, typed, follow=True)
    assert "er alt sendt i dag" in told(answer, "//div[contains(@class, 'message--info')]")
    assert (RoundLetter.objects.count(), Mail.objects.count()) == (1, 1)


def test_a_bydel_where_nobody_gets_the_mail_is_named_before_anything_is_sent(
    t2: Round, byadmin: User
) -> None:
    client, there = CheckingClient.of(byadmin), f"/runder/{t2.pk}/skriv/"
    warning = "Sagene kan ikke få e-post herfra."
    page = client.get(there)
    assert warning in told(page)
    assert "Send e-post" in told(page)
    alone = told(client.get(f"{there}?til=sagene"))
    assert warning in alone
    assert "Send e-post" not in alone
    assert client.post(there, {"bydeler": ["sagene"], "text": "Hei"}).status_code == 422
    MailChoice.objects.create(
        user=editor_of(organisation("frogner")), kind=WRITTEN.key, wanted=False
    )
    assert "Sagene og Frogner kan ikke få e-post herfra." in told(client.get(there))
    assert not RoundLetter.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "Hei"}, "Velg minst én bydel."),
        ({"bydeler": ["bjerke"], "text": " "}, "Skriv en melding."),
        ({"bydeler": ["alna"], "text": "Hei"}, "En av bydelene har sendt inn i mellomtiden,"),
    ],
)
def test_what_cannot_be_sent_is_told(
    t2: Round, byadmin: User, typed: dict[str, Any], sentence: str
) -> None:
    answer = CheckingClient.of(byadmin).post(f"/runder/{t2.pk}/skriv/", typed)
    assert answer.status_code == 422
    assert sentence in told(answer)
    assert not RoundLetter.objects.exists()


def test_the_first_act_is_to_read_then_to_write_then_to_close(t2: Round, byadmin: User) -> None:
    client, act = CheckingClient.of(byadmin), "//div[@class='page-head__action']"
    desk = t2.get_absolute_url()
    assert "resten slik det var 31.08.2026. Oversikt teller også" in told(client.get(desk))
    assert told(client.get(desk), act) == "Les 1 ny rapport"
    t2.submissions.update(state="received")
    assert told(client.get(desk), act) == "Skriv til 1 bydel"
    Round.objects.update(due_on=date(2026, 9, 14))
    client.post(f"/runder/{t2.pk}/skriv/", {"bydeler": ["frogner"], "text": "Hei"})
    assert told(client.get(desk), act) == "Lukk runden"


def test_where_everybody_is_reached_nobody_is_named_as_unreached(t2: Round, byadmin: User) -> None:
    User.objects.filter(email="", memberships__organisation__slug="sagene").update(
        email="sagene@example.org"
    )
    page = CheckingClient.of(byadmin).get(f"/runder/{t2.pk}/skriv/")
    assert page.status_code == 200
    assert "kan ikke få e-post herfra" not in told(page)
