"""The admin: everything can be found in it, and nobody reaches further than on the pages."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from lxml import html

from measures.models import (
    AdoptedWording,
    Answer,
    AnswerLink,
    Assignment,
    Deadline,
    Dismissal,
    Item,
    Measure,
    NoLocalMeasure,
    PartyChange,
    Responsible,
    Risk,
    Status,
    StatusWord,
    Succession,
)
from measures.models.no_local_measure import say_no_local_measure
from measures.models.word_mapping import map_words
from measures.vocabulary import StatusCode
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Membership, Organisation, Role, User
from tests.checking_client import CheckingClient
from tests.factories import (
    editor_of,
    make_dismissal,
    make_measure,
    make_plan,
    make_user,
    organisation,
    report,
)

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database

OWN_APPS = ("accounts", "plans", "measures")
MODELS: list[type[Model]] = [
    model for label in OWN_APPS for model in apps.get_app_config(label).get_models()
]
HISTORY: list[type[Model]] = [Status, Risk, Deadline, Dismissal, AdoptedWording]
SAYINGS: list[type[Model]] = [NoLocalMeasure, Succession]
OWNED: list[type[Model]] = [
    *(Plan, Goal, Strategy, Measure, Item, Assignment, Responsible, StatusWord),
]
OWNER = {
    Plan: "organisation",
    Responsible: "organisation",
    StatusWord: "organisation",
    Goal: "plan__organisation",
    Strategy: "plan__organisation",
    Measure: "plan__organisation",
    NoLocalMeasure: "plan__organisation",
    Succession: "plan__organisation",
}


@pytest.fixture
def staff(five_plans: None) -> User:
    """Redaktør for Grorud, let into the admin."""
    return make_user("grorud-stab", (Role.EDITOR, "grorud"), is_staff=True)


def name_of(model: type[Model]) -> str:
    return model.__name__


def path(model: type[Model], pk: object = "", verb: str = "") -> str:
    parts = [model._meta.app_label, model._meta.model_name, *(str(p) for p in (pk, verb) if p)]
    return f"/admin/{'/'.join(map(str, parts))}/"


def owned_by(model: type[Model], slug: str) -> Any:
    owner = OWNER.get(model, "measure__plan__organisation")
    return model._default_manager.filter(**{f"{owner}__slug": slug})


def one_of(model: type[Model], slug: str) -> Any:
    """A row of this bydel, made where the real plans have none."""
    if model is StatusWord:
        StatusWord.objects.get_or_create(
            organisation=organisation(slug), words="Så smått", code="in_progress"
        )
    if model is Item and slug == "ostensjo":
        measure = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
        Item.objects.get_or_create(measure=measure, text="Et delpunkt", position=1)
    if model is Dismissal:
        plan = Plan.objects.filter(organisation__slug=slug).order_by("pk")[0]
        make_dismissal(plan.measures.order_by("pk")[0])
    if model is NoLocalMeasure:
        say_no_local_measure(
            Plan.objects.get(slug=f"{slug}-2020"),
            Measure.objects.get_by_natural_key("oslo", 1),
            reason="Andre gjør det",
            by=editor_of(organisation(slug)),
        )
    if model is Succession:
        Succession.objects.get_or_create(
            plan=Plan.objects.get(slug="ostensjo-2020"),
            old=Measure.objects.get_by_natural_key("ostensjo-2010", 1),
            kind="finished",
            defaults={"recorded_by": editor_of(organisation(slug)), "recorded_as": "redaktør"},
        )
    return owned_by(model, slug).order_by("pk").first()


def filled_in(client: CheckingClient, address: str) -> dict[str, Any]:
    """What the form of an admin page would send if nobody touched it."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    page = html.document_fromstring(response.content.decode())
    [form] = page.xpath("//main//form[@method='post' and not(contains(@id, 'logout'))]")
    data: dict[str, Any] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    for name in [n for n in data if n.startswith("_") and n != "_save"]:
        data.pop(name)
    return data


def posted(user: User, address: str, /, **changes: Any) -> Any:
    """Send the page's own form with some fields forged."""
    client = CheckingClient.of(user)
    return client.post(address, {**filled_in(client, address), **changes})


def errors(response: Any) -> set[str]:
    assert response.status_code == 200
    return set(response.context["adminform"].form.errors)


def count_in_list(user: User, model: type[Model], query: str = "") -> int:
    response = CheckingClient.of(user).get(path(model) + query)
    assert response.status_code == 200
    return int(response.context["cl"].result_count)


