"""One number for one question, whichever door one comes in by (T6): the menu of each role, pages of
the city and of a bydel, files, the export and the case paper."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from docx import Document
from lxml import html
from openpyxl import load_workbook

from measures.models import Measure
from plans.models import Plan
from reporting.models import Round
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_theme, report

# What is asked is asked of SQLite and PostgreSQL alike in the tests of each room.
pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
GRORUD = "bydel=grorud&plan=gjeldende"
NUMBERS = dict[str, int]


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch, five_plans: None) -> None:
    """T2 has passed, and two of Grorud's were reported for it, one of them dropped."""
    let_it_be(monkeypatch, TODAY)
    Round.objects.create(name="T1 2026", cut_off=date(2026, 4, 30))
    Round.objects.create(name="T2 2026", cut_off=date(2026, 8, 31))
    first, second = Measure.objects.filter(plan__slug="grorud-2023").order_by("n")[:2]
    report(first, on=date(2026, 8, 31))
    report(second, "Utgår", on=date(2026, 9, 30))


def in_menu(client: CheckingClient, label: str) -> str:
    page = html.document_fromstring(client.get("/", follow=True).content.decode())
    [link] = page.xpath(f"//nav[@aria-label='Hovedmeny']//a[normalize-space()='{label}']/@href")
    return str(link)


def of_list(client: CheckingClient, address: str) -> NUMBERS:
    summary = client.get(address, follow=True).context["summary"]
    rate = summary.in_round
    return {
        "tiltak": summary.in_scope,
        "over frist": summary.overdue,
        "rapportert": rate.reported,
        "skulle": rate.base,
    }


def of_tally(tally: Any) -> NUMBERS:
    rate = tally.in_round
    return {
        "tiltak": tally.total,
        "over frist": tally.overdue,
        "rapportert": rate.reported,
        "skulle": rate.base,
    }


def of_facts(facts: dict[str, Any]) -> NUMBERS:
    reported, _of, base, *_share = str(facts["Rapportert for T2 2026"]).split()
    late = next(str(value) for name, value in facts.items() if name.startswith("Over frist"))
    return {
        "tiltak": int(facts["Tiltak"]),
        "over frist": int(late.split()[0]) if late != "–" else 0,
        "rapportert": int(reported),
        "skulle": int(base),
    }


def facts_of_book(client: CheckingClient, address: str) -> dict[str, Any]:
    book = load_workbook(BytesIO(client.get(address).getvalue()))
    return {
        str(name): value
        for name, value in book.worksheets[0].iter_rows(max_col=2, values_only=True)
    }


def of_row(row: dict[str, str]) -> NUMBERS:
    return {
        "tiltak": int(row["Tiltak"]),
        "over frist": int(row["Over frist"] or 0),
        "rapportert": int(row["Rapportert for T2 2026"]),
        "skulle": int(row["Skulle rapporteres for T2 2026"]),
    }


def table_of(client: CheckingClient) -> dict[str, dict[str, str]]:
    text = client.get("/oversikt/csv/?plan=gjeldende").content.decode("utf-8-sig")
    return {row["Bydel"]: row for row in csv.DictReader(StringIO(text), delimiter=";")}


def of_export(folder: Path, plans: list[str]) -> NUMBERS:
    path = folder / "tiltak.json"
    call_command("export_status", format="json", output=path, verbosity=0)
    records = [each for each in json.loads(path.read_text()) if each["plan"] in plans]
    parts = [each["in_round"] for each in records]
    return {
        "tiltak": len(records),
        "over frist": sum(each["over_frist"] for each in records),
        "rapportert": parts.count("rapportert"),
        "skulle": sum(part in {"rapportert", "eldre", "aldri"} for part in parts),
    }


def doors_to_the_city(client: CheckingClient, folder: Path) -> Iterator[tuple[str, NUMBERS]]:
    yield "tiltak", of_list(client, "/tiltak/?plan=gjeldende")
    page = client.get("/oversikt/", follow=True)
    yield "oversikt", of_tally(page.context["total"])
    yield "oversikt, tallene", of_tally(page.context["tables"].city.numbers.counted)
    yield "oversikt, csv", of_row(table_of(client)["Hele byen"])
    for address in ("/tiltak/excel/?plan=gjeldende", "/oversikt/excel/?plan=gjeldende"):
        facts = facts_of_book(client, address)
        yield address, of_facts(facts)
        assert len(facts["Planer"].splitlines()) == 4, address
    plans = [plan.slug for plan in Plan.objects.local().in_force(TODAY)]
    yield "export_status", of_export(folder, plans)


