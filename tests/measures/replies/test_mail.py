"""What is mailed: to the redaktør, that a reply has come; to a leader, what is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from measures.models import Measure, ReplyLink, Responsible
from plans.models import Plan
from ruspolitikk.accounts.models import Mail, MailChoice, User
from ruspolitikk.accounts.outbox import send_waiting
from tests.checking_client import CheckingClient
from tests.factories import make_measure
from tests.measures.replies.replying import LEADER, answered, said

pytestmark = pytest.mark.one_database


def test_a_reply_that_has_come_is_mailed_to_those_who_have_asked_for_it(
    link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    grorud.email = "redaktor@example.org"
    grorud.save(update_fields=["email"])
    answered(link, measures[0], own_words="I rute")
    assert not Mail.objects.exists()

    MailChoice.objects.create(user=grorud, kind="replied", wanted=True)
    answered(link, measures[1], own_words="I rute")
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (grorud, "Svar via lenke: 2 tiltak")
    assert f"- {link.responsible.name}: 2 tiltak" in mail.text
    assert mail.not_before is not None


# --- Asking all the leaders of a plan ------------------------------------------------------------


def asked_for(plan: Plan, by: User) -> Any:
    return CheckingClient.of(by).post(f"/planer/{plan.slug}/svarlenker/spor/", follow=True)


@pytest.fixture
def with_address(plan: Plan, measures: list[Measure]) -> Responsible:
    """The leader has an address, and NAV has none; no round has passed."""
    party = Responsible.objects.get(organisation=plan.organisation, name=LEADER)
    party.email = "leder@example.org"
    party.save(update_fields=["email"])
    return party


def test_all_the_leaders_are_asked_with_one_act_and_those_without_an_address_have_a_link_to_copy(
    plan: Plan, with_address: Responsible, grorud: User
) -> None:
    page = said(answer := asked_for(plan, grorud))
    assert "E-post er på vei til 1 ansvarlig." in page
    assert "1 ansvarlig har ingen e-postadresse" in page
    links = {link.responsible.name: link for link in plan.reply_links.all()}
    assert links.keys() == {LEADER, "NAV"}
    assert links["NAV"].path in answer.content.decode()
    assert links[LEADER].path not in answer.content.decode()
    mail = Mail.objects.get()
    assert (mail.to, mail.to_address) == (None, "leder@example.org")
    assert links[LEADER].path in mail.text
    assert "Velg hvilke varsler" not in mail.text
    assert mail.subject == "Status på tiltak: Ny plan for Grorud"
    assert f"{localdate():%d.%m.%Y}" in page
    assert "E-posten venter på å bli sendt." in page
    assert "Du kan spørre igjen i morgen." in page


def test_who_is_asked_again_keeps_the_link_and_on_one_day_gets_one_mail(
    plan: Plan, with_address: Responsible, grorud: User
) -> None:
    soon, yesterday = localdate() + timedelta(days=2), now() - timedelta(days=1)
    asked_for(plan, grorud)
    Mail.objects.all().delete()
    plan.reply_links.filter(asked_at__isnull=False).update(expires_on=soon, asked_at=yesterday)
    asked_for(plan, grorud)
    assert "Du kan spørre igjen i morgen." in said(asked_for(plan, grorud))
    assert (plan.reply_links.count(), Mail.objects.count()) == (2, 1)
    assert not plan.reply_links.filter(expires_on=soon).exists()


def test_a_link_that_is_withdrawn_is_replaced_by_one_when_its_party_is_asked(
    plan: Plan, with_address: Responsible, grorud: User
) -> None:
    asked_for(plan, grorud)
    for link in plan.reply_links.all():
        link.revoke(grorud)
    asked_for(plan, grorud)
    assert (plan.reply_links.count(), plan.reply_links.filter(revoked_at=None).count()) == (4, 2)


def test_who_has_replied_is_not_asked(
    plan: Plan, with_address: Responsible, link: ReplyLink, measures: list[Measure], grorud: User
) -> None:
    answered(link, measures[1], own_words="I rute")
    asked_for(plan, grorud)
    assert not Mail.objects.exists()  # the other of the leader's measures is reported


def test_a_mail_to_a_leader_is_emptied_when_it_is_sent(
    plan: Plan, with_address: Responsible, grorud: User
) -> None:
    asked_for(plan, grorud)
    send_waiting(now())
    [message] = django_mail.outbox
    assert message.to == ["leder@example.org"]
    kept = Mail.objects.get()
    assert (kept.text, kept.html, kept.address) == ("", "", "")
    assert "E-posten venter" not in said(
        CheckingClient.of(grorud).get(f"/planer/{plan.slug}/svarlenker/spor/")
    )


def test_fifty_leaders_are_asked_in_as_many_queries_as_one(
    plan: Plan, with_address: Responsible, grorud: User
) -> None:
    client, there = CheckingClient.of(grorud), f"/planer/{plan.slug}/svarlenker/spor/"

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as shown:
            client.get(there)
        with CaptureQueriesContext(connection) as asked:
            client.post(there)
        ReplyLink.objects.all().delete()
        Mail.objects.all().delete()
        return len(shown), len(asked)

    few = queries()
    for number in range(50):
        make_measure(plan, responsible=[f"Leder {number}"])
    Responsible.objects.filter(name__startswith="Leder ").update(email="leder@example.org")
    assert queries() == few
    assert few[0] <= 15
