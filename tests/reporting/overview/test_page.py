"""The overview's goal filter, its stages, the order of its rows, and its files."""

import csv
import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from lxml import etree, html
from openpyxl import load_workbook

from measures.models import Measure
from measures.vocabulary import DISPLAY_ORDER, STAGES, StatusCode, label_for
from plans.models import Goal
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.clock import let_it_be
from tests.factories import make_measure, make_plan, report, set_deadline
from tests.reporting.overview.reading import text_of

pytestmark = pytest.mark.one_database

TODAY = date(2026, 11, 22)
SVG = {"svg": "http://www.w3.org/2000/svg"}


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be(monkeypatch, TODAY)


def page_of(user: User, address: str) -> Any:
    response = CheckingClient.of(user).get(address, follow=True)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def column(page: Any, table: str, label: str) -> dict[str, str]:
    """Bydel → what a column says."""
    rows = page.xpath(f"//table[contains(@class, '{table}')]/*[not(self::thead)]/tr[th]")
    cells = {text_of(row.xpath("th")[0]): row.xpath(f"td[@data-label='{label}']") for row in rows}
    return {name: text_of(tds[0]) for name, tds in cells.items() if tds}


def rows_behind(user: User, address: str) -> int:
    page = page_of(user, address)
    assert not page.xpath("//*[contains(@class, 'message--error')]")
    return int(re.findall(r"\d+", text_of(page.xpath("//*[@class='count-line']//strong")[0]))[0])


def csv_rows(user: User, address: str) -> list[list[str]]:
    text = CheckingClient.of(user).get(address).content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


# --- The goal filter ------------------------------------------------------------------------------


@pytest.mark.parametrize(("goal", "n"), [("1", 25), ("2", 36), ("uten", 70)])
def test_a_goal_narrows_the_count_and_the_list_behind_it(byadmin: User, goal: str, n: int) -> None:
    """In the plans that count: 18 of Østensjø and 42 of St. Hanshaugen name goals, one two."""
    page = page_of(byadmin, f"/oversikt/?mal={goal}")
    assert column(page, "matrix", "Tiltak")["Hele byen"] == str(n)
    for link in page.xpath("//table[contains(@class, 'matrix')]//td[@data-label='Tiltak']/a"):
        assert f"mal={goal}" in link.get("href")
        assert rows_behind(byadmin, link.get("href")) == int(text_of(link))


