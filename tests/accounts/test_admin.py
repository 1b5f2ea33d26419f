"""The admin: the byadministrator keeps the people, and can make nobody a superuser."""

from typing import Any

import pytest
from django.urls import reverse

from measures.models import Measure
from ruspolitikk.accounts.models import Membership, Role, User
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


def test_a_byadministrator_makes_nobody_a_superuser(byadmin: User, leser: User) -> None:
    wishes = {"is_superuser": "on", "user_permissions": ["1"], "groups": []}
    CheckingClient.of(byadmin).post(change(leser), sent(leser, **wishes, first_name="Kari"))
    leser.refresh_from_db()
    assert leser.first_name == "Kari"
    assert not leser.is_superuser
    assert not leser.user_permissions.exists()


def test_a_byadministrator_adds_nobody_as_a_superuser(byadmin: User) -> None:
    password = "et-langt-passord-som-holder"
    form = {
        "username": "ny",
        "usable_password": "true",
        "password1": password,
        "password2": password,
        "is_superuser": "on",
        **{f"memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
    }
    CheckingClient.of(byadmin).post(reverse("admin:accounts_user_add"), form)
    assert not User.objects.get(username="ny").is_superuser


def test_a_byadministrator_changes_no_superuser(byadmin: User, superuser: User) -> None:
    client = CheckingClient.of(byadmin)
    refused = client.post(change(superuser), sent(superuser, first_name="Kari"))
    assert refused.status_code == 403
    password = reverse("admin:auth_user_password_change", args=[superuser.pk])
    assert client.get(password).status_code == 403
    assert client.post(f"{change(superuser)[:-7]}delete/", {"post": "yes"}).status_code == 403


def test_a_byadministrator_gives_nobody_back_a_role_of_their_own(byadmin: User) -> None:
    refused = CheckingClient.of(byadmin).post(
        reverse("admin:accounts_membership_add"),
        {"user": byadmin.pk, "role": Role.EDITOR, "organisation": organisation("grorud").pk},
    )
    assert refused.status_code == 200
    assert not Membership.objects.filter(user=byadmin, role=Role.EDITOR).exists()


def test_a_byadministrator_gives_a_role_to_somebody_else(byadmin: User, stranger: User) -> None:
    CheckingClient.of(byadmin).post(
        reverse("admin:accounts_membership_add"),
        {"user": stranger.pk, "role": Role.EDITOR, "organisation": organisation("grorud").pk},
    )
    assert User.objects.get(pk=stranger.pk).may_act_for(organisation("grorud"))


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


def test_a_password_that_a_byadministrator_changes_is_written_down(
    byadmin: User, leser: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="ruspolitikk")
    address = reverse("admin:auth_user_password_change", args=[leser.pk])
    client = CheckingClient.of(byadmin)
    form = {"usable_password": "true", "set-password": "1"}
    for password in ("kort", "et-langt-passord-som-holder"):
        client.post(address, {**form, "password1": password, "password2": password})
    assert [(line.message, line.facts) for line in caplog.records] == [
        ("password changed", {"of": leser.pk, "by": byadmin.pk})
    ]
