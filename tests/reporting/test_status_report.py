"""The Excel files: what openpyxl reads back of a list and of the overview."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import Workbook, load_workbook

from measures.models import Measure
from plans.models import Plan
from ruspolitikk.accounts.models import Role, User
from tests.checking_client import CheckingClient
from tests.factories import make_measure, make_plan, make_user, report

AN_AUTUMN_DAY = date(2026, 11, 22)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = [
    *("Bydel", "Plan", "Nr.", "Kode", "Tittel", "Tiltak", "Delpunkter", "Mål i planen"),
    "Byens strategi",
    *("Innsatsområde", "Ansvarlig", "Status", "Status, bydelens ord", "Sist meldt", "Merknad"),
    *("Risiko", "Frist, planens ord", "Frist, forstått som", "Dag", "Over frist"),
    "Svarer på byens tiltak",
]


@pytest.fixture(autouse=True)
def autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is 2026-11-22, in the files and on the list beside them."""
    for view in ("reporting.overview_views", "reporting.views", "measures.views.lists"):
        monkeypatch.setattr(f"{view}.localdate", lambda: AN_AUTUMN_DAY)


def downloaded(user: User, address: str) -> tuple[Any, bytes]:
    response: Any = CheckingClient.of(user).get(address)
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    return response, content


def book_of(user: User, address: str) -> Workbook:
    return load_workbook(BytesIO(downloaded(user, address)[1]))


def status_code(user: User, address: str) -> int:
    return int(CheckingClient.of(user).get(address).status_code)


def rows(book: Workbook) -> list[dict[str, Any]]:
    """The measures sheet as it is read: heading → value, for each row."""
    heading, *values = book["Tiltak"].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in values]


def facts(book: Workbook) -> dict[str, Any]:
    sheet = book.worksheets[0]
    return {
        str(name): value for name, value in sheet.iter_rows(min_row=3, values_only=True) if name
    }


def matrix(book: Workbook) -> dict[str, dict[str, Any]]:
    heading, *values = book["Status per bydel"].iter_rows(min_row=3, values_only=True)
    names = [str(name) for name in heading]
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in values if row[0]}


def listed_names(user: User, query: str) -> list[str]:
    """The names on every page of the list, in its order."""
    client, names, address = CheckingClient.of(user), [], f"/tiltak/{query}"
    while address:
        page = html.document_fromstring(client.get(address).content.decode())
        names += [e.text_content() for e in page.xpath("//main//tbody/tr/th[@scope='row']/a")]
        following = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")
        address = f"/tiltak/{following[0]}" if following else ""
    return names


def alna_measure(text: str = "Åpne et lavterskeltilbud", **fields: Any) -> Measure:
    plan = make_plan("alna", starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31))
    return make_measure(plan, text, **fields)


# --- The file itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/tiltak/excel/", "tiltak-2026-11-22.xlsx"),
        ("/tiltak/excel/?per=15.01.2021", "tiltak-2021-01-15.xlsx"),
        ("/oversikt/excel/", "oversikt-2026-11-22.xlsx"),
        ("/oversikt/excel/?per=2012-01-01", "oversikt-2012-01-01.xlsx"),
    ],
)
def test_it_is_downloaded_under_a_name_with_its_day(leser: User, address: str, name: str) -> None:
    response, _content = downloaded(leser, address)
    assert response.headers["Content-Type"] == EXCEL
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("address", ["/tiltak/excel/", "/oversikt/excel/"])
def test_the_sheets_are_what_it_is_then_the_measures_then_the_matrix(
    leser: User, address: str
) -> None:
    assert book_of(leser, address).sheetnames == ["Om rapporten", "Tiltak", "Status per bydel"]


def test_the_first_sheet_says_what_for_whom_when_and_by_whom(byadmin: User) -> None:
    book = book_of(byadmin, "/oversikt/excel/?per=15.01.2021")
    assert book.worksheets[0]["A1"].value == "Status for ruspolitiske tiltak per 15.01.2021"
    said = facts(book)
    assert said["For"] == "Hele byen"
    assert said["Tilstand per"] == datetime(2021, 1, 15)
    assert said["Tiltak"] == 109
    assert said["Rapportert"] == "12 av 109"
    assert said["Over frist"] == 7
    assert isinstance(said["Laget"], datetime)
    assert said["Laget av"] == "Byadministrator"


def test_the_first_sheet_names_the_plans_that_the_overview_counts(leser: User) -> None:
    said = book_of(leser, "/oversikt/excel/?plan=ostensjo-2010").worksheets[0]["B5"].value
    assert said == (
        "Planene som telles: St. Hanshaugen fra 2020, Grorud 2023–2028, Østensjø 2010–2013, "
        "Nordstrand 2021–2023"
    )


