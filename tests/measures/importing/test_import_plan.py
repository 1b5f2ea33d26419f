"""`manage.py import_plan`: what a document holds, told before anything is saved."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate
from openpyxl import Workbook

from measures.importing.forms import FileForm
from measures.importing.sentences import IDENTITY_IN_FILE_NAME
from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import Organisation


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Tiltak"
    sheet.append(["Nr", "Mål", "Tiltak", "Ansvarlig", "Frist", "Status", "Risiko", "Kommentar"])
    sheet.append([
        "1.2.10", "Flere i arbeid", "Ansette to jobbspesialister:\n- en for unge\n- en for voksne",
        "NAV/Seksjon psykisk helse og rus", "01.03.2026", "Forsinkelse, ny frist 30.06.2027",
        "Høy", "Venter på lokaler",
    ])  # fmt: skip
    file = tmp_path / "plan.xlsx"
    book.save(file)
    return file


def dry_run(file: Path) -> Any:
    out = io.StringIO()
    call_command("import_plan", str(file), dry_run=True, json=True, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.one_database
@pytest.mark.usefixtures("five_plans")
def test_what_looks_like_personal_data_is_told_as_warnings_and_changes_no_json(
    tmp_path: Path,
) -> None:
    file = tmp_path / "plan.txt"
    rows = [
        "Tiltak\tAnsvarlig\tFrist",
        "Ring Kari Hansen på 22 33 44 55\tNAV\t",
        "Kurs\tNAV v/ Ola Hansen\t",
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    call_command("import_plan", str(file), dry_run=True, json=True, stdout=out, stderr=err)
    assert [one["text"] for one in json.loads(out.getvalue())] == [
        "Ring Kari Hansen på 22 33 44 55",
        "Kurs",
    ]
    assert err.getvalue().splitlines() == [
        "Innlimt tabell, rad 2: Her står det som ser ut som navnet på en person («Kari Hansen») "
        "og et telefonnummer («22 33 44 55»).",
        "Innlimt tabell, rad 3: «Ola Hansen» ser ut som et navn. Skriv rollen i stedet.",
    ]


@pytest.mark.one_database
def test_a_file_whose_name_has_a_fødselsnummer_is_not_taken_in(
    five_plans: None, plan: Path
) -> None:
    named = plan.rename(plan.with_name("tiltak_15076500565.xlsx"))
    with pytest.raises(CommandError, match="fødselsnummer i navnet på filen"):
        call_command("import_plan", str(named), bydel="bjerke")
    assert not Plan.objects.filter(organisation__slug="bjerke").exists()

    bydeler = Organisation.objects.filter(slug="bjerke")
    uploaded = {"file": SimpleUploadedFile(named.name, named.read_bytes())}
    form = FileForm(list(bydeler), date(2026, 11, 30), {}, uploaded)
    assert form.errors["file"] == [IDENTITY_IN_FILE_NAME]


@pytest.mark.one_database
def test_of_a_plan_that_is_there_a_dry_run_tells_the_difference_and_it_is_not_doubled(
    five_plans: None, tmp_path: Path
) -> None:
    plan = Plan.objects.get(slug="ostensjo-2020")
    first, second, *rest = plan.measures.in_order()
    lines = [f"{one.text.splitlines()[0]}\t\t" for one in rest]
    changed = [f"{first.text}\tNAV\t31.12.2031", f"{second.text}\t\t", "Et helt nytt tiltak\t\t"]
    file = tmp_path / "ny versjon, status 31.12.2023.txt"
    file.write_text("\n".join(["Tiltak\tAnsvarlig\tFrist", *changed, *lines[1:]]), encoding="utf-8")
    out = io.StringIO()
    call_command("import_plan", str(file), plan=plan.slug, dry_run=True, stdout=out)
    told = out.getvalue()
    assert "1 ny, 1 endret, 1 borte, 16 som før." in told
    assert "Endret: 1. Ansvarlig: " in told
    assert "→ 31.12.2031" in told
    assert "Nytt: Et helt nytt tiltak (Innlimt tabell, rad 4)" in told
    before = Plan.objects.count()
    with pytest.raises(CommandError, match=r"er her fra før\. Ingenting er lagret"):
        call_command("import_plan", str(file), plan=plan.slug, bydel="ostensjo")
    assert Plan.objects.count() == before


@pytest.mark.one_database
def test_a_dry_run_tells_each_measure_in_the_names_of_export_status_and_saves_nothing(
    five_plans: None, plan: Path
) -> None:
    before = Measure.ever.count()
    (told,) = dry_run(plan)
    assert told.pop("doubts")
    assert told == {
        "n": 1,
        "code": "1.2.10",
        "title": None,
        "text": "Ansette to jobbspesialister:\n- en for unge\n- en for voksne",
        "topic": None,
        "strategy": None,
        "goal_text": "Flere i arbeid",
        "items": ["en for unge", "en for voksne"],
        "responsible_text": "NAV/Seksjon psykisk helse og rus",
        "responsible": ["NAV", "Seksjon psykisk helse og rus"],
        "deadline_text": "01.03.2026",
        "deadline_kind": "date",
        "due_on": "2027-06-30",
        "due_on_before": "2026-03-01",
        "recurrence": None,
        "days": None,
        "status_text": "Forsinkelse, ny frist 30.06.2027",
        "status": "in_progress",
        "risk_text": "Høy",
        "risk": "high",
        "remarks": "Venter på lokaler",
        "source": {"table": "Tiltak", "row": 2, "page": None},
    }
    assert Measure.ever.count() == before


@pytest.mark.one_database
def test_people_are_told_how_many_there_are_and_where(five_plans: None, plan: Path) -> None:
    out = io.StringIO()
    call_command("import_plan", str(plan), dry_run=True, stdout=out)
    assert "1. Ansette to jobbspesialister" in out.getvalue()
    assert "1 tiltak. Ingenting er lagret." in out.getvalue()


@pytest.mark.parametrize(
    ("name", "why"), [("borte.docx", "den finnes ikke"), ("", "det er en mappe")]
)
def test_a_file_that_cannot_be_opened_gets_a_sentence(
    five_plans: None, tmp_path: Path, name: str, why: str
) -> None:
    with pytest.raises(CommandError, match=f"^Filen kan ikke leses, {why}: "):
        call_command("import_plan", str(tmp_path / name), dry_run=True)


@pytest.mark.one_database
def test_what_is_read_becomes_a_draft_of_the_bydel(five_plans: None, plan: Path) -> None:
    out = io.StringIO()
    call_command("import_plan", str(plan), bydel="bjerke", plan="Rusplan 2025–2028", stdout=out)
    draft = Plan.objects.get(organisation__slug="bjerke")
    assert draft.is_draft
    assert draft.title == "Rusplan 2025–2028"
    (measure,) = Measure.objects.filter(plan=draft)
    assert measure.code == "1.2.10"
    assert measure.status.code == "in_progress"
    assert measure.deadline.due_on == date(2027, 6, 30)
    assert "1 tiltak er lest inn i utkastet" in out.getvalue()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({}, "Skriv --bydel"), ({"bydel": "atlantis"}, "Bydelen «atlantis» finnes ikke")],
)
def test_a_plan_is_for_a_bydel_that_there_is(
    options: dict[str, str], sentence: str, five_plans: None, plan: Path
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("import_plan", str(plan), **options)


# --- The day that the statuses speak of -----------------------------------------------------------


def status_of(
    tmp_path: Path, name: str, status: str, bydel: str = "bjerke", **options: Any
) -> tuple[Any, str]:
    """Of the one measure of a document that is read in."""
    book = Workbook()
    for line in (["Tiltak", "Ansvarlig", "Status"], ["Åpne et værested", "NAV", status]):
        book.active.append(line)
    book.save(tmp_path / name)
    out = io.StringIO()
    call_command("import_plan", str(tmp_path / name), bydel=bydel, stdout=out, **options)
    measure = Measure.objects.get(plan__organisation__slug=bydel)
    return measure.latest_status, out.getvalue()


@pytest.mark.one_database
def test_statuses_are_of_the_day_that_the_document_tells(five_plans: None, tmp_path: Path) -> None:
    status, told = status_of(tmp_path, "Plan, status 30.06.2024.xlsx", "Iverksatt 1.9.2025")
    assert (status.applies_on, status.date_is_assumed) == (date(2024, 6, 30), False)
    assert status.code is None, "it had not begun then"
    assert "Statusene gjelder per 30.06.2024 (filnavnet)." in told


@pytest.mark.one_database
def test_another_day_may_be_said_and_without_any_it_is_today(
    five_plans: None, tmp_path: Path
) -> None:
    named = "Plan, status 30.06.2024.xlsx"
    status, told = status_of(tmp_path, named, "Iverksatt 1.9.2025", per="31.12.2025")
    assert (status.applies_on, status.code) == (date(2025, 12, 31), "implemented")
    assert "31.12.2025 (--per)" in told
    status, told = status_of(tmp_path, "Plan.xlsx", "Iverksatt", "alna")
    assert (status.applies_on, status.date_is_assumed) == (localdate(), True)
    assert "(i dag)" in told


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("per", "sentence"),
    [("31.12.2050", "ikke gjelde en dag som ikke har vært"), ("snart", "Skriv datoen")],
)
def test_a_day_that_has_not_been_or_is_none_is_refused(
    per: str, sentence: str, five_plans: None, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=sentence):
        status_of(tmp_path, "Plan.xlsx", "Iverksatt", per=per)
    assert not Plan.objects.filter(organisation__slug="bjerke").exists()
