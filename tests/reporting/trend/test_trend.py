"""Utvikling: what is counted on which day, what is drawn, and what is only said."""

import csv
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html
from openpyxl import load_workbook

from measures.models import Measure, Status
from measures.vocabulary import NOT_REPORTED, UNMAPPED
from plans.models import Plan
from reporting.models.round import Round
from reporting.trend.points import round_days, trends, year_ends
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, organisation, point_again, report

pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
QUERIES = 12
FIRST, SECOND, THIRD = date(2024, 4, 30), date(2024, 8, 31), date(2024, 12, 31)


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, TODAY)


@pytest.fixture
def client(leser: User) -> CheckingClient:
    return CheckingClient.of(leser)


@pytest.fixture
def rounds(five_plans: None) -> None:
    for day in (FIRST, SECOND, THIRD):
        Round.objects.create(name=f"Per {day}", cut_off=day)


@pytest.fixture
def plan(rounds: None) -> Plan:
    """Alna's, with a measure that moves from «Under arbeid» to «Iverksatt», and one that waits."""
    plan = make_plan("alna")
    moving = make_measure(plan, "Et tiltak")
    report(moving, "Under arbeid", on=date(2024, 4, 1))
    report(moving, "Iverksatt", on=date(2024, 10, 1))
    make_measure(plan, "Et annet tiltak")
    return plan


