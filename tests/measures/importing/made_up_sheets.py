"""Plans that nobody made, as Excel and what is pasted have them; and what must come out of each."""

from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.measures.importing.made_up_word import Wanted, kept


def a_sheet_with_all_that_a_sheet_has() -> tuple[BytesIO, Wanted]:
    """A title, a heading over two rows, crosses, colours, struck and hidden rows, sums and notes;
    beside it drop-down values, a hidden old plan and sums."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Tiltak"
    for row in _the_rows():
        sheet.append(row)
    sheet.merge_cells("E4:G4")
    sheet.merge_cells("B6:B7")
    for cell in sheet[9]:
        cell.font = Font(strike=True)
    sheet.row_dimensions[11].hidden = True
    sheet["H7"].fill = PatternFill("solid", fgColor="92D050")
    lists = book.create_sheet("Lister")
    for word in ("Ikke iverksatt", "Under arbeid", "Iverksatt"):
        lists.append([word])
    rule = DataValidation(type="list", formula1="=Lister!$A$1:$A$3")
    sheet.add_data_validation(rule)
    rule.add("H6:H20")
    old = book.create_sheet("Plan 2017")
    old.append(["Tiltak", "Ansvarlig", "Frist"])
    old.append(["Et gammelt tiltak", "NAV", "2017"])
    old.sheet_state = "hidden"
    sums = book.create_sheet("Økonomi")
    sums.append(["Sum tiltak", 1450000])
    goal = {"goal_text": "Færre dør"}
    return kept(book), [
        {**goal, "code": "1.2.9", "due_on": "2025-12-31", "status": "in_progress"},
        {
            **goal,
            "code": "1.2.10",
            "deadline_kind": "period",
            "status": None,
            "remarks": "Avventer penger",
            "doubts": {"status_by_colour"},
        },
        {"goal_text": "Flere i jobb", "code": "1.3.2", "due_on": "2027-12-31"},
    ]


def _the_rows() -> list[list[Any]]:
    return [
        ["Handlingsplan 2025–2028"],
        ["Sist oppdatert 01.02.2025"],
        [],
        ["Kode", "Hovedmål", "Tiltaksbeskrivelse", "Ansvarlig", "Gjennomføring", None, None,
         "Status", "Merknad"],
        [None, None, None, None, 2025, 2026, 2027],
        ["1.2.9", "Færre dør", "Dele ut spray", "Feltsykepleier", "x", None, None, "Påbegynt"],
        ["1.2.10", None, "Kurse pårørende", "NAV", None, "x", "x", None, "Avventer penger"],
        [],
        ["1.3.1", "Flere i jobb", "Et tiltak som er strøket", "NAV", "x"],
        ["1.3.2", None, "Jobbspesialister", "NAV", None, None, 120000, "Ferdig"],
        ["1.3.3", None, "Et skjult tiltak", "NAV", None, None, 90000, "Ferdig"],
        ["Sum", None, None, None, None, None, 210000],
        [],
        ["* x betyr at tiltaket gjennomføres det året"],
        ["Grønn", None, "Ferdig"],
    ]  # fmt: skip


def sheets_with_real_dates_and_numbers() -> tuple[BytesIO, Wanted]:
    book = Workbook()
    young: Any = book.active
    young.title = "Unge"
    young.append(["Tiltak", "Hvem", "Når", "Risiko (1-5)", "Fremdrift"])
    young.append(["Fritidskort til alle", "Kultur", datetime(2026, 8, 31), 4, 0.5])
    young.append(["Sommerjobb", "NAV", 2026, 2, None])
    young["E2"].number_format = "0%"
    young["C2"].number_format = "dd.mm.yyyy"
    grown = book.create_sheet("Voksne")
    grown.append(["Nr", "Aktivitet", "Ansvarlig", "Tidsfrist", "Ny frist", "Status 2023",
                  "Status 2024"])  # fmt: skip
    grown.append([1.10, "Åpne mottak", "NAV", datetime(2024, 10, 1), datetime(2025, 6, 30),
                  "Ikke startet", "Påbegynt"])  # fmt: skip
    grown["A2"].number_format = "0.00"
    grown["D2"].number_format = "mmm yyyy"
    counts = book.create_sheet("Statistikk")
    counts.append(["Status", "Antall"])
    counts.append(["Ferdig", 3])
    return kept(book), [
        {"due_on": "2026-08-31", "risk": "high", "status_text": "50 %", "status": None},
        {"text": "Sommerjobb", "due_on": "2026-12-31", "risk": "low"},
        {
            "code": "1.10",
            "deadline_text": "oktober 2024",
            "due_on_before": "2024-10-31",
            "due_on": "2025-06-30",
            "status": "in_progress",
        },
    ]


def goals_over_tables_that_stand_on_each_other() -> tuple[BytesIO, Wanted]:
    book = Workbook()
    sheet: Any = book.active
    for row in [
        ["Mål 1: Færre unge ruser seg"],
        ["Tiltak", "Ansvar", "Frist", "Status"],
        ["Møter med foreldre", "Skole", "31.12.2025", "Ferdig"],
        [],
        ["Mål 2: Flere får hjelp"],
        ["Aktivitet", "Hvem", "Når", "Kommentar"],
        ["Rask time", "NAV", "Innen 01.09.2025", "Venter på lege"],
    ]:
        sheet.append(row)
    return kept(book), [
        {"goal_text": "Færre unge ruser seg", "status": "completed"},
        {"goal_text": "Flere får hjelp", "due_on": "2025-09-01", "remarks": "Venter på lege"},
    ]


def a_measure_struck_out_in_its_text_alone_and_a_note_in_the_table() -> tuple[BytesIO, Wanted]:
    book = Workbook()
    sheet: Any = book.active
    for row in [
        ["Tiltak", "Ansvarlig", "Frist"],
        ["Lage en rutine for henvisning", "NAV", "2026"],
        ["Ha åpent hus hver uke", "Møtestedet", "2026"],
        ["* Forutsetter bevilgning"],
    ]:
        sheet.append(row)
    sheet["A3"].font = Font(strike=True)
    return kept(book), [{"text": "Lage en rutine for henvisning"}]


def coloured_statuses_under_bold_sections() -> tuple[BytesIO, Wanted]:
    """The old deadline is struck within its cell; a hidden column and a legend are not measures."""
    book = Workbook()
    sheet: Any = book.active
    for row in [
        ["Tiltak", "Internt", "Ansvarlig", "Frist", "Status"],
        ["SKOLE OG FRITID"],
        ["Ha klubb", "x", "Kultur", "31.12.2025", None],
        ["Ha leir", "x", "Kultur", None, None],
        ["OPPFØLGING AV VOKSNE"],
        ["Ha kurs", "x", "NAV", "2026", None],
        [],
        ["Grønn = ferdig, rød = ikke startet"],
    ]:
        sheet.append(row)
    for place in ("A2", "A5"):
        sheet[place].font = Font(bold=True)
    sheet["E3"].fill = PatternFill("solid", fgColor="00B050")
    struck = TextBlock(InlineFont(strike=True), "31.12.2024")
    sheet["D4"] = CellRichText(struck, " 31.12.2025")
    sheet.column_dimensions["B"].hidden = True
    return kept(book), [
        {"topic": "SKOLE OG FRITID", "status": None, "doubts": {"status_by_colour"}},
        {"topic": "SKOLE OG FRITID", "due_on": "2025-12-31", "doubts": {"partly_struck"}},
        {"topic": "OPPFØLGING AV VOKSNE", "due_on": "2026-12-31"},
    ]


SHEETS = (
    a_measure_struck_out_in_its_text_alone_and_a_note_in_the_table,
    coloured_statuses_under_bold_sections,
    a_sheet_with_all_that_a_sheet_has,
    sheets_with_real_dates_and_numbers,
    goals_over_tables_that_stand_on_each_other,
)

PASTED_FROM_EXCEL = (
    'Nr\tTiltak\tAnsvarlig\tFrist\n1\t"Lage en rutine\nfor henvisning"\tNAV\t31.12.2025\n'
    "2\tÅpent hus\tMøtestedet\tUkentlig\n"
)
PASTED_LINES = "Lage en rutine for henvisning\nHa åpent hus hver uke\n"