def test_the_first_sheet_names_every_filter_in_force(leser: User) -> None:
    address = "/tiltak/excel/?bydel=ostensjo&plan=ostensjo-2020&over_frist=1&sok=bolig&risiko=high"
    first = book_of(leser, address).worksheets[0]
    assert first["B3"].value == "Bydel Østensjø"
    assert set(first["B5"].value.splitlines()) == {
        *("Søk i tiltak: «bolig»", "Bydel: Østensjø", "Plan: 2020–2023"),
        *("Bare over frist", "Risiko: Høy"),
    }


def test_the_facts_have_our_own_names_and_not_djangos(leser: User) -> None:
    """«Filter» is in Django's own translations too, where it is «Filtrering»."""
    assert list(facts(book_of(leser, "/tiltak/excel/"))) == [
        *("For", "Tilstand per", "Filter i bruk", "Tiltak", "Rapportert", "Over frist", "Laget"),
        "Laget av",
    ]


def test_no_filter_is_said_too(leser: User) -> None:
    first = book_of(leser, "/tiltak/excel/").worksheets[0]
    assert (first["B3"].value, first["B5"].value) == ("Hele byen", "Ingen, alle tiltak")
    assert (first["B6"].value, first["B7"].value) == (169, "94 av 169")


# --- The measures ---------------------------------------------------------------------------------


def test_the_measures_are_an_excel_table_with_a_frozen_heading(leser: User) -> None:
    sheet = book_of(leser, "/tiltak/excel/")["Tiltak"]
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert [table.ref for table in sheet.tables.values()] == ["A1:U170"]
    assert sheet.freeze_panes == "A2"


def test_text_is_wrapped_and_the_columns_have_a_width(leser: User) -> None:
    sheet = book_of(leser, "/tiltak/excel/?plan=grorud-2023")["Tiltak"]
    text: Any = sheet.cell(2, HEADINGS.index("Tiltak") + 1)
    assert text.alignment.wrap_text
    assert sheet.column_dimensions[text.column_letter].width >= 40


def test_dates_are_dates_and_numbers_are_numbers(leser: User) -> None:
    first = rows(book_of(leser, "/tiltak/excel/?plan=ostensjo-2020"))[0]
    assert first["Nr."] == 1
    assert first["Sist meldt"] == datetime(2020, 12, 31)
    assert first["Dag"] == datetime(2020, 12, 31)
    assert first["Frist, planens ord"] == "31.12.2020"


def test_a_measure_is_told_with_the_citys_words_and_the_bydels_own(leser: User) -> None:
    [row] = [
        r for r in rows(book_of(leser, "/tiltak/excel/?plan=ostensjo-2010")) if r["Kode"] == "4.2.3"
    ]
    assert (row["Bydel"], row["Plan"], row["Nr."]) == ("Østensjø", "2010–2013", 4)
    assert row["Status"] == "Under arbeid"
    assert row["Status, bydelens ord"] == "Forsinkelse, ny frist 30.06.2011"
    assert row["Dag"] == datetime(2011, 6, 30)
    assert row["Over frist"] == "Ja"
    assert row["Byens strategi"] == "Uten strategi"


def test_a_measure_that_nobody_reported_on_says_so_and_has_empty_cells(leser: User) -> None:
    row = rows(book_of(leser, "/tiltak/excel/?plan=st-hanshaugen-2020"))[0]
    assert row["Status"] == "Ikke rapportert"
    assert (row["Sist meldt"], row["Risiko"], row["Dag"]) == (None, None, None)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?bydel=grorud",
        "?plan=gjeldende&status=in_progress",
        "?plan=ostensjo-2010&plan=nordstrand-2021",
        "?over_frist=1",
        "?sok=UNGDOM",
        "?per=15.01.2021&over_frist=1",
        "?bydel=oslo",
    ],
)
def test_the_file_has_the_rows_of_the_list_in_its_order(leser: User, query: str) -> None:
    in_file = rows(book_of(leser, f"/tiltak/excel/{query}"))
    on_pages = listed_names(leser, query)
    ids = [(r["Bydel"], r["Plan"], r["Nr."]) for r in in_file]
    assert len(in_file) == len(on_pages) == len(set(ids))
    named = {
        (m.plan.organisation.name, m.plan.period, m.n): m.name
        for m in Measure.objects.select_related("plan__organisation")
    }
    assert [named[key] for key in ids] == on_pages


def test_a_list_with_nothing_in_it_is_still_a_file_that_opens(leser: User) -> None:
    book = book_of(leser, "/tiltak/excel/?sok=finnesikkenoesteder")
    assert rows(book)[0]["Bydel"] == "Ingen tiltak"
    assert facts(book)["Tiltak"] == 0