def choices(user: User, model: str, field: str, term: str = "") -> list[str]:
    """What an autocomplete field offers."""
    query = f"app_label=measures&model_name={model}&field_name={field}&term={term}"
    response = CheckingClient.of(user).get(f"/admin/autocomplete/?{query}")
    assert response.status_code == 200
    return [choice["id"] for choice in response.json()["results"]]


# --- Every model is there -------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_model_is_registered(model: type[Model]) -> None:
    assert admin.site.is_registered(model)


@pytest.fixture
def words_and_items_with_a_history(grorud: User) -> None:
    """The real plans come with no wording that was mapped, and no item that was changed."""
    map_words(organisation("grorud"), "Nesten i mål", StatusCode.IN_PROGRESS, by=grorud)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    measure.replace_items(["Bare dette"], on=date(2026, 1, 1), by=grorud)


@pytest.fixture
def history_of_parties(grorud: User) -> None:
    """The real plans come with no party that was renamed, and none that has answered."""
    party = one_of(Responsible, "grorud")
    party.rename("Et nytt navn", by=grorud)
    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    link = AnswerLink.objects.create(
        responsible=party, plan=measure.plan, created_by=grorud, expires_on=date(2030, 1, 1)
    )
    Answer.objects.create(
        link=link, measure=measure, words="Ja", version=0, applies_on=date(2026, 1, 1)
    )


@pytest.mark.usefixtures("history_of_parties", "words_and_items_with_a_history")
@pytest.mark.parametrize("who", ["superuser", "byadmin"])
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_every_model_is_listed_searched_and_opened(
    request: pytest.FixtureRequest, byadmin: User, model: type[Model], who: str
) -> None:
    user = request.getfixturevalue(who)
    client = CheckingClient.of(user)
    one_of(Dismissal, "grorud")  # the real plans bring all the others
    for query in ("", "?q=%25", "?q=%00", "?o=abc&p=9999&x=1"):
        assert client.get(path(model) + query, follow=True).status_code == 200
    if model in SAYINGS:
        one_of(model, "ostensjo")
    row: Any = model._default_manager.order_by("pk").first()
    assert client.get(path(model, row.pk, "change")).status_code == 200
    assert client.get(path(model, row.pk, "history")).status_code == 200


@pytest.mark.usefixtures("history_of_parties")
@pytest.mark.parametrize("model", [PartyChange, AnswerLink, Answer], ids=name_of)
def test_what_parties_did_is_read_by_their_own_bydel_and_changed_by_nobody(
    staff: User, model: type[Model]
) -> None:
    row: Any = model._default_manager.get()
    own = CheckingClient.of(staff)
    page = own.get(path(model, row.pk, "change"))
    assert page.status_code == 200
    assert getattr(row, "nonce", "uten nøkkel") not in page.content.decode()
    for verb in ("change", "delete"):
        assert own.post(path(model, row.pk, verb), {"post": "yes"}).status_code == 403
    elsewhere = make_user("alna-stab", (Role.EDITOR, "alna"), is_staff=True)
    assert count_in_list(elsewhere, model) == 0


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_an_unknown_row_is_no_error(superuser: User, model: type[Model]) -> None:
    client = CheckingClient.of(superuser)
    for pk in ("99999999999999999999999", "-1", "abc", "_00", "%25"):
        for verb in ("change", "delete", "history"):
            assert client.get(path(model, pk, verb)).status_code in {302, 403, 404}


def test_the_search_finds_what_the_pages_find(superuser: User) -> None:
    assert count_in_list(superuser, Measure, "?q=RUSKONSULENT") == count_in_list(
        superuser, Measure, "?q=ruskonsulent"
    )
    assert count_in_list(superuser, Responsible, "?q=hjemmetjenesten") == 1


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_who_is_not_let_in_is_sent_to_log_in(grorud: User, model: type[Model]) -> None:
    for address in (path(model), path(model, "add"), "/admin/"):
        response = CheckingClient.of(grorud).get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/?next=")


def test_a_post_by_who_is_not_let_in_changes_nothing(grorud: User) -> None:
    measure = one_of(Measure, "grorud")
    CheckingClient.of(grorud).post(path(Measure, measure.pk, "change"), {"text": "Endret"})
    measure.refresh_from_db()
    assert measure.text != "Endret"


def test_nobody_logged_in_is_sent_to_log_in(client: CheckingClient, five_plans: None) -> None:
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/autocomplete/").status_code == 302


