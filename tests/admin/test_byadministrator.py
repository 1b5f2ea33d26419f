"""A byadministrator in the admin: reads every bydel, writes none, makes nobody a superuser."""

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


@pytest.mark.parametrize("whose", ["leser", "superuser", "byadmin"])
def test_a_byadministrator_reads_people_here_and_changes_them_on_their_own_pages(
    request: pytest.FixtureRequest, byadmin: User, whose: str
) -> None:
    person, client = request.getfixturevalue(whose), CheckingClient.of(byadmin)
    before = User.objects.order_by("pk").values("username", "password", "is_staff", "is_superuser")
    was, roles = list(before), Membership.objects.count()
    forged = {
        "username": "kapret",
        "password1": "fjord-og-fjell-26",
        "password2": "fjord-og-fjell-26",
        "usable_password": "true",
        "post": "yes",
        "is_staff": "on",
        "is_superuser": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-role": "editor",
        "memberships-0-organisation": organisation("alna").pk,
    }
    assert client.get(path(User, person.pk, "change")).status_code == 200
    addresses = [path(User, person.pk, verb) for verb in ("change", "delete", "password")]
    for address in (*addresses, path(User, "add"), path(Membership, "add")):
        assert client.post(address, forged).status_code == 403, address
    for held in person.memberships.all():
        for verb in ("change", "delete"):
            assert client.post(path(Membership, held.pk, verb), forged).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    client.post(path(User), selected)
    assert (list(before.all()), Membership.objects.count()) == (was, roles)


def test_a_byadministrator_changes_no_organisation(byadmin: User) -> None:
    bydel = organisation("alna")
    client = CheckingClient.of(byadmin)
    assert client.get(path(Organisation, bydel.pk, "change")).status_code == 200
    for address in (path(Organisation, bydel.pk, "change"), path(Organisation, "add")):
        assert client.post(address, {"name": "Endret"}).status_code == 403


@pytest.mark.parametrize("role", [(Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "alna")])
def test_a_role_in_the_wrong_kind_of_organisation_is_refused(
    superuser: User, leser: User, role: tuple[Role, str]
) -> None:
    response = posted(
        superuser,
        path(Membership, "add"),
        user=leser.pk,
        role=role[0].value,
        organisation=organisation(role[1]).pk,
    )
    assert errors(response) == {"organisation"}