def test_the_overviews_file_has_the_measures_that_it_counts(leser: User) -> None:
    found = rows(book_of(leser, "/oversikt/excel/"))
    assert len(found) == 130
    assert {(r["Bydel"], r["Plan"]) for r in found} == {
        ("St. Hanshaugen", "fra 2020"),
        ("Grorud", "2023–2028"),
        ("Østensjø", "2020–2023"),
        ("Nordstrand", "2021–2023"),
    }


def test_the_items_of_a_measure_are_in_its_file(leser: User) -> None:
    alna_measure("Styrke oppfølgingen", items=["Ansette en ruskonsulent", "Kjøpe en buss"])
    [row] = rows(book_of(leser, "/tiltak/excel/?bydel=alna"))
    everything = "\n".join(str(value) for value in row.values())
    assert "Ansette en ruskonsulent" in everything
    assert "Kjøpe en buss" in everything


# --- The matrix -----------------------------------------------------------------------------------


def test_the_matrix_has_fifteen_bydeler_and_their_sum(leser: User) -> None:
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert len(counted) == 16
    city = counted["Hele byen"]
    assert (city["Tiltak"], city["Rapportert"], city["Over frist"]) == (130, 55, 12)
    assert city["Høy risiko"] == 6
    bydeler = [row for name, row in counted.items() if name != "Hele byen"]
    for heading in ("Tiltak", "Rapportert", "Under arbeid", "På vent", "Ikke rapportert"):
        assert sum(row[heading] or 0 for row in bydeler) == city[heading]


def test_the_matrix_leaves_what_cannot_be_counted_empty(leser: User) -> None:
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert counted["12 Alna"]["Plan"] == "– ingen plan"
    assert counted["12 Alna"]["Tiltak"] is None
    assert counted["4 St. Hanshaugen"]["Andel rapportert"] == 0
    assert counted["4 St. Hanshaugen"]["Over frist"] is None
    assert counted["10 Grorud"]["Høy risiko"] == 5


def test_the_matrix_carries_a_native_chart(leser: User) -> None:
    for address in ("/oversikt/excel/", "/tiltak/excel/?bydel=grorud"):
        sheet: Any = book_of(leser, address)["Status per bydel"]
        assert len(sheet._charts) == 1


def test_a_lists_matrix_counts_what_the_filter_lets_through(leser: User) -> None:
    counted = matrix(book_of(leser, "/tiltak/excel/?bydel=ostensjo&over_frist=1"))
    assert counted["Hele byen"]["Tiltak"] == 12 + 7
    assert counted["Hele byen"]["Over frist"] == 12 + 7


def test_unmapped_words_have_a_column_in_the_matrix_when_there_are_any(leser: User) -> None:
    assert "Ord som må avklares" not in matrix(book_of(leser, "/oversikt/excel/"))["12 Alna"]
    report(alna_measure(), "Godt på vei", on=date(2026, 4, 30))
    counted = matrix(book_of(leser, "/oversikt/excel/"))
    assert counted["12 Alna"]["Ord som må avklares"] == 1


# --- Whose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/tiltak/excel/", "/oversikt/excel/"])
def test_another_bydels_draft_is_in_no_file(byadmin: User, grorud: User, address: str) -> None:
    draft = make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    make_measure(draft, "Hemmelig utkast")
    for user in (byadmin, grorud):
        assert "Hemmelig utkast" not in {r["Tiltak"] for r in rows(book_of(user, address))}


