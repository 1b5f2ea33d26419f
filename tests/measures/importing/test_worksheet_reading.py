"""An arbeidsark that comes back is read exactly as it was written, or it is said what is wrong."""

from datetime import date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from measures.importing.document import Document, DocumentKind, Unreadable
from measures.importing.readers.pasted import read_pasted
from measures.importing.worksheet.marks import Part
from measures.importing.worksheet.reading import worksheet_in
from plans.models import Plan
from reporting.files.xlsx.text import escaped
from tests.factories import make_measure, make_plan, report
from tests.measures.importing.worksheets import (
    COLUMN,
    DAY,
    TODAY,
    changed,
    fetched,
    filled_in,
    read,
    read_back,
    typed,
)

pytestmark = [pytest.mark.one_database, pytest.mark.django_db]
ROWS = 20


@pytest.fixture(scope="module")
def plan(kept: None) -> Plan:
    plan = make_plan("bjerke")
    first = make_measure(plan, text="Tilby samtale\n- til alle", deadline="høsten 2026")
    report(first, "Påbegynt", on=date(2026, 8, 31))
    for n in range(2, ROWS + 1):
        make_measure(plan, text=f"Tiltak nummer {n}")
    return plan


@pytest.fixture(scope="module")
def untouched(plan: Plan) -> bytes:
    return fetched(plan)


class TestAnUntouchedSheet:
    def test_says_nothing_of_any_measure(self, untouched: bytes) -> None:
        sheet = read_back(untouched)
        assert (sheet.rows, sheet.not_read, sheet.faults, sheet.missing) == ((), (), (), ())
        assert sheet.empty == tuple(range(1, ROWS + 1))

    def test_says_so_after_a_program_has_saved_it(self, untouched: bytes) -> None:
        assert read_back(changed(untouched, lambda book: None)) == read_back(untouched)

    def test_tells_whose_it_is_and_of_which_day(self, untouched: bytes, plan: Plan) -> None:
        sheet = read_back(untouched)
        assert (sheet.origin.bydel, sheet.origin.plan, sheet.day) == ("bjerke", plan.slug, DAY)


# --- What is typed comes back ---------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(["=", "'", "\n", "\t", "+", "- ", "_x0041_", "_x000D_", "\u00a0", "æøå", "«"]),
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
)
TEXTS = (
    st.lists(PIECES, min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: text.strip() and "_x000D_\n" not in text)
)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=ROWS, max_size=ROWS))
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_text_comes_back_as_it_was_typed(untouched: bytes, texts: list[tuple[str, str]]) -> None:
    rows = {
        n: {
            Part.NEW_DEADLINE: "31.12.2027",
            Part.REASON: escaped(reason),
            Part.REMARK: escaped(remark),
        }
        for n, (reason, remark) in enumerate(texts, 8)
    }
    sheet = read_back(filled_in(untouched, rows))
    assert [(row.reason, row.remark) for row in sheet.rows] == texts


@pytest.mark.parametrize(
    "remark",
    [
        "= tre i uken",
        "=SUM(A1:A2)",
        "'kvelder'",
        "'=1+1",
        "38 av 52\nansatte\n\n- og flere",
        "  innrykk",
        "_x000D_",
        "1/5",
        "007",
    ],
)
def test_these_come_back_too(untouched: bytes, remark: str) -> None:
    sheet = read_back(filled_in(untouched, {9: {Part.REMARK: escaped(remark)}}))
    assert [(row.row, row.remark) for row in sheet.rows] == [(9, remark)]


def test_what_a_program_took_for_a_formula_is_the_words(untouched: bytes) -> None:
    def fill(book: Workbook) -> None:
        book["Arbeidsark"].cell(9, COLUMN[Part.REMARK]).value = "= tre i uken"

    (row,) = read_back(changed(untouched, fill)).rows
    assert row.remark == "= tre i uken"


def test_a_day_that_a_program_made_of_a_deadline_is_read_as_people_write_it(
    untouched: bytes,
) -> None:
    file = filled_in(
        untouched, {8: {Part.NEW_DEADLINE: datetime(2027, 6, 30), Part.REASON: "Venter"}}
    )
    (row,) = read_back(file).rows
    assert (row.deadline, row.reason) == ("30.06.2027", "Venter")


