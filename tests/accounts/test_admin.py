"""The admin: a system owner changes people there, and a redaktør finds the own bydel's."""

from typing import Any

import pytest
from django.urls import reverse

from measures.models import Measure
from ruspolitikk.accounts.models import LoggedAct, PersonSession, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user, organisation

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database


def sent(user: User, **more: Any) -> dict[str, Any]:
    """The user form as it stands, with some fields otherwise."""
    return {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        **{f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
        **more,
    }


def change(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_no_field_makes_anybody_a_superuser(superuser: User, leser: User) -> None:
    wishes = {"is_superuser": "on", "user_permissions": ["1"], "groups": []}
    CheckingClient.of(superuser).post(change(leser), sent(leser, **wishes, first_name="Kari"))
    leser.refresh_from_db()
    assert leser.first_name == "Kari"
    assert not leser.is_superuser
    assert not leser.user_permissions.exists()


def test_a_system_owner_gives_a_role_here_and_what_is_open_to_the_person_is_shut(
    superuser: User, stranger: User
) -> None:
    CheckingClient.of(stranger)
    CheckingClient.of(superuser).post(
        reverse("admin:accounts_membership_add"),
        {"user": stranger.pk, "role": Role.EDITOR, "organisation": organisation("grorud").pk},
    )
    assert User.objects.get(pk=stranger.pk).may_act_for(organisation("grorud"))
    assert not PersonSession.objects.of(stranger).exists()
    assert LoggedAct.objects.get().person_id == stranger.pk


@pytest.fixture
def let_in(five_plans: None) -> CheckingClient:
    """A redaktør for Grorud who is let into the admin."""
    return CheckingClient.of(make_user("inne", (Role.EDITOR, "grorud"), is_staff=True))


def test_a_redaktor_who_is_let_in_keeps_no_people(let_in: CheckingClient, leser: User) -> None:
    assert let_in.get(reverse("admin:accounts_user_changelist")).status_code == 403
    assert let_in.get(reverse("admin:accounts_membership_add")).status_code == 403
    assert let_in.post(change(leser), sent(leser)).status_code == 403


@pytest.mark.parametrize(("plan", "status"), [("grorud-2023", 200), ("ostensjo-2020", 302)])
def test_a_redaktor_who_is_let_in_finds_the_own_bydels_measures_alone(
    plan: str, status: int, let_in: CheckingClient
) -> None:
    measure = Measure.objects.get_by_natural_key(plan, 1)
    address = reverse("admin:measures_measure_change", args=[measure.pk])
    assert let_in.get(address).status_code == status


def test_a_redaktor_who_is_let_in_sees_only_the_own_bydels_rows(let_in: CheckingClient) -> None:
    page = let_in.get(reverse("admin:measures_measure_changelist"))
    listed = {measure.plan.organisation.slug for measure in page.context["cl"].queryset}
    assert listed == {"grorud"}


def test_a_password_that_a_system_owner_changes_is_written_down(
    superuser: User, leser: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="ruspolitikk")
    address = reverse("admin:auth_user_password_change", args=[leser.pk])
    client = CheckingClient.of(superuser)
    form = {"usable_password": "true", "set-password": "1"}
    for password in ("kort", "et-langt-passord-som-holder"):
        client.post(address, {**form, "password1": password, "password2": password})
    assert [(line.message, line.facts) for line in caplog.records] == [
        ("person changed", {"of": leser.pk, "by": superuser.pk}),
        ("password changed", {"of": leser.pk, "by": superuser.pk}),
    ]
    assert LoggedAct.objects.get().what == "Passord byttet"
