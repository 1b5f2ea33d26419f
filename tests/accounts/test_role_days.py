"""A role gives nothing before its first day or after its last; nor does any to who has stopped."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from ruspolitikk.accounts.backends import PersonBackend
from ruspolitikk.accounts.letters import byadministratorer, redaktorer
from ruspolitikk.accounts.models import Membership, Role, User, with_roles
from tests.checking_client import CheckingClient
from tests.factories import make_user, organisation

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
DAYS: dict[str, tuple[dict[str, Any], bool]] = {
    "since before days were written down": ({}, True),
    "from today": ({"starts_on": TODAY}, True),
    "from tomorrow": ({"starts_on": TOMORROW}, False),
    "until today": ({"ends_on": TODAY}, True),
    "until yesterday": ({"ends_on": YESTERDAY}, False),
    "from yesterday until tomorrow": ({"starts_on": YESTERDAY, "ends_on": TOMORROW}, True),
    "taken away": ({"taken_at": timezone.now()}, False),
    "taken away before its last day": ({"taken_at": timezone.now(), "ends_on": TOMORROW}, False),
}


@pytest.fixture
def nobody(five_plans: None) -> User:
    return make_user("noen", email="noen@example.org")


def give(person: User, role: Role = Role.EDITOR, slug: str = "alna", **days: Any) -> Membership:
    return Membership.objects.create(
        user=person, role=role, organisation=organisation(slug), **days
    )


@pytest.mark.parametrize(("days", "is_valid"), DAYS.values(), ids=DAYS)
def test_a_role_is_asked_of_its_days_the_same_by_all(
    nobody: User, days: dict[str, Any], is_valid: bool
) -> None:
    role, alna = give(nobody, **days), organisation("alna")
    assert role.is_valid_on(TODAY) is is_valid
    assert Membership.objects.valid_on(TODAY).filter(pk=role.pk).exists() is is_valid
    assert User.objects.get(pk=nobody.pk).may_act_for(alna) is is_valid
    met = PersonBackend().get_user(nobody.pk)
    assert met is not None
    assert met.may_act_for(alna) is is_valid
    read_together = User.objects.get(pk=nobody.pk)
    with_roles([read_together])
    assert read_together.may_act_for(alna) is is_valid
    assert (nobody in redaktorer().get(alna.pk, [])) is is_valid


@pytest.mark.one_database
def test_a_byadministrator_of_yesterday_gets_no_letter_of_the_citys(nobody: User) -> None:
    give(nobody, Role.CITY_ADMIN, "oslo", ends_on=YESTERDAY)
    assert nobody not in byadministratorer()
    assert not User.objects.get(pk=nobody.pk).keeps_for_the_city


def test_a_role_may_be_given_again_after_it_was_taken_away(nobody: User) -> None:
    give(nobody, taken_at=timezone.now())
    give(nobody)
    with pytest.raises(IntegrityError, match="membership"):
        give(nobody)


def test_a_role_that_ends_before_it_starts_is_refused(nobody: User) -> None:
    with pytest.raises(IntegrityError, match="membership_ends_after_it_starts"):
        give(nobody, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 31))


@pytest.mark.one_database
@pytest.mark.parametrize(("closed_from", "is_out"), [(TODAY, True), (TOMORROW, False)])
def test_one_who_has_stopped_is_out_from_the_day_that_was_given(
    nobody: User, closed_from: date, is_out: bool
) -> None:
    give(nobody)
    client = CheckingClient.of(nobody)
    User.objects.filter(pk=nobody.pk).update(closed_from=closed_from)
    met = User.objects.get(pk=nobody.pk)
    assert met.is_closed is is_out
    assert met.may_act_for(organisation("alna")) is not is_out
    assert (PersonBackend().get_user(nobody.pk) is None) is is_out
    assert (PersonBackend().authenticate(None, "noen", "demo") is None) is is_out
    assert client.get("/planer/").status_code == (302 if is_out else 200)


@pytest.mark.one_database
def test_a_person_is_read_in_one_query_also_where_no_role_is_valid(
    nobody: User, django_assert_num_queries: Any
) -> None:
    give(nobody, ends_on=YESTERDAY)
    with django_assert_num_queries(1):
        met = PersonBackend().get_user(nobody.pk)
        assert met is not None
        assert met.held_roles == []
