"""`manage.py export_status`: the command-line door, in three formats."""

import csv
import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from measures.models import Measure
from reporting.models import Round
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, report, set_deadline

KEYS = [
    "id",
    "bydel",
    "plan",
    "n",
    "code",
    "title",
    "text",
    "topic",
    "strategy",
    "goals",
    "items",
    "answers",
    "goal_text",
    "responsible_text",
    "deadline_text",
    "status_text",
    "risk_text",
    "remarks",
    "responsible",
    "deadline_kind",
    "due_on",
    "due_on_before",
    "recurrence",
    "days",
    "status",
    "risk",
    "applies_on",
    "over_frist",
    "round",
    "in_round",
]

pytestmark = [pytest.mark.usefixtures("five_plans"), pytest.mark.one_database]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def as_json(folder: Path, *options: str) -> list[dict[str, Any]]:
    file = folder / "status.json"
    call_command("export_status", "--format=json", f"--output={file}", *options)
    rows: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return rows


def as_csv(folder: Path, *options: str) -> list[dict[str, str]]:
    file = folder / "status.csv"
    call_command("export_status", "--format=csv", f"--output={file}", *options)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def as_xlsx(folder: Path, *options: str) -> Any:
    file = folder / "status.xlsx"
    call_command("export_status", "--format=xlsx", f"--output={file}", *options)
    return load_workbook(file)


def over_frist(rows: list[dict[str, Any]]) -> int:
    return sum(row["over_frist"] for row in rows)


def numbered(rows: list[dict[str, Any]], n: int) -> dict[str, Any]:
    [found] = [row for row in rows if row["n"] == n]
    return found


# --- Which measures -------------------------------------------------------------------------------


def test_it_writes_169_local_measures_from_five_plans(folder: Path) -> None:
    assert Counter(row["plan"] for row in as_json(folder)) == {
        "st-hanshaugen-2020": 42,
        "grorud-2023": 21,
        "ostensjo-2020": 18,
        "ostensjo-2010": 39,
        "nordstrand-2021": 49,
    }


def test_every_object_has_the_agreed_keys_in_their_order(folder: Path) -> None:
    assert {tuple(row) for row in as_json(folder)} == {tuple(KEYS)}


def test_each_measure_tells_its_part_in_the_last_round(folder: Path) -> None:
    Round.objects.create(name="Årsrapport 2022", cut_off=date(2022, 12, 31))
    rows = as_json(folder, "--plan=nordstrand-2021", "--as-of=2023-01-15")
    assert Counter((row["round"], row["in_round"]) for row in rows) == {
        ("Årsrapport 2022", "rapportert"): 22,
        ("Årsrapport 2022", "aldri"): 27,
    }
    assert {row["in_round"] for row in as_json(folder, "--as-of=2022-12-31")} == {None}


def test_the_citys_36_measures_are_written_where_oslo_is_asked_for(folder: Path) -> None:
    rows = as_json(folder, "--bydel=oslo")
    assert len(rows) == 36
    assert {row["bydel"] for row in rows} == {"oslo"}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--bydel=ostensjo"], 57),
        (["--plan=ostensjo-2010"], 39),
        (["--bydel=ostensjo", "--plan=ostensjo-2020"], 18),
        (["--bydel=grorud", "--plan=ostensjo-2020"], 0),
        (["--bydel=alna"], 0),
    ],
)
def test_a_bydel_and_a_plan_narrow_it(folder: Path, options: list[str], count: int) -> None:
    assert len(as_json(folder, *options)) == count


def test_the_three_formats_hold_the_same_measures(folder: Path) -> None:
    in_json = [(row["plan"], str(row["n"])) for row in as_json(folder)]
    in_csv = [(row["plan"], row["n"]) for row in as_csv(folder)]
    assert in_csv == in_json
    assert as_xlsx(folder)["Tiltak"].max_row == 170


def test_a_code_that_looks_like_a_day_is_the_same_in_csv(folder: Path) -> None:
    asked = "--plan=ostensjo-2010"
    codes = [row["code"] for row in as_json(folder, asked)]
    assert "4.2.10" in codes
    assert [row["code"] for row in as_csv(folder, asked)] == codes


def test_the_numbers_of_a_plan_run_from_one(folder: Path) -> None:
    rows = as_json(folder, "--plan=st-hanshaugen-2020")
    assert sorted(row["n"] for row in rows) == list(range(1, 43))


# --- What is said of a measure --------------------------------------------------------------------


def test_a_measure_is_told_as_the_issue_says(folder: Path) -> None:
    told = numbered(as_json(folder, "--plan=ostensjo-2020", "--as-of=2021-01-15"), 1)
    measure = Measure.objects.get_by_natural_key("ostensjo-2020", 1)
    assert told["id"] == measure.pk
    assert (told["bydel"], told["code"], told["strategy"]) == ("ostensjo", None, None)
    assert told["responsible"] == ["avdelingsdirektør velferd og fritid"]
    assert (told["deadline_text"], told["deadline_kind"]) == ("31.12.2020", "date")
    assert (told["due_on"], told["due_on_before"]) == ("2020-12-31", None)
    assert (told["status_text"], told["status"]) == ("Under arbeid", "in_progress")
    assert (told["risk_text"], told["risk"]) == ("Middels risiko", "medium")
    assert told["applies_on"] == "2020-12-31"
    assert told["over_frist"] is True


