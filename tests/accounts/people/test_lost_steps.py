"""Who has lost the telephone and the codes is let in again by a byadministrator; and whoever's
e-mail address is changed is told at the one they had."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from ruspolitikk.accounts.models import LoggedAct, Mail, PersonSession, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import form_on, said

pytestmark = pytest.mark.one_database

NAMED = {"first_name": "Kari", "last_name": "Vik", "email": "kari@example.org"}
BUTTON = "Slå av for en som har mistet telefonen"


def with_steps(person: User) -> User:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=person, type=kind, data={})
    return person


@pytest.fixture
def kari(five_plans: None) -> User:
    return with_steps(make_user("kari", (Role.EDITOR, "grorud"), **NAMED))


def switch_off(client: CheckingClient, person: User) -> Any:
    page = f"/personer/{person.pk}/"
    return client.post(f"{page}to-trinn/", form_on(client.get(page), BUTTON), follow=True)


def test_the_steps_are_off_what_is_open_is_shut_and_the_person_is_told(
    byadmin: User, kari: User
) -> None:
    CheckingClient.of(kari)
    answer = switch_off(CheckingClient.of(byadmin), kari)
    assert "To-trinns innlogging er slått av for Kari Vik." in said(answer)
    assert BUTTON not in said(answer)
    assert not Authenticator.objects.exists()
    assert not PersonSession.objects.of(kari).exists()
    act = LoggedAct.objects.get(person_id=kari.pk)
    assert (act.what, act.by_name) == ("To-trinns innlogging slått av", "byadmin")
    mail = Mail.objects.get()
    assert (mail.to_address, "byadministrator" in mail.text) == ("kari@example.org", True)


def test_pressed_twice_it_says_that_there_is_nothing_to_switch_off(
    byadmin: User, kari: User
) -> None:
    client = CheckingClient.of(byadmin)
    switch_off(client, kari)
    answer = client.post(f"/personer/{kari.pk}/to-trinn/", follow=True)
    assert "Kari Vik har ikke to-trinns innlogging." in said(answer)
    assert (LoggedAct.objects.count(), Mail.objects.count()) == (1, 1)


def test_of_somebody_who_may_more_and_of_oneself_it_stays_on(
    byadmin: User, superuser: User
) -> None:
    client = CheckingClient.of(byadmin)
    for person in (with_steps(superuser), with_steps(byadmin)):
        page = f"/personer/{person.pk}/"
        assert BUTTON not in said(client.get(page))
        client.post(f"{page}to-trinn/")
    assert Authenticator.objects.count() == 4


def test_another_address_is_told_of_at_the_one_before(byadmin: User, kari: User) -> None:
    client, page = CheckingClient.of(byadmin), f"/personer/{kari.pk}/"
    form = form_on(client.get(page), "Lagre")
    client.post(f"{page}opplysninger/", {**form, "email": "annen@example.org"})
    mail = Mail.objects.get()
    assert mail.to_address == "kari@example.org"
    assert "En annen e-postadresse er lagt inn for brukeren din" in mail.text
    assert "annen@example.org" not in mail.text
    client.post(f"{page}opplysninger/", {**form, "name": "Kari Berg", "email": "annen@example.org"})
    assert Mail.objects.count() == 1


def test_another_address_in_the_admin_is_told_of_at_the_one_before(
    superuser: User, kari: User
) -> None:
    client = CheckingClient.of(superuser)
    page = f"/admin/accounts/user/{kari.pk}/change/"
    form = client.get(page).context["adminform"].form
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    formset = {f"memberships-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {k: v for k, v in typed.items() if v not in (None, False)}
    client.post(page, {**sent, **formset, "email": "annen@example.org"})
    kari.refresh_from_db()
    assert kari.email == "annen@example.org"
    assert [mail.to_address for mail in Mail.objects.all()] == ["kari@example.org"]