def test_an_own_draft_is_in_the_own_file(five_plans: None) -> None:
    make_measure(make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast"), "Vårt utkast")
    alna = make_user("alna", (Role.EDITOR, "alna"))
    found = rows(book_of(alna, "/tiltak/excel/?plan=alna-utkast"))
    assert [row["Tiltak"] for row in found] == ["Vårt utkast"]


@pytest.mark.parametrize(
    "address",
    [
        "/tiltak/excel/?status=finnes-ikke",
        "/tiltak/excel/?bydel=atlantis",
        "/tiltak/excel/?plan=finnes-ikke",
        "/tiltak/excel/?plan=grorud-2023&plan=finnes-ikke",
        "/tiltak/excel/?per=31.02.2021",
        "/tiltak/excel/?per=%00",
        "/tiltak/excel/?ansvarlig=99999999999999999999999",
        "/tiltak/excel/?bydel=grorud&ansvarlig=99999999999999999999999",
        "/tiltak/excel/?svarer=abc",
        "/tiltak/excel/?svarer=-1",
        "/tiltak/excel/?strategi=99999999999999999999999",
        "/tiltak/excel/?risiko=%C3%98",
        "/tiltak/excel/?innsatsomrade=%00",
        "/oversikt/excel/?plan=finnes-ikke",
        "/oversikt/excel/?per=i+g%C3%A5r",
    ],
)
def test_a_filter_that_cannot_be_read_gives_no_file(leser: User, address: str) -> None:
    assert status_code(leser, address) == 404


def test_another_bydels_draft_asked_for_by_name_gives_no_file(grorud: User) -> None:
    make_plan("alna", state=Plan.State.DRAFT, slug="alna-utkast")
    for address in ("/tiltak/excel/", "/oversikt/excel/"):
        assert status_code(grorud, f"{address}?plan=alna-utkast") == 404


@pytest.mark.parametrize("query", ["per=01.01.1900", "per=31.12.9999", "per=", "sort=x&page=99999"])
def test_odd_but_readable_addresses_give_a_file(leser: User, query: str) -> None:
    for address in ("/tiltak/excel/", "/oversikt/excel/"):
        assert len(book_of(leser, f"{address}?{query}").sheetnames) == 3


def test_a_search_of_two_thousand_words_is_no_error(leser: User) -> None:
    answer = CheckingClient.of(leser).get(f"/tiltak/excel/?sok={'a+' * 2000}")
    assert answer.status_code == 404


# --- What people type -----------------------------------------------------------------------------

TYPED_COLUMNS = {
    "code": "Kode",
    "title": "Tittel",
    "text": "Tiltak",
    "goal_text": "Mål i planen",
    "topic": "Innsatsområde",
    "responsible_text": "Ansvarlig",
}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("+47 22 00 00", "+47 22 00 00"),
        ("-2+3", "-2+3"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("ett\x0bto", "ett\nto"),
        ("a\x01b", "a\u2401b"),
        ("😀 Økt", "😀 Økt"),
        ("Gru\u0308nerløkka", "Gru\u0308nerløkka"),
        ("<script>", "<script>"),
        ("#REF!", "#REF!"),
        ("31.12.2020", "31.12.2020"),
        ("00123", "00123"),
    ],
)
def test_what_is_typed_is_text_in_every_text_column(leser: User, typed: str, read: str) -> None:
    measure = alna_measure(typed, **{name: typed for name in TYPED_COLUMNS if name != "text"})
    report(measure, typed, on=date(2026, 4, 30), remark=typed)
    book = book_of(leser, "/tiltak/excel/?bydel=alna")
    headings = [*TYPED_COLUMNS.values(), "Status, bydelens ord", "Merknad"]
    cells = [book["Tiltak"].cell(2, HEADINGS.index(heading) + 1) for heading in headings]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} == {read}


@pytest.mark.parametrize("field", ["title", "text", "goal_text", "responsible_text", "remark"])
def test_forty_thousand_characters_are_whole_in_the_file(leser: User, field: str) -> None:
    long = "Økt 😀 " + "x" * 40_000 + " slutt"
    remark = long if field == "remark" else ""
    measure = alna_measure(**({field: long} if field != "remark" else {}))
    report(measure, "Under arbeid", on=date(2026, 4, 30), remark=remark)
    book = book_of(leser, "/tiltak/excel/?bydel=alna")
    assert len(book.sheetnames) == 4
    pieces = [row[-1] for row in book.worksheets[-1].iter_rows(min_row=2, values_only=True)]
    assert "".join(map(str, pieces)) == long


def test_a_deadline_that_is_a_formula_is_text(leser: User) -> None:
    alna_measure(deadline='=HYPERLINK("x")')
    [row] = rows(book_of(leser, "/tiltak/excel/?bydel=alna"))
    assert row["Frist, planens ord"] == '=HYPERLINK("x")'
    sheet = book_of(leser, "/tiltak/excel/?bydel=alna")["Tiltak"]
    assert sheet.cell(2, HEADINGS.index("Frist, planens ord") + 1).data_type == "s"


def test_a_search_that_is_a_formula_is_text_on_the_first_sheet(leser: User) -> None:
    cell = book_of(leser, "/tiltak/excel/?sok=%3D1%2B1").worksheets[0]["B5"]
    assert (cell.data_type, cell.value) == ("s", "Søk i tiltak: «=1+1»")


# --- What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["bydel=alna", "bydel=alna&per=15.06.2026"])
def test_one_row_and_five_hundred_take_the_same_number_of_queries(leser: User, query: str) -> None:
    measure = alna_measure(deadline="31.12.2026", responsible=["Ruskonsulenten"], items=["Buss"])
    report(measure, on=date(2026, 4, 30), risk="low")  # type: ignore[arg-type]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            downloaded(leser, f"/tiltak/excel/?{query}")
        return len(captured)

    few = queries()
    Measure.objects.bulk_create(
        Measure(plan=measure.plan, n=n, position=n, text=f"Tiltak {n}") for n in range(2, 501)
    )
    assert queries() == few
