"""An adopted plan's own facts change with a reason; until somebody reports, it may be a draft."""

from datetime import date
from io import BytesIO
from itertools import product

import pytest
from django.utils.timezone import localdate
from docx import Document
from openpyxl import load_workbook

from measures.models import Measure
from measures.models.adoption import adopt
from plans.models import Plan, PlanChange
from ruspolitikk.accounts.models import User
from ruspolitikk.accounts.recorded import signed
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, report
from tests.forms_on_pages import send
from tests.measures.editing.forms import text_of

pytestmark = pytest.mark.usefixtures("five_plans")
EDIT = "/planer/grorud-2023/rediger/"
OF_A_DAY = (
    "/planer/grorud-2023/",
    "/planer/grorud-2023/tabell/",
    "/planer/kalender/",
    "/tiltak/",
    "/oversikt/?plan=gjeldende",
    "/oversikt/endringer/",
    "/byens-plan/",
    "/sammenlign/?plan=grorud-2023",
    "/utvikling/",
    "/temaer/",
)
FILES_OF_A_DAY = (
    "/tiltak/excel/",
    "/oversikt/excel/",
    "/oversikt/endringer/excel/",
    "/byens-plan/excel/",
    "/sammenlign/excel/?plan=grorud-2023",
    "/utvikling/excel/",
    "/temaer/excel/",
    "/planer/kalender/excel/",
    "/planer/grorud-2023/tabell/excel/",
)


def on(address: str, day: str) -> str:
    """The page or file of a day."""
    return f"{address}{'&' if '?' in address else '?'}per={day}"


def test_the_start_of_an_adopted_plan_is_changed_with_a_reason_that_its_page_tells(
    grorud: User,
) -> None:
    client = CheckingClient.of(grorud)

    refused = send(client, EDIT, starts_on="01.01.2024")
    assert "Skriv hvorfor." in text_of(refused)
    send(client, EDIT, starts_on="01.01.2024", reason="Vedtaket sier 2024")

    page = text_of(client.get("/planer/grorud-2023/"))
    assert "redaktør for Bydel Grorud starten fra 01.01.2023 til 01.01.2024" in page
    assert "«Vedtaket sier 2024»" in page


@pytest.mark.one_database
@pytest.mark.parametrize(("day", "is_told"), [("31.12.2022", False), ("01.01.2023", True)])
def test_a_day_between_the_old_and_the_new_start_says_so(
    grorud: User, day: str, is_told: bool
) -> None:
    client = CheckingClient.of(grorud)
    send(client, EDIT, starts_on="01.01.2024", reason="Vedtaket sier 2024")

    measure = Measure.objects.get_by_natural_key("grorud-2023", 1)
    for page in (*OF_A_DAY, measure.get_absolute_url()):
        said = text_of(client.get(on(page, day)))
        assert ("planens start fra 01.01.2023 til 01.01.2024" in said) == is_told, page
    for file in FILES_OF_A_DAY:
        answer = client.get(on(file, day))
        said = str(list(load_workbook(BytesIO(answer.getvalue())).worksheets[0].values))
        assert ("planens start fra 01.01.2023 til 01.01.2024" in said) == is_told, file
    document = Document(BytesIO(client.get(on("/planer/grorud-2023/tabell/word/", day)).getvalue()))
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert ("planens start fra 01.01.2023 til 01.01.2024" in said) == is_told


@pytest.mark.parametrize(
    ("day", "is_told"),
    [("31.12.2022", False), ("01.01.2023", True), ("31.12.2023", True), ("01.01.2024", False)],
)
def test_the_days_in_between_are_those_from_the_first_start_to_the_day_before_the_other(
    grorud: User, day: str, is_told: bool
) -> None:
    client = CheckingClient.of(grorud)
    send(client, EDIT, starts_on="01.01.2024", reason="Vedtaket sier 2024")

    for page in ("/planer/grorud-2023/", "/tiltak/?bydel=grorud"):
        said = text_of(client.get(on(page, day)))
        assert ("planens start fra 01.01.2023 til 01.01.2024" in said) == is_told, page


def test_what_another_plan_changed_is_not_said_of_a_plan(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    send(client, EDIT, starts_on="01.01.2024", reason="Vedtaket sier 2024")

    for page in (
        "/planer/ostensjo-2020/",
        "/tiltak/?bydel=ostensjo",
        "/planer/ostensjo-2020/tabell/",
    ):
        assert "planens start" not in text_of(client.get(on(page, "01.06.2023"))), page


def test_what_is_no_fact_of_the_plan_and_what_is_a_draft_need_no_reason(grorud: User) -> None:
    client = CheckingClient.of(grorud)
    make_plan("grorud", slug="grorud-utkast", state=Plan.State.DRAFT)

    assert send(client, EDIT, columns=["Tiltak"]).status_code == 302
    answer = send(client, "/planer/grorud-utkast/rediger/", title="Et annet navn")

    assert answer.status_code == 302
    assert not PlanChange.objects.exists()


def test_an_adopted_plan_that_nobody_has_reported_on_is_a_draft_again(grorud: User) -> None:
    plan = make_plan("grorud", slug="grorud-ny", state=Plan.State.DRAFT)
    measure = make_measure(plan)
    adopt(plan, on=date(2026, 11, 1), case_number="", by=grorud)
    client = CheckingClient.of(grorud)
    address = "/planer/grorud-ny/trekk-vedtaket/"

    assert "Skriv hvorfor." in text_of(client.post(address, {"reason": ""}))
    answer = client.post(address, {"reason": "Vedtatt ved en feil"}, follow=True)

    assert "Vedtaket er trukket tilbake. Planen er et utkast igjen." in text_of(answer)
    assert "«Vedtatt ved en feil»" in text_of(answer)
    assert Plan.objects.get(pk=plan.pk).is_draft
    adopt(plan, on=date(2026, 11, 2), case_number="", by=grorud)
    report(measure)
    assert "Noen har rapportert" in text_of(client.post(address, {"reason": "x"}, follow=True))


def test_an_empty_plan_is_adopted_only_when_one_says_that_it_is_empty(grorud: User) -> None:
    plan = make_plan("grorud", slug="grorud-tom", state=Plan.State.DRAFT)
    client, address = CheckingClient.of(grorud), "/planer/grorud-tom/vedta/"

    refused = client.post(address, {"adopted_on": "01.11.2026"})
    assert "Planen har ingen tiltak. Kryss av hvis den skal vedtas slik." in text_of(refused)
    client.post(address, {"adopted_on": "01.11.2026", "is_empty": "on"})

    assert not Plan.objects.get(pk=plan.pk).is_draft


@pytest.mark.one_database
def test_sql_and_python_agree_on_which_changes_moved_the_start_over_a_day(grorud: User) -> None:
    plan = make_plan("alna")
    kept = {"plan": plan, "reason": "Vedtaket", **signed(grorud, plan.organisation)}
    starts = ("", "2023-01-01", "2024-01-01")
    parts = (PlanChange.Part.STARTS_ON, PlanChange.Part.ENDS_ON)
    for part, before, after in product(parts, starts, starts):
        PlanChange.objects.create(part=part, before=before, after=after, **kept)
    changes = PlanChange.objects.filter(plan=plan)
    for day in (date(2022, 12, 31), date(2023, 1, 1), date(2024, 1, 1), localdate()):
        moved = {change for change in changes if change.moved_start_over(day)}
        assert moved == set(changes.start_moved_over(day))