def test_a_measure_with_two_goals_that_mean_the_same_is_counted_once(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    city = Goal.objects.get(plan__slug="oslo", number=1)
    own = [Goal.objects.create(plan=plan, number=n, text=f"Mål {n}", means=city) for n in (1, 2)]
    make_measure(plan).goals.set(own)
    page = page_of(byadmin, "/oversikt/?mal=1")
    assert column(page, "matrix", "Tiltak")["12 Alna"] == "1"
    assert rows_behind(byadmin, "/tiltak/?bydel=alna&mal=1") == 1


def test_a_local_goal_that_means_none_of_the_citys_is_neither_one_of_them_nor_without(
    byadmin: User,
) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    measure = make_measure(plan)
    measure.goals.add(Goal.objects.create(plan=plan, number=1, text="Vårt eget"))
    counts = [rows_behind(byadmin, f"/tiltak/?bydel=alna&mal={goal}") for goal in ("1", "uten")]
    assert counts == [0, 0]


def test_the_citys_own_measures_are_found_by_the_citys_own_goals(byadmin: User) -> None:
    counts = [rows_behind(byadmin, f"/tiltak/?bydel=oslo&mal={goal}") for goal in ("1", "2")]
    assert counts == [16, 20]


def test_filters_add_up(byadmin: User) -> None:
    page = page_of(byadmin, "/oversikt/?mal=2&strategi=uten")
    wanted = Measure.objects.filter(
        plan__slug="ostensjo-2020", strategy=None, goals__means__number=2
    ).count()
    assert column(page, "matrix", "Tiltak")["13 Østensjø"] == str(wanted)


def test_the_goals_offered_are_the_citys_and_none(byadmin: User) -> None:
    options = page_of(byadmin, "/oversikt/").xpath("//select[@name='mal']/option")
    assert [option.get("value") for option in options] == ["", "1", "2", "uten"]
    assert text_of(options[1]) == "1. Færre innbyggere utvikler rusproblemer"


@pytest.mark.parametrize("goal", ["99", "0", "-1", "tull", "1' OR 1=1", "😀", "9" * 40, "\x00"])
def test_an_unknown_goal_is_said_and_counts_nothing(byadmin: User, goal: str) -> None:
    client = CheckingClient.of(byadmin)
    for address in ("/oversikt/", "/tiltak/"):
        text = client.get(address, {"mal": goal}).content.decode()
        assert "Filteret «Byens mål» har en verdi som ikke finnes" in text
    for file in ("excel", "csv", "svg"):
        assert client.get(f"/oversikt/{file}/", {"mal": goal}).status_code == 404


def test_a_filter_that_matches_nothing_offers_a_way_back_that_keeps_the_day(byadmin: User) -> None:
    page = page_of(byadmin, "/oversikt/?strategi=1&mal=2&per=01.01.2023&sort=-total")
    [way_back] = page.xpath("//*[@class='empty']//a/@href")
    assert way_back == "?per=01.01.2023"
    assert not page.xpath("//table")
    assert "0 %" not in page.text_content()


# --- Stages ---------------------------------------------------------------------------------------


def test_every_code_is_in_one_stage_and_in_force_is_not_ended() -> None:
    in_stages = [code for _name, _label, codes in STAGES for code in codes]
    assert sorted(in_stages) == sorted(DISPLAY_ORDER)
    stage = {code: name for name, _label, codes in STAGES for code in codes}
    assert stage[StatusCode.IMPLEMENTED] != stage[StatusCode.COMPLETED]


def test_the_stages_of_the_plan_of_2010(byadmin: User) -> None:
    page = page_of(byadmin, "/oversikt/?per=01.01.2012")
    labels = ("Ikke i gang", "I gang", "I kraft", "Avsluttet", "Utgått", "Ikke rapportert")
    numbers = [column(page, "stages", label)["13 Østensjø"] for label in labels]
    assert numbers == ["5", "7", "26", "1", "0", "0"]


def test_the_table_of_stages_says_which_codes_each_holds(byadmin: User) -> None:
    headings = page_of(byadmin, "/oversikt/").xpath("//table[contains(@class, 'stages')]//th//a/..")
    assert [text_of(heading) for heading in headings][2:7] == [
        "Ikke i gang på vent, ikke startet",
        "I gang delvis iverksatt, under arbeid",
        "I kraft iverksatt, løpende",
        "Avsluttet",
        "Utgått",
    ]


@pytest.mark.parametrize("query", ["", "?plan=ostensjo-2010&per=15.06.2011", "?strategi=uten"])
def test_every_number_of_a_stage_opens_as_many_measures(byadmin: User, query: str) -> None:
    links = page_of(byadmin, f"/oversikt/{query}").xpath("//table[contains(@class, 'stages')]//a")
    numbered = [link for link in links if link.get("href").startswith("/tiltak/")]
    assert numbered
    for link in numbered:
        assert rows_behind(byadmin, link.get("href")) == int(text_of(link)), link.get("href")


def test_words_that_nobody_has_mapped_are_in_no_stage(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    report(make_measure(plan), "Godt på vei", on=date(2026, 4, 30))
    page = page_of(byadmin, "/oversikt/")
    assert column(page, "stages", "Ukjent statusord")["12 Alna"] == "1"
    for stage in ("Ikke i gang", "I gang", "I kraft", "Avsluttet", "Utgått"):
        assert column(page, "stages", stage)["12 Alna"] == "0"


def test_the_list_says_which_stage_it_is_filtered_by(byadmin: User) -> None:
    page = page_of(byadmin, "/tiltak/?status=under_way")
    [chip] = page.xpath("//a[@class='chip']")
    assert "Status: I gang (delvis iverksatt, under arbeid)" in text_of(chip)
    assert rows_behind(byadmin, "/tiltak/?status=under_way") == 60


# --- The order of the rows ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-under_way", "14 Nordstrand"),
        ("-waiting", "10 Grorud"),
        ("-last_reported", "10 Grorud"),
        ("last_reported", "13 Østensjø"),
        ("-answered", "4 St. Hanshaugen"),
    ],
)
def test_the_rows_of_every_table_stand_in_the_order_asked_for(
    byadmin: User, sort: str, first: str
) -> None:
    page = page_of(byadmin, f"/oversikt/?sort={sort}")
    for table in ("matrix", "stages", "plan-facts"):
        assert text_of(page.xpath(f"//table[contains(@class, '{table}')]/tbody/tr/th")[0]) == first
    direction = "descending" if sort.startswith("-") else "ascending"
    assert len(page.xpath(f"//th[@aria-sort='{direction}']")) == 1


