"""May I, and which may I: permissions come in pairs, and follow the roles."""

import pytest

from measures.models import Measure, Responsible
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_user, organisation
from tests.measures.access.people import REPORT, everything, measure

pytestmark = pytest.mark.usefixtures("five_plans")


CAST = ("stranger", "leser", "grorud", "ostensjo", "ansvarlig", "byadmin", "superuser")


# --- A permission comes as a pair -----------------------------------------------------------------


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", CAST, indirect=True)
def test_which_may_i_edit_and_may_i_edit_this_agree(person: User) -> None:
    editable = set(Measure.objects.editable_by(person))

    assert {m for m in Measure.objects.all() if m.is_editable_by(person)} == editable


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", CAST, indirect=True)
def test_which_may_i_report_on_and_may_i_report_on_this_agree(person: User) -> None:
    reportable = set(Measure.objects.reportable_by(person))

    assert {m for m in Measure.objects.all() if m.is_reportable_by(person)} == reportable


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", CAST, indirect=True)
def test_which_plans_may_i_see_and_may_i_see_this_agree(person: User) -> None:
    visible = set(Plan.objects.visible_to(person))

    assert {plan for plan in Plan.objects.all() if plan.is_visible_to(person)} == visible


@pytest.mark.one_database
@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", CAST, indirect=True)
def test_what_may_be_changed_may_be_seen(person: User) -> None:
    visible = set(Measure.objects.visible_to(person))

    assert set(Measure.objects.editable_by(person)) <= visible
    assert set(Measure.objects.reportable_by(person)) <= visible


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("person", "visible", "editable", "reportable"),
    [
        ("stranger", 205, 0, 0),
        ("leser", 205, 0, 0),
        ("grorud", 206, 22, 22),
        ("ostensjo", 205, 57, 57),
        ("ansvarlig", 205, 0, 2),
        ("byadmin", 205, 36, 36),
        ("superuser", 206, 206, 206),
    ],
    indirect=["person"],
)
def test_each_of_the_cast_sees_edits_and_reports_on_so_many(
    person: User, visible: int, editable: int, reportable: int
) -> None:
    assert Measure.objects.visible_to(person).count() == visible
    assert Measure.objects.editable_by(person).count() == editable
    assert Measure.objects.reportable_by(person).count() == reportable


@pytest.mark.one_database
def test_a_person_who_has_left_may_change_nothing_by_either_rule(grorud: User) -> None:
    grorud.is_active = False
    grorud.save()

    assert not measure("grorud-2023", 1).is_editable_by(grorud)
    assert not Measure.objects.editable_by(grorud)
    assert not Measure.objects.reportable_by(grorud)


def test_a_person_linked_to_a_party_without_being_ansvarlig_there_reports_on_nothing() -> None:
    linked = make_user("lenket", (Role.RESPONSIBLE, "grorud"))
    Responsible.objects.get_by_natural_key("ostensjo", "Nav-leder").users.add(linked)

    assert not Measure.objects.reportable_by(linked)
    assert not any(m.is_reportable_by(linked) for m in Measure.objects.all())


def test_a_role_at_the_wrong_kind_of_organisation_gives_nothing() -> None:
    person = make_user("feil", (Role.EDITOR, "oslo"), (Role.CITY_ADMIN, "grorud"))

    assert not Measure.objects.editable_by(person)
    assert not person.is_city_admin


def test_a_redaktor_for_two_bydeler_writes_both_and_no_third() -> None:
    both = make_user("begge", (Role.EDITOR, "grorud"), (Role.EDITOR, "ostensjo"))

    bydeler = Measure.objects.editable_by(both).values_list("plan__organisation__slug", flat=True)
    assert set(bydeler) == {"grorud", "ostensjo"}


# --- People move ----------------------------------------------------------------------------------


@pytest.mark.one_database
def test_a_redaktor_who_moves_writes_the_new_bydel_and_no_more_the_old(
    client: CheckingClient, grorud: User
) -> None:
    client.force_login(grorud)
    grorud.memberships.update(organisation=organisation("ostensjo"))

    old = client.get(f"/tiltak/{measure('grorud-2023', 1).pk}/rediger/")
    new = client.get(f"/tiltak/{measure('ostensjo-2020', 1).pk}/rediger/")

    assert (old.status_code, new.status_code) == (403, 200)


@pytest.mark.one_database
def test_a_redaktor_who_moves_leaves_the_drafts_behind(
    client: CheckingClient, grorud: User, draft: Measure
) -> None:
    client.force_login(grorud)
    grorud.memberships.update(organisation=organisation("ostensjo"))

    assert client.get(f"/tiltak/{draft.pk}/").status_code == 404


@pytest.mark.one_database
def test_a_deactivated_redaktor_is_logged_out_at_once(client: CheckingClient, grorud: User) -> None:
    client.force_login(grorud)
    User.objects.filter(pk=grorud.pk).update(is_active=False)
    before = everything()

    answer = client.post(f"/tiltak/{measure('grorud-2023', 1).pk}/status/", REPORT)

    assert answer.status_code == 302
    assert answer.url.startswith("/logg-inn/")
    assert everything() == before
