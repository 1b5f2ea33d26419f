"""A byadministrator in the admin: reads every bydel, writes none, makes nobody a superuser."""

from typing import Any

import pytest
from django.db.models import Model

from measures.models import Assignment, Item, Measure, Responsible, StatusWord
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.admin.rows import OWNED, errors, name_of, one_of, path, posted
from tests.checking_client import CheckingClient
from tests.factories import organisation

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("model", OWNED, ids=name_of)
def test_a_byadministrator_reads_and_writes_no_bydels_row(
    byadmin: User, model: type[Model]
) -> None:
    row = one_of(model, "grorud")
    before = model._default_manager.filter(pk=row.pk).values().get()
    client = CheckingClient.of(byadmin)
    assert client.get(path(model, row.pk, "change")).status_code == 200
    forged = {"text": "Forfalsket", "title": "Forfalsket", "words": "Forfalsket", "post": "yes"}
    for verb in ("change", "delete"):
        assert client.post(path(model, row.pk, verb), forged).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(path(model), selected)
    assert model._default_manager.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize(
    ("model", "field"),
    [
        *((Plan, "organisation"), (Responsible, "organisation"), (StatusWord, "organisation")),
        *((Goal, "plan"), (Strategy, "plan"), (Measure, "plan")),
        *((Item, "measure"), (Assignment, "measure")),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_byadministrator_adds_nothing_to_a_bydel(
    byadmin: User, model: type[Model], field: str
) -> None:
    targets = {
        "organisation": organisation("grorud").pk,
        "plan": Plan.objects.get(slug="grorud-2023").pk,
        "measure": Measure.objects.get_by_natural_key("grorud-2023", 1).pk,
    }
    before = model._default_manager.count()
    fields = {"n": 999, "position": 999, "number": 9, "text": "Forfalsket", "slug": "forfalsket"}
    fields |= {"title": "Forfalsket", "name": "Forfalsket", "words": "Nytt", "code": "completed"}
    response = posted(byadmin, path(model, "add"), **{**fields, field: targets[field]})
    assert field in errors(response)
    assert model._default_manager.count() == before


def test_a_byadministrator_keeps_the_measures_of_the_citys_plan(byadmin: User) -> None:
    plan = Plan.objects.framework().get()
    measure = plan.measures.first()
    assert measure is not None
    response = posted(byadmin, path(Measure, measure.pk, "change"), title="Ny tittel")
    assert response.status_code == 302
    measure.refresh_from_db()
    assert measure.title == "Ny tittel"


def test_a_byadministrator_keeps_the_vocabulary(byadmin: User) -> None:
    response = posted(
        byadmin,
        path(StatusWord, "add"),
        organisation=organisation("oslo").pk,
        words="I god gjenge",
        code="in_progress",
    )
    assert response.status_code == 302
    assert StatusWord.objects.filter(words="I god gjenge", code="in_progress").exists()


def new_person(user: User, **forged: Any) -> Any:
    fields = {"username": "ny", "password1": "fjord-og-fjell-26", "password2": "fjord-og-fjell-26"}
    return posted(user, path(User, "add"), **fields, **forged)


def test_a_byadministrator_makes_a_redaktor(byadmin: User) -> None:
    response = new_person(
        byadmin,
        **{
            "memberships-TOTAL_FORMS": 1,
            "memberships-0-role": "editor",
            "memberships-0-organisation": organisation("alna").pk,
        },
    )
    assert response.status_code == 302
    made = User.objects.get(username="ny")
    assert [str(held) for held in made.memberships.all()] == ["Redaktør, Bydel Alna"]


def test_a_byadministrator_makes_nobody_a_superuser(byadmin: User, leser: User) -> None:
    forged = {"is_superuser": "on", "groups": [], "user_permissions": [1, 2, 3]}
    new_person(byadmin, **forged)
    posted(byadmin, path(User, leser.pk, "change"), is_staff="on", **forged)
    for person in (User.objects.get(username="ny"), User.objects.get(pk=leser.pk)):
        assert not person.is_superuser
        assert not person.user_permissions.exists()
    assert User.objects.get(pk=leser.pk).is_staff


@pytest.mark.parametrize("verb", ["change", "delete", "password"])
@pytest.mark.parametrize("whose", ["superuser", "byadmin"])
def test_a_byadministrator_changes_no_superuser_and_not_themselves(
    request: pytest.FixtureRequest, byadmin: User, whose: str, verb: str
) -> None:
    person = request.getfixturevalue(whose)
    before = User.objects.filter(pk=person.pk).values("username", "password", "is_staff").get()
    forged = {
        "username": "kapret",
        "email": "kapret@example.no",
        "post": "yes",
        "is_staff": "on",
        "password1": "fjord-og-fjell-26",
        "password2": "fjord-og-fjell-26",
        "usable_password": "true",
        "is_superuser": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-role": "editor",
        "memberships-0-user": person.pk,
        "memberships-0-organisation": organisation("alna").pk,
    }
    response = CheckingClient.of(byadmin).post(path(User, person.pk, verb), forged)
    assert response.status_code == 403
    after = User.objects.filter(pk=person.pk).values("username", "password", "is_staff").get()
    assert after == before
    assert not person.memberships.filter(role="editor").exists()


@pytest.mark.parametrize("whose", ["superuser", "byadmin"])
def test_a_byadministrator_deletes_no_superuser_and_not_themselves_in_bulk(
    request: pytest.FixtureRequest, byadmin: User, whose: str
) -> None:
    person = request.getfixturevalue(whose)
    selected = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    CheckingClient.of(byadmin).post(path(User), selected)
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("whose", ["superuser", "byadmin"])
def test_a_byadministrator_gives_no_superuser_and_not_themselves_a_role(
    request: pytest.FixtureRequest, byadmin: User, leser: User, whose: str
) -> None:
    person = request.getfixturevalue(whose)
    forged = {"user": person.pk, "role": "editor", "organisation": organisation("alna").pk}
    assert errors(posted(byadmin, path(Membership, "add"), **forged)) == {"user"}
    of_another = leser.memberships.get()
    response = posted(byadmin, path(Membership, of_another.pk, "change"), **forged)
    assert errors(response) == {"user"}
    assert not person.memberships.filter(role="editor").exists()


def test_a_byadministrator_cannot_change_or_drop_the_own_role(byadmin: User) -> None:
    own = byadmin.memberships.get()
    client = CheckingClient.of(byadmin)
    for verb in ("change", "delete"):
        forged = {"role": "editor", "organisation": organisation("alna").pk, "post": "yes"}
        assert client.post(path(Membership, own.pk, verb), forged).status_code == 403
    client.post(
        path(Membership),
        {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"},
    )
    assert str(byadmin.memberships.get()) == "Byadministrator, Oslo kommune"


def test_a_byadministrator_changes_no_organisation(byadmin: User) -> None:
    bydel = organisation("alna")
    client = CheckingClient.of(byadmin)
    assert client.get(path(Organisation, bydel.pk, "change")).status_code == 200
    for address in (path(Organisation, bydel.pk, "change"), path(Organisation, "add")):
        assert client.post(address, {"name": "Endret"}).status_code == 403


@pytest.mark.parametrize("role", [(Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "alna")])
def test_a_role_in_the_wrong_kind_of_organisation_is_refused(
    byadmin: User, leser: User, role: tuple[Role, str]
) -> None:
    response = posted(
        byadmin,
        path(Membership, "add"),
        user=leser.pk,
        role=role[0].value,
        organisation=organisation(role[1]).pk,
    )
    assert errors(response) == {"organisation"}
