"""The register of those who answer, and where it is chosen from."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from measures.models import Measure, Responsible
from measures.models.adoption import adopt
from measures.models.merging import merge_into
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, organisation
from tests.measures.register.parties import WITH_HYPHEN, WITHOUT, new_party, offered, party, said

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


# --- The register ---------------------------------------------------------------------------------


def test_a_redaktor_sees_the_own_bydels_register_first(grorud: User) -> None:
    page = said(CheckingClient.of(grorud).get("/ansvarlige/"))

    assert "Ansvarlige i Bydel Grorud" in page
    assert "Helsestasjon for Ungdom (HFU)" in page
    assert "seksjonssjef hjemmetjenesten" not in page


@pytest.mark.parametrize("who", ["leser", "byadmin", "stranger"])
def test_others_choose_the_bydel_they_want_to_read(
    who: str, request: pytest.FixtureRequest
) -> None:
    client = CheckingClient.of(request.getfixturevalue(who))

    assert "Velg bydelen" in said(client.get("/ansvarlige/"))
    assert "seksjonssjef hjemmetjenesten" in said(client.get("/ansvarlige/?bydel=ostensjo"))


@pytest.mark.parametrize("slug", ["oslo", "finnes-ikke", "a%00b", "1" * 500])
def test_a_bydel_that_is_none_is_not_found(leser: User, slug: str) -> None:
    assert CheckingClient.of(leser).get(f"/ansvarlige/?bydel={slug}").status_code == 404


def test_addresses_and_names_of_people_are_shown_to_the_bydels_own_redaktor_alone(
    grorud: User, leser: User, byadmin: User
) -> None:
    kriseteam = party("grorud", "Kriseteam")
    Responsible.objects.filter(pk=kriseteam.pk).update(email="kriseteam@example.org")
    kriseteam.users.add(make_user("kari", (Role.RESPONSIBLE, "grorud"), last_name="Nordmannsen"))

    for reader in (leser, byadmin):
        page = said(CheckingClient.of(reader).get("/ansvarlige/?bydel=grorud"))
        assert "kriseteam@example.org" not in page
        assert "Nordmannsen" not in page
    own = said(CheckingClient.of(grorud).get("/ansvarlige/"))
    assert "kriseteam@example.org" in own
    assert "Nordmannsen" in own


def test_the_number_of_measures_is_that_of_the_list_it_leads_to(ostensjo: User) -> None:
    """Østensjø has two plans with the same parties; the one that counts is counted."""
    client = CheckingClient.of(ostensjo)
    leader = party("ostensjo", "avdelingsdirektør velferd og fritid")
    [register] = client.get("/ansvarlige/").context["registers"]
    row = next(row for row in register.rows if row.party == leader)

    listed = client.get(row.list_url)

    assert listed.context["summary"].total == row.measures > 0
    assert row.measures == leader.measures.filter(plan__slug="ostensjo-2020").count()


def test_the_register_asks_as_many_questions_for_one_party_as_for_fifty(
    grorud: User, client: CheckingClient
) -> None:
    client.force_login(grorud)
    client.get("/ansvarlige/")
    with CaptureQueriesContext(connection) as before:
        client.get("/ansvarlige/")
    for n in range(50):
        make_measure(make_plan("grorud"), responsible=[f"Enhet nummer {n}"])
    with CaptureQueriesContext(connection) as after:
        client.get("/ansvarlige/")
    assert len(after) == len(before)


def test_everyone_is_a_kind_of_its_own_in_the_loaded_plans() -> None:
    assert party("grorud", "Alle").kind == "everyone"
    assert party("nordstrand", "Søndre Oslo DPS").kind == "external"
    nav = party("nordstrand", "Oppvekst og velferd: NAV")
    assert nav.part_of == party("nordstrand", "Oppvekst og velferd")


# --- What a draft brought into it -----------------------------------------------------------------


@pytest.fixture
def draft(grorud: User) -> Plan:
    return make_plan("grorud", state=Plan.State.DRAFT)


def register_as(user: User) -> str:
    return said(CheckingClient.of(user).get("/ansvarlige/?bydel=grorud"))


def choices_as(user: User, **asked: Any) -> dict[str, str]:
    page = CheckingClient.of(user).get("/tiltak/", {"bydel": "grorud", **asked})
    return dict(page.context["filters"].form.fields["ansvarlig"].choices)


def test_a_party_of_a_draft_is_its_own_bydels_until_the_plan_is_adopted(
    draft: Plan, grorud: User, leser: User, ostensjo: User, byadmin: User
) -> None:
    make_measure(draft, responsible=["Hemmelig enhet"])
    pk = str(party("grorud", "Hemmelig enhet").pk)

    for other in (leser, ostensjo, byadmin):
        assert "Hemmelig" not in register_as(other)
        assert pk not in choices_as(other)
        client = CheckingClient.of(other)
        assert client.get(f"/ansvarlige/{pk}/").status_code == 404
        assert "Hemmelig" not in said(client.get(f"/tiltak/?ansvarlig={pk}"))
    assert "Hemmelig enhet" in register_as(grorud)
    assert choices_as(grorud)[pk] == "Hemmelig enhet"

    adopt(draft, on=date(2024, 1, 1), case_number="", by=grorud)
    assert "Hemmelig enhet" in register_as(leser)
    assert pk in choices_as(leser)


def test_a_party_that_was_taken_out_of_a_draft_again_stays_its_own_bydels(
    draft: Plan, grorud: User, leser: User
) -> None:
    make_measure(draft, responsible=["Hemmelig enhet"]).assign([])

    assert "Hemmelig enhet" in register_as(grorud)
    assert "Hemmelig enhet" not in register_as(leser)


def test_the_units_above_a_party_that_an_adopted_plan_names_are_seen_with_it(leser: User) -> None:
    unit = new_party("Avdelingen", kind="unit")
    section = new_party("Seksjonen", kind="unit", part_of=unit)
    Responsible.objects.filter(name="Kriseteam").update(part_of=section)
    new_party("En annen avdeling", kind="unit")

    page = register_as(leser)

    assert "Avdelingen" in page
    assert "Seksjonen" in page
    assert "En annen avdeling" not in page


def test_a_spelling_is_told_to_others_where_a_plan_that_they_may_see_has_it_in_print(
    draft: Plan, grorud: User, leser: User
) -> None:
    kriseteam = party("grorud", "Kriseteam")
    make_measure(draft, responsible=["Hemmelig team"])
    merge_into(party("grorud", "Hemmelig team"), kriseteam, by=grorud)
    in_print = make_measure(make_plan("grorud"), responsible=["Krise-team"])
    Measure.objects.filter(pk=in_print.pk).update(responsible_text="Krise-team og andre")
    merge_into(party("grorud", "Krise-team"), kriseteam, by=grorud)

    assert "også skrevet «Hemmelig team»" in register_as(grorud)
    assert "Hemmelig" not in register_as(leser)
    assert "også skrevet «Krise-team»" in register_as(leser)
    hidden, told = (str(party("grorud", name).pk) for name in ("Hemmelig team", "Krise-team"))
    assert hidden not in choices_as(leser, ansvarlig=hidden)
    assert choices_as(leser, ansvarlig=told)[told] == "Krise-team"


def test_what_a_draft_brought_in_vouches_for_nobody_where_others_read_a_plans_warnings(
    draft: Plan, grorud: User, leser: User
) -> None:
    plan = make_plan("grorud")
    Measure.objects.filter(pk=make_measure(plan).pk).update(responsible_text="Regnskogen")
    make_measure(draft, responsible=["ansatte ved Regnskogen"])

    own, others = (
        said(CheckingClient.of(user).get(f"/planer/{plan.slug}/kontroll/"))
        for user in (grorud, leser)
    )

    assert "Regnskogen" not in own
    assert "Regnskogen" in others


# --- The measure's form ---------------------------------------------------------------------------


def test_the_measures_form_offers_the_parties_that_stand(grorud: User) -> None:
    plan = make_plan("grorud")
    closed = new_party("Nedlagt enhet", closed_on=localdate())
    closing = new_party("Legges ned siden", closed_on=date(2999, 1, 1))
    double = new_party("kriseteam")
    merge_into(double, party("grorud", "Kriseteam"), by=grorud)

    names = offered(grorud, f"/planer/{plan.slug}/nytt-tiltak/")

    assert {"Kriseteam", closing.name} <= names
    assert not {closed.name, double.name, "Nav-leder"} & names


def test_a_closed_unit_still_stands_where_it_stood(grorud: User) -> None:
    closed = new_party("Nedlagt enhet", closed_on=date(2020, 1, 1))
    measure = make_measure(make_plan("grorud"), responsible=[closed.name])
    page = CheckingClient.of(grorud).get(f"/tiltak/{measure.pk}/rediger/")
    assert page.context["form"]["responsible"].value() == closed.name
    assert closed.name in said(CheckingClient.of(grorud).get(measure.get_absolute_url()))


def test_ticked_parties_come_after_those_that_are_written(grorud: User) -> None:
    plan = make_plan("grorud")
    nav, kriseteam = party("grorud", "NAV"), party("grorud", "Kriseteam")
    typed = {
        "text": "Et nytt tiltak",
        "responsible": "Bydelsoverlegen",
        "parties": [nav.pk, kriseteam.pk],
        "version": 0,
        "token": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "joined_on": f"{localdate():%d.%m.%Y}",
    }
    CheckingClient.of(grorud).post(f"/planer/{plan.slug}/nytt-tiltak/", typed)

    made = plan.measures.get()
    assert made.responsible_text == "Bydelsoverlegen\nKriseteam\nNAV"
    names = [one.responsible.name for one in made.assignments.order_by("position")]
    assert names == ["Bydelsoverlegen", "Kriseteam", "NAV"]


@pytest.mark.parametrize("typed", [WITHOUT, "Nav-leder\nNAV-leder i bydelen"])
def test_a_merged_spelling_and_a_former_name_mean_the_party_that_stands(
    ostensjo: User, typed: str
) -> None:
    merge_into(party("ostensjo", WITHOUT), party("ostensjo", WITH_HYPHEN), by=ostensjo)
    party("ostensjo", "Nav-leder").rename("NAV-leder i bydelen", by=ostensjo)
    owner = organisation("ostensjo")

    found = {Responsible.objects.named(owner, name).name for name in typed.split("\n")}

    assert found <= {WITH_HYPHEN, "NAV-leder i bydelen"}
    assert len(found) == 1