def doors_to_grorud(client: CheckingClient, folder: Path) -> Iterator[tuple[str, NUMBERS]]:
    yield "tiltak", of_list(client, f"/tiltak/?{GRORUD}")
    rows = client.get("/oversikt/?plan=gjeldende").context["counted"].rows
    yield "oversikt", next(of_tally(row.counted) for row in rows if row.bydel.slug == "grorud")
    yield "oversikt, csv", of_row(table_of(client)["10 Grorud"])
    facts = facts_of_book(client, f"/tiltak/excel/?{GRORUD}")
    yield "tiltak, Excel", of_facts(facts)
    assert facts["Planer"] == "Grorud 2023–2028"
    yield "export_status", of_export(folder, ["grorud-2023"])
    word = Document(BytesIO(client.get("/planer/grorud-2023/tabell/word/").getvalue()))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows[1:]]
    yield "Til bydelsutvalget, Word", of_facts(dict(rows))
    council = facts_of_book(client, "/planer/grorud-2023/tabell/excel/")
    yield "Til bydelsutvalget, Excel", of_facts(council)
    plans = client.get("/planer/").context["rows"]
    rate = next(row.rate for row in plans if row.plan.slug == "grorud-2023")
    listed = of_list(client, f"/tiltak/?{GRORUD}")
    yield (
        "planer",
        {**listed, "tiltak": rate.total, "rapportert": rate.reported, "skulle": rate.base},
    )


@pytest.mark.parametrize("role", ["leser", "grorud", "byadmin"])
def test_every_door_to_the_city_says_the_same(
    request: pytest.FixtureRequest, role: str, tmp_path: Path
) -> None:
    client = CheckingClient.of(request.getfixturevalue(role))
    said = dict(doors_to_the_city(client, tmp_path))
    assert {name: numbers for name, numbers in said.items() if numbers != said["tiltak"]} == {}
    assert said["tiltak"] == {"tiltak": 130, "over frist": 12, "rapportert": 2, "skulle": 130}


@pytest.mark.parametrize("role", ["leser", "grorud"])
def test_every_door_to_a_bydel_says_the_same(
    request: pytest.FixtureRequest, role: str, tmp_path: Path
) -> None:
    client = CheckingClient.of(request.getfixturevalue(role))
    said = dict(doors_to_grorud(client, tmp_path))
    assert {name: numbers for name, numbers in said.items() if numbers != said["tiltak"]} == {}
    assert said["tiltak"]["tiltak"] == 21


@pytest.mark.parametrize(
    ("role", "scope"),
    [("leser", "plan=gjeldende"), ("byadmin", "plan=gjeldende"), ("grorud", GRORUD)],
)
def test_the_menu_leads_to_addresses_that_say_what_they_count(
    request: pytest.FixtureRequest, role: str, scope: str
) -> None:
    client = CheckingClient.of(request.getfixturevalue(role))
    listed = client.get(in_menu(client, "Tiltak"), follow=True)
    assert listed.request["QUERY_STRING"] == scope
    overview = client.get(in_menu(client, "Oversikt"), follow=True)
    assert overview.request["QUERY_STRING"] == "plan=gjeldende"


def test_what_stands_beside_the_counts_is_the_same_by_each_door(leser: User) -> None:
    """Answers, themes, the trend's last day and Endringer, against Oversikt's rows."""
    client = CheckingClient.of(leser)
    page = client.get("/oversikt/?plan=gjeldende")
    lines = {line.name: line.numbers for line in page.context["tables"].lines if line.numbers}
    column = client.get("/byens-plan/").context["counted"].column_of("st-hanshaugen")
    assert lines["4 St. Hanshaugen"].answered.n == column.answered == 30

    city = client.get("/utvikling/").context["query"].city
    assert of_tally(city.points[-1].counted)["tiltak"] == page.context["total"].total
    assert city.points[-1].counted.in_round == page.context["total"].in_round
    for code, n in page.context["total"].by_code.items():
        assert city.points[-1].counted.by_code.get(code, 0) == n, code

    changes = client.get("/oversikt/endringer/?siden=31.12.2025&per=22.11.2026")
    assert len(changes.context["query"].changes) == page.context["total"].total

    make_theme("bolig")
    found = client.get("/temaer/bolig/").context["hits"]
    assert found.total == page.context["total"].total
