"""A draft is its own bydel's alone."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from measures.models import Measure
from plans.models import Plan, Strategy
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan
from tests.measures.access.people import EDIT, REPORT, everything, measure

# What the pages say is written in Python; the rules behind ask both databases.
pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


SEES_GRORUDS_DRAFTS = ("grorud", "superuser")
SEES_THEM_NOT = ("stranger", "leser", "ostensjo", "ansvarlig", "byadmin")


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
        "/oversikt/?plan=gjeldende",
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
