"""Who gives and takes what, and what follows: the rules of people, below their pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ruspolitikk.accounts.models import LoggedAct, Mail, Membership, PersonSession, Role, User
from ruspolitikk.accounts.people import rules
from ruspolitikk.accounts.people.rules import NotAllowedError
from tests.checking_client import CheckingClient
from tests.factories import make_user, organisation

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def person(five_plans: None) -> User:
    return make_user("kari", (Role.EDITOR, "grorud"), first_name="Kari", last_name="Vik")


def give(person: User, by: User, role: str = Role.READER, slug: str = "alna", **days: Any) -> Any:
    days = {"starts_on": TODAY, "ends_on": None, **days}
    return rules.give(person, role, organisation(slug), by=by, **days)


def take(person: User, by: User, last_day: date | None = None) -> None:
    held = person.memberships.select_related("user", "organisation").get(taken_at=None)
    rules.take(held, last_day=last_day, now=timezone.now(), by=by)


def close(person: User, by: User, last_day: date | None = None) -> None:
    rules.close(person, last_day=last_day, now=timezone.now(), by=by)


def met(person: User) -> User:
    return User.objects.get(pk=person.pk)


def told(person: User) -> list[tuple[str, str, str]]:
    acts = LoggedAct.objects.filter(person_id=person.pk).order_by("pk")
    return list(acts.values_list("what", "before", "after"))


def test_a_role_is_given_from_a_day_until_another_and_logged_for_its_bydel(
    person: User, byadmin: User
) -> None:
    give(person, byadmin, starts_on=TODAY, ends_on=TOMORROW)
    assert {str(role) for role in met(person).held_roles} == {
        "Redaktør, Bydel Grorud",
        "Leser, Bydel Alna",
    }
    act = LoggedAct.objects.get(person_id=person.pk)
    assert (act.about, act.by_name, act.organisation.slug) == ("Kari Vik", "byadmin", "alna")
    assert act.after == f"Leser, Bydel Alna fra {TODAY:%d.%m.%Y} til og med {TOMORROW:%d.%m.%Y}"


def test_a_role_is_not_given_twice_for_the_same_day(person: User, byadmin: User) -> None:
    give(person, byadmin, ends_on=TOMORROW)
    with pytest.raises(NotAllowedError, match="har rollen Leser, Bydel Alna i de dagene fra før"):
        give(person, byadmin, starts_on=TOMORROW)
    give(person, byadmin, starts_on=TOMORROW + timedelta(days=1))
    assert person.memberships.count() == 3


@pytest.mark.one_database
@pytest.mark.parametrize(("role", "slug"), [(Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "alna")])
def test_a_role_that_does_not_fit_its_place_is_refused(
    person: User, byadmin: User, role: Role, slug: str
) -> None:
    with pytest.raises(NotAllowedError, match="rolle"):
        give(person, byadmin, role, slug)
    assert person.memberships.count() == 1


def test_a_role_that_is_taken_gives_nothing_and_stays_with_its_moment(
    person: User, byadmin: User
) -> None:
    take(person, byadmin)
    assert met(person).held_roles == []
    assert person.memberships.get().taken_at is not None
    assert told(person) == [("Rolle tatt bort", "Redaktør, Bydel Grorud", "")]


@pytest.mark.one_database
def test_a_role_may_be_taken_after_a_last_day(person: User, byadmin: User) -> None:
    take(person, byadmin, last_day=TOMORROW)
    assert met(person).may_act_for(organisation("grorud"))
    assert not person.memberships.get().is_valid_on(TOMORROW + timedelta(days=1))


def test_what_is_open_to_the_person_is_shut_when_a_role_is_given_or_taken(
    person: User, byadmin: User
) -> None:
    for act in (lambda: give(person, byadmin), lambda: close(person, byadmin)):
        CheckingClient.of(met(person))
        CheckingClient.of(byadmin)
        act()
        assert not PersonSession.objects.of(person).exists()
        assert PersonSession.objects.of(byadmin).exists()


def test_one_who_stops_is_out_at_once_with_all_roles_and_no_mail_waiting(
    person: User, byadmin: User
) -> None:
    give(person, byadmin, starts_on=TOMORROW)
    Mail.objects.create(to=person, kind="x", key="x", subject="x", text="x", html="x")
    client = CheckingClient.of(met(person))
    close(person, byadmin)
    assert met(person).is_closed
    assert met(person).closed_from == TODAY
    assert not person.memberships.filter(taken_at=None).exists()
    assert not Mail.objects.filter(to=person).exists()
    assert client.get("/planer/").status_code == 302
    assert told(person)[-1][0] == "Har sluttet"


def test_one_who_stops_after_a_day_keeps_the_roles_until_then(person: User, byadmin: User) -> None:
    later = give(person, byadmin, starts_on=TOMORROW + timedelta(days=5))
    close(person, byadmin, last_day=TOMORROW)
    there = met(person)
    assert not there.is_closed
    assert there.may_act_for(organisation("grorud"))
    assert there.memberships.get(role=Role.EDITOR).ends_on == TOMORROW
    later.refresh_from_db()
    assert later.taken_at is not None
    assert there.closed_from == TOMORROW + timedelta(days=1)


@pytest.mark.one_database
def test_one_who_stopped_gets_access_again_and_no_role_before_one_is_given(
    person: User, byadmin: User
) -> None:
    close(person, byadmin)
    with pytest.raises(NotAllowedError, match="har sluttet"):
        give(person, byadmin)
    rules.reopen(person, by=byadmin)
    assert not met(person).is_closed
    assert met(person).held_roles == []
    give(person, byadmin)
    assert len(met(person).held_roles) == 1


# --- Nobody gives more than they hold -------------------------------------------------------------


def acts_on(person: User, by: User) -> dict[str, Any]:
    held = Membership(user=person, role=Role.READER, organisation=organisation("alna"))
    held.save()
    return {
        "give": lambda: give(person, by, slug="bjerke"),
        "take": lambda: rules.take(held, last_day=None, now=timezone.now(), by=by),
        "close": lambda: close(person, by),
        "reopen": lambda: rules.reopen(person, by=by),
        "contact": lambda: rules.change_contact(person, name="A", email="a@example.org", by=by),
    }


@pytest.mark.parametrize("more", ["is_superuser", "is_staff"])
def test_one_who_holds_more_is_changed_in_nothing(person: User, more: str) -> None:
    by = make_user("uten-admin", (Role.CITY_ADMIN, "oslo"))
    User.objects.filter(pk=person.pk).update(**{more: True})
    before = User.objects.filter(pk=person.pk).values().get()
    for name, act in acts_on(met(person), by).items():
        with pytest.raises(NotAllowedError, match="har mer tilgang enn du har"):
            act()
        assert User.objects.filter(pk=person.pk).values().get() == before, name
    assert not told(person)


@pytest.mark.one_database
def test_nobody_changes_themselves(byadmin: User) -> None:
    for act in acts_on(byadmin, byadmin).values():
        with pytest.raises(NotAllowedError, match="din egen tilgang"):
            act()


@pytest.mark.one_database
def test_one_who_is_no_byadministrator_any_more_changes_nothing(
    person: User, byadmin: User
) -> None:
    byadmin.memberships.update(taken_at=timezone.now())
    for act in acts_on(person, byadmin).values():
        with pytest.raises(NotAllowedError, match="ikke byadministrator lenger"):
            act()


@pytest.mark.one_database
def test_no_act_makes_a_superuser_or_opens_the_admin(person: User, superuser: User) -> None:
    for act in acts_on(person, superuser).values():
        act()
    assert not met(person).is_superuser
    assert not met(person).is_staff


# --- The last byadministrator ---------------------------------------------------------------------


def test_the_last_byadministrator_is_not_taken_away(byadmin: User, superuser: User) -> None:
    with pytest.raises(NotAllowedError, match="minst én byadministrator"):
        take(byadmin, superuser)
    with pytest.raises(NotAllowedError, match="minst én byadministrator"):
        close(byadmin, superuser)
    make_user("ny", (Role.CITY_ADMIN, "oslo"))
    take(byadmin, superuser)
    assert not met(byadmin).is_city_admin


@pytest.mark.one_database
@pytest.mark.parametrize("lacks", ["ends_on", "starts_on", "closed"])
def test_one_who_is_byadministrator_for_a_while_does_not_count(
    byadmin: User, superuser: User, lacks: str
) -> None:
    other = make_user("ny", (Role.CITY_ADMIN, "oslo"), is_active=lacks != "closed")
    if lacks != "closed":
        other.memberships.update(**{lacks: TOMORROW})
    with pytest.raises(NotAllowedError, match="uten sluttdato"):
        take(byadmin, superuser)


# --- What the log tells ---------------------------------------------------------------------------


@pytest.mark.one_database
def test_the_log_tells_of_a_new_name_and_address_and_not_the_addresses(
    person: User, byadmin: User
) -> None:
    rules.change_contact(person, name="Kari Marie Vik", email="kari@example.org", by=byadmin)
    assert told(person) == [
        ("E-post endret", "", "en annen adresse"),
        ("Navn endret", "Kari Vik", "Kari Marie Vik"),
    ]
    assert met(person).get_full_name() == "Kari Marie Vik"
    assert met(person).last_name == "Vik"
