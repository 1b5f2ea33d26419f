"""Where a measure was read from: its place in the document, and the document's own words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure, MeasureSource
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report
from tests.forms_on_pages import said
from tests.measures.detail.test_measure_page import shown, words


@pytest.fixture
def plan(five_plans: None) -> Plan:
    return make_plan("bjerke")


@pytest.fixture
def client(plan: Plan) -> CheckingClient:
    return CheckingClient.of(make_user("bjerke", (Role.EDITOR, "bjerke")))


def read_in(plan: Plan, text: str = "Følge opp ungdom", row: int = 5) -> Measure:
    measure = make_measure(plan, text, deadline="31.12.2027")
    report(measure, "Påbegynt")
    MeasureSource.objects.create(
        measure=measure,
        document="Plan.pdf",
        place=f"Tabell 2, side 11, rad {row}",
        original={"text": "Fglge opp ungdom", "remarks": "Se vedlegg"},
        said={"text": text, "status_text": "Pabegynt", "deadline_text": "31.12.2027"},
        repairs=[["Fglge", "Følge"], ["|", ""]],
    )
    return measure


def in_file(client: CheckingClient, measure: Measure, row: str) -> str:
    cells = shown(client, measure).xpath(f"//tr[th[normalize-space()='{row}']]/td")
    return words(cells[2])


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Tiltak", "Fglge opp ungdom"),
        ("Status", "Pabegynt"),
        ("Frist", "likt"),
        ("Ansvarlig", "–"),
    ],
)
def test_its_page_has_the_files_own_words_beside_the_plans(
    client: CheckingClient, plan: Plan, row: str, told: str
) -> None:
    assert in_file(client, read_in(plan), row) == told


@pytest.mark.one_database
def test_its_page_tells_the_place_and_the_letters_that_were_put_right(
    client: CheckingClient, plan: Plan
) -> None:
    page = said(client.get(read_in(plan).get_absolute_url()))
    assert "Lest fra «Plan.pdf», Tabell 2, side 11, rad 5." in page
    assert "Rettede bokstaver: «Fglge» → «Følge», «|» → (tatt bort)" in page
    assert "Merknad i filen, uten status: «Se vedlegg»" in page


@pytest.mark.one_database
def test_other_readers_see_the_place_and_not_the_words_that_were_put_right(
    plan: Plan, leser: User
) -> None:
    page = said(CheckingClient.of(leser).get(read_in(plan).get_absolute_url()))
    assert "Lest fra «Plan.pdf», Tabell 2, side 11, rad 5." in page
    assert "Fglge" not in page


@pytest.mark.one_database
def test_a_measure_that_was_typed_in_has_no_such_column(client: CheckingClient, plan: Plan) -> None:
    page = said(client.get(make_measure(plan, "Åpne et værested").get_absolute_url()))
    assert "Slik står det i planen" in page
    assert "I filen" not in page


@pytest.mark.one_database
def test_an_arbeidsark_is_no_place_in_the_plan(client: CheckingClient, plan: Plan) -> None:
    measure = read_in(plan)
    MeasureSource.objects.create(measure=measure, document="Ark.xlsx", place="Arbeidsark, rad 9")
    page = said(client.get(measure.get_absolute_url()))
    assert "Lest fra «Plan.pdf»" in page


@pytest.mark.one_database
def test_the_plans_page_has_the_place_of_each_measure_and_names_the_document_once(
    client: CheckingClient, plan: Plan
) -> None:
    read_in(plan)
    read_in(plan, "Holde kurs", row=6)
    page = said(client.get(plan.get_absolute_url()))
    assert page.count("Plan.pdf") == 1
    assert "Tabell 2, side 11, rad 5" in page
    assert "Tabell 2, side 11, rad 6" in page


@pytest.mark.one_database
def test_of_two_documents_each_place_says_which(client: CheckingClient, plan: Plan) -> None:
    read_in(plan)
    other = read_in(plan, "Holde kurs")
    MeasureSource.objects.filter(measure=other).update(document="Tillegg.docx")
    page = said(client.get(plan.get_absolute_url()))
    assert "Tabell 2, side 11, rad 5, i «Plan.pdf»" in page
    assert "Tabell 2, side 11, rad 5, i «Tillegg.docx»" in page


@pytest.mark.one_database
def test_it_costs_no_query_of_its_own(client: CheckingClient, plan: Plan) -> None:
    measure = read_in(plan)
    for path in (plan.get_absolute_url(), measure.get_absolute_url()):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        assert len(captured) <= 15
