"""A document that says it is another bydel's is pointed out, and stops nobody."""

import pytest

from measures.importing.review.whose import said_of_another_bydel
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation, Role
from tests.checking_client import CheckingClient
from tests.factories import make_user
from tests.forms_on_pages import said, send
from tests.measures.importing.test_pages import ROWS, address, to_review, word

pytestmark = pytest.mark.one_database
FOR_FROGNER = "men planen blir lagret for Bydel Frogner."


@pytest.fixture
def client(five_plans: None) -> CheckingClient:
    return CheckingClient.of(make_user("frogner", (Role.EDITOR, "frogner")))


def test_a_title_that_names_another_bydel_is_pointed_out_and_can_be_saved(
    client: CheckingClient,
) -> None:
    reading = to_review(client, file=word(ROWS[:1]))
    page = client.get(address("reading-summary", reading))
    assert f"Tittelen nevner Bydel Bjerke, {FOR_FROGNER}" in said(page)
    send(client, address("reading-summary", reading), "Lagre", applies_on="31.08.2026")
    assert Plan.objects.filter(organisation__slug="frogner").exists()


def test_the_differences_of_a_plan_that_is_there_say_it_too(client: CheckingClient) -> None:
    reading = to_review(client, file=word(ROWS[:1]))
    send(client, address("reading-summary", reading), "Lagre", applies_on="31.08.2026")
    plan = Plan.objects.get(organisation__slug="frogner")
    again = to_review(client, file=word(ROWS[:2]), plan=plan.slug)
    page = client.get(address("reading-difference", again))
    assert f"Tittelen nevner Bydel Bjerke, {FOR_FROGNER}" in said(page)


def test_a_plan_that_is_read_in_for_its_own_bydel_says_nothing(five_plans: None) -> None:
    client = CheckingClient.of(make_user("bjerke", (Role.EDITOR, "bjerke")))
    page = client.get(address("reading-summary", to_review(client, file=word(ROWS[:1]))))
    assert "blir lagret for Bydel" not in said(page)


@pytest.mark.parametrize(
    ("title", "file_name", "names"),
    [
        ("Handlingsplan 2025–2028", "plan_gamle_oslo.docx", "Filnavnet nevner Bydel Gamle Oslo"),
        ("Bydel Bjerkes rusplan", "x.docx", "Tittelen nevner Bydel Bjerke"),
        ("RUSPLAN SØNDRE NORDSTRAND", "x.docx", "Tittelen nevner Bydel Søndre Nordstrand"),
        ("Plan for Bjerke og Alna", "x.docx", "Tittelen nevner Bydel Bjerke og Bydel Alna"),
        ("Rusplan for Bjerkebanen", "x.docx", ""),
        ("Rusplan for Frogner og Ullern", "Bjerke.docx", ""),
        ("Ruspolitisk handlingsplan", "Plan.docx", ""),
    ],
)
def test_the_title_is_asked_first_and_then_the_name_of_the_file(
    five_plans: None, title: str, file_name: str, names: str
) -> None:
    frogner = Organisation.objects.get(slug="frogner")
    sentence = f"{names}, {FOR_FROGNER}" if names else ""
    assert said_of_another_bydel(title, file_name, frogner) == sentence
