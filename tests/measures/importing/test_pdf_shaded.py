"""Tables in PDF that have paint behind some of their rows and no lines: every row is read."""

from io import BytesIO

import pytest

from measures.importing.document import Table
from measures.importing.readers.pdf import read_pdf
from tests.measures.importing.pdf_files import pdf_of_painted_rows

pytestmark = pytest.mark.one_database  # it asks none

HEADING = ("Tiltak", "Ansvarlig", "Frist", "Status")
ROWS = [
    ("Åpne fritidsklubben på lørdager\nog i alle ferier", "Fritid", "2026", "Påbegynt"),
    ("Besøke alle nyfødte hjemme", "Helsestasjonen", "Løpende", "Pågår"),
    ("Prøve ut vandring om natten\nsammen med foreldre", "Skolene", "Høsten\n2026", ""),
    ("Lage en plan for boliger", "NAV", "", "Ferdig"),
    ("Skrive en rutine for uro", "Barnevernet", "31.12.2026", "Utsatt"),
]
AS_READ = [tuple(text.replace("\n", " ") for text in row) for row in ROWS]


def tables(file: bytes) -> list[Table]:
    return [*read_pdf(BytesIO(file), "Plan.pdf").tables]


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("painted", [(0, 1, 3, 5), (0, 2, 4), (1, 3, 5), (0,)])
@pytest.mark.parametrize("whole", [False, True])
def test_rows_between_the_painted_ones_are_rows_too(painted: tuple[int, ...], whole: bool) -> None:
    (only,) = tables(pdf_of_painted_rows([HEADING, *ROWS], painted=painted, whole=whole))

    assert texts(only) == [HEADING, *AS_READ]


def test_where_all_rows_are_painted_their_cells_are_as_the_paint_has_them() -> None:
    (only,) = tables(pdf_of_painted_rows([HEADING, *ROWS], painted=range(6)))

    assert [row[0] for row in texts(only)] == ["Tiltak", *(row[0] for row in ROWS)]


@pytest.mark.parametrize("whole", [False, True])
def test_paint_over_the_goals_alone_makes_no_one_row_of_those_between(whole: bool) -> None:
    goals = [("Mål 1: Trygge barn", "", "", ""), ("Mål 2: Gode hjem", "", "", "")]
    rows = [HEADING, goals[0], *ROWS[:2], goals[1], *ROWS[2:]]
    (only,) = tables(pdf_of_painted_rows(rows, painted=(0, 1, 4), whole=whole))

    assert texts(only) == [HEADING, goals[0], *AS_READ[:2], goals[1], *AS_READ[2:]]


LONG_GOALS = [
    ("Mål 1: Alle barn og unge skal ha en trygg oppvekst i bydelen vår, hele livet", "", "", ""),
    ("Mål 2: Alle skal ha en god og trygg bolig å bo i gjennom hele livet sitt her", "", "", ""),
]


@pytest.mark.parametrize("painted", [(0, 1, 4), (0, 2, 5, 7), (0, 1, 3, 5)])
def test_a_long_goal_is_no_row_that_tells_how_the_rows_are_painted(
    painted: tuple[int, ...],
) -> None:
    rows = [HEADING, LONG_GOALS[0], *ROWS[:2], LONG_GOALS[1], *ROWS[2:]]
    (only,) = tables(pdf_of_painted_rows(rows, painted=painted))

    assert [row[0].replace("\n", " ") for row in texts(only)] == [
        row[0].replace("\n", " ") for row in rows
    ]


def test_paint_over_two_rows_at_a_time_makes_no_one_row_of_the_two_between() -> None:
    more = [("Gi lån til bolig", "NAV", "2027", "Pågår"), ("Starte kor", "Skolen", "2027", "Pågår")]
    (only,) = tables(pdf_of_painted_rows([HEADING, *ROWS, *more], painted=(0, 1, 2, 5, 6)))

    assert texts(only) == [HEADING, *AS_READ, *more]


def test_a_page_that_ends_in_paint_goes_on_in_rows_without() -> None:
    (only,) = tables(
        pdf_of_painted_rows([HEADING, *ROWS[:1]], [*ROWS[1:2], *ROWS[:1]], painted=(1,))
    )

    assert texts(only) == [HEADING, AS_READ[0], AS_READ[1], AS_READ[0]]
