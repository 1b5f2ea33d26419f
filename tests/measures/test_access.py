"""Who sees and who changes what: the rules as querysets, as answers, and as pages."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from measures.models import (
    Assignment,
    Deadline,
    Item,
    Measure,
    Responsible,
    Risk,
    Status,
)
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation, report

pytestmark = pytest.mark.usefixtures("five_plans")

CAST = ("stranger", "leser", "grorud", "ostensjo", "ansvarlig", "byadmin", "superuser")
SEES_GRORUDS_DRAFTS = ("grorud", "superuser")
SEES_THEM_NOT = ("stranger", "leser", "ostensjo", "ansvarlig", "byadmin")

REPORT = {
    "status": "implemented",
    "own_words": "",
    "risk": "low",
    "remark": "Skrevet av en annen",
    "applies_on": "15.01.2024",
    "version": "0",
}
EDIT = {
    "text": "Skrevet av en annen",
    "version": "0",
    "token": "5f0c1ec6-9a6c-4a0d-9dd0-6b9d6c1d2a11",
}


@pytest.fixture
def draft(five_plans: None) -> Measure:
    plan = make_plan(
        "grorud", state=Plan.State.DRAFT, slug="grorud-2029", title="Hemmelig utkast for Grorud"
    )
    measure = make_measure(
        plan, "Et tiltak ingen kjenner", topic="Hemmelig område", deadline="31.12.2025"
    )
    report(measure, on=date(2024, 6, 1))
    return measure


@pytest.fixture
def person(request: pytest.FixtureRequest) -> User:
    user: User = request.getfixturevalue(request.param)
    return user


def measure(plan: str, n: int) -> Measure:
    found: Measure = Measure.objects.get_by_natural_key(plan, n)
    return found


def everything() -> list[Any]:
    """All that a redaktør's forms could write, so that nothing may be said to have changed."""
    models = (Measure, Status, Risk, Deadline, Item, Assignment, Responsible, Goal, Strategy, Plan)
    links = (Measure.goals.through, Measure.answers.through)
    return [list(model.objects.order_by("pk").values_list()) for model in (*models, *links)]


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


# --- A draft --------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", SEES_THEM_NOT, indirect=True)
@pytest.mark.parametrize("where", ["", "status/", "rediger/"])
def test_a_draft_measure_is_not_there_for_anybody_else(
    client: CheckingClient, draft: Measure, person: User, where: str
) -> None:
    client.force_login(person)

    assert client.get(f"/tiltak/{draft.pk}/{where}").status_code == 404


