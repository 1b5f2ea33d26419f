"""People who left: their names are gone everywhere, and all that they did stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from measures.history_chain import broken_links, seal_all
from measures.models import Measure, Responsible
from measures.models.merging import merge_into
from ruspolitikk.accounts.models import (
    CalendarAddress,
    LoggedAct,
    Mail,
    MailChoice,
    PersonSession,
    RefusedAddress,
    Role,
    User,
)
from ruspolitikk.accounts.people import rules
from ruspolitikk.accounts.people.leaving import (
    HISTORY_TOO,
    anonymise,
    is_the_persons_alone,
    left_on,
    relations,
)
from ruspolitikk.accounts.people.rules import NotAllowedError
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation, report
from tests.forms_on_pages import said

NOW = timezone.now()
TODAY = timezone.localdate()
KARI = {"first_name": "Kari", "last_name": "Vik", "email": "kari.vik@oslo.kommune.no"}


@pytest.fixture
def kari(five_plans: None, byadmin: User) -> User:
    """A redaktør who reported, was renamed and listed with a party, and has stopped."""
    person = make_user("karivik", (Role.EDITOR, "grorud"), **KARI)
    plan = make_plan("grorud", slug="kort", title="Kort plan")
    report(make_measure(plan), "Påbegynt", by=person, remark="Lokalene er leid")
    rules.change_contact(person, name="Kari Marie Vik", email="kari.ny@oslo.no", by=byadmin)
    rules.change_contact(person, name="Kari Vik", email=KARI["email"], by=byadmin)
    own = {"user": person}
    MailChoice.objects.create(kind="x", wanted=False, **own)
    CalendarAddress.objects.create(**own)
    Authenticator.objects.create(type=Authenticator.Type.TOTP, data={"secret": "x"}, **own)
    Mail.objects.create(to=person, kind="x", key="x", subject="Hei", text="Kari", sent_at=NOW)
    RefusedAddress.objects.create(address=person.email, refused_at=NOW)
    old, new = Responsible.objects.filter(organisation__slug="grorud")[:2]
    old.users.add(person)
    old.email = person.email
    old.save()
    merge_into(old, new, by=person)
    LoggedAct.objects.create(
        by_name="byadmin",
        by_role="byadministrator",
        organisation=organisation("grorud"),
        kind=LoggedAct.Kind.PARTY,
        about="Teamleder",
        what="Brukere",
        before="Ola Nord, Kari Vik, Kari Vikland",
    )
    rules.close(person, last_day=None, now=NOW, by=byadmin)
    return User.objects.get(pk=person.pk)


def left(person: User, months: int) -> None:
    """As if they had left so many months ago."""
    day = TODAY - timedelta(days=31 * months)
    person.memberships.update(taken_at=NOW - timedelta(days=31 * months))
    User.objects.filter(pk=person.pk).update(closed_from=day)


def everything_kept() -> str:
    """Every column of text of every table."""
    kept = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 our own tables
            kept += [str(row) for row in cursor.fetchall()]
    return "\n".join(kept)


def test_after_the_time_nothing_in_the_database_names_them(kari: User, settings: Any) -> None:
    settings.FORGET_PEOPLE_AFTER_MONTHS = 24
    seal_all()
    left(kari, 25)
    call_command("forget_people")

    kept = everything_kept()
    for trace in ("karivik", "Kari Vik'", "Kari Vik,", "Kari Marie", "kari.vik@", "kari.ny@"):
        assert trace not in kept, trace
    assert "Ola Nord, Tidligere bruker" in kept
    assert "Kari Vikland" in kept, "another's name that begins the same"
    person = User.objects.get(pk=kari.pk)
    assert person.name == f"Tidligere bruker {kari.pk}"
    assert not person.has_usable_password()
    assert list(broken_links()) == []


def test_an_address_of_theirs_that_a_party_had_is_logged_as_gone(kari: User, byadmin: User) -> None:
    had = Responsible.objects.filter(email=KARI["email"])
    parties = {party.name for party in had.all()}
    anonymise(kari, now=NOW, by=byadmin)
    assert not had.exists()
    told = LoggedAct.objects.filter(what="E-post slettet, personen er borte")
    assert {act.about for act in told} == parties


def test_what_they_did_stands_and_is_told_by_the_new_name(kari: User, byadmin: User) -> None:
    acts = LoggedAct.objects.count()
    anonymise(kari, now=NOW, by=byadmin)

    assert LoggedAct.objects.count() == acts + 3, "the person's, and of two parties' address"
    measure = Measure.objects.get(plan__slug="kort")
    client = CheckingClient.of(byadmin)
    assert "Lokalene er leid" in said(client.get(measure.get_absolute_url()))
    assert measure.statuses.get().recorded_by.name == f"Tidligere bruker {kari.pk}"
    for page in (f"/personer/{kari.pk}/", reverse("acts")):
        told = said(client.get(page))
        assert f"Tidligere bruker {kari.pk}" in told
        assert "Vik," not in told
        assert "Kari Vik " not in told


def test_the_page_of_one_who_is_anonymised_says_nothing_of_a_log_in_that_is_forgotten(
    kari: User, byadmin: User
) -> None:
    anonymise(kari, now=NOW, by=byadmin)
    client = CheckingClient.of(byadmin)
    told = said(client.get(f"/personer/{kari.pk}/"))
    assert "Har ikke logget inn ennå" not in told
    assert "Aldri" not in told
    assert f"Anonymisert {timezone.localdate():%d.%m.%Y}" in told
    assert "Ikke logget inn ennå" not in said(client.get("/personer/?vis=sluttet"))


@pytest.mark.parametrize("months", [23, 0])
def test_before_the_time_or_without_one_nobody_is_touched(
    kari: User, settings: Any, months: int
) -> None:
    settings.FORGET_PEOPLE_AFTER_MONTHS = 24 if months else 0
    left(kari, months or 25)
    call_command("forget_people")
    assert User.objects.get(pk=kari.pk).name == "Kari Vik"


def test_one_who_may_log_in_or_has_a_role_is_not_anonymised(kari: User, byadmin: User) -> None:
    rules.reopen(kari, by=byadmin)
    here = User.objects.get(pk=kari.pk)
    assert left_on(here) is None
    with pytest.raises(NotAllowedError, match="Steng tilgangen først"):
        anonymise(here, now=NOW, by=byadmin)


def test_a_byadministrator_does_it_by_a_button_and_nobody_undoes_it(
    kari: User, byadmin: User, grorud: User
) -> None:
    address = f"/personer/{kari.pk}/anonymiser/"
    assert CheckingClient.of(grorud).post(address).status_code == 403
    client = CheckingClient.of(byadmin)
    assert "Det kan ikke gjøres om." in said(client.get(address))
    told = said(client.post(address, follow=True))
    assert f"Personen heter nå «Tidligere bruker {kari.pk}» overalt." in told
    client.post(f"/personer/{kari.pk}/apne/")
    assert not User.objects.get(pk=kari.pk).is_active
    assert f"Tidligere bruker {kari.pk}" not in said(client.get("/personer/?vis=sluttet"))


def test_addresses_that_nobody_writes_to_are_deleted(five_plans: None, settings: Any) -> None:
    settings.FORGET_PEOPLE_AFTER_MONTHS = 24
    first, second = Responsible.objects.filter(organisation__slug="grorud")[:2]
    Responsible.objects.filter(pk=first.pk).update(email="a@b.no", closed_on=date(2020, 1, 1))
    Responsible.objects.filter(pk=second.pk).update(email="c@d.no", closed_on=TODAY)
    old = {"kind": "x", "subject": "Hei", "to_address": "a@b.no"}
    Mail.objects.create(key="old", sent_at=NOW - timedelta(days=800), **old)
    Mail.objects.create(key="new", sent_at=NOW, **old)
    call_command("forget_people")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.email, second.email) == ("", "c@d.no")
    assert [mail.key for mail in Mail.objects.all()] == ["new"]


def test_every_table_that_names_a_user_goes_with_them_or_is_history() -> None:
    """A new table falls under the one or the other by its own `on_delete`, so this says only that
    nothing of a log-in is history."""
    alone = {
        model._meta.label for model, field in relations() if is_the_persons_alone(model, field)
    }
    assert {
        "accounts.KeptForm",
        "accounts.Mail",
        "accounts.MailChoice",
        "accounts.CalendarAddress",
        "account.EmailAddress",
        "mfa.Authenticator",
        "socialaccount.SocialAccount",
        "measures.Responsible_users",
    } <= alone
    assert not alone & {model._meta.label for model in HISTORY_TOO}
    assert PersonSession._meta.label not in alone, "found by its number, and ended"
