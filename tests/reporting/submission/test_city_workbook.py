"""The city's workbook: what is filtered has a column of its own, and an answer tells its tiltak."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from measures.columns import city_label
from measures.models import Measure
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.closing.acts import close
from reporting.files.xlsx.workbook import A4_LANDSCAPE, PIXELS, SMALLEST_PRINT
from reporting.models import Round, Submission
from reporting.submission.city.excel import tables_file
from reporting.submission.city.report import city_report
from reporting.submission.freezing import send
from ruspolitikk.accounts.models import User
from ruspolitikk.sums import canonical
from tests.factories import editor_of, make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database
CLOSING = date(2026, 9, 25)


@pytest.fixture
def t2(five_plans: None) -> Round:
    Plan.objects.local().update(state=Plan.State.DRAFT)
    days = {"cut_off": date(2026, 8, 31), "due_on": date(2026, 9, 20)}
    return Round.objects.create(name="T2 2026", **days)


def sheet(one: Round, name: str, by: User) -> Any:
    """A sheet of the workbook, of a round that Alna sends for and that is closed."""
    alna = organisation("alna")
    send(one, alna, by=editor_of(alna), comment="", today=date(2026, 9, 1))
    close(one, by=by, today=CLOSING)
    one.refresh_from_db()
    return load_workbook(BytesIO(tables_file(city_report(one, 1))))[name]


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_each_kind_of_deviation_has_a_column_to_filter_by(t2: Round, byadmin: User) -> None:
    plan = make_plan("alna")
    late = make_measure(plan, "For sent ute", deadline="31.12.2025")
    report(late, "Påbegynt", on=date(2026, 8, 1))
    risky = make_measure(plan, "Usikkert")
    report(risky, "Påbegynt", on=date(2025, 4, 1), risk=RiskLevel.HIGH)
    make_measure(plan, "Aldri hørt om")
    fine = make_measure(plan, "Går bra")
    report(fine, "Påbegynt", on=date(2026, 8, 1), risk=RiskLevel.LOW)
    told = {row["Tiltak"]: list(row.values())[4:] for row in rows_of(sheet(t2, "Avvik", byadmin))}
    assert told == {
        "For sent ute": [None, None, datetime(2025, 12, 31), datetime(2026, 8, 1)],
        "Usikkert": ["Ja", "Ja", None, datetime(2025, 4, 1)],
        "Aldri hørt om": [None, "Ja", None, "Aldri"],
    }


def test_the_sheet_of_deviations_says_what_each_column_is(t2: Round, byadmin: User) -> None:
    make_measure(make_plan("alna"))
    assert [cell.value for cell in sheet(t2, "Avvik", byadmin)[1]] == [
        "Bydel", "Nr", "Tiltak", "Ansvarlig", "Høy risiko", "Ikke rapportert", "Over frist",
        "Sist rapportert",
    ]  # fmt: skip


def test_all_columns_of_the_deviations_are_printed_readably(t2: Round, byadmin: User) -> None:
    make_measure(make_plan("alna"), "Aldri hørt om")
    found = sheet(t2, "Avvik", byadmin)
    assert not found.print_area
    widths = [found.column_dimensions[each].width for each in "ABCDEFGH"]
    assert sum(7 * width + 5 for width in widths) <= A4_LANDSCAPE / SMALLEST_PRINT * PIXELS
    assert found.page_setup.orientation == "landscape"


def test_a_city_measure_stands_with_its_own_text_as_it_was_then(t2: Round, byadmin: User) -> None:
    city = Measure.objects.framework().order_by("position")[0]
    before, label = city.text, city_label(city)
    measure = make_measure(make_plan("alna"), "Åpne et værested", code="A1")
    measure.answers.add(city)
    first = rows_of(sheet(t2, "Svar på byens plan", byadmin))
    Measure.objects.framework().update(text="En annen tekst")
    again = load_workbook(BytesIO(tables_file(city_report(t2, 1))))["Svar på byens plan"]
    assert rows_of(again) == first
    row = next(row for row in first if row["Byens tiltak"] == label)
    assert (row["Byens tekst"], row["12 Alna"]) == (before, "A1")


def test_reports_from_before_the_texts_were_kept_have_no_column_for_them(
    t2: Round, byadmin: User
) -> None:
    make_measure(make_plan("alna"))
    sheet(t2, "Avvik", byadmin)
    for each in Submission.ever.all():
        told = each.told
        del told["city_texts"]
        each.head = canonical(told)
        each.save()
    found = load_workbook(BytesIO(tables_file(city_report(t2, 1))))["Svar på byens plan"]
    heads = [cell.value for cell in found[1]]
    assert heads[:2] == ["Byens tiltak", "Bydeler som svarer"]


def test_of_codes_that_restart_an_answer_tells_which_tiltak(t2: Round, byadmin: User) -> None:
    city = Measure.objects.framework().order_by("position")[0]
    plan = make_plan("alna")
    long = "Bydelen skal samarbeide med Nic Waals institutt om"
    texts = {"1": ["Åpne et værested", f"{long} inntaksteam", f"{long} FACT ung"], "2": ["Kurse"]}
    for code, own in texts.items():
        for text in own:
            make_measure(plan, text, code=code).answers.add(city)
    rows = rows_of(sheet(t2, "Svar på byens plan", byadmin))
    row = next(row for row in rows if row["Byens tiltak"] == city_label(city))
    assert row["12 Alna"].split("\n") == [
        "1 Åpne et værested",
        f"1 {long} inntaksteam",
        f"1 {long} FACT ung",
        "2",
    ]