@pytest.mark.parametrize("person", SEES_THEM_NOT, indirect=True)
def test_nobody_else_can_write_to_a_draft_measure(
    client: CheckingClient, draft: Measure, person: User
) -> None:
    client.force_login(person)
    before = everything()

    answers = [
        client.post(f"/tiltak/{draft.pk}/status/", {**REPORT, "version": draft.report_version}),
        client.post(f"/tiltak/{draft.pk}/rediger/", EDIT),
        client.post("/planer/grorud-2029/nytt-tiltak/", EDIT),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert everything() == before


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", SEES_THEM_NOT, indirect=True)
@pytest.mark.parametrize("where", ["", "nytt-tiltak/"])
def test_a_draft_plan_is_not_there_for_anybody_else(
    client: CheckingClient, person: User, where: str
) -> None:
    client.force_login(person)

    assert client.get(f"/planer/grorud-2029/{where}").status_code == 404


@pytest.mark.parametrize("person", SEES_GRORUDS_DRAFTS, indirect=True)
@pytest.mark.parametrize(
    "where", ["/tiltak/{pk}/", "/tiltak/{pk}/rediger/", "/planer/grorud-2029/"]
)
def test_a_draft_is_read_by_its_own_bydel(
    client: CheckingClient, draft: Measure, person: User, where: str
) -> None:
    client.force_login(person)

    assert client.get(where.format(pk=draft.pk)).status_code == 200


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("person", SEES_THEM_NOT, indirect=True)
@pytest.mark.parametrize(
    "address",
    [
        "/tiltak/",
        "/tiltak/?bydel=grorud",
        "/tiltak/?bydel=grorud&plan=grorud-2029",
        "/tiltak/?plan=grorud-2029&plan=grorud-2023",
        "/tiltak/?plan=gjeldende",
        "/tiltak/?sok=kjenner",
        "/tiltak/?over_frist=1",
        "/tiltak/?bydel=grorud&per=01.07.2024",
        "/planer/",
        "/oversikt/",
        "/oversikt/?plan=grorud-2029",
    ],
)
def test_no_list_or_choice_tells_others_of_a_draft(
    client: CheckingClient, person: User, address: str
) -> None:
    client.force_login(person)

    shown = client.get(address).content.decode().replace("«grorud-2029»", "")

    assert "Et tiltak ingen kjenner" not in shown
    assert "emmelig" not in shown


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("who", "rows"), [("leser", 21), ("grorud", 22)])
def test_a_draft_is_counted_for_its_own_bydel_alone(
    client: CheckingClient, request: pytest.FixtureRequest, who: str, rows: int
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get("/tiltak/?bydel=grorud").context["summary"].total == rows


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("who", "is_there"), [("leser", False), ("byadmin", False)])
def test_a_draft_is_not_in_anybody_elses_file(
    client: CheckingClient, request: pytest.FixtureRequest, who: str, is_there: bool
) -> None:
    client.force_login(request.getfixturevalue(who))

    answer = client.get("/tiltak/excel/?bydel=grorud")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}

    assert ("Et tiltak ingen kjenner" in cells) == is_there


@pytest.mark.parametrize("person", ["leser", "ostensjo", "ansvarlig"], indirect=True)
def test_the_citys_own_draft_is_offered_to_no_bydel(client: CheckingClient, person: User) -> None:
    plan = make_plan("oslo", state=Plan.State.DRAFT, slug="oslo-2030", title="Byens neste plan")
    strategy = Strategy.objects.create(plan=plan, number=4, text="En strategi ingen har sett")
    make_measure(plan, "Et bytiltak ingen har sett", code="a", strategy=strategy)
    client.force_login(person)

    pages = ["/tiltak/"]
    if person.edits_bydeler:
        pages.append(f"/tiltak/{measure('ostensjo-2020', 1).pk}/rediger/")
    shown = "".join(client.get(page).content.decode() for page in pages)

    assert "ingen har sett" not in shown


def test_a_draft_that_answers_a_city_measure_is_named_to_its_own_bydel_alone(
    draft: Measure, leser: User, grorud: User, superuser: User
) -> None:
    city = measure("oslo", 1)
    draft.answers.add(city)

    def names(user: User) -> bool:
        page = CheckingClient.of(user).get(f"/tiltak/{city.pk}/").content.decode()
        return "Et tiltak ingen kjenner" in page

    assert (names(leser), names(grorud), names(superuser)) == (False, True, True)


# --- Yours to see, not to change ------------------------------------------------------------------