@pytest.mark.parametrize(
    ("typed_risk", "has_risk", "level"),
    [("Høy", True, "high"), ("lav ", True, "low"), ("Ikke vurdert", True, ""), ("  ", False, "")],
)
def test_risks(untouched: bytes, typed_risk: str, has_risk: bool, level: str) -> None:
    file = filled_in(untouched, {8: {Part.NEW_RISK: typed_risk, Part.REMARK: "Merknad"}})
    (row,) = read_back(file).rows
    assert (row.has_risk, row.risk) == (has_risk, level)


# --- What may be done to the sheet ----------------------------------------------------------------


def test_rows_may_be_sorted_and_columns_widened(untouched: bytes) -> None:
    def sort(book: Workbook) -> None:
        sheet = book["Arbeidsark"]
        typed(sheet, 8, Part.NEW_STATUS, "Løpende")
        rows = [[cell.value for cell in sheet[n]] for n in range(8, 8 + ROWS)]
        for n, values in enumerate(reversed(rows), 8):
            for place, value in enumerate(values, 1):
                sheet.cell(n, place).value = value
        sheet.column_dimensions["C"].width = 90

    sheet = read_back(changed(untouched, sort))
    (row,) = sheet.rows
    assert (row.row, row.known.n, row.status) == (7 + ROWS, 1, "Løpende")
    assert sheet.not_read == ()


def test_columns_may_be_moved(untouched: bytes) -> None:
    file = filled_in(untouched, {8: {Part.NEW_STATUS: "Løpende"}})
    (row,) = read_back(changed(file, lambda book: book["Arbeidsark"].insert_cols(2))).rows
    assert row.status == "Løpende"


def test_rows_that_are_deleted_are_measures_that_are_missing(untouched: bytes) -> None:
    sheet = read_back(changed(untouched, lambda book: book["Arbeidsark"].delete_rows(9, 2)))
    assert (sheet.missing, sheet.empty[:2]) == ((2, 3), (1, 4))


def test_a_row_without_a_key_may_be_a_new_measure(untouched: bytes) -> None:
    file = filled_in(untouched, {8 + ROWS: {Part.TEXT: "Et nytt tiltak"}})
    (row,) = read_back(file).not_read
    assert row.sentence == (
        f"Rad {8 + ROWS} har ingen nøkkel, og er ikke lest. "
        "Er det et nytt tiltak, legger du det til i planen."
    )


def test_a_key_that_is_changed_is_not_known(untouched: bytes) -> None:
    file = filled_in(untouched, {9: {Part.KEY: "3-0000", Part.NEW_STATUS: "Løpende"}})
    sheet = read_back(file)
    assert [each.sentence for each in sheet.not_read] == [
        "Rad 9 har en nøkkel vi ikke kjenner, og er ikke lest."
    ]
    assert (sheet.rows, sheet.missing) == ((), (2,))


def test_a_key_that_was_moved_to_another_row_is_seen(untouched: bytes) -> None:
    """Sorted without the columns beside it: nobody can know whose the answers are."""

    def swap(book: Workbook) -> None:
        one, other = book["Arbeidsark"]["A8"], book["Arbeidsark"]["A9"]
        one.value, other.value = other.value, one.value

    assert [each.row for each in read_back(changed(untouched, swap)).not_read] == [8, 9]


@pytest.mark.parametrize("part", [Part.TEXT, Part.DEADLINE, Part.STATUS, Part.NUMBER])
def test_what_is_written_in_a_locked_cell_is_told_of(untouched: bytes, part: Part) -> None:
    (row,) = read_back(filled_in(untouched, {8: {part: "Noe annet"}})).not_read
    assert row.sentence == (
        "Rad 8 er ikke lest: De grå feltene er endret, eller nøkkelen hører til en annen rad. "
        "Skriv bare i de hvite feltene."
    )