def page_of(client: CheckingClient, query: str = "") -> Any:
    response = client.get(f"/utvikling/{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def picture(page: Any, name: str) -> Any:
    [found] = page.xpath(f"//div[@class='multiple'][h3='{name}']")
    return found


def lines(page: Any, name: str) -> dict[str, list[str]]:
    """A part of the table: day → what its cells say."""
    [part] = page.xpath(f"//details[summary='{name}']//tbody")
    return {
        row.xpath("string(th)"): [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in part.xpath("tr[td]")
    }


def counted_by_hand(on: date) -> dict[str, dict[str, int]]:
    """Plan → code → number, from the reports themselves."""
    found: dict[str, dict[str, int]] = {}
    corrected = set(Status.objects.exclude(corrects=None).values_list("corrects", flat=True))
    for plan in Plan.objects.filter(state="adopted", organisation__kind="bydel"):
        rivals = Plan.objects.filter(organisation=plan.organisation, state="adopted")
        begun = [one for one in rivals if one.starts_on and one.starts_on <= on]
        if not begun or max(begun, key=lambda one: one.starts_on or on) != plan:
            continue
        codes = found.setdefault(plan.slug, {})
        for measure in plan.measures.all():
            said = [
                (one.applies_on, one.recorded_at, one.pk, one.code or UNMAPPED)
                for one in measure.statuses.all()
                if one.applies_on <= on and one.pk not in corrected
            ]
            code = max(said)[-1] if said else NOT_REPORTED
            codes[code] = codes.get(code, 0) + 1
    return found


def test_every_count_is_that_of_the_reports_themselves(leser: User, five_plans: None) -> None:
    days = [date(2009, 1, 1), date(2011, 5, 30), date(2011, 12, 31), date(2022, 12, 31), TODAY]
    city, bydeler = trends(leser, days, TODAY)
    for n, on in enumerate(days):
        by_hand = counted_by_hand(on)
        points = [trend.points[n] for trend in bydeler if trend.points[n].plans]
        assert {
            point.plans[0].slug: {code: k for code, k in point.counted.by_code.items() if k}
            for point in points
        } == by_hand
        total = city.points[n].counted
        in_all = sum(sum(codes.values()) for codes in by_hand.values())
        assert (total.total if total else 0) == in_all


def test_what_was_said_after_a_day_changes_nothing_of_it(leser: User, five_plans: None) -> None:
    plan, day, next_day = make_plan("alna"), date(2024, 4, 30), date(2024, 5, 1)
    make_measure(plan, "Aldri rapportert")
    corrected = make_measure(plan, "Rettet")
    report(corrected, "Under arbeid", on=day)
    wrong = corrected.statuses.get()
    Status.objects.create(
        measure=corrected, applies_on=next_day, words="Venter", code="on_hold", corrects=wrong
    )
    point_again(corrected)
    twice = make_measure(plan, "To ganger samme dag")
    report(twice, "Under arbeid", on=day)
    report(twice, "Iverksatt", on=day)
    unmapped = make_measure(plan, "Ord som ingen kjenner")
    report(unmapped, "Noe helt eget", on=day)
    report(unmapped, "Venter", on=next_day)
    days = [date(2024, 4, 29), day, next_day, TODAY]
    _city, bydeler = trends(leser, days, TODAY)
    alna = next(trend for trend in bydeler if trend.bydel == organisation("alna"))
    counts = [point.counted.by_code for point in alna.points if point.counted]
    assert counts == [counted_by_hand(on)[plan.slug] for on in days]
    assert counts[:3] == [
        {NOT_REPORTED: 4},
        {NOT_REPORTED: 2, "implemented": 1, UNMAPPED: 1},
        {NOT_REPORTED: 1, "implemented": 1, "on_hold": 2},
    ]


def test_a_year_with_corrected_reports_alone_is_no_year_end(leser: User, five_plans: None) -> None:
    measure = make_measure(make_plan("alna", starts_on=date(2001, 1, 1)))
    report(measure, on=date(2002, 5, 1))
    assert [day.year for day in year_ends(leser, date(2003, 1, 1))] == [2002, 2003]
    Status.objects.create(
        measure=measure, applies_on=date(2003, 1, 1), words="Venter", corrects=measure.latest_status
    )
    assert [day.year for day in year_ends(leser, date(2003, 1, 1))] == [2003]


def test_the_days_are_the_cut_offs_passed_and_the_day_itself(rounds: None) -> None:
    assert round_days(date(2024, 9, 1)) == [FIRST, SECOND, date(2024, 9, 1)]
    assert round_days(SECOND) == [FIRST, SECOND]
    assert round_days(date(2024, 4, 29)) == []


def test_no_more_days_than_a_picture_has_room_for(five_plans: None) -> None:
    for year in range(2000, 2012):
        Round.objects.create(name=str(year), cut_off=date(year, 1, 1))
    assert [day.year for day in round_days(TODAY)] == [2007, 2008, 2009, 2010, 2011, 2026]


def test_without_rounds_the_days_are_year_ends_with_reports(leser: User, five_plans: None) -> None:
    assert [day.year for day in year_ends(leser, TODAY)] == [2011, 2020, 2022, 2023, 2026]
    assert year_ends(leser, date(2011, 12, 31)) == [date(2011, 12, 31)]
    assert year_ends(leser, date(1950, 1, 1)) == [date(1950, 1, 1)]


def test_a_draft_and_its_reports_are_not_counted(leser: User, five_plans: None) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT)
    report(make_measure(draft), on=date(2025, 5, 1))
    assert 2025 not in [day.year for day in year_ends(leser, TODAY)]
    _city, bydeler = trends(leser, [TODAY], TODAY)
    assert not next(t for t in bydeler if t.bydel == organisation("alna")).has_plan


def test_the_picture_and_the_table_hold_the_same_numbers(
    client: CheckingClient, plan: Plan
) -> None:
    page = page_of(client, "?per=31.12.2024")
    drawn = picture(page, "12 Alna").xpath(".//rect/title/text()")
    assert drawn == [
        "Under arbeid: 1",
        "Ikke rapportert: 1",
        "Under arbeid: 1",
        "Ikke rapportert: 1",
        "Iverksatt: 1",
        "Ikke rapportert: 1",
    ]
    told = lines(page, "12 Alna")
    assert list(told) == ["30.04.2024", "31.08.2024", "31.12.2024"]
    assert told["31.12.2024"][:6] == [
        "2024–2027",
        "2",
        "50 % 1 av 2 for Per 2024-08-31",
        "0",
        "1",
        "0",
    ]
    assert told["31.08.2024"][2:5] == ["0 % 0 av 2 for Per 2024-08-31", "1", "1"]


def test_every_number_opens_as_many_measures(client: CheckingClient, plan: Plan) -> None:
    page = page_of(client, "?per=31.12.2024")
    links = page.xpath("//details[summary='12 Alna' or summary='Hele byen']//td//a")
    assert len(links) > 20
    for link in links[::3]:
        found = client.get(link.get("href"))
        n = link.text_content().split()[0]
        assert len(found.context["table"].data) == int(n)


def test_where_there_is_one_day_only_the_page_says_so(client: CheckingClient, rounds: None) -> None:
    plan = make_plan("alna", starts_on=date(2024, 9, 1))
    report(make_measure(plan), on=date(2024, 10, 1))
    alna = picture(page_of(client, "?per=31.12.2024"), "12 Alna")
    assert not alna.xpath(".//svg")
    assert "Det er tall for én dag bare, 31.12.2024." in alna.text_content()


def test_where_nothing_changed_the_page_says_so_and_where_nobody_reported_that(
    client: CheckingClient, rounds: None
) -> None:
    report(make_measure(make_plan("alna")), on=date(2024, 1, 31))
    confirmed = make_measure(make_plan("bjerke"))
    for on in (date(2024, 1, 31), date(2026, 1, 31)):
        report(confirmed, on=on)
    bjerke = picture(page_of(client), "9 Bjerke")
    assert "Ingen tiltak har endret status fra 30.04.2024" in bjerke.text_content()
    alna = picture(page_of(client), "12 Alna")
    assert not alna.xpath(".//svg")
    assert "–, ikke rapportert siden 31.01.2024." in alna.text_content()
    hanshaugen = picture(page_of(client), "4 St. Hanshaugen")
    assert "Ingen av 42 tiltak er rapportert" in hanshaugen.text_content()


def test_no_line_is_drawn_through_a_day_without_a_plan_or_to_another_plan(
    client: CheckingClient, plan: Plan
) -> None:
    rates = "count(.//path[@class='rate'])"
    assert picture(page_of(client, "?per=31.12.2024"), "12 Alna").xpath(rates) == 2
    later = make_plan("alna", starts_on=date(2024, 11, 1))
    report(make_measure(later), on=date(2024, 12, 1))
    alna = picture(page_of(client, "?per=31.12.2024"), "12 Alna")
    assert alna.xpath(rates) == 1
    assert "En annen plan telles herfra" in alna.text_content()
    later_only = make_plan("bjerke", starts_on=date(2024, 5, 1))
    measure = make_measure(later_only)
    report(measure, on=date(2024, 6, 1))
    report(measure, "Iverksatt", on=date(2024, 12, 1))
    bjerke = picture(page_of(client, "?per=31.12.2024"), "9 Bjerke")
    assert bjerke.xpath(rates) == 1
    assert "Ingen plan med tiltak" in bjerke.text_content()


def test_nothing_to_count_is_never_zero_percent(client: CheckingClient, rounds: None) -> None:
    make_plan("alna")
    told = lines(page_of(client), "12 Alna")
    assert all("%" not in cell for row in told.values() for cell in row)


@pytest.mark.parametrize(
    "query",
    [
        "?per=01.01.1990",
        "?per=31.12.2070",
        "?per=tull",
        "?vis=tull",
        "?vis=ar&per=31.12.1999",
        "?per=%00",
        "?vis=%ED%A0%80",
        f"?vis={'9' * 5000}",
        "?per=29.02.2023&vis=%27",
    ],
    ids=lambda query: query[:20],
)
def test_odd_addresses_are_answered(client: CheckingClient, query: str) -> None:
    page_of(client, query)
    for file in ("excel", "csv", "svg"):
        answer = client.get(f"/utvikling/{file}/{query}")
        assert answer.status_code in {200, 404}
        assert b"".join(answer)


def test_nothing_at_all_is_answered(empty_database: None, django_user_model: Any) -> None:
    client = CheckingClient.of(django_user_model.objects.create_superuser("eier"))
    assert "Det er bare én dag å vise" in page_of(client).text_content()
    assert b"".join(client.get("/utvikling/excel/"))
    assert client.get("/utvikling/svg/").status_code == 404


def test_the_files_hold_the_tables_numbers(client: CheckingClient, plan: Plan) -> None:
    text = client.get("/utvikling/csv/?per=31.12.2024").content.decode("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert rows[0][:6] == ["Bydel", "Dag", "Plan", "Tiltak", "Runde", "Rapportert for runden"]
    [alna] = [row for row in rows if row[:2] == ["12 Alna", "31.12.2024"]]
    assert alna[2:8] == ["2024–2027", "2", "Per 2024-08-31", "1", "2", "0,5000"]
    answer = client.get("/utvikling/excel/?per=31.12.2024")
    book = load_workbook(BytesIO(b"".join(answer)))
    sheet = [[cell.value for cell in row] for row in book["Utvikling"].iter_rows()]
    [in_excel] = [row for row in sheet if row[0] == "12 Alna" and row[1].date() == THIRD]
    assert in_excel[2:8] == ["2024–2027", 2, "Per 2024-08-31", 1, 2, 0.5]
    assert len(sheet) == len(rows)


def test_a_picture_downloads_as_an_svg_of_its_own(client: CheckingClient, plan: Plan) -> None:
    answer = client.get("/utvikling/svg/?per=31.12.2024&hvem=alna")
    assert answer["Content-Type"].startswith("image/svg+xml")
    drawn = etree.fromstring(answer.content)
    names = {element.get("id") for element in drawn.iter() if element.get("id")}
    fills = {each.get("fill", "") for each in drawn.iter() if isinstance(each.tag, str)}
    assert {fill[5:-1] for fill in fills if fill.startswith("url(#")} <= names
    assert "Bydel Alna, utvikling til og med 31.12.2024" in "".join(drawn.itertext())
    assert client.get("/utvikling/svg/?hvem=finnes-ikke").status_code == 404


@pytest.mark.one_database
def test_the_number_of_queries_does_not_grow(client: CheckingClient, plan: Plan) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client, "?per=31.12.2024")
        return len(queries)

    asked()
    few = asked()
    for slug in ("bjerke", "stovner", "frogner"):
        one = make_plan(slug)
        for _n in range(20):
            report(make_measure(one))
    assert asked() == few <= QUERIES


def test_year_ends_are_offered_where_the_cut_offs_show_nothing(client: CheckingClient) -> None:
    call_command("loaddata", "runder", verbosity=0)
    page = page_of(client)
    assert page.xpath("//a[.='Se årsskiftene i stedet']/@href") == ["?vis=ar"]
    assert picture(page_of(client, "?vis=ar"), "13 Østensjø").xpath(".//svg")
    assert Measure.objects.local().count() == 169
