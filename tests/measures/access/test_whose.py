"""Yours to see, not to change: who writes what, and that others are told whose it is."""

import pytest

from measures.models import Measure, Status
from plans.models import Goal, Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure
from tests.measures.access.people import EDIT, REPORT, everything, measure

pytestmark = pytest.mark.usefixtures("five_plans")


# --- Yours to see, not to change ------------------------------------------------------------------


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_a_measure_cannot_be_added_to_another_bydels_plan(
    client: CheckingClient, ostensjo: User
) -> None:
    client.force_login(ostensjo)
    before = everything()

    answer = client.post("/planer/grorud-2023/nytt-tiltak/", EDIT)

    assert answer.status_code == 403
    assert "Bydel Grorud" in answer.content.decode()
    assert everything() == before


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_a_byadministrator_edits_the_citys_measure_and_no_bydels(byadmin: User) -> None:
    client = CheckingClient.of(byadmin)

    assert client.get(f"/tiltak/{measure('oslo', 1).pk}/rediger/").status_code == 200
    assert client.get(f"/tiltak/{measure('ostensjo-2020', 1).pk}/rediger/").status_code == 403


@pytest.mark.one_database
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


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_an_ansvarlig_reports_on_nothing_else_in_the_same_plan(
    client: CheckingClient, ansvarlig: User
) -> None:
    _, other = own_and_others(ansvarlig)
    client.force_login(ansvarlig)
    before = everything()

    answer = client.post(f"/tiltak/{other.pk}/status/", REPORT)

    assert answer.status_code == 403
    assert everything() == before


@pytest.mark.one_database
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


# --- Fields that nobody was asked for -------------------------------------------------------------


@pytest.mark.one_database
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


@pytest.mark.one_database
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


@pytest.mark.one_database
def test_a_measure_answers_only_the_citys_measures(client: CheckingClient, grorud: User) -> None:
    client.force_login(grorud)
    before = everything()

    answer = client.post(
        "/planer/grorud-2023/nytt-tiltak/", {**EDIT, "answers": measure("ostensjo-2020", 1).pk}
    )

    assert answer.context["form"].errors.keys() == {"answers"}
    assert everything() == before


@pytest.mark.one_database
def test_a_form_made_for_another_plan_cannot_be_used_to_read_a_draft(
    client: CheckingClient, ostensjo: User, draft: Measure
) -> None:
    draft.form_token = EDIT["token"]
    draft.save()
    client.force_login(ostensjo)

    answer = client.post("/planer/ostensjo-2020/nytt-tiltak/", EDIT, follow=True)

    assert "Et tiltak ingen kjenner" not in answer.content.decode()
