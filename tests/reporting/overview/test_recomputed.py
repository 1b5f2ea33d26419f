"""The city's figures again by other means: the JSON export and the fixtures, in plain Python.

Nothing of the product counts here. The export says each measure's state on a day, the fixtures say
which plans there are and how deadlines moved; what the pages and their files say must agree.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from lxml import html

from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.reporting.overview.reading import text_of

FIXTURES = settings.BASE_DIR / "fixtures"
TODAY = date(2026, 11, 22)
DAYS = (TODAY, date(2021, 1, 15), date(2012, 1, 1))
WORDS = {
    "completed": "Avsluttet",
    "implemented": "Iverksatt",
    "ongoing": "Løpende",
    "partly_implemented": "Delvis iverksatt",
    "in_progress": "Under arbeid",
    "on_hold": "På vent",
    "not_started": "Ikke startet",
    "cancelled": "Utgått",
    "": "Ikke rapportert",
}
STAGES = {
    "Ikke i gang (på vent, ikke startet)": ("not_started", "on_hold"),
    "I gang (delvis iverksatt, under arbeid)": ("in_progress", "partly_implemented"),
    "I kraft (iverksatt, løpende)": ("implemented", "ongoing"),
}
SECOND_GOAL = (
    "Innbyggere med rusproblemer får bistand ut fra sine behov til å leve et meningsfylt liv"
)

Record = dict[str, Any]
Export = Callable[[date], list[Record]]
KEEP_ALL: Callable[[Record], bool] = bool


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch, five_plans: None) -> None:
    let_it_be(monkeypatch, TODAY)


@pytest.fixture
def export(tmp_path: Path) -> Export:
    def written(on: date) -> list[Record]:
        file = tmp_path / f"{on}.json"
        call_command("export_status", "--format=json", f"--output={file}", f"--as-of={on}")
        rows: list[Record] = json.loads(file.read_text("utf-8"))
        return rows

    return written


# --- Plain Python over JSON -----------------------------------------------------------------------


@cache
def fixture_rows(model: str) -> list[dict[str, Any]]:
    files = sorted(FIXTURES.glob("*.json"))
    rows = [row for file in files for row in json.loads(file.read_text("utf-8"))]
    return [row["fields"] for row in rows if row["model"] == model]


def bydeler() -> dict[str, str]:
    """Slug → «10 Grorud»."""
    by_slug = {row["slug"]: row for row in fixture_rows("accounts.organisation")}
    return {s: f"{row['number']} {row['name']}" for s, row in by_slug.items() if row.get("number")}


def plans_of(bydel: str) -> list[dict[str, Any]]:
    own = [row for row in fixture_rows("plans.plan") if row["organisation"] == [bydel]]
    return sorted(own, key=lambda plan: str(plan["starts_on"]))


def plan_on(bydel: str, on: date) -> dict[str, Any] | None:
    """The newest that had begun."""
    begun = [plan for plan in plans_of(bydel) if plan["starts_on"] <= on.isoformat()]
    return begun[-1] if begun else None


def slips(plan: str, numbers: set[int], on: date) -> list[int]:
    """Days from each dated deadline to the next of the same measure, as the fixtures have them."""
    by_measure: dict[int, list[tuple[str, str]]] = {}
    for row in fixture_rows("measures.deadline"):
        slug, n = row["measure"]
        has_begun = row["kind"] == "date" and row["applies_on"] <= on.isoformat()
        if slug == plan and n in numbers and has_begun:
            by_measure.setdefault(n, []).append((row["applies_on"], row["due_on"]))
    slips = []
    for entries in by_measure.values():
        days = [date.fromisoformat(due) for _applies, due in sorted(entries)]
        slips += [(after - before).days for before, after in pairwise(days)]
    return slips


def counted(n: int, of: Iterable[Any]) -> str:
    """A number, where there is something that it could be a number of."""
    return str(n) if any(of) else ""


def expected(records: list[Record], slips: list[int]) -> dict[str, str]:
    """What a row of the file says of some measures; empty where there is nothing to count."""
    n = len(records)
    codes = Counter(record["status"] or "" for record in records)
    reported = [record for record in records if record["status_text"]]
    last = max((record["applies_on"] for record in reported), default=None)
    return {
        "Tiltak": str(n),
        **{word: str(codes[code]) for code, word in WORDS.items()},
        **{name: str(sum(codes[c] for c in stage)) for name, stage in STAGES.items()},
        "Over frist": counted(
            sum(record["over_frist"] for record in records),
            (record["deadline_kind"] == "date" for record in records),
        ),
        "Høy risiko": counted(
            sum(record["risk"] == "high" for record in records),
            (record["risk"] for record in records),
        ),
        "Sist rapportert": f"{date.fromisoformat(last):%d.%m.%Y}" if last else "",
        "Flyttede frister": str(len(slips)),
        "Flyttet i snitt, dager": str(round(sum(slips) / len(slips))) if slips else "",
    }


def file_of(user: User, address: str) -> list[dict[str, str]]:
    text = CheckingClient.of(user).get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def by_first_cell(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {next(iter(row.values())): row for row in rows}


def asked(on: date, query: str = "") -> str:
    return f"?per={on:%d.%m.%Y}{query}"


# --- Oversikt -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "query", "keeps"),
    [
        *((on, "", KEEP_ALL) for on in DAYS),
        (TODAY, "&strategi=uten", lambda record: record["strategy"] is None),
        (TODAY, "&innsatsomrade=Bolig", lambda record: record["topic"] == "Bolig"),
        (TODAY, "&mal=2", lambda record: SECOND_GOAL in record["goals"]),
        (DAYS[1], "&mal=uten", lambda record: not record["goals"]),
    ],
)
def test_the_overviews_file_says_what_the_export_says(
    byadmin: User, export: Export, on: date, query: str, keeps: Callable[[Record], bool]
) -> None:
    records = [record for record in export(on) if keeps(record)]
    rows = by_first_cell(file_of(byadmin, f"/oversikt/csv/{asked(on, query)}"))
    in_all: list[Record] = []
    moved_in_all: list[int] = []
    for slug, name in bydeler().items():
        plan = plan_on(slug, on)
        if plan is None:
            assert [*rows[name].values()][1:3] == ["– ingen plan", ""]
            assert {*rows[name].values()} == {name, "– ingen plan", ""}
            continue
        own = [record for record in records if record["plan"] == plan["slug"]]
        moved = slips(plan["slug"], {record["n"] for record in own}, on)
        in_all, moved_in_all = in_all + own, moved_in_all + moved
        wanted = expected(own, moved)
        assert {key: rows[name][key] for key in wanted} == wanted
        assert len(own) == sum(int(rows[name][word]) for word in WORDS.values())
    wanted = expected(in_all, moved_in_all)
    assert {key: rows["Hele byen"][key] for key in wanted} == wanted


def test_the_slip_of_2010_is_that_of_the_documents_two_moved_deadlines(byadmin: User) -> None:
    row = by_first_cell(file_of(byadmin, f"/oversikt/csv/{asked(DAYS[2])}"))["13 Østensjø"]
    moved = slips("ostensjo-2010", set(range(1, 40)), DAYS[2])
    assert len(moved) == 2
    assert row["Flyttet i snitt, dager"] == str(round(sum(moved) / 2))


def test_what_each_plan_answers_is_counted_in_the_export(byadmin: User, export: Export) -> None:
    rows = by_first_cell(file_of(byadmin, f"/oversikt/csv/{asked(TODAY)}"))
    answered: dict[str, set[str]] = {}
    for record in export(TODAY):
        answered.setdefault(record["bydel"], set()).update(record["answers"])
    assert len(answered["st-hanshaugen"]) == 30
    for slug, name in bydeler().items():
        if plan_on(slug, TODAY):
            assert rows[name]["Svarer på byens tiltak"] == str(len(answered[slug]))
            assert rows[name]["Byens tiltak"] == "36"


@pytest.mark.parametrize("on", DAYS)
def test_the_pages_tables_say_what_its_file_says(byadmin: User, on: date) -> None:
    response = CheckingClient.of(byadmin).get(f"/oversikt/{asked(on)}")
    page: Any = html.document_fromstring(response.content.decode())
    rows = by_first_cell(file_of(byadmin, f"/oversikt/csv/{asked(on)}"))
    for table, renamed in (
        ("matrix", {}),
        ("stages", {name.partition(" (")[0]: name for name in STAGES}),
        ("plan-facts", {"Flyttet i snitt": "Flyttet i snitt, dager"}),
    ):
        for row in page.xpath(f"//table[contains(@class, '{table}')]/*[not(self::thead)]/tr"):
            in_file = rows[text_of(row.xpath("th")[0])]
            for cell in row.xpath("td[@data-label]"):
                label = cell.get("data-label")
                number = (
                    text_of(cell).partition(" i ")[0].removesuffix(" dager").removesuffix(" dag")
                )
                if label == "Svarer på byens tiltak" and number != "–":
                    assert number == f"{in_file[label]} av {in_file['Byens tiltak']}"
                else:
                    assert number == (in_file[renamed.get(label, label)] or "–"), label


# --- Utvikling and Plankalender -------------------------------------------------------------------


def test_each_day_of_the_development_says_what_the_export_of_that_day_says(
    byadmin: User, export: Export
) -> None:
    names = {name: slug for slug, name in bydeler().items()}
    rows = file_of(byadmin, f"/utvikling/csv/{asked(TODAY, '&vis=ar')}")
    days = {row["Dag"] for row in rows}
    exports = {day: export(date(*map(int, reversed(day.split("."))))) for day in days}
    assert len(days) > 2
    for row in rows:
        on = date(*map(int, reversed(row["Dag"].split("."))))
        chosen = [names[row["Bydel"]]] if row["Bydel"] in names else list(bydeler())
        plans = {plan["slug"] for slug in chosen if (plan := plan_on(slug, on))}
        counted = [record for record in exports[row["Dag"]] if record["plan"] in plans]
        wanted = expected(counted, []) if counted else dict.fromkeys(WORDS.values(), "")
        columns = ["Tiltak", *WORDS.values()]
        in_row = {column: wanted[column] for column in columns if column in wanted}
        assert {column: row[column] for column in in_row} == in_row, row


@pytest.mark.parametrize("on", [*DAYS, date(2009, 12, 31), date(2013, 12, 31), date(2014, 1, 1)])
def test_who_has_a_plan_in_the_calendar_is_read_from_the_fixtures_days(
    byadmin: User, on: date
) -> None:
    lists: dict[str, list[str]] = {"I kraft": [], "Utløpt": [], "Ingen plan": []}
    for slug, name in bydeler().items():
        plan = plan_on(slug, on)
        is_over = plan is not None and (plan.get("ends_on") or "9999") < on.isoformat()
        kind = "Ingen plan" if plan is None else "Utløpt" if is_over else "I kraft"
        lists[kind].append(name.split(" ", 1)[1])
    response = CheckingClient.of(byadmin).get(f"/planer/kalender/{asked(on)}")
    page: Any = html.document_fromstring(response.content.decode())
    terms = [text_of(term) for term in page.xpath("//dl[@class='pairs']/dt")]
    lines = [text_of(names) for names in page.xpath("//dl[@class='pairs']/dd")]
    without_notes = {
        term: [name.split(" (")[0] for name in names.split(", ")] if names != "–" else []
        for term, names in zip(terms, lines, strict=True)
    }
    assert without_notes == lists


def test_the_gaps_of_the_calendar_are_the_days_between_the_fixtures_plans(byadmin: User) -> None:
    rows = file_of(byadmin, f"/planer/kalender/csv/{asked(TODAY)}")
    names = bydeler()
    lapses = {(row["Bydel"], row["Fra"]): row["Uten plan i kraft etterpå"] for row in rows}
    for slug, name in names.items():
        plans = plans_of(slug)
        for n, plan in enumerate(plans):
            following = plans[n + 1] if n + 1 < len(plans) else None
            starts = date.fromisoformat(plan["starts_on"])
            lapse = lapses[name, f"{starts:%d.%m.%Y}"]
            if plan.get("ends_on", "9999") >= TODAY.isoformat():
                assert lapse == ""
                continue
            first = date.fromisoformat(plan["ends_on"]) + timedelta(days=1)
            if following is None:
                assert lapse.startswith(f"siden {first:%d.%m.%Y}")
            else:
                last = date.fromisoformat(following["starts_on"]) - timedelta(days=1)
                assert lapse.startswith(f"{first:%d.%m.%Y}–{last:%d.%m.%Y}")