def test_blanks_are_null_and_lists_are_empty_lists(folder: Path) -> None:
    told = numbered(as_json(folder, "--plan=ostensjo-2020"), 17)
    nulls = ("status_text", "status", "applies_on", "deadline_text", "due_on", "recurrence", "days")
    assert {name: told[name] for name in nulls} == dict.fromkeys(nulls)
    assert (told["items"], told["answers"]) == ([], [])
    assert told["deadline_kind"] == "none"
    assert told["over_frist"] is False


def test_a_recurring_deadline_tells_its_rhythm_and_its_days(folder: Path) -> None:
    told = numbered(as_json(folder, "--plan=ostensjo-2020"), 16)
    assert (told["deadline_text"], told["deadline_kind"]) == ("30.04 og 30.11", "recurring")
    assert (told["recurrence"], told["days"]) == ("half_yearly", ["04-30", "11-30"])
    assert told["due_on"] is None


def test_the_answers_are_keys_of_the_citys_measures(folder: Path) -> None:
    answers = [key for row in as_json(folder, "--bydel=st-hanshaugen") for key in row["answers"]]
    assert len(answers) == 41
    assert len(set(answers)) == 36 - 6
    assert {"1//a", "2//a"} <= set(answers)


def test_the_items_are_texts_in_their_order(folder: Path) -> None:
    rows = as_json(folder, "--plan=grorud-2023")
    assert sum(len(row["items"]) for row in rows) == 73
    assert numbered(rows, 1)["items"][:2] == ["Sommerjobb som en sosial arena.", "Helseavklaring"]


def test_counts_of_the_statuses_are_those_of_the_documents(folder: Path) -> None:
    assert Counter(row["status"] for row in as_json(folder)) == {
        None: 75,
        "in_progress": 12 + 19 + 22 + 2,
        "on_hold": 2,
        "implemented": 22,
        "ongoing": 4,
        "partly_implemented": 5,
        "not_started": 5,
        "completed": 1,
    }


# --- As of a day ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "day", "count"),
    [
        ("ostensjo-2020", "2021-01-15", 7),
        ("ostensjo-2020", "2022-01-15", 10),
        ("ostensjo-2020", "2024-01-15", 12),
        ("ostensjo-2010", "2011-05-30", 9),
        ("ostensjo-2010", "2011-06-30", 5),
        ("ostensjo-2010", "2011-07-01", 7),
    ],
)
def test_over_frist_agrees_with_the_check_figures(
    folder: Path, plan: str, day: str, count: int
) -> None:
    assert over_frist(as_json(folder, f"--plan={plan}", f"--as-of={day}")) == count


def test_over_frist_is_the_same_in_all_formats(folder: Path) -> None:
    options = ("--bydel=ostensjo", "--as-of=2021-01-15")
    in_csv = Counter(row["over_frist"] for row in as_csv(folder, *options))
    book = as_xlsx(folder, *options)
    heading, *rows = book["Tiltak"].iter_rows(values_only=True)
    assert in_csv["True"] == over_frist(as_json(folder, *options)) == 7 + 7
    assert [row[heading.index("Over frist")] for row in rows].count("Ja") == 14


@pytest.mark.parametrize(
    ("day", "due_on", "before"),
    [("2011-05-30", "2010-03-01", None), ("2011-05-31", "2011-06-30", "2010-03-01")],
)
def test_a_moved_deadline_keeps_its_first_words(
    folder: Path, day: str, due_on: str, before: str | None
) -> None:
    told = numbered(as_json(folder, "--plan=ostensjo-2010", f"--as-of={day}"), 4)
    assert told["deadline_text"] == "01.03.2010"
    assert (told["due_on"], told["due_on_before"]) == (due_on, before)


def test_a_deadline_moved_twice_names_the_one_before(folder: Path) -> None:
    measure = make_measure(make_plan("alna", slug="alna-2024"), deadline="Innen mars 2024")
    set_deadline(measure, "30.06.2024", on=date(2024, 4, 1), reason="Venter på lokaler")
    set_deadline(measure, "31.12.2024", on=date(2024, 7, 1), reason="Venter fortsatt")
    [told] = as_json(folder, "--plan=alna-2024", "--as-of=2024-08-01")
    assert told["deadline_text"] == "Innen mars 2024"
    assert (told["due_on"], told["due_on_before"]) == ("2024-12-31", "2024-06-30")


def test_what_was_reported_later_is_not_told(folder: Path) -> None:
    measure = make_measure(make_plan("alna", slug="alna-2024"))
    report(measure, "Under arbeid", on=date(2024, 4, 30), remark="I gang")
    report(measure, "Iverksatt", on=date(2024, 8, 31), remark="Ferdig")
    [told] = as_json(folder, "--plan=alna-2024", "--as-of=2024-08-30")
    assert (told["status"], told["remarks"]) == ("in_progress", "I gang")
    assert told["applies_on"] == "2024-04-30"


