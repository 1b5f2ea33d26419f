"""History in the admin is read, and odd input is no error there."""

from datetime import date

import pytest
from django.db.models import Model

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.admin.rows import HISTORY, errors, name_of, one_of, path, posted
from tests.checking_client import CheckingClient
from tests.factories import make_measure, report

# Who may do what is decided in Python; the pages' own tests ask both databases.
pytestmark = pytest.mark.one_database


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


@pytest.mark.parametrize("model", HISTORY, ids=name_of)
def test_history_says_in_which_role_it_was_written(superuser: User, model: type[Model]) -> None:
    entry = one_of(model, "grorud")
    page = CheckingClient.of(superuser).get(path(model, entry.pk, "change"))
    assert "Registrert som:" in page.content.decode()


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


@pytest.mark.parametrize("typed", ["ett\x0bto", "😀", "x" * 32_000, "<script>", '=HYPERLINK("x")'])
def test_odd_words_are_stored_as_text(staff: User, typed: str) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 2)
    response = posted(staff, path(Measure, own.pk, "change"), text=typed, title=typed)
    assert response.status_code == 302
    own.refresh_from_db()
    assert (own.text, own.title) == (typed, typed)


def test_a_text_that_is_longer_than_the_pages_take_is_refused_here_too(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 2)
    assert errors(posted(staff, path(Measure, own.pk, "change"), text="x" * 32_001)) == {"text"}


def test_a_null_character_is_refused_in_a_sentence(staff: User) -> None:
    own = Measure.objects.get_by_natural_key("grorud-2023", 2)
    response = posted(staff, path(Measure, own.pk, "change"), text="a\x00b")
    assert errors(response) == {"text"}


def test_what_an_adopted_plan_says_is_not_changed_where_nobody_asks_why(
    staff: User, superuser: User
) -> None:
    plan = Plan.objects.get(slug="grorud-2023")
    goal, strategy = plan.goals.first(), plan.strategies.first()
    for user in (staff, superuser):
        posted(user, path(Plan, plan.pk, "change"), title="Ny tittel", starts_on="")
        client = CheckingClient.of(user)
        for part in (goal, strategy):
            sent = {"plan": plan.pk, "number": part.number, "text": "Ny tekst"}
            address = path(type(part), part.pk, "change")
            assert client.post(address, sent).status_code == 403
            assert client.post(path(type(part), part.pk, "delete")).status_code == 403
        assert client.post(path(Plan, plan.pk, "delete")).status_code == 403

    again = Plan.objects.get(pk=plan.pk)
    assert (again.title, again.starts_on) == (plan.title, plan.starts_on)
    assert [one.text for one in (again.goals.first(), again.strategies.first())] == [
        goal.text,
        strategy.text,
    ]
