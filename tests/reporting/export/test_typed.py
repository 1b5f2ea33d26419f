"""What people type is text in the status report, and what the file costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Measure
from ruspolitikk.accounts.models import User
from tests.factories import report
from tests.reporting.export.books import HEADINGS, alna_measure, book_of, downloaded, rows

# What the pages and files say is written in Python; the rules behind ask both databases.
pytestmark = pytest.mark.one_database

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
