"""Plans that nobody made, where each measure has a small table, a paragraph or a sheet of its own,
where a cell tells who and when by labels, and where a status is crossed off."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook

from tests.measures.importing.made_up_word import Wanted, kept

FIELDS = ("text", "responsible_text", "deadline_text", "status_text", "goal_text")


def wanted(*rows: Sequence[str | None]) -> Wanted:
    """What must come out: the text, who, when, how far, the goal; None where nothing is told."""
    return [dict(zip(FIELDS, row, strict=False)) for row in rows]


def grid(file: Any, rows: Sequence[Sequence[str]]) -> Any:
    made = file.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    file.add_paragraph()
    return made


def sheet(*sheets: Sequence[Sequence[object]]) -> BytesIO:
    book = Workbook()
    book.remove(book.worksheets[0])
    for n, rows in enumerate(sheets, start=1):
        made = book.create_sheet(f"Tiltak {n}")
        for row in rows:
            made.append(list(row))
    return kept(book)


KURS = ("Kurs for foreldre", "Helsestasjonen", "1. halvår 2025", "Påbegynt")
RUTINE = ("Rutine for varsling", "Barnehagesjef", "Årlig", "")
KAFÉ = ("Åpen kafé på lørdager", "NAV", "Løpende", "I drift")


def a_table_for_each_measure() -> tuple[BytesIO, Wanted]:
    """Under the goal that it belongs to; one begins with «Tiltak 3» and has its goal within."""
    file = Document()
    grid(file, [["Versjon", "1.0"], ["Godkjent av", "Bydelsutvalget"]])
    for goal, measures in (("Mål 1: Forebygge", [KURS, RUTINE]), ("Mål 2: Delta", [KAFÉ])):
        file.add_heading(goal, 1)
        for name, who, when, how in measures:
            labels = ("Tiltak:", "Bakgrunn", "Ansvarlig:", "Frist:", "Status:")
            said = (name, "Vi trenger det.", who, when, how)
            grid(file, list(zip(labels, said, strict=True)))
    return kept(file), wanted(
        (*KURS, "Forebygge"), (*RUTINE[:3], None, "Forebygge"), (*KAFÉ, "Delta")
    )


def a_table_with_two_labels_in_a_row() -> tuple[BytesIO, Wanted]:
    """A title over the card, «Tiltak 1: …», and two pairs beside each other below it."""
    file = Document()
    for n, (name, who, when, how) in enumerate((KURS, KAFÉ), start=1):
        second, third = ("Ansvar", who, "Frist", when), ("Status", how, "Kostnad", "0")
        made = grid(file, [("", "", "", ""), second, third])
        made.cell(0, 0).merge(made.cell(0, 3)).text = f"Tiltak {n}: {name}"
    return kept(file), [{**each, "code": str(n)} for n, each in enumerate(wanted(KURS, KAFÉ), 1)]


def a_heading_that_names_the_measure() -> tuple[BytesIO, Wanted]:
    file = Document()
    for name, who, when, _how in (KURS, KAFÉ):
        file.add_heading(name, 2)
        grid(file, [["Hvem", who], ["Når", when], ["Samarbeid", "Politiet"]])
    grid(file, [["Ansvarlig", "Rådmannen"], ["Status", "Vedtatt"]])  # of the document itself
    return kept(file), wanted(KURS[:3], KAFÉ[:3])


def cards_in_sheets() -> tuple[BytesIO, Wanted]:
    """Two in the first sheet, one in the next."""
    labels = ("Navn på tiltak", "Ansvarlig", "Tidsfrist", "Status")
    first, second, third = (list(zip(labels, each, strict=True)) for each in (KURS, RUTINE, KAFÉ))
    file = sheet([["TILTAKSSKJEMA 1"], [], *first, [], *second], [["TILTAKSSKJEMA 2"], *third])
    return file, wanted(KURS, (*RUTINE[:3], None), KAFÉ)


def paragraphs_that_name_their_values() -> tuple[BytesIO, Wanted]:
    file = Document()
    for goal, measures in (("Mål 1: Forebygge", [KURS, RUTINE]), ("Mål 2: Delta", [KAFÉ])):
        file.add_paragraph(goal)
        for n, (name, who, when, _how) in enumerate(measures, start=1):
            for line in (f"Tiltak {n}: {name}", f"Ansvarlig: {who}", f"Frist: {when}"):
                file.add_paragraph(line)
    return kept(file), wanted(
        (*KURS[:3], None, "Forebygge"),
        (*RUTINE[:3], None, "Forebygge"),
        (*KAFÉ[:3], None, "Delta"),
    )


def labels_in_the_cells() -> tuple[BytesIO, Wanted]:
    """In a column of their own, and on lines below the measure; a comma is no end."""
    file = Document()
    grid(file, [["Mål", "Tiltak", "Gjennomføring"],
                ["Forebygge", KURS[0], "Ansvar: Helsestasjonen, NAV. Frist: 1. juni 2025"],
                ["", KAFÉ[0], "Ansvar: NAV. Frist: Løpende"]])  # fmt: skip
    grid(file, [["Nr", "Aktivitet", "Ansvar/frist"],
                ["1", "Pusse opp huset", "Ansvarlig: Bygg\nFrist: 2027"],
                ["2", "Leie lokaler", "Ansvarlig: Kultur\nFrist: Årlig"]])  # fmt: skip
    grid(file, [["Utfordring", "Tiltak"],
                ["Mobbing", "Rutine for varsling\nAnsvar: Rektor\nTidsfrist: 2026"],
                ["Rus", "Kafé: åpent for alle\nAnsvar: NAV\nTidsfrist: Årlig"]])  # fmt: skip
    return kept(file), wanted(
        (KURS[0], "Helsestasjonen, NAV", "1. juni 2025", None, "Forebygge"),
        (KAFÉ[0], "NAV", "Løpende", None, "Forebygge"),
        ("Pusse opp huset", "Bygg", "2027"),
        ("Leie lokaler", "Kultur", "Årlig"),
        ("Rutine for varsling", "Rektor", "2026"),
        ("Kafé: åpent for alle", "NAV", "Årlig"),
    )


def a_label_in_one_cell_stays_in_its_text() -> tuple[BytesIO, Wanted]:
    file = Document()
    grid(file, [["Tiltak", "Ansvar"], ["Lage en plan. Status: se vedlegg", "NAV"],
                ["Ha åpent hus", "NAV"], ["Leie lokaler", "NAV"]])  # fmt: skip
    return kept(file), wanted(
        ("Lage en plan. Status: se vedlegg", "NAV", None, None),
        ("Ha åpent hus", "NAV"),
        ("Leie lokaler", "NAV"),
    )


def tables_that_explain_words() -> tuple[BytesIO, Wanted]:
    """Facts about the document and a legend have the labels of a card, and are none."""
    file = Document()
    grid(file, [["Tittel", "Handlingsplan"], ["Ansvarlig", "Bydelsdirektøren"],
                ["Status", "Vedtatt"], ["Dato", "01.02.2026"]])  # fmt: skip
    grid(file, [["Tiltak", "Ansvarlig"], KURS[:2], KAFÉ[:2]])
    grid(file, [["Mål", "Det vi vil oppnå"], ["Tiltak", "Det vi gjør"],
                ["Ansvarlig", "Den som følger opp"], ["Frist", "Når det er gjort"]])  # fmt: skip
    return kept(file), wanted(KURS[:2], KAFÉ[:2])


def statuses_crossed_off() -> tuple[BytesIO, Wanted]:
    """Nobody can tell what two crosses mean; none says nothing."""
    head = ["Nr", "Tiltak", "Utført", "Delvis utført", "Ikke utført", "Merknad"]
    file = sheet([head, [1, KURS[0], "x", "", "", "Holdt i mai"], [2, RUTINE[0], "", "✓", ""],
                  [3, KAFÉ[0], "x", "x", ""], [4, "Leie lokaler", "", "", ""]])  # fmt: skip
    codes = ("completed", "partly_implemented", None, None)
    words = ("Utført", "Delvis utført", "Utført / Delvis utført", None)
    return file, [
        {"code": str(n), "status": code, "status_text": said}
        for n, (code, said) in enumerate(zip(codes, words, strict=True), start=1)
    ]


def statuses_crossed_off_under_two_rows_of_heading() -> tuple[BytesIO, Wanted]:
    file = Document()
    made = grid(file, [["Tiltak", "Frist", "Status", ""], ["", "", "Påbegynt", "Fullført"],
                       [KURS[0], "2025", "☒", "☐"], [KAFÉ[0], "2026", "☐", "☒"]])  # fmt: skip
    made.cell(0, 2).merge(made.cell(0, 3))
    return kept(file), [
        {"text": KURS[0], "status": "in_progress", "due_on": "2025-12-31"},
        {"text": KAFÉ[0], "status": "completed", "due_on": "2026-12-31"},
    ]


CARDS = (
    a_table_for_each_measure,
    a_table_with_two_labels_in_a_row,
    a_heading_that_names_the_measure,
    cards_in_sheets,
    paragraphs_that_name_their_values,
    labels_in_the_cells,
    a_label_in_one_cell_stays_in_its_text,
    tables_that_explain_words,
    statuses_crossed_off,
    statuses_crossed_off_under_two_rows_of_heading,
)
