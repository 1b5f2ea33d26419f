"""A redaktør who is let into the admin reaches no further than on the pages."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import RequestFactory

from measures.models import (
    Assignment,
    Deadline,
    Item,
    Measure,
    Responsible,
    Risk,
    Status,
    StatusWord,
)
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Membership, Role, User
from tests.admin.rows import (
    HISTORY,
    OWNED,
    count_in_list,
    errors,
    name_of,
    one_of,
    owned_by,
    path,
    posted,
)
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation, report

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database


def choices(user: User, model: str, field: str, term: str = "") -> list[str]:
    """What an autocomplete field offers."""
    query = f"app_label=measures&model_name={model}&field_name={field}&term={term}"
    response = CheckingClient.of(user).get(f"/admin/autocomplete/?{query}")
    assert response.status_code == 200
    return [choice["id"] for choice in response.json()["results"]]


@pytest.mark.parametrize(
    ("model", "count"),
    [(Plan, 1), (Measure, 21), (Item, 73), (Status, 21), (Risk, 21), (Deadline, 21), (Strategy, 3)],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_redaktor_sees_the_own_bydels_rows_alone(
    staff: User, model: type[Model], count: int
) -> None:
    assert count_in_list(staff, model) == count


@pytest.mark.parametrize("model", [Goal, Assignment, Responsible, StatusWord], ids=name_of)
def test_a_redaktor_sees_no_more_of_the_registers(staff: User, model: type[Model]) -> None:
    one_of(model, "ostensjo")
    assert count_in_list(staff, model) == owned_by(model, "grorud").count()


@pytest.mark.parametrize("model", [User, Membership], ids=name_of)
def test_a_redaktor_has_nothing_to_do_with_people(staff: User, model: type[Model]) -> None:
    client = CheckingClient.of(staff)
    pk = model._default_manager.order_by("pk").values_list("pk", flat=True)[0]
    for address in (path(model), path(model, "add"), path(model, pk, "change")):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403


@pytest.mark.parametrize("model", [*OWNED, *HISTORY], ids=name_of)
@pytest.mark.parametrize("verb", ["change", "delete", "history"])
def test_a_redaktor_cannot_open_another_bydels_row(
    staff: User, model: type[Model], verb: str
) -> None:
    bydel = "nordstrand" if model in {Goal, Strategy} else "ostensjo"
    other = one_of(model, bydel)
    address = path(model, other.pk, verb)
    before = model._default_manager.filter(pk=other.pk).values().get()
    client = CheckingClient.of(staff)
    for response in (client.get(address), client.post(address, {"post": "yes", "text": "Endret"})):
        assert response.status_code in {302, 403, 404}
    assert model._default_manager.filter(pk=other.pk).values().get() == before


@pytest.mark.parametrize("model", OWNED, ids=name_of)
def test_a_redaktor_opens_the_own_rows(staff: User, model: type[Model]) -> None:
    own = one_of(model, "grorud")
    assert CheckingClient.of(staff).get(path(model, own.pk, "change")).status_code == 200
    assert CheckingClient.of(staff).get(path(model, "add")).status_code == 200


def test_a_redaktor_changes_an_own_measure(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    response = posted(staff, path(Measure, own.pk, "change"), title="Sommerjobb til alle")
    assert response.status_code == 302
    own.refresh_from_db()
    assert own.title == "Sommerjobb til alle"
    assert "sommerjobb til alle" in own.search_text
    assert own.items.count() == 7


@pytest.mark.parametrize("model", [Goal, Strategy, Item, Assignment, Plan, Responsible, StatusWord])
def test_a_redaktor_cannot_delete_in_bulk_what_is_not_own(staff: User, model: type[Model]) -> None:
    bydel = "nordstrand" if model in {Goal, Strategy} else "ostensjo"
    other = one_of(model, bydel)
    CheckingClient.of(staff).post(
        path(model),
        {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"},
    )
    assert model._default_manager.filter(pk=other.pk).exists()


@pytest.mark.parametrize("slug", ["ostensjo-2020", "strategisk-plan"])
def test_a_redaktor_cannot_add_a_measure_to_another_plan(staff: User, slug: str) -> None:
    plan = Plan.objects.filter(slug=slug).first() or Plan.objects.framework().get()
    before = Measure.objects.count()
    response = posted(
        staff, path(Measure, "add"), plan=plan.pk, n=999, position=999, text="Forfalsket"
    )
    assert "plan" in errors(response)
    assert Measure.objects.count() == before


@pytest.mark.parametrize("field", ["strategy", "goals"])
def test_a_redaktor_cannot_tie_a_measure_to_another_plans_parts(staff: User, field: str) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    other = one_of(Strategy if field == "strategy" else Goal, "nordstrand")
    response = posted(staff, path(Measure, own.pk, "change"), **{field: other.pk})
    assert errors(response) == {field}


def test_a_redaktor_cannot_answer_another_bydels_measure(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    other = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    response = posted(staff, path(Measure, own.pk, "change"), answers=other.pk)
    assert errors(response) == {"answers"}


def test_a_redaktor_cannot_move_a_measure_to_another_plan(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    other = Plan.objects.get(slug="ostensjo-2020")
    posted(staff, path(Measure, own.pk, "change"), plan=other.pk, n=999)
    own.refresh_from_db()
    assert (own.plan.slug, own.n) == ("grorud-2023", 1)


@pytest.mark.parametrize("slug", ["ostensjo", "oslo"])
@pytest.mark.parametrize("model", [Plan, Responsible, StatusWord], ids=name_of)
def test_a_redaktor_cannot_give_another_organisation_anything(
    staff: User, model: type[Model], slug: str
) -> None:
    organisation_id = organisation(slug).pk
    fields = {"title": "Forfalsket", "slug": "forfalsket", "name": "Forfalsket"}
    fields |= {"words": "Forfalsket", "code": "completed"}
    response = posted(staff, path(model, "add"), organisation=organisation_id, **fields)
    assert "organisation" in errors(response)
    own = one_of(model, "grorud")
    response = posted(staff, path(model, own.pk, "change"), organisation=organisation_id)
    assert "organisation" in errors(response)


@pytest.mark.parametrize("model", [Goal, Strategy], ids=name_of)
def test_a_redaktor_cannot_give_another_plan_anything(staff: User, model: type[Model]) -> None:
    plan = Plan.objects.get(slug="ostensjo-2020")
    response = posted(staff, path(model, "add"), plan=plan.pk, number=9, text="Forfalsket")
    assert errors(response) == {"plan"}


@pytest.mark.parametrize("model", [Item, Assignment], ids=name_of)
def test_a_redaktor_cannot_give_another_measure_anything(staff: User, model: type[Model]) -> None:
    other = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    party = one_of(Responsible, "grorud")
    fields = {"position": 9, "text": "Forfalsket", "responsible": party.pk}
    response = posted(staff, path(model, "add"), measure=other.pk, **fields)
    assert errors(response) == {"measure"}


def test_a_redaktor_cannot_make_another_bydels_party_responsible(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    other = one_of(Responsible, "ostensjo")
    response = posted(
        staff, path(Assignment, "add"), measure=own.pk, responsible=other.pk, position=9
    )
    assert errors(response) == {"responsible"}
    total = own.assignments.count()
    posted(
        staff,
        path(Measure, own.pk, "change"),
        **{
            "assignments-TOTAL_FORMS": total + 1,
            f"assignments-{total}-measure": own.pk,
            f"assignments-{total}-responsible": other.pk,
            f"assignments-{total}-position": 9,
        },
    )
    assert not own.assignments.filter(responsible=other).exists()


def test_a_party_of_one_bydel_is_never_responsible_in_another(five_plans: None) -> None:
    both = make_user("begge", (Role.EDITOR, "grorud"), (Role.EDITOR, "ostensjo"), is_staff=True)
    own = Measure.objects.get_by_natural_key("grorud-2023", 1)
    other = one_of(Responsible, "ostensjo")
    posted(both, path(Assignment, "add"), measure=own.pk, responsible=other.pk, position=9)
    assert not own.assignments.filter(responsible=other).exists()


def test_a_redaktor_cannot_link_a_stranger_to_a_party(staff: User, superuser: User) -> None:
    party = one_of(Responsible, "grorud")
    response = posted(staff, path(Responsible, party.pk, "change"), users=[superuser.pk])
    assert errors(response) == {"users"}


def test_autocomplete_offers_a_redaktor_the_own_rows(staff: User) -> None:
    own_parties = set(owned_by(Responsible, "grorud").values_list("pk", flat=True))
    assert set(map(int, choices(staff, "assignment", "responsible"))) <= own_parties
    own_measures = set(owned_by(Measure, "grorud").values_list("pk", flat=True))
    assert set(map(int, choices(staff, "item", "measure"))) <= own_measures


def test_a_redaktor_is_offered_the_citys_measures_to_answer(staff: User) -> None:
    own = Measure.objects.get(plan__slug="grorud-2023", n=1)
    page = CheckingClient.of(staff).get(f"/admin/measures/measure/{own.pk}/change/")
    field = page.context["adminform"].form.fields["answers"]
    assert set(field.queryset) == set(Measure.objects.framework())


@pytest.mark.parametrize("term", ["%25", "%27", "_", "%F0%9F%98%80", "a" * 5000, "%00"])
def test_autocomplete_takes_any_words(staff: User, term: str) -> None:
    choices(staff, "item", "measure", term)


@pytest.mark.parametrize("model", [Measure, Item], ids=name_of)
def test_another_bydels_draft_is_not_named_beside_the_list(
    staff: User, byadmin: User, model: type[Model]
) -> None:
    draft = make_plan("alna", starts_on=date(2031, 1, 1), ends_on=None, state=Plan.State.DRAFT)
    for user in (staff, byadmin):
        page = CheckingClient.of(user).get(path(model)).content.decode()
        assert draft.short_name not in page


def test_another_bydels_draft_is_nowhere_in_a_byadministrators_lists(byadmin: User) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    report(make_measure(draft, items=["Buss"]), on=date(2024, 4, 30), risk="low")  # type: ignore[arg-type]
    assert count_in_list(byadmin, Plan) == 6
    assert count_in_list(byadmin, Measure) == 169 + 36
    assert count_in_list(byadmin, Item) == 73
    response = CheckingClient.of(byadmin).get(path(Plan, draft.pk, "change"))
    assert response.status_code == 302


def test_a_report_that_comes_while_the_form_is_open_stays(grorud: User) -> None:
    read = make_measure(make_plan("grorud"), "Slik det var")
    report(Measure.objects.get(pk=read.pk), "Iverksatt")
    read.text = "Skrevet om"
    form = SimpleNamespace(changed_data=["text", "goals"])
    request = RequestFactory().post("/")
    request.user = grorud
    admin.site.get_model_admin(Measure).save_model(request, read, form, change=True)
    saved = Measure.objects.get(pk=read.pk)
    assert (saved.text, saved.current_code, saved.report_version) == (
        *("Skrevet om", "implemented", 1),
    )
    assert "skrevet om" in saved.search_text
