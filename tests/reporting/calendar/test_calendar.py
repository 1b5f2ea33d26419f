"""The plankalender: which bydel has a plan in force, which has run out, and where there is none."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import load_workbook

from plans.models import Plan
from reporting.calendar.chart import CalendarChart, wide_chart
from reporting.calendar.periods import BydelRow, PlanCalendar, plan_calendar
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_plan

pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
NAMED = ("St. Hanshaugen", "Grorud", "Østensjø", "Nordstrand")


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, TODAY)


def names(rows: list[BydelRow]) -> list[str]:
    return [row.bydel.name for row in rows]


def told(calendar: PlanCalendar, bydel: str) -> list[tuple[str, str, str]]:
    """Each plan of a bydel: its period, where it stands, and what came after it."""
    row = next(row for row in calendar.rows if row.bydel.name == bydel)
    return [
        (one.plan.period, one.state_label, one.lapse.in_words if one.lapse else "")
        for one in row.periods
    ]


def drawn(chart: CalendarChart) -> dict[str, list[str]]:
    return {lane.label: [bar.kind for bar in lane.bars] for lane in chart.lanes}


def page_of(user: User, query: str = "") -> Any:
    response = CheckingClient.of(user).get(f"/planer/kalender/{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def text_of(page: Any) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


# --- Who has a plan -------------------------------------------------------------------------------


def test_today_two_are_in_force_two_have_expired_and_eleven_have_none(leser: User) -> None:
    calendar = plan_calendar(leser, TODAY)
    assert names(calendar.in_force) == ["St. Hanshaugen", "Grorud"]
    assert names(calendar.expired) == ["Østensjø", "Nordstrand"]
    assert len(calendar.without) == 11
    assert set(names(calendar.without)).isdisjoint(NAMED)


def test_each_bydel_is_in_one_of_the_three_on_any_day(leser: User) -> None:
    for on in (date(1950, 1, 1), date(2013, 12, 31), date(2014, 1, 1), date(2022, 5, 17), TODAY):
        calendar = plan_calendar(leser, on)
        together = [*calendar.in_force, *calendar.expired, *calendar.without]
        assert sorted(row.bydel.number or 0 for row in together) == list(range(1, 16)), on


def test_who_has_a_plan_agrees_with_the_rule_of_which_plan_counts(leser: User) -> None:
    for on in (date(2009, 12, 31), date(2010, 1, 1), date(2019, 12, 31), date(2020, 1, 1), TODAY):
        calendar = plan_calendar(leser, on)
        counting = [row.current.plan for row in calendar.rows if row.current]
        assert set(counting) == set(Plan.objects.local().in_force(on)), on


def test_the_years_between_two_plans_are_told(leser: User) -> None:
    assert told(plan_calendar(leser, TODAY), "Østensjø") == [
        ("2010–2013", "erstattet", "01.01.2014–31.12.2019 (6 år)"),
        ("2020–2023", "utløpt", "siden 01.01.2024 (2 år 10 md.)"),
    ]


def test_on_its_last_day_a_plan_is_in_force_and_the_day_after_it_has_expired(leser: User) -> None:
    assert "Nordstrand" in names(plan_calendar(leser, date(2023, 12, 31)).in_force)
    assert "Nordstrand" in names(plan_calendar(leser, date(2024, 1, 1)).expired)


def test_a_plan_that_is_replaced_early_ends_the_day_before_the_next(leser: User) -> None:
    make_plan("alna", starts_on=date(2024, 1, 1), ends_on=date(2027, 12, 31))
    make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    row = next(row for row in plan_calendar(leser, TODAY).rows if row.bydel.slug == "alna")
    assert [(period.last_day, period.lapse) for period in row.periods] == [
        (date(2025, 12, 31), None),
        (None, None),
    ]


def test_a_plan_that_has_not_begun_is_no_plan_now_but_is_told(leser: User) -> None:
    make_plan("alna", starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    assert "Alna" in names(plan_calendar(leser, TODAY).without)
    assert "Alna (en plan begynner 01.01.2027)" in text_of(page_of(leser))


def test_of_two_plans_from_the_same_day_the_line_shows_the_one_that_counts(leser: User) -> None:
    make_plan("alna", slug="alna-a", adopted_on=date(2023, 1, 1))
    make_plan("alna", slug="alna-b", adopted_on=date(2023, 6, 1))
    calendar = plan_calendar(leser, TODAY)
    row = next(row for row in calendar.rows if row.bydel.slug == "alna")
    assert [(one.plan.slug, one.is_on_line, one.counts) for one in row.periods] == [
        ("alna-a", False, False),
        ("alna-b", True, True),
    ]


# --- Drafts ---------------------------------------------------------------------------------------


def test_a_draft_is_shown_to_its_own_bydel_and_to_nobody_else(
    grorud: User, ostensjo: User, byadmin: User
) -> None:
    make_plan(
        "grorud",
        title="Hemmelig utkast",
        state=Plan.State.DRAFT,
        starts_on=date(2029, 1, 1),
        ends_on=date(2032, 12, 31),
    )
    assert "Hemmelig utkast" in text_of(page_of(grorud))
    assert drawn(wide_chart(plan_calendar(grorud, TODAY)))[""] == ["draft"]
    for user in (ostensjo, byadmin):
        client = CheckingClient.of(user)
        for file in ("", "csv/", "svg/"):
            answer = client.get(f"/planer/kalender/{file}").content.decode()
            assert "Hemmelig utkast" not in answer
            assert "2029–2032" not in answer


def test_a_draft_does_not_make_a_plan_in_force(grorud: User) -> None:
    make_plan("grorud", state=Plan.State.DRAFT, starts_on=None, ends_on=None, title="Uten dager")
    calendar = plan_calendar(grorud, TODAY)
    assert told(calendar, "Grorud") == [
        ("2023–2028", "i kraft", ""),
        ("ukjent periode", "utkast", ""),
    ]
    assert "Uten dager" in text_of(page_of(grorud))


# --- The picture ----------------------------------------------------------------------------------


def test_the_picture_has_a_lane_for_each_bydel_and_a_stretch_for_each_time(leser: User) -> None:
    lanes = drawn(wide_chart(plan_calendar(leser, TODAY)))
    assert len(lanes) == 15
    assert lanes["13 Østensjø"] == ["plan", "lapse", "plan", "lapse"]
    assert lanes["10 Grorud"] == ["plan"]
    assert lanes["12 Alna"] == []


def test_the_bars_of_a_lane_follow_each_other_in_time(leser: User) -> None:
    chart = wide_chart(plan_calendar(leser, TODAY))
    (lane,) = (lane for lane in chart.lanes if lane.label == "13 Østensjø")
    starts = [int(bar.path[1:].split()[0]) for bar in lane.bars]
    assert starts == sorted(starts)
    assert starts[0] == chart.bar_x
    assert max(starts) < chart.today_x <= chart.width


def test_an_assumed_start_and_an_open_end_have_shapes_of_their_own(leser: User) -> None:
    chart = wide_chart(plan_calendar(leser, TODAY))
    lanes = {lane.label: lane.bars for lane in chart.lanes}
    (assumed,), (known,) = lanes["4 St. Hanshaugen"], lanes["10 Grorud"]
    assert assumed.label == "fra 2020, antatt"
    assert (assumed.path.count("L"), known.path.count("L")) == (5, 1)


def test_a_slip_of_the_pen_does_not_flatten_the_picture(leser: User) -> None:
    make_plan("alna", starts_on=date(1, 1, 1), ends_on=date(9999, 12, 31))
    make_plan("bjerke", starts_on=date(9999, 12, 31), ends_on=None)
    chart = wide_chart(plan_calendar(leser, TODAY))
    assert chart.years[0].label == "2010"
    page_of(leser)


def test_the_same_days_stand_in_the_table_right_below(leser: User) -> None:
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page_of(leser).xpath("//main//table/tbody/tr")
    ]
    assert len(rows) == 16
    assert rows[3][0] == "4 St. Hanshaugen"
    assert rows[3][2:] == ["01.01.2020 antatt", "åpen", "Antatt start", "–"]
    assert rows[13][2:] == ["01.01.2020", "31.12.2023", "Utløpt", "siden 01.01.2024 (2 år 10 md.)"]
    assert rows[0] == ["1 Gamle Oslo", "– ingen plan"]


# --- Files, and days that are odd -----------------------------------------------------------------


def test_the_picture_may_be_taken_along_with_its_title_fills_and_day(leser: User) -> None:
    response = CheckingClient.of(leser).get("/planer/kalender/svg/?per=01.07.2021")
    assert response["Content-Disposition"] == 'attachment; filename="plankalender-2021-07-01.svg"'
    picture = html.etree.fromstring(response.content)
    assert picture.findtext("{*}title") == "Plankalender per 01.07.2021"
    assert picture.find(".//{*}pattern[@id='fill-lapse']") is not None


def test_the_files_hold_the_table(leser: User) -> None:
    client = CheckingClient.of(leser)
    rows = csv.reader(
        StringIO(client.get("/planer/kalender/csv/").content.decode("utf-8-sig")), delimiter=";"
    )
    in_csv = list(rows)
    excel = client.get("/planer/kalender/excel/")
    book = load_workbook(BytesIO(b"".join(excel.streaming_content)))  # type: ignore[attr-defined]
    in_excel = list(book["Planer"].iter_rows(values_only=True))
    assert len(in_csv) == len(in_excel) == 17
    assert in_csv[4] == [
        "4 St. Hanshaugen",
        "Ruspolitisk handlingsplan",
        "01.01.2020",
        "Ja",
        "åpen",
        "antatt start",
        "",
    ]
    assert in_excel[4][2].date() == date(2020, 1, 1)
    assert [row[0] for row in in_csv[1:]] == [row[0] for row in in_excel[1:]]


def test_a_title_is_never_a_formula_in_a_file(leser: User) -> None:
    make_plan("alna", title="=1+1")
    assert "'=1+1" in CheckingClient.of(leser).get("/planer/kalender/csv/").content.decode()


@pytest.mark.parametrize("day", ["01.01.1990", "31.12.2070", "29.02.2024"])
def test_any_day_has_a_page_and_its_files(leser: User, day: str) -> None:
    page_of(leser, f"?per={day}")
    for file in ("svg", "excel", "csv"):
        response = CheckingClient.of(leser).get(f"/planer/kalender/{file}/?per={day}")
        assert response.status_code == 200
        assert response.getvalue()  # type: ignore[attr-defined]


def test_before_the_first_plan_nobody_has_one_and_the_page_says_so(leser: User) -> None:
    said = text_of(page_of(leser, "?per=01.01.1990"))
    assert "15 bydeler har ingen plan" in said


def test_a_day_that_cannot_be_read_is_said_on_the_page_and_is_no_file(leser: User) -> None:
    assert "Skriv datoen som" in text_of(page_of(leser, "?per=tull"))
    assert CheckingClient.of(leser).get("/planer/kalender/csv/?per=tull").status_code == 404


def test_without_any_plan_the_page_still_stands(leser: User) -> None:
    Plan.objects.local().filter(measures__isnull=True).delete()
    Plan.objects.update(state=Plan.State.DRAFT)
    assert "15 bydeler har ingen plan" in text_of(page_of(leser))


def test_the_number_of_queries_is_the_same_for_any_number_of_plans(leser: User) -> None:
    client = CheckingClient.of(leser)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/planer/kalender/")
    for year in range(1990, 2010):
        make_plan("alna", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    with CaptureQueriesContext(connection) as many:
        client.get("/planer/kalender/")
    assert len(few) == len(many) <= 12
