"""«Byens plan» where every plan answers: computed by other means, and the same in the files."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from measures.columns import city_key
from measures.models import Measure, NoLocalMeasure
from measures.models.queries import STATUS_RANK
from measures.vocabulary import DISPLAY_ORDER
from plans.models import Plan
from ruspolitikk.accounts.models import User
from ruspolitikk.days import Day
from tests.factories import report
from tests.reporting.coverage.matrix import (
    AN_AUTUMN_DAY,
    answer,
    citys,
    counted,
    matrix,
    page_of,
    say_none,
    table_of,
)

FIVE = ("st-hanshaugen-2020", "grorud-2023", "ostensjo-2020", "ostensjo-2010", "nordstrand-2021")


# --- By other means -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answered_more(kept: None) -> None:
    """Links, sayings and statuses beside those of the documents, in every one of the plans."""
    for place, slug in enumerate(FIVE):
        plan = Plan.objects.get(slug=slug)
        measures = list(plan.measures.order_by("n"))
        for n, city in enumerate(citys()[place::4]):
            own = [measures[n], measures[(n * 7) % len(measures)]]
            answer(plan, city_key(city), *own)
    codes = list(DISPLAY_ORDER)
    for n, measure in enumerate(Measure.objects.local().order_by("pk")):
        if n % 3 == 0:
            report(measure, "Som sagt", code=codes[n // 3 % 8], on=date(2026, 5, 1))
        elif n % 11 == 0:
            report(measure, "Godt på vei", on=date(2026, 5, 1))
    for slug in ("grorud-2023", "ostensjo-2010"):
        plan = Plan.objects.get(slug=slug)
        free = [c for c in citys() if not plan.measures.filter(answers=c).exists()]
        for city in free[:3]:
            say_none(plan, city_key(city), f"Ikke vårt: {city.code}")


def exported(slug: str, day: str, folder: Path) -> list[dict[str, Any]]:
    path = folder / f"{slug}.json"
    call_command("export_status", format="json", output=path, plan=slug, as_of=day)
    records: list[dict[str, Any]] = json.loads(path.read_text())
    return records


FURTHEST = ("completed", "implemented", "ongoing", "partly_implemented", "in_progress", "on_hold")
IN_WORDS = dict(
    zip(
        (*FURTHEST, "not_started", "cancelled", "unmapped", "not_reported"),
        (
            "Avsluttet",
            "Iverksatt",
            "Løpende",
            "Delvis iverksatt",
            "Under arbeid",
            "På vent",
            "Ikke startet",
            "Utgått",
            "Ukjent statusord",
            "Ikke rapportert",
        ),
        strict=True,
    )
)


def recomputed(slug: str, day: str, folder: Path) -> dict[str, str]:
    """City key → what the cell must say, from the export and nothing else of the product's."""
    answering = defaultdict(list)
    for measure in exported(slug, day, folder):
        never = measure["status_text"] is None
        code = measure["status"] or ("not_reported" if never else "unmapped")
        for key in measure["answers"]:
            answering[key].append(code)
    order = list(IN_WORDS)
    reasons = {
        city_key(one.city_measure): one.reason
        for one in NoLocalMeasure.objects.filter(plan__slug=slug, withdrawn_at=None)
    }
    cells = {}
    for city in json.loads(Path("fixtures/oslo.json").read_text()):
        if city["model"] != "measures.measure":
            continue
        fields = city["fields"]
        number = fields["strategy"][1] if fields.get("strategy") else ""
        key = f"{number}/{fields.get('topic', '')}/{fields['code']}"
        codes = [code for code in answering[key] if code != "cancelled"]
        if codes:
            cells[key] = f"{IN_WORDS[min(codes, key=order.index)]}, {len(codes)} tiltak"
        elif key in reasons:
            cells[key] = f"Ingen lokalt tiltak: {reasons[key]}"
        elif dropped := len(answering[key]):
            cells[key] = f"Utgått, {dropped} tiltak: ikke besvart"
        else:
            cells[key] = "Ikke besvart"
    return cells


@pytest.mark.parametrize("day", ["2026-11-22", "2023-12-31"])
@pytest.mark.parametrize("slug", FIVE)
def test_every_cell_is_what_the_export_says(
    answered_more: None, byadmin: User, slug: str, day: str, tmp_path: Path
) -> None:
    wanted = recomputed(slug, day, tmp_path)
    assert len(wanted) == 36
    on = date.fromisoformat(day)
    seen = matrix(page_of(byadmin, f"?plan={slug}&per={on:%d.%m.%Y}"))
    bydel = Plan.objects.get(slug=slug).organisation.slug
    assert {city_key(c): seen[c.get_absolute_url()][bydel] for c in citys()} == wanted


def test_the_recomputed_cells_are_of_every_kind(
    answered_more: None, db: None, tmp_path: Path
) -> None:
    cells = [c for slug in FIVE for c in recomputed(slug, "2026-11-22", tmp_path).values()]
    kinds = {cell.split(",")[0].split(":")[0] for cell in cells}
    assert kinds >= {"Ikke besvart", "Ingen lokalt tiltak", "Ikke rapportert", "Iverksatt"}
    assert any(cell.endswith(", 2 tiltak") for cell in cells)


# --- What a cell says -----------------------------------------------------------------------------


def test_the_furthest_is_the_first_of_the_list_sorted_by_status(
    answered_more: None, byadmin: User
) -> None:
    in_list = Measure.objects.as_of(Day(AN_AUTUMN_DAY, AN_AUTUMN_DAY)).order_by(STATUS_RANK)
    compared = 0
    for line in counted(byadmin).lines:
        for cell in line.cells:
            if cell.measures > 1:
                (first,) = list(
                    in_list.answering().filter(plan=cell.plan, answers=line.measure)[:1]
                )
                assert first.status_code == cell.code
                compared += 1
    assert compared > 10


# --- The files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["excel", "csv"])
def test_the_files_hold_the_same_table_as_the_page(
    answered_more: None, byadmin: User, kind: str
) -> None:
    headings, *rows = table_of(byadmin, kind, "?per=31.12.2021")
    assert headings[:6] == [
        "Byens strategi",
        "Innsatsområde",
        "Kode",
        "Byens tiltak",
        "Besvart",
        "Bydeler med plan",
    ]
    assert headings[6:][3] == "4 St. Hanshaugen"
    seen = matrix(page_of(byadmin, "?per=31.12.2021"))
    assert [[f"{row[4]} av {row[5]}", *row[6:]] for row in rows] == [
        list(row.values()) for row in seen.values()
    ]