@pytest.mark.parametrize(
    "person", ["stranger", "leser", "ostensjo", "ansvarlig", "byadmin"], indirect=True
)
@pytest.mark.parametrize("where", ["status/", "rediger/"])
def test_grorud_alone_writes_grorud_and_everybody_else_is_told_whose_it_is(
    client: CheckingClient, person: User, where: str
) -> None:
    client.force_login(person)
    before = everything()
    address = f"/tiltak/{measure('grorud-2023', 1).pk}/{where}"

    answers = [client.get(address), client.post(address, REPORT | EDIT)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("Bydel Grorud" in answer.content.decode() for answer in answers)
    assert everything() == before


def test_a_measure_cannot_be_added_to_another_bydels_plan(
    client: CheckingClient, ostensjo: User
) -> None:
    client.force_login(ostensjo)
    before = everything()

    answer = client.post("/planer/grorud-2023/nytt-tiltak/", EDIT)

    assert answer.status_code == 403
    assert "Bydel Grorud" in answer.content.decode()
    assert everything() == before


def test_every_one_of_groruds_measures_withstands_ostensjos_redaktor(
    client: CheckingClient, ostensjo: User
) -> None:
    client.force_login(ostensjo)
    before = everything()

    statuses = {
        client.post(f"/tiltak/{pk}/{page}", REPORT | EDIT).status_code
        for pk in Measure.objects.filter(plan__slug="grorud-2023").values_list("pk", flat=True)
        for page in ("status/", "rediger/")
    }

    assert statuses == {403}
    assert everything() == before


def test_a_byadministrator_edits_the_citys_measure_and_no_bydels(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)

    assert client.get(f"/tiltak/{measure('oslo', 1).pk}/rediger/").status_code == 200
    assert client.get(f"/tiltak/{measure('ostensjo-2020', 1).pk}/rediger/").status_code == 403


def test_nothing_is_read_without_logging_in(client: CheckingClient) -> None:
    for address in ("/tiltak/", f"/tiltak/{measure('oslo', 1).pk}/", "/planer/", "/tiltak/excel/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, f"/logg-inn/?next={address}")


# --- Ansvarlig ------------------------------------------------------------------------------------


def own_and_others(user: User) -> tuple[Measure, Measure]:
    own = Measure.objects.reportable_by(user).first()
    other = Measure.objects.filter(plan__slug="ostensjo-2020").exclude(
        pk__in=Measure.objects.reportable_by(user)
    )
    assert own is not None
    return own, other[0]


def test_an_ansvarlig_reports_on_the_partys_measure(
    client: CheckingClient, ansvarlig: User
) -> None:
    own, _ = own_and_others(ansvarlig)
    client.force_login(ansvarlig)

    answer = client.post(f"/tiltak/{own.pk}/status/", REPORT)

    assert answer.status_code == 302
    newest = Measure.objects.get(pk=own.pk).latest_status
    assert newest is not None
    assert (newest.words, newest.recorded_as) == ("Iverksatt", "ansvarlig for Bydel Østensjø")


def test_an_ansvarlig_reports_on_nothing_else_in_the_same_plan(
    client: CheckingClient, ansvarlig: User
) -> None:
    _, other = own_and_others(ansvarlig)
    client.force_login(ansvarlig)
    before = everything()

    answer = client.post(f"/tiltak/{other.pk}/status/", REPORT)

    assert answer.status_code == 403
    assert everything() == before


def test_an_ansvarlig_edits_not_even_the_partys_measure(
    client: CheckingClient, ansvarlig: User
) -> None:
    own, _ = own_and_others(ansvarlig)
    client.force_login(ansvarlig)
    before = everything()

    assert client.post(f"/tiltak/{own.pk}/rediger/", EDIT).status_code == 403
    assert everything() == before


def test_the_list_offers_an_ansvarlig_to_update_the_partys_measures_alone(
    client: CheckingClient, ansvarlig: User
) -> None:
    client.force_login(ansvarlig)

    shown = client.get("/tiltak/?bydel=ostensjo&plan=ostensjo-2020")

    own = set(Measure.objects.reportable_by(ansvarlig).values_list("pk", flat=True))
    assert shown.context["reportable"] == own
    assert shown.content.decode().count('class="act"') == len(own) == 2


# --- People move ----------------------------------------------------------------------------------


def test_a_redaktor_who_moves_writes_the_new_bydel_and_no_more_the_old(
    client: CheckingClient, grorud: User
) -> None:
    client.force_login(grorud)
    grorud.memberships.update(organisation=organisation("ostensjo"))

    old = client.get(f"/tiltak/{measure('grorud-2023', 1).pk}/rediger/")
    new = client.get(f"/tiltak/{measure('ostensjo-2020', 1).pk}/rediger/")

    assert (old.status_code, new.status_code) == (403, 200)


def test_a_redaktor_who_moves_leaves_the_drafts_behind(
    client: CheckingClient, grorud: User, draft: Measure
) -> None:
    client.force_login(grorud)
    grorud.memberships.update(organisation=organisation("ostensjo"))

    assert client.get(f"/tiltak/{draft.pk}/").status_code == 404


def test_a_deactivated_redaktor_is_logged_out_at_once(client: CheckingClient, grorud: User) -> None:
    client.force_login(grorud)
    User.objects.filter(pk=grorud.pk).update(is_active=False)
    before = everything()

    answer = client.post(f"/tiltak/{measure('grorud-2023', 1).pk}/status/", REPORT)

    assert answer.status_code == 302
    assert answer.url.startswith("/logg-inn/")
    assert everything() == before


# --- Fields that nobody was asked for -------------------------------------------------------------


def test_fields_that_the_form_does_not_have_change_nothing(
    client: CheckingClient, grorud: User
) -> None:
    mine = make_measure(Plan.objects.get(slug="grorud-2023"), "Et eget tiltak")
    before = Measure.objects.filter(pk=mine.pk).values("plan", "n", "position", "latest_status")[0]
    client.force_login(grorud)
    others = Plan.objects.get(slug="ostensjo-2020")
    smuggled = {
        "plan": others.pk,
        "n": 1,
        "position": 1,
        "organisation": others.organisation_id,
        "latest_status": Status.objects.all()[0].pk,
        "edit_version": 99,
        "id": measure("ostensjo-2020", 1).pk,
        "pk": measure("ostensjo-2020", 1).pk,
    }

    answer = client.post(f"/tiltak/{mine.pk}/rediger/", {**EDIT, **smuggled})

    assert answer.status_code == 302
    after = Measure.objects.filter(pk=mine.pk).values("plan", "n", "position", "latest_status")[0]
    assert after == before
    assert measure("ostensjo-2020", 1).text != "Skrevet av en annen"


def test_a_new_measure_takes_its_plan_from_the_address_and_its_number_from_the_plan(
    client: CheckingClient, grorud: User
) -> None:
    client.force_login(grorud)
    others = Plan.objects.get(slug="ostensjo-2020")

    answer = client.post(
        "/planer/grorud-2023/nytt-tiltak/", {**EDIT, "plan": others.pk, "n": 1, "position": 1}
    )

    assert answer.status_code == 302
    made = Measure.objects.get(text="Skrevet av en annen")
    assert (made.plan.slug, made.n, made.position) == ("grorud-2023", 22, 22)


@pytest.mark.parametrize(
    ("field", "model"), [("goals", Goal), ("strategy", Strategy)], ids=["goals", "strategy"]
)
def test_another_bydels_goal_or_strategy_is_refused(
    client: CheckingClient, grorud: User, field: str, model: type[Goal | Strategy]
) -> None:
    client.force_login(grorud)
    before = everything()
    others = model.objects.exclude(plan__organisation__slug="grorud")[0]

    answer = client.post("/planer/grorud-2023/nytt-tiltak/", {**EDIT, field: others.pk})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert everything() == before


def test_a_measure_answers_only_the_citys_measures(client: CheckingClient, grorud: User) -> None:
    client.force_login(grorud)
    before = everything()

    answer = client.post(
        "/planer/grorud-2023/nytt-tiltak/", {**EDIT, "answers": measure("ostensjo-2020", 1).pk}
    )

    assert answer.context["form"].errors.keys() == {"answers"}
    assert everything() == before


def test_a_form_made_for_another_plan_cannot_be_used_to_read_a_draft(
    client: CheckingClient, ostensjo: User, draft: Measure
) -> None:
    draft.form_token = EDIT["token"]
    draft.save()
    client.force_login(ostensjo)

    answer = client.post("/planer/ostensjo-2020/nytt-tiltak/", EDIT, follow=True)

    assert "Et tiltak ingen kjenner" not in answer.content.decode()