def test_what_the_hidden_sheet_says_cannot_be_changed(untouched: bytes) -> None:
    def tamper(book: Workbook) -> None:
        book["ruspolitikk"]["B7"].value = "1"  # another measure than the second

    file = changed(filled_in(untouched, {9: {Part.NEW_STATUS: "Løpende"}}), tamper)
    assert [each.row for each in read_back(file).not_read] == [9]


# --- Faults: what cannot be stored or told apart --------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "part", "problem"),
    [
        (
            {Part.NEW_RISK: "Ganske høy"},
            Part.NEW_RISK,
            "«Ganske høy» er ingen risiko vi kjenner. Velg Lav, Middels, Høy eller Ikke vurdert.",
        ),
        (
            {Part.REASON: "Venter"},
            Part.REASON,
            "Her står hvorfor fristen flyttes, men ikke ny frist. Skriv fristen.",
        ),
        (
            {Part.NEW_STATUS: "Iverksatt", Part.REMARK: "Beboer 15076500565"},
            Part.REMARK,
            "Et fødselsnummer hører ikke hjemme i en plan, og kan ikke lagres. Ta det bort.",
        ),
        (
            {Part.NEW_STATUS: "a" * 1001},
            Part.NEW_STATUS,
            "Teksten er lengre enn 1\xa0000 tegn. Kort den ned.",
        ),
    ],
)
def test_faults_are_told_by_row_and_column(
    untouched: bytes, cells: dict[Part, str], part: Part, problem: str
) -> None:
    (fault,) = read_back(filled_in(untouched, {9: cells})).faults
    letter, heading = get_column_letter(COLUMN[part]), part.partition("\n")[0]
    assert (fault.sheet, fault.row, fault.column) == ("Arbeidsark", 9, f"{letter}, {heading}")
    assert fault.problem == problem


def test_two_rows_with_one_key_are_a_fault(untouched: bytes) -> None:
    def copy(book: Workbook) -> None:
        sheet = book["Arbeidsark"]
        for place in COLUMN.values():
            sheet.cell(8 + ROWS, place).value = sheet.cell(8, place).value

    (fault,) = read_back(changed(untouched, copy)).faults
    assert f": rad 8 og rad {8 + ROWS}. Behold én av dem." in fault.problem


@pytest.mark.parametrize(
    ("day", "read_as"),
    [("1. mars 2026", date(2026, 3, 1)), (datetime(2026, 3, 1), date(2026, 3, 1)), (None, None)],
)
def test_the_day_is_read_as_people_write_it(
    untouched: bytes, day: object, read_as: date | None
) -> None:
    def fill(book: Workbook) -> None:
        book["Arbeidsark"]["D4"].value = day

    sheet = read_back(changed(untouched, fill))
    assert (sheet.day, sheet.faults) == (read_as, ())


def test_a_day_that_is_none_is_a_fault_of_its_cell(untouched: bytes) -> None:
    def fill(book: Workbook) -> None:
        book["Arbeidsark"]["D4"].value = "31.02.2026"

    (fault,) = read_back(changed(untouched, fill)).faults
    assert (fault.row, fault.column) == (4, "D, Statusene gjelder per")


# --- Not a whole arbeidsark -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda book: book.remove(book["ruspolitikk"]), "det skjulte arket"),
        (lambda book: book["ruspolitikk"].delete_rows(1), "det skjulte arket"),
        (lambda book: book["ruspolitikk"].delete_rows(5), "det skjulte arket"),
        (lambda book: book["Arbeidsark"].delete_rows(7), "overskriftene er borte"),
        (lambda book: book["Arbeidsark"].delete_cols(12), "uten kolonnen «Merknad»"),
    ],
    ids=["no hidden sheet", "no mark", "no moment", "no headings", "no remarks"],
)
def test_what_is_missing_is_told(untouched: bytes, change: object, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(changed(untouched, change))  # type: ignore[arg-type]


def test_a_plan_is_no_arbeidsark() -> None:
    assert worksheet_in(read_pasted("Nøkkel\tTiltak\tStatus\n1\tTilby\tLav\n"), TODAY) is None
    assert worksheet_in(Document(DocumentKind.EXCEL, "tom.xlsx", ()), TODAY) is None
