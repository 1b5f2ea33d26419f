"""A measure is in its plan from a day (domain.md): no list, count, file or picture of an earlier
day has one that joined later, whichever door one comes in by."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document
from lxml import html

from measures.models import Measure
from measures.models.carry_over import CarryOver
from measures.models.succession import Decision
from plans.models import Plan
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.factories import editor_of, make_measure, make_plan, make_theme
from tests.measures.editing.forms import add, text_of

A_PAST_DAY = "15.01.2024"
ASKED = {"per": A_PAST_DAY, "siden": "31.12.2022"}
PLAN = {"slug": "grorud-2023"}
PAGES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("measures:list", {}, {}),
    ("measures:plan", PLAN, {}),
    ("reporting:overview", {}, {"plan": "grorud-2023"}),
    ("reporting:overview-csv", {}, {}),
    ("reporting:overview-svg", {}, {}),
    ("reporting:trend", {}, {}),
    ("reporting:trend-csv", {}, {}),
    ("reporting:changes", {}, {}),
    ("reporting:changes-csv", {}, {}),
    ("reporting:themes", {}, {}),
    ("reporting:themes-csv", {}, {}),
    ("reporting:theme", {"slug": "overdose"}, {}),
    ("reporting:theme-csv", {"slug": "overdose"}, {}),
    ("reporting:coverage", {}, {}),
    ("reporting:coverage-csv", {}, {}),
    ("reporting:calendar", {}, {}),
    ("reporting:comparison", {}, {"plan": "grorud-2023"}),
    ("reporting:comparison-csv", {}, {"plan": "grorud-2023"}),
    ("reporting:council", PLAN, {}),
    ("reporting:council-word", PLAN, {}),
]


def said_by(answer: Any) -> str:
    """What a page or a file says."""
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "wordprocessingml" in answer["Content-Type"]:
        document = Document(BytesIO(content))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join(cells)  # its head says the minute that it was made
    if "html" in answer["Content-Type"]:
        return str(html.document_fromstring(content.decode()).xpath("//main")[0].text_content())
    return str(content.decode())


def all_said(client: CheckingClient, exported: Path) -> dict[str, str]:
    said = {
        name: said_by(client.get(reverse(name, kwargs=where), {**ASKED, **query}))
        for name, where, query in PAGES
    }
    wanted = ["--as-of", "2024-01-15", "--format", "json", "--output", str(exported)]
    call_command("export_status", *wanted, stdout=StringIO(), stderr=StringIO())
    measures = exported.read_text()
    city = Measure.objects.framework().order_by("pk").first()
    page = reverse("measures:measure", args=[city.pk])
    answers = said_by(client.get(page, {"per": A_PAST_DAY}))
    return {**said, "export_status": measures, "the city's measure": answers}


@pytest.mark.one_database
def test_no_earlier_day_has_a_measure_that_joined_later(
    client: CheckingClient, grorud: User, tmp_path: Path
) -> None:
    make_theme("overdose", name="Overdose", slug="overdose")
    client.force_login(grorud)
    before = all_said(client, tmp_path / "before.json")

    city = Measure.objects.framework().order_by("pk").first()
    add(
        client,
        Plan.objects.get(slug="grorud-2023"),
        text="Kurs mot overdose for alle",
        deadline_words="31.12.2023",
        answers=[str(city.pk)],
    )

    made = Measure.objects.get(text="Kurs mot overdose for alle")
    assert made.joined_on == localdate()
    assert made.deadlines.get().applies_on == localdate()
    client.get(made.get_absolute_url())  # which tells that it was saved
    assert all_said(client, tmp_path / "after.json") == before


def test_its_own_page_says_that_it_was_not_in_the_plan(
    client: CheckingClient, grorud: User
) -> None:
    measure = make_measure(
        Plan.objects.get(slug="grorud-2023"), "Et nytt kurs", joined_on=date(2026, 5, 1)
    )
    client.force_login(grorud)

    then = text_of(client.get(measure.get_absolute_url(), {"per": A_PAST_DAY}))
    now = text_of(client.get(measure.get_absolute_url()))

    assert "Tiltaket var ikke med i planen da. Det er med fra 01.05.2026." in then
    assert "var ikke med" not in now


@pytest.mark.parametrize("on", [date(2026, 4, 30), date(2026, 5, 1)])
def test_the_rule_is_the_same_for_one_and_for_many(five_plans: None, on: date) -> None:
    plan = make_plan()
    measures = [make_measure(plan), make_measure(plan, joined_on=date(2026, 5, 1))]

    among = set(plan.measures.in_plan_on(on))

    assert among == {measure for measure in measures if measure.was_in_plan_on(on)}


def test_what_is_carried_into_a_plan_that_has_begun_joins_it_then(five_plans: None) -> None:
    old, new = make_plan(), make_plan(starts_on=date(2025, 1, 1))
    measure = make_measure(old, deadline="Kontinuerlig")

    CarryOver(old, new, editor_of(old.organisation)).decide(
        {measure.pk: Decision(kind="continued")}
    )

    copy = new.measures.get()
    assert copy.joined_on == localdate()
    assert copy.deadlines.get().applies_on == localdate()
