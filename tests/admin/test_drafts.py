"""The admin offers nobody what a draft says, and tells nothing by what a list is narrowed to."""

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from measures.models import Assignment, Edit, Measure, ReplyLink, Responsible, Status
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Organisation, User
from tests.admin.rows import count_in_list, errors, one_of, path, posted
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, organisation, report

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database


@pytest.fixture
def draft(five_plans: None) -> Plan:
    return make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")


# --- Choices --------------------------------------------------------------------------------------


@pytest.fixture
def citys_draft(five_plans: None) -> Plan:
    plan = make_plan("oslo", state=Plan.State.DRAFT)
    for number, part in enumerate((Goal, Strategy), start=7):
        part.objects.create(plan=plan, number=number, text="Et hemmelig punkt")
    make_measure(plan, "Et hemmelig tiltak")
    return plan


@pytest.mark.parametrize(
    ("model", "field"),
    [(Measure, "answers"), (Goal, "means"), (Strategy, "means")],
)
def test_a_redaktor_is_offered_nothing_of_the_citys_draft(
    staff: User, citys_draft: Plan, model: type[Model], field: str
) -> None:
    own = one_of(model, "grorud")
    Plan.objects.filter(pk=own.plan_id).update(state=Plan.State.DRAFT)  # an adopted one's are read
    hidden: Any = model._default_manager.get(plan=citys_draft)  # type: ignore[misc]
    address = path(model, own.pk, "change")
    assert "hemmelig" not in CheckingClient.of(staff).get(address).content.decode()
    assert errors(posted(staff, address, **{field: hidden.pk})) == {field}


def test_a_byadministrator_is_offered_the_citys_own_draft(byadmin: User, citys_draft: Plan) -> None:
    own = Measure.objects.get_by_natural_key("oslo", 1)
    page = CheckingClient.of(byadmin).get(path(Measure, own.pk, "change"))
    offered = page.context["adminform"].form.fields["answers"].queryset
    assert set(offered.filter(plan=citys_draft)) == set(citys_draft.measures.all())


# --- Lists ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field"),
    [(Responsible, "email"), (Responsible, "users__email"), (ReplyLink, "nonce")],
)
def test_what_is_hidden_is_not_read_letter_by_letter(
    byadmin: User, grorud: User, model: type[Model], field: str
) -> None:
    party = one_of(Responsible, "grorud")
    Responsible.objects.filter(pk=party.pk).update(email="kari@example.org")
    party.users.add(grorud)
    plan = Plan.objects.get(slug="grorud-2023")
    ReplyLink.objects.create(
        responsible=party, plan=plan, created_by=grorud, expires_on=date(2030, 1, 1)
    )
    everything = count_in_list(byadmin, model)
    assert everything
    # Where it were asked, none would be found: no address and no key has a «~», or more after one.
    for lookup in ("startswith", "contains", "regex", "gt", "exact", "isnull"):
        address = f"{path(model)}?{field}__{lookup}={'1' if lookup == 'isnull' else '~'}"
        response = CheckingClient.of(byadmin).get(address, follow=True)
        assert response.status_code == 200
        assert response.context["cl"].result_count == everything, address


def test_a_list_is_not_narrowed_by_what_a_draft_names(byadmin: User, draft: Plan) -> None:
    party = Responsible.objects.create(organisation=organisation("alna"), name="Enhet")
    make_measure(make_plan("alna"), responsible=[party.name])
    hidden = make_measure(draft, responsible=[party.name])
    hidden.answers.add(Measure.objects.get_by_natural_key("oslo", 1))
    for model, asked in (
        (Responsible, f"measures={hidden.pk}"),
        (Responsible, f"assignments={hidden.assignments.get().pk}"),
        (Measure, f"answered_by={hidden.pk}"),
        (Organisation, f"plans={draft.pk}"),
    ):
        response = CheckingClient.of(byadmin).get(f"{path(model)}?{asked}", follow=True)
        assert response.context["cl"].result_count == count_in_list(byadmin, model) > 1, asked


def test_a_list_is_narrowed_by_what_stands_beside_it(byadmin: User, leser: User) -> None:
    """Each of the filters' own addresses, the day among them, still narrows."""
    grorud = organisation("grorud")
    for model, asked in (
        (Measure, f"plan__organisation__id__exact={grorud.pk}"),
        (Responsible, f"organisation__id__exact={grorud.pk}"),
        (User, "memberships__role__exact=city_admin"),
    ):
        assert 0 < count_in_list(byadmin, model, f"?{asked}") < count_in_list(byadmin, model)
    report(Measure.objects.get_by_natural_key("grorud-2023", 1), on=date(2026, 4, 30))
    for asked in ("applies_on__year=2026&applies_on__month=4", "applies_on__gte=2026-04-30"):
        assert count_in_list(byadmin, Status, f"?{asked}") == 1


# --- Ways round -----------------------------------------------------------------------------------


def test_no_address_leads_from_a_number_to_a_draft(byadmin: User, draft: Plan) -> None:
    client = CheckingClient.of(byadmin)
    for row in (draft, make_measure(draft)):
        kind = ContentType.objects.get_for_model(row)
        assert client.get(f"/admin/r/{kind.pk}/{row.pk}/").status_code == 404
    own = Plan.objects.get(slug="grorud-2023")
    page = client.get(path(Plan, own.pk, "change")).content.decode()
    assert f'href="{own.get_absolute_url()}"' in page


def test_who_would_delete_a_person_is_not_told_what_they_wrote(
    superuser: User, grorud: User
) -> None:
    hidden = make_measure(make_plan("grorud", state=Plan.State.DRAFT))
    report(hidden, "Hemmelige ord", by=grorud)
    Edit.objects.create(
        measure=hidden, part="title", after="Hemmelig", recorded_by=grorud, recorded_as="redaktør"
    )
    client = CheckingClient.of(superuser)
    selected = {"action": "delete_selected", "_selected_action": [grorud.pk]}
    for response in (
        client.get(path(User, grorud.pk, "delete")),
        client.post(path(User, grorud.pk, "delete"), {"post": "yes"}),
        client.post(path(User), selected),
        client.post(path(User), {**selected, "post": "yes"}),
    ):
        page = response.content.decode()
        assert response.status_code == 200
        assert "emmelig" not in page
    assert User.objects.filter(pk=grorud.pk).exists()


def test_a_person_who_has_done_nothing_is_deleted(superuser: User, leser: User) -> None:
    client = CheckingClient.of(superuser)
    assert client.post(path(User, leser.pk, "delete"), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=leser.pk).exists()


def test_autocomplete_offers_a_byadministrator_nothing_of_a_draft(
    byadmin: User, draft: Plan
) -> None:
    make_measure(draft, "Et hemmelig tiltak", responsible=["Hemmelig enhet"])
    client = CheckingClient.of(byadmin)
    for model, field in ((Assignment, "measure"), (Assignment, "responsible"), (Measure, "plan")):
        asked = {
            "app_label": model._meta.app_label,
            "model_name": model.__name__.lower(),
            "field_name": field,
        }
        for term in ("", "hemmelig", "alna"):
            offered = client.get("/admin/autocomplete/", {**asked, "term": term}).json()
            assert not any(
                "emmelig" in choice["text"] or choice["text"] == draft.short_name
                for choice in offered["results"]
            )
