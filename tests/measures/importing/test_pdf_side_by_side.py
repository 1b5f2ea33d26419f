"""A spreadsheet that was too wide for its paper: its columns stand on several pages."""

from io import BytesIO

import pytest

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.pdf_files import pdf_of_pages

pytestmark = pytest.mark.one_database  # it asks none

type Rows = list[list[str]]
NAMES = [["Tiltak"], ["Åpne kafé på Veitvet"], ["Kurs for foreldre"], ["Flere boliger"]]
WHO = [["Ansvarlig", "Frist"], ["NAV Bjerke", "2026"], ["Helsestasjonen", "2027"], ["NAV", "2028"]]
HOW_FAR = [["Status"], ["Påbegynt"], ["Ferdig"], ["Utgår"]]
ALL = [
    ("Åpne kafé på Veitvet", "NAV Bjerke", "2026", "Påbegynt"),
    ("Kurs for foreldre", "Helsestasjonen", "2027", "Ferdig"),
    ("Flere boliger", "NAV", "2028", "Utgår"),
]


def read(*pages: Rows, is_ruled: bool = False, foot: bool = False) -> Document:
    made = pdf_of_pages(pages, is_ruled=is_ruled, foot=foot)
    return read_document(BytesIO(made), "Plan.pdf")


def told(document: Document) -> list[tuple[str | None, ...]]:
    def facts(row: MeasureRow) -> tuple[str | None, ...]:
        return row.text, row.responsible_text, row.deadline_text, row.status_text

    return [facts(row) for row in read_rows(document, guess_layout(document), words=Words({}))]


def apart(document: Document) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(one.page, one.of_page, one.headings) for one in document.apart]


@pytest.mark.parametrize("is_ruled", [True, False])
@pytest.mark.parametrize("foot", [True, False])
def test_columns_on_pages_of_their_own_are_read_with_their_measures(
    is_ruled: bool, foot: bool
) -> None:
    document = read(NAMES, WHO, HOW_FAR, is_ruled=is_ruled, foot=foot)

    assert told(document) == ALL
    assert (apart(document), document.pages) == ([], 3)


def test_the_measures_may_stand_on_a_later_page_than_their_goals() -> None:
    goals = [["Nr", "Mål"], ["1", "Noe å gjøre"], ["2", "Trygge hjem"], ["3", "Trygge hjem"]]
    document = read(goals, NAMES, WHO)
    rows = read_rows(document, guess_layout(document), words=Words({}))

    assert [(row.code, row.goal_text, row.text) for row in rows][1] == (
        "2", "Trygge hjem", "Kurs for foreldre",
    )  # fmt: skip


@pytest.mark.parametrize("is_ruled", [True, False])
def test_a_sheet_printed_downwards_first_is_put_together_page_by_page(is_ruled: bool) -> None:
    more = [["Natteravn hver helg"], ["Ny rutine i barnevernet"], ["Fast kontaktperson"]]
    of_more = [["Frivillige", "2026"], ["Barnevernet", "2027"], ["NAV", "2028"]]
    repeated = ([NAMES[0], *more], [WHO[0], *of_more])
    document = read(NAMES, repeated[0], WHO, repeated[1], is_ruled=is_ruled)

    assert [row[:3] for row in told(document)][2:5] == [
        ("Flere boliger", "NAV", "2028"),
        ("Natteravn hver helg", "Frivillige", "2026"),
        ("Ny rutine i barnevernet", "Barnevernet", "2027"),
    ]


def test_a_sheet_printed_to_the_right_first_is_put_together_pair_by_pair() -> None:
    more = [NAMES[0], ["Natteravn hver helg"], ["Ny rutine"], ["Fast kontaktperson"]]
    of_more = [WHO[0], ["Frivillige", "2026"], ["Barnevernet", "2027"], ["NAV", "2028"]]
    document = read(NAMES, WHO, more, of_more)

    assert len(told(document)) == 6
    assert told(document)[3][:3] == ("Natteravn hver helg", "Frivillige", "2026")


def test_pages_whose_rows_are_not_all_alike_are_told_of_and_not_joined() -> None:
    names = [*NAMES, ["Natteravn"], ["Kurs"], [""]]
    of_other_rows = [*WHO, ["Frivillige", "2028"], ["", ""], ["Frivillige", "2029"]]
    document = read(names, of_other_rows)

    assert apart(document) == [(2, 1, ("Ansvarlig", "Frist"))]


@pytest.mark.parametrize(
    "second",
    [
        [["Tiltak", "Ansvarlig"], *WHO[1:]],  # another table of tiltak
        [["Ansvarlig", "Møter"], *WHO[1:]],  # another table
        [*WHO[1:], ["Ansvarlig", "Frist"]],  # lower on the page
        WHO[:2],  # too little to tell by
        [["Status er gitt av lederne, og frist"], *WHO[1:]],  # text
    ],
)
def test_other_pages_are_no_columns_apart(second: Rows) -> None:
    document = read(NAMES, second)

    assert apart(document) == []
    assert "2028" not in [row[2] for row in told(document) if row[0] == "Flere boliger"]