def test_a_bydel_that_has_moved_no_deadline_comes_after_those_that_have(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    set_deadline(measure := make_measure(plan, deadline="31.03.2026"), "30.04.2026", reason="x")
    assert measure.deadlines.count() == 2
    for sort in ("average_slip", "-average_slip"):
        page = page_of(byadmin, f"/oversikt/?sort={sort}")
        assert next(iter(column(page, "plan-facts", "Flyttet i snitt").items())) == (
            "12 Alna",
            "30 dager",
        )


def test_moved_deadlines_are_those_of_the_measures_that_the_filter_lets_through(
    byadmin: User,
) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    for topic in ("Bolig", "Helse"):
        measure = make_measure(plan, topic, topic=topic, deadline="31.03.2026")
        set_deadline(measure, "30.04.2026", on=date(2026, 2, 1), reason="x")
    for per in ("", "&per=01.03.2026"):
        moves = column(
            page_of(byadmin, f"/oversikt/?innsatsomrade=Bolig{per}"),
            "plan-facts",
            "Flyttede frister",
        )
        assert (moves["12 Alna"], moves["Hele byen"]) == ("1 i 1 tiltak", "1 i 1 tiltak")


def test_moved_deadlines_open_the_measures_that_they_are_of(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    twice = make_measure(plan, "To ganger", deadline="31.03.2026")
    once, never = (make_measure(plan, text, deadline="31.03.2026") for text in ("En", "Aldri"))
    set_deadline(twice, "30.04.2026", on=date(2026, 2, 1), reason="x")
    set_deadline(twice, "31.05.2026", on=date(2026, 3, 1), reason="x")
    set_deadline(once, "30.04.2026", on=date(2026, 3, 1), reason="x")
    assert never.deadlines.count() == 1
    client = CheckingClient.of(byadmin)
    for per, cell, names in (
        ("", "3 i 2 tiltak", ["To ganger", "En"]),
        ("?per=15.02.2026", "1 i 1 tiltak", ["To ganger"]),
    ):
        page = page_of(byadmin, f"/oversikt/{per}")
        assert column(page, "plan-facts", "Flyttede frister")["12 Alna"] == cell
        links = page.xpath(
            "//table[contains(@class, 'plan-facts')]//a[contains(., 'tiltak')]/@href"
        )
        alnas, citys = (link for link in links if "flyttet=1" in link)
        for link in (alnas, citys):
            rows = client.get(link).context["table"].paginated_rows
            assert [row.record.name for row in rows] == names


# --- Files ----------------------------------------------------------------------------------------


def test_the_csv_file_has_a_row_for_each_bydel_and_the_city_last(byadmin: User) -> None:
    heading, *rows = csv_rows(byadmin, "/oversikt/csv/")
    assert len(rows) == 16
    assert rows[-1][0] == "Hele byen"
    assert heading[:6] == [
        "Bydel",
        "Plan",
        "Planens gyldighet",
        "Tiltak",
        "Avsluttet",
        "Iverksatt",
    ]
    grorud = dict(zip(heading, rows[9], strict=True))
    assert (grorud["Planens gyldighet"], grorud["I gang (delvis iverksatt, under arbeid)"]) == (
        "i kraft",
        "19",
    )
    assert (grorud["Sist rapportert"], grorud["Svarer på byens tiltak"]) == ("31.12.2023", "0")


def test_the_excel_matrix_has_the_columns_of_the_csv_file(byadmin: User) -> None:
    content = CheckingClient.of(byadmin).get("/oversikt/excel/?mal=2").getvalue()
    book = load_workbook(BytesIO(content))
    heading, *rows = book["Status per bydel"].iter_rows(min_row=3, values_only=True)
    in_csv = csv_rows(byadmin, "/oversikt/csv/?mal=2")
    assert list(heading) == in_csv[0]
    assert [row[0] for row in rows if row[0]] == [row[0] for row in in_csv[1:]]
    assert "Byens mål: 2. Innbyggere" in str(book.worksheets[0]["B5"].value)


def test_the_picture_stands_alone(byadmin: User) -> None:
    response = CheckingClient.of(byadmin).get("/oversikt/svg/?per=01.01.2012")
    assert response["Content-Type"].startswith("image/svg+xml")
    picture = etree.fromstring(response.content)
    title, description = picture.xpath("svg:title|svg:desc", namespaces=SVG)
    assert title.text == "Status per bydel 01.01.2012"
    assert "andelen tiltak med hver status" in description.text
    texts = ["".join(text.itertext()) for text in picture.xpath("//svg:text", namespaces=SVG)]
    assert "13 Østensjø" in texts
    assert {label_for(code) for code in DISPLAY_ORDER} <= set(texts)
    used = set(re.findall(r"url\(#([\w-]+)\)", response.content.decode()))
    assert used <= {pattern.get("id") for pattern in picture.xpath("//*[@id]")}
    height = int(picture.get("height"))
    assert all(
        float(text.get("y")) < height for text in picture.xpath("//svg:text[@y]", namespaces=SVG)
    )


def test_the_picture_says_its_filter_and_escapes_it(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=None)
    make_measure(plan, topic="<Rus> & helse")
    response = CheckingClient.of(byadmin).get("/oversikt/svg/", {"innsatsomrade": "<Rus> & helse"})
    texts = etree.fromstring(response.content).itertext()
    assert "Innsatsområde: <Rus> & helse" in list(texts)


@pytest.mark.parametrize("file", ["excel", "csv", "svg"])
@pytest.mark.parametrize(
    "query", ["?per=tull", "?plan=finnes-ikke", "?strategi=99", "?innsatsomrade=tull", "?mal=\x00"]
)
def test_what_cannot_be_read_is_no_file(byadmin: User, file: str, query: str) -> None:
    assert CheckingClient.of(byadmin).get(f"/oversikt/{file}/{query}").status_code == 404


@pytest.mark.parametrize("query", ["?per=01.01.1990", "?per=31.12.2070", "?strategi=1&mal=2", ""])
def test_every_file_can_be_taken_along_where_there_is_little_to_count(
    byadmin: User, query: str
) -> None:
    client = CheckingClient.of(byadmin)
    for file in ("excel", "csv", "svg"):
        response = client.get(f"/oversikt/{file}/{query}")
        assert (response.status_code, len(response.getvalue()) > 0) == (200, True)
    assert "0,0000" not in client.get("/oversikt/csv/?per=01.01.1990").content.decode()


def test_the_file_of_what_changed_has_a_row_for_each_measure(byadmin: User) -> None:
    plan = make_plan("alna", starts_on=date(2024, 1, 1), ends_on=None)
    measure = make_measure(plan, "=Farlig", code="A1")
    report(measure, "Under arbeid", on=date(2024, 4, 30))
    report(measure, "Iverksatt", on=date(2025, 8, 31))
    query = "?siden=31.12.2024&per=31.12.2025&bydel=alna"
    heading, row = csv_rows(byadmin, f"/oversikt/endringer/csv/{query}")
    assert dict(zip(heading, row, strict=True)) == {
        "Bydel": "12 Alna",
        "Plan": "Alna fra 2024",
        "Nr.": "A1",
        "Tiltak": "'=Farlig",
        "Endring": "Kommet lenger",
        "Status før": "Under arbeid",
        "Status etter": "Iverksatt",
        "Sist rapportert": "31.08.2025",
        "Frist før": "",
        "Ny frist": "",
        "Flyttet, dager (minus er tidligere)": "",
        "Hvorfor": "",
        "Risiko før": "Ikke vurdert",
        "Risiko etter": "Ikke vurdert",
        "Lagt til": "Nei",
    }
    query = "?siden=31.12.2024&per=31.12.2025"
    content = CheckingClient.of(byadmin).get(f"/oversikt/endringer/excel/{query}").getvalue()
    first = load_workbook(BytesIO(content)).worksheets[0]
    facts = {row[0]: row[1] for row in first.iter_rows(min_row=3, values_only=True)}
    assert facts["Alna fra 2024"] == "1 av 1 rapportert: 1 kommet lenger"
    assert facts["Grorud 2023–2028"] == "– ikke rapportert siden 31.12.2023"


@pytest.mark.parametrize("query", ["?siden=tull", "?per=tull", "?siden=01.01.2026&per=01.01.2025"])
def test_days_that_cannot_be_compared_are_no_file(byadmin: User, query: str) -> None:
    for file in ("excel", "csv"):
        address = f"/oversikt/endringer/{file}/{query}"
        assert CheckingClient.of(byadmin).get(address).status_code == 404


def test_the_list_of_themes_is_a_file_too(byadmin: User) -> None:
    call_command("loaddata", "temaer", verbosity=0)
    heading, *rows = csv_rows(byadmin, "/temaer/csv/?per=22.11.2026")
    page = page_of(byadmin, "/temaer/?per=22.11.2026")
    assert [row[heading.index("Tema")] for row in rows] == [
        text_of(name) for name in page.xpath("//tbody//th/a")
    ]
    assert [row[heading.index("Tiltak")] for row in rows] == [
        text_of(cell).split()[0] for cell in page.xpath("//tbody//td[@class='num'][2]")
    ]
    assert CheckingClient.of(byadmin).get("/temaer/csv/?per=tull").status_code == 404


# --- On paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/oversikt/?per=01.01.2023", "Status per 01.01.2023. Filter: ingen."),
        ("/oversikt/?mal=1", "Filter: Byens mål: 1. Færre innbyggere utvikler rusproblemer."),
        ("/oversikt/?plan=ostensjo-2010", "Filter: Østensjø telles i planen 2010–2013."),
        (
            "/oversikt/endringer/?siden=01.01.2021&per=01.01.2022",
            "Endringer fra 01.01.2021 til 01.01.2022.",
        ),
        ("/byens-plan/?per=01.01.2023", "Status per 01.01.2023."),
        ("/sammenlign/?per=01.01.2023", "Status per 01.01.2023."),
        ("/temaer/?per=01.01.2023", "Status per 01.01.2023."),
        ("/temaer/nalokson/?per=01.01.2023", "Status per 01.01.2023."),
        ("/sok/?q=bolig&bydel=grorud", "Filter: Bydel: Grorud."),
        ("/utvikling/?per=01.01.2023", "Utvikling til og med 01.01.2023."),
        ("/planer/kalender/?per=01.01.2023", "Status per 01.01.2023."),
    ],
)
def test_a_printed_page_says_its_day_its_filter_and_who_printed_it(
    byadmin: User, address: str, sentence: str
) -> None:
    call_command("loaddata", "temaer", verbosity=0)
    [line] = page_of(byadmin, address).xpath("//p[contains(@class, 'print-only')]")
    assert text_of(line).startswith("Oslo kommune, ruspolitikk. ")
    assert sentence in text_of(line)
    assert re.search(r"Skrevet ut \d\d\.\d\d\.\d{4} av Byadministrator\.$", text_of(line))