def test_the_day_is_today_where_none_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, date(2026, 11, 22))
    assert over_frist(as_json(folder, "--plan=ostensjo-2020")) == 12


# --- Words that a spreadsheet would run, and words that files trip over ---------------------------


@pytest.mark.parametrize(
    "typed",
    [
        '=HYPERLINK("x")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        '- HYPERLINK("http://onde.example";"klikk")',
    ],
)
def test_a_formula_is_text_in_the_csv_file(folder: Path, typed: str) -> None:
    measure = make_measure(make_plan("alna", slug="alna-2024"), typed, title=typed, items=[typed])
    report(measure, typed, on=date(2024, 4, 30), remark=typed)
    [told] = as_csv(folder, "--plan=alna-2024", "--as-of=2024-12-31")
    for column in ("title", "text", "items", "status_text", "remarks"):
        assert told[column] == "'" + typed.replace("\t=", "\t'=")  # a tab parts, too


def test_a_bullet_of_a_plan_stays_as_it_is_printed_in_json(folder: Path) -> None:
    text = numbered(as_json(folder, "--plan=grorud-2023"), 1)["text"]
    assert text.startswith("- Sommerjobb som en sosial arena.\n- Helseavklaring\n")


@pytest.mark.parametrize(
    "typed", ["ett\x0bto", "😀", "Gru\u0308nerløkka", "x" * 40_000, 'a;b"c\nd', "=1", "\u2028"]
)
def test_odd_words_are_written_to_json_as_they_are(folder: Path, typed: str) -> None:
    make_measure(make_plan("alna", slug="alna-2024"), typed)
    [told] = as_json(folder, "--plan=alna-2024")
    assert told["text"] == typed


@pytest.mark.parametrize("typed", ["ett\x0bto", "😀", "x" * 40_000, 'a;b"c\nd', "a\r\nb"])
def test_odd_words_come_back_from_the_csv_file(folder: Path, typed: str) -> None:
    make_measure(make_plan("alna", slug="alna-2024"), typed)
    [told] = as_csv(folder, "--plan=alna-2024")
    assert told["text"] == typed


def test_a_csv_file_without_measures_has_its_heading(folder: Path) -> None:
    assert as_csv(folder, "--bydel=alna") == []
    first = (folder / "status.csv").read_text("utf-8-sig").splitlines()[:1]
    assert first == [";".join(f'"{key}"' for key in KEYS)]


def test_a_workbook_without_measures_opens(folder: Path) -> None:
    assert as_xlsx(folder, "--bydel=alna")["Tiltak"]["A2"].value == "Ingen tiltak"


# --- What it refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--bydel=atlantis"], "Bydelen «atlantis» finnes ikke."),
        (["--plan=finnes-ikke"], "Planen «finnes-ikke» finnes ikke."),
        (["--plan=%"], "Planen «%» finnes ikke."),
        (["--as-of=31.12.2020"], "«31.12.2020» er ikke en dag. Skriv den som 2026-12-31."),
        (["--as-of=2021-02-29"], "«2021-02-29» er ikke en dag. Skriv den som 2026-12-31."),
        (["--as-of=i dag"], "«i dag» er ikke en dag. Skriv den som 2026-12-31."),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(
    folder: Path, options: list[str], sentence: str
) -> None:
    file = folder / "status.json"
    with pytest.raises(CommandError) as refused:
        call_command("export_status", "--format=json", f"--output={file}", *options)
    assert str(refused.value) == sentence
    assert not file.exists()


@pytest.mark.parametrize("file_format", ["json", "csv", "xlsx"])
@pytest.mark.parametrize("where", ["no/such/folder/status.x", "."])
def test_a_file_that_cannot_be_written_is_refused_in_a_sentence(
    folder: Path, file_format: str, where: str
) -> None:
    with pytest.raises(CommandError, match=r"^Filen kan ikke skrives: "):
        call_command("export_status", f"--format={file_format}", f"--output={folder / where}")


@pytest.mark.parametrize(
    "options", [["--format=pdf", "--output=x"], ["--format=json"], ["--output=x"], []]
)
def test_a_format_and_a_file_are_demanded(options: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("export_status", *options)


def test_what_is_long_is_followed_on_stderr_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reporting.management.commands.export_status.SAY_EVERY", 100)
    out, err = StringIO(), StringIO()
    file = folder / "status.json"
    call_command("export_status", "--format=json", f"--output={file}", stdout=out, stderr=err)
    assert (out.getvalue(), "100 tiltak" in err.getvalue()) == ("", True)


def test_one_measure_and_five_hundred_take_the_same_number_of_queries(folder: Path) -> None:
    measure = make_measure(make_plan("alna", slug="alna-2024"), deadline="31.12.2024")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_json(folder, "--plan=alna-2024", "--as-of=2024-12-31")
        return len(captured)

    few = queries()
    Measure.objects.bulk_create(
        Measure(plan=measure.plan, n=n, position=n, text=f"Tiltak {n}") for n in range(2, 501)
    )
    assert queries() == few
