"""The status report in Excel: the file, and its sheet of measures."""

from datetime import datetime
from typing import Any

import pytest
from lxml import html
from openpyxl import Workbook

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.checking_client import CheckingClient
from tests.reporting.export.books import HEADINGS, alna_measure, book_of, downloaded, rows

pytestmark = pytest.mark.one_database

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def facts(book: Workbook) -> dict[str, Any]:
    sheet = book.worksheets[0]
    return {
        str(name): value for name, value in sheet.iter_rows(min_row=3, values_only=True) if name
    }


def listed_names(user: User, query: str) -> list[str]:
    """The names on every page of the list, in its order."""
    client, names, address = CheckingClient.of(user), [], f"/tiltak/{query}"
    while address:
        page = html.document_fromstring(client.get(address).content.decode())
        names += [e.text_content() for e in page.xpath("//main//tbody/tr/th[@scope='row']/a")]
        following = page.xpath("//nav[@class='pager']//a[@rel='next']/@href")
        address = f"/tiltak/{following[0]}" if following else ""
    return names


# --- The file itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/tiltak/excel/", "tiltak-2026-11-22.xlsx"),
        ("/tiltak/excel/?per=15.01.2021", "tiltak-2021-01-15.xlsx"),
        (
            "/tiltak/excel/?bydel=grorud&over_frist=1",
            "tiltak-bydel-grorud-bare-over-frist-2026-11-22.xlsx",
        ),
        ("/oversikt/excel/", "oversikt-2026-11-22.xlsx"),
        ("/oversikt/excel/?per=2012-01-01", "oversikt-2012-01-01.xlsx"),
    ],
)
def test_it_is_downloaded_under_a_name_with_its_day(leser: User, address: str, name: str) -> None:
    response, _content = downloaded(leser, address)
    assert response.headers["Content-Type"] == EXCEL
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("address", ["/tiltak/excel/", "/oversikt/excel/"])
def test_the_sheets_are_what_it_is_then_the_matrix_then_the_measures(
    leser: User, address: str
) -> None:
    assert book_of(leser, address).sheetnames == ["Om rapporten", "Status per bydel", "Tiltak"]


def test_the_first_sheet_says_what_for_whom_when_and_by_whom(byadmin: User) -> None:
    book = book_of(byadmin, "/oversikt/excel/?per=15.01.2021")
    assert book.worksheets[0]["A1"].value == "Status for ruspolitiske tiltak per 15.01.2021"
    said = facts(book)
    assert said["For"] == "Hele byen"
    assert said["Status per"] == datetime(2021, 1, 15)
    assert said["Tiltak"] == 109
    assert said["Rapportert"] == "Ingen runde er avsluttet ennå."
    assert said["Over frist"] == 7
    assert isinstance(said["Laget"], datetime)
    assert said["Laget av"] == "Byadministrator"


def test_the_first_sheet_names_the_plans_that_the_overview_counts(leser: User) -> None:
    said = facts(book_of(leser, "/oversikt/excel/?plan=ostensjo-2010"))["Planer"]
    assert said.splitlines() == [
        "St. Hanshaugen fra 2020",
        "Grorud 2023–2028",
        "Østensjø 2010–2013",
        "Nordstrand 2021–2023",
    ]


def test_the_first_sheet_of_a_list_names_the_plans_that_it_holds(leser: User) -> None:
    for query, plans in (
        ("?plan=gjeldende&bydel=grorud", "Grorud 2023–2028"),
        ("?bydel=ostensjo", "Østensjø 2020–2023\nØstensjø 2010–2013"),
        ("?sok=finnesikke", "Ingen"),
    ):
        assert facts(book_of(leser, f"/tiltak/excel/{query}"))["Planer"] == plans


def test_the_first_sheet_names_every_filter_in_force(leser: User) -> None:
    address = "/tiltak/excel/?bydel=ostensjo&plan=ostensjo-2020&over_frist=1&sok=bolig&risiko=high"
    first = book_of(leser, address).worksheets[0]
    assert first["B3"].value == "Bydel Østensjø"
    assert set(first["B5"].value.splitlines()) == {
        "Søk i tiltak: «bolig»",
        "Bydel: Østensjø",
        "Plan: 2020–2023",
        "Bare over frist",
        "Risiko: Høy",
    }


def test_the_facts_have_our_own_names_and_not_djangos(leser: User) -> None:
    """«Filter» is in Django's own translations too, where it is «Filtrering»."""
    assert list(facts(book_of(leser, "/tiltak/excel/"))) == [
        "For",
        "Status per",
        "Filter i bruk",
        "Planer",
        "Tiltak",
        "Rapportert",
        "Over frist",
        "Laget",
        "Laget av",
    ]


def test_no_filter_is_said_too(leser: User) -> None:
    first = book_of(leser, "/tiltak/excel/").worksheets[0]
    assert (first["B3"].value, first["B5"].value) == ("Hele byen", "Ingen, alle tiltak")
    assert (first["B7"].value, first["B8"].value) == (169, "Ingen runde er avsluttet ennå.")


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
    assert first["Sist rapportert"] == datetime(2020, 12, 31)
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
    assert (row["Sist rapportert"], row["Risiko"], row["Dag"]) == (None, None, None)


@pytest.mark.parametrize(
    "query",
    [
        "?plan=gjeldende",
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
