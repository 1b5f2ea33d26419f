"""Boxes of which one is ticked within a cell, and what is left of a cell beside its labels."""

import pytest

from measures.importing.readers.pasted import read_pasted
from measures.importing.rows.measure_row import MeasureRow
from tests.measures.importing.test_other_authors import rows_of, word
from tests.measures.importing.word_xml import cell_with, control, paragraph, run

pytestmark = pytest.mark.one_database  # it asks none


def of_status(status: str) -> MeasureRow:
    (row,) = rows_of(word([["Tiltak", "Ansvarlig", "Status"], ["Åpne en kafé", "NAV", status]]))
    return row


@pytest.mark.parametrize(
    "boxes",
    [
        "☐ Ikke startet\n☒ Påbegynt\n☐ Ferdig",
        "☐ Ikke startet ☑ Påbegynt ☐ Ferdig",
        "[ ] Ikke startet [x] Påbegynt [ ] Ferdig",
    ],
)
def test_of_the_boxes_in_a_cell_the_ticked_one_is_the_status(boxes: str) -> None:
    row = of_status(boxes)
    assert (row.status_text, row.status) == ("Påbegynt", "in_progress")
    assert ("status", boxes) in row.original


def test_controls_that_are_boxes_with_words_beside_them_are_boxes() -> None:
    def box(words: str, value: str) -> str:
        look = f'<w14:checkbox><w14:checked w14:val="{value}"/></w14:checkbox>'
        return paragraph(control(run("?"), look) + run(f" {words}"))

    assert cell_with(box("Ikke startet", "0") + box("I gang", "1")) == "☐ Ikke startet\n☒ I gang"
    assert cell_with(box("Gjennomført", "1")) == "x Gjennomført"


def test_boxes_that_nobody_ticked_are_blank() -> None:
    assert of_status("☐ Ikke startet ☐ Påbegynt ☐ Ferdig").status_text is None


def test_two_ticked_boxes_are_asked_about() -> None:
    row = of_status("☒ Påbegynt ☒ Ferdig ☐ Utsatt")
    assert (row.status_text, row.status) == ("Påbegynt / Ferdig", None)


def test_a_tick_without_an_empty_box_beside_it_is_kept_as_written() -> None:
    assert of_status("☒ Påbegynt").status_text == "☒ Påbegynt"


def test_what_else_stands_beside_a_labelled_deadline_is_a_remark() -> None:
    first, second = rows_of(
        read_pasted(
            "Tiltak\tGjennomføring\n"
            'Åpne kafé for unge\t"Ansvar: NAV\nFrist: 1. mai 2025\nKostnad: 50 000 kr"\n'
            'Kurs for foreldre\t"Ansvar: Skolen\nFrist: Løpende\nKostnad: 10 000 kr"\n'
        )
    )
    assert (first.responsible_text, first.deadline_text) == ("NAV", "1. mai 2025")
    assert (first.remarks, str(first.due_on)) == ("Kostnad: 50 000 kr", "2025-05-01")
    assert second.deadline_kind == "continuous"
