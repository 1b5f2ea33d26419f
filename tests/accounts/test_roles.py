"""Whom a person may act for: their memberships alone, and only the kind of role that fits."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from measures.models import Measure, Responsible, StatusWord
from plans.models import Plan
from ruspolitikk.accounts.backends import PersonBackend
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation

CAST = ["stranger", "leser", "ansvarlig", "grorud", "ostensjo", "byadmin", "superuser"]


def slugs_acted_for(user: User) -> set[str]:
    return {each.slug for each in Organisation.objects.all() if user.may_act_for(each)}


def test_a_redaktor_acts_for_the_own_bydel_alone(grorud: User) -> None:
    assert slugs_acted_for(grorud) == {"grorud"}


def test_a_redaktor_may_have_several_bydeler(five_plans: None) -> None:
    user = make_user("to", (Role.EDITOR, "grorud"), (Role.EDITOR, "alna"))
    assert slugs_acted_for(user) == {"grorud", "alna"}
    assert [bydel.slug for bydel in user.edits_bydeler] == ["grorud", "alna"]


def test_a_byadministrator_acts_for_the_city_and_no_bydel(byadmin: User) -> None:
    assert slugs_acted_for(byadmin) == {"oslo"}


@pytest.mark.parametrize("name", ["stranger", "leser", "ansvarlig"])
def test_who_only_reads_or_reports_acts_for_nobody(
    name: str, request: pytest.FixtureRequest
) -> None:
    assert slugs_acted_for(request.getfixturevalue(name)) == set()


def test_a_superuser_acts_for_everybody(superuser: User) -> None:
    assert len(slugs_acted_for(superuser)) == 16


@pytest.mark.parametrize(
    ("role", "slug"),
    [(Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "grorud"), (Role.RESPONSIBLE, "oslo")],
)
def test_a_role_of_the_wrong_kind_gives_nothing(role: Role, slug: str, five_plans: None) -> None:
    user = make_user("feil", (role, slug))
    assert slugs_acted_for(user) == set()
    assert not user.is_city_admin
    assert user.edits_bydeler == []


@pytest.mark.parametrize(
    ("role", "slug"),
    [(Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "grorud"), (Role.RESPONSIBLE, "oslo")],
)
def test_a_role_of_the_wrong_kind_is_refused_in_a_form(
    role: Role, slug: str, stranger: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        Membership(user=stranger, role=role, organisation=organisation(slug)).full_clean()
    assert list(refused.value.message_dict) == ["organisation"]


@pytest.mark.parametrize("name", CAST)
def test_may_i_and_which_may_i_agree(name: str, request: pytest.FixtureRequest) -> None:
    user: User = request.getfixturevalue(name)
    make_measure(make_plan("grorud", state=Plan.State.DRAFT), responsible=["Nav Grorud"])
    for model in (Plan, Measure, Responsible, StatusWord):
        rows = model.objects.all()
        one_by_one = {row.pk for row in rows if row.is_editable_by(user)}
        together = set(model.objects.editable_by(user).values_list("pk", flat=True))
        assert one_by_one == together, model


@pytest.mark.parametrize("name", CAST)
def test_may_i_report_and_which_may_i_report_agree(
    name: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(name)
    one_by_one = {m.pk for m in Measure.objects.all() if m.is_reportable_by(user)}
    assert one_by_one == set(Measure.objects.reportable_by(user).values_list("pk", flat=True))


def test_who_is_ansvarlig_reports_on_the_partys_five_measures_alone(ansvarlig: User) -> None:
    reportable = Measure.objects.reportable_by(ansvarlig)
    names = {party.name for measure in reportable for party in measure.responsibles.all()}
    assert "seksjonssjef hjemmetjenesten" in names
    assert reportable.count() == ansvarlig.responsible_for.get().measures.count() > 0
    assert not Measure.objects.editable_by(ansvarlig).exists()


def test_a_link_without_the_role_lets_nobody_report(ansvarlig: User) -> None:
    ansvarlig.memberships.all().delete()
    user = User.objects.get(pk=ansvarlig.pk)
    assert not Measure.objects.reportable_by(user).exists()


def test_a_deactivated_redaktor_may_do_nothing(grorud: User) -> None:
    grorud.is_active = False
    assert not grorud.may_act_for(organisation("grorud"))


# --- What a change of roles means at the next request --------------------------------------------


def edit_address() -> str:
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    return reverse("measures:edit-measure", args=[measure.pk])


def test_a_redaktor_who_moves_is_known_at_the_next_request(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    assert client.get(edit_address()).status_code == 200
    grorud.memberships.update(organisation=organisation("alna"))
    assert client.get(edit_address()).status_code == 403


def test_a_redaktor_who_is_deactivated_is_out_at_the_next_request(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    assert client.get(edit_address()).status_code == 200
    User.objects.filter(pk=grorud.pk).update(is_active=False)
    response = client.get(edit_address())
    assert response["Location"].startswith(reverse("login"))


# --- Who it is that asks --------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_the_backend_reads_a_person_with_the_roles_that_they_hold(
    name: str, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(name)
    met = PersonBackend().get_user(user.pk)
    assert met == user
    assert {role.pk for role in met.held_roles} == {role.pk for role in user.memberships.all()}


def test_a_person_with_several_roles_is_read_in_one_query(
    five_plans: None, django_assert_num_queries: Any
) -> None:
    pk = make_user("to", (Role.EDITOR, "grorud"), (Role.EDITOR, "alna")).pk
    with django_assert_num_queries(1):
        met = PersonBackend().get_user(pk)
        assert met is not None
        assert [bydel.slug for bydel in met.edits_bydeler] == ["grorud", "alna"]


def test_the_backend_knows_nobody_who_is_not_there(db: None) -> None:
    assert PersonBackend().get_user(0) is None


# --- What the database refuses --------------------------------------------------------------------


def test_a_role_is_held_once(grorud: User) -> None:
    with pytest.raises(IntegrityError, match=r"membership"):
        Membership.objects.create(
            user=grorud, role=Role.EDITOR, organisation=organisation("grorud")
        )


def test_a_role_that_nobody_knows_is_refused(stranger: User) -> None:
    with pytest.raises(IntegrityError, match="membership_role_is_known"):
        Membership.objects.create(user=stranger, role="konge", organisation=organisation("grorud"))


def test_a_bydel_without_a_number_is_refused(five_plans: None) -> None:
    with pytest.raises(IntegrityError, match="organisation_bydel_has_number_city_has_none"):
        Organisation.objects.create(slug="marka", name="Marka")


def test_there_is_one_city(five_plans: None) -> None:
    with pytest.raises(IntegrityError, match=r"organisation_one_city|accounts_organisation.kind"):
        Organisation.objects.create(kind=Organisation.Kind.CITY, slug="bergen", name="Bergen")


# --- How a person is named ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("stranger", "Uten rolle"),
        ("leser", "Leser"),
        ("ansvarlig", "Ansvarlig, Bydel Østensjø"),
        ("grorud", "Redaktør, Bydel Grorud"),
        ("byadmin", "Byadministrator"),
        ("superuser", "Systemeier"),
    ],
)
def test_the_pages_head_says_as_whom_somebody_acts(
    name: str, words: str, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(name).acting_as == words


def test_history_names_the_role_and_not_the_person(grorud: User) -> None:
    assert grorud.recorded_as(organisation("grorud")) == "redaktør for Bydel Grorud"