# --- A redaktør who is let in ---------------------------------------------------------------------


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


# --- A byadministrator ----------------------------------------------------------------------------


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


def test_a_byadministrator_keeps_the_citys_plan_and_its_measures(byadmin: User) -> None:
    plan = Plan.objects.framework().get()
    assert posted(byadmin, path(Plan, plan.pk, "change"), title="Ny tittel").status_code == 302
    measure = plan.measures.first()
    assert measure is not None
    response = posted(byadmin, path(Measure, measure.pk, "change"), title="Ny tittel")
    assert response.status_code == 302
    plan.refresh_from_db()
    measure.refresh_from_db()
    assert (plan.title, measure.title) == ("Ny tittel", "Ny tittel")


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


# --- History --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["superuser", "byadmin", "staff"])
@pytest.mark.parametrize("model", HISTORY, ids=name_of)
def test_nobody_adds_changes_or_deletes_history(
    request: pytest.FixtureRequest, model: type[Model], who: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))
    entry = one_of(model, "grorud")
    rows = model._default_manager.count()
    before = model._default_manager.filter(pk=entry.pk).values().get()
    assert client.get(path(model, entry.pk, "change")).status_code == 200
    forged = {"words": "Forfalsket", "applies_on": "2020-01-01", "post": "yes"}
    forged |= {"measure": str(entry.measure_id), "code": "completed", "level": "low"}
    addresses = [path(model, "add"), *(path(model, entry.pk, v) for v in ("change", "delete"))]
    assert {client.post(address, forged).status_code for address in addresses} == {403}
    client.post(
        path(model), {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    )
    assert model._default_manager.count() == rows
    assert model._default_manager.filter(pk=entry.pk).values().get() == before


@pytest.mark.usefixtures("five_plans")
@pytest.mark.parametrize("who", ["superuser", "staff"])
def test_nobody_deletes_a_measure(request: pytest.FixtureRequest, who: str) -> None:
    measure = make_measure(Plan.objects.get(slug="grorud-2023"))
    client = CheckingClient.of(request.getfixturevalue(who))
    assert client.post(path(Measure, measure.pk, "delete"), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [measure.pk], "post": "yes"}
    client.post(path(Measure), selected)
    assert Measure.objects.filter(pk=measure.pk).exists()


def test_who_has_reported_cannot_be_deleted(superuser: User, grorud: User) -> None:
    report(Measure.objects.get_by_natural_key("grorud-2023", 1), on=date(2026, 4, 30), by=grorud)
    CheckingClient.of(superuser).post(path(User, grorud.pk, "delete"), {"post": "yes"})
    assert User.objects.filter(pk=grorud.pk).exists()


# --- Bad input ------------------------------------------------------------------------------------


def test_a_measure_without_a_plan_is_refused_and_not_an_error(superuser: User) -> None:
    for changes in ({"plan": ""}, {"plan": "abc"}, {"plan": "9" * 30}):
        response = posted(superuser, path(Measure, "add"), text="Uten plan", **changes)
        assert "plan" in errors(response)


@pytest.mark.parametrize("number", ["9" * 30, "-1", "abc", "1.5", "\x00"])
def test_an_odd_number_is_refused_and_not_an_error(staff: User, number: str) -> None:
    plan = Plan.objects.get(slug="grorud-2023")
    response = posted(
        staff, path(Measure, "add"), plan=plan.pk, n=number, position=number, text="Nytt"
    )
    assert {"n", "position"} <= errors(response)


@pytest.mark.parametrize("typed", ["ett\x0bto", "😀", "x" * 40_000, "<script>", '=HYPERLINK("x")'])
def test_odd_words_are_stored_as_text(staff: User, typed: str) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 2)
    response = posted(staff, path(Measure, own.pk, "change"), text=typed, title=typed)
    assert response.status_code == 302
    own.refresh_from_db()
    assert (own.text, own.title) == (typed, typed)


def test_a_null_character_is_refused_in_a_sentence(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 2)
    response = posted(staff, path(Measure, own.pk, "change"), text="a\x00b")
    assert errors(response) == {"text"}


def test_an_adopted_plan_without_a_start_is_refused(staff: User) -> None:
    plan = Plan.objects.get(slug="grorud-2023")
    response = posted(staff, path(Plan, plan.pk, "change"), starts_on="", ends_on="")
    assert errors(response) == {"starts_on"}
