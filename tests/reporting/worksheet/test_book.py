"""The arbeidsark as Excel opens it: what is locked, what is offered, and what it is known by."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from measures.importing.worksheet.marks import STATUSES, Part
from measures.models import Measure, StatusWord
from measures.vocabulary import RiskLevel
from plans.models import Plan
from reporting.worksheet.book import Fetched, worksheet_file
from tests.factories import make_measure, make_plan, organisation, report

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
COLUMN = {part: place for place, part in enumerate(Part, 1)}


@pytest.fixture(scope="module")
def plan(kept: None) -> Plan:
    plan = make_plan("bjerke", title="Ruspolitisk handlingsplan 2025–2028")
    first = make_measure(
        plan, text="=Tilby samtale\n- til alle\n- «også» 'kvelder", deadline="høsten 2026"
    )
    report(first, "Påbegynt", on=date(2026, 8, 31), risk=RiskLevel.LOW)
    make_measure(plan, text="Etablere Gatefotball-lag", code="1.10")
    StatusWord.objects.create(
        organisation=organisation("bjerke"), words="Godt i gang", code="in_progress"
    )
    StatusWord.objects.create(
        organisation=organisation("bjerke"), words="iverksatt", code="implemented"
    )
    return plan


@pytest.fixture(scope="module")
def book(plan: Plan) -> Workbook:
    fetched = Fetched(
        plan, "NAV ved Helse, mestring og bolig", date(2026, 12, 31), "redaktør for Bjerke", NOW
    )
    with worksheet_file(fetched, Measure.objects.filter(plan=plan).in_order()) as file:
        return load_workbook(BytesIO(file.read()))


def row(book: Workbook, number: int) -> list[Any]:
    return [cell.value for cell in book["Arbeidsark"][number]]


@pytest.mark.django_db
class TestTheSheet:
    def test_says_whose_it_is_of_which_plan_and_when_it_was_fetched(self, book: Workbook) -> None:
        assert [book["Arbeidsark"].cell(n, 1).value for n in (1, 2)] == [
            "Arbeidsark: NAV ved Helse, mestring og bolig",
            "Bydel Bjerke, Ruspolitisk handlingsplan 2025–2028. 2 tiltak. "
            "Hentet 23.11.2026 kl. 09.15 av redaktør for Bjerke.",
        ]

    def test_asks_for_the_day_in_a_white_cell(self, book: Workbook) -> None:
        day = book["Arbeidsark"]["D4"]
        assert (day.value, day.number_format) == (datetime(2026, 12, 31), "dd.mm.yyyy")
        assert not day.protection.locked

    def test_shows_what_stands_there_and_leaves_the_rest_empty(self, book: Workbook) -> None:
        key, *stands = row(book, 8)[: COLUMN[Part.RISK]]
        assert str(key).startswith("1-")
        assert stands == [
            1,
            "=Tilby samtale\n- til alle\n- «også» 'kvelder",
            "høsten 2026",
            "Påbegynt",
            datetime(2026, 8, 31),
            "Lav",
        ]
        assert row(book, 8)[COLUMN[Part.RISK] :] == [None] * 5
        assert row(book, 9)[1:7] == [
            "1.10",
            "Etablere Gatefotball-lag",
            None,
            "Ikke rapportert",
            None,
            "Ikke vurdert",
        ]

    def test_text_that_begins_with_a_sign_is_text(self, book: Workbook) -> None:
        assert book["Arbeidsark"]["C8"].data_type == "s"

    def test_is_locked_without_a_password_but_for_the_white_cells(self, book: Workbook) -> None:
        sheet = book["Arbeidsark"]
        assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
        assert (sheet.protection.sort, sheet.protection.formatColumns) == (False, False)
        locked = [cell.protection.locked for cell in sheet[8]]
        assert locked == [True] * 7 + [False] * 5

    def test_what_is_typed_in_a_white_cell_stays_as_it_was_typed(self, book: Workbook) -> None:
        assert {cell.number_format for cell in book["Arbeidsark"][9][7:]} == {"@"}

    def test_offers_the_codes_labels_the_bydels_own_words_and_the_risks(
        self, book: Workbook
    ) -> None:
        lists = {rule.sqref: rule for rule in book["Arbeidsark"].data_validations.dataValidation}
        by_cells = {str(cells): rule.formula1 for cells, rule in lists.items()}
        assert by_cells["H8:H9"] == "Lister!$A$1:$A$9"
        assert by_cells["I8:I9"] == "Lister!$B$1:$B$4"
        assert by_cells["J8:J9"] == 'OR(J8="",K8<>"")'
        assert [cell.value for cell in book["Lister"]["A"]] == [*STATUSES, "Godt i gang"]
        assert [cell.value for cell in book["Lister"]["B"]][:4] == [
            "Lav",
            "Middels",
            "Høy",
            "Ikke vurdert",
        ]

    def test_hides_what_is_for_the_programs(self, book: Workbook) -> None:
        assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
            ("Arbeidsark", "visible"),
            ("Slik gjør du", "visible"),
            ("Lister", "hidden"),
            ("ruspolitikk", "veryHidden"),
        ]

    def test_keeps_its_headings_on_screen_and_on_every_printed_page(self, book: Workbook) -> None:
        sheet = book["Arbeidsark"]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("D8", "$7:$7")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)

    def test_is_printed_at_seven_points_or_more(self, book: Workbook) -> None:
        widths = [each.width for each in book["Arbeidsark"].column_dimensions.values()]
        inches = sum(7 * width + 5 for width in widths) / 96
        assert 11 * (11.69 - 0.8) / inches >= 7


@pytest.fixture
def no_rows(db: None) -> Iterator[Workbook]:
    plan = make_plan("bjerke")
    fetched = Fetched(plan, "", None, "redaktør", NOW)
    with worksheet_file(fetched, Measure.objects.filter(plan=plan)) as file:
        yield load_workbook(BytesIO(file.read()))


def test_a_plan_without_measures_gives_a_sheet_without_rows(no_rows: Workbook) -> None:
    assert no_rows["Arbeidsark"].max_row == 7
    assert not no_rows["Arbeidsark"].data_validations.dataValidation
