"""Boxes in PDF: each is a measure, and at its foot who, when and how far stand side by side."""

from io import BytesIO

import pytest

from measures.importing.readers.any_kind import read_document
from measures.importing.rows.measure_row import MeasureRow
from tests.measures.importing.pdf_files import pdf_of_boxes
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none

CAFE = ("TILTAK 1 Åpen kafé", "Åpne en kafé for unge i sentrum.")
TRIP = ("TILTAK 2 Turer", "Dra på tur med alle som vil være med.")
COURSE = ("TILTAK 3 Kurs", "Holde kurs om rus for alle foreldre.")


def rows(file: bytes) -> list[MeasureRow]:
    return rows_of(read_document(BytesIO(file), "Plan.pdf"))


def told(file: bytes) -> list[tuple[str | None, ...]]:
    return [(row.title, row.responsible_text, row.deadline_text, row.status_text)
            for row in rows(file)]  # fmt: skip


def test_labels_side_by_side_at_the_foot_of_a_box_tell_of_the_measure_above_them() -> None:
    boxes = pdf_of_boxes(
        (*CAFE, ("NAV", "31.12.2026", "Pågår")),
        (*TRIP, ("Fritidstjenesten", "Løpende", "Påbegynt")),
        (*COURSE, ("Skolene", "Høsten 2026", "Utsatt")),
    )

    assert told(boxes) == [
        ("Åpen kafé", "NAV", "31.12.2026", "Pågår"),
        ("Turer", "Fritidstjenesten", "Løpende", "Påbegynt"),
        ("Kurs", "Skolene", "Høsten 2026", "Utsatt"),
    ]
    assert [row.text for row in rows(boxes)] == [CAFE[1], TRIP[1], COURSE[1]]


def test_a_value_over_two_lines_is_one_and_a_blank_one_takes_nothing_from_the_next_box() -> None:
    boxes = pdf_of_boxes(
        (*CAFE, ("Enhet for barn og\nunge", "31.12.2026", "")),
        (*TRIP, ("", "Løpende", "Påbegynt")),
    )

    assert told(boxes) == [
        ("Åpen kafé", "Enhet for barn og unge", "31.12.2026", None),
        ("Turer", None, "Løpende", "Påbegynt"),
    ]


def test_values_that_stand_under_no_label_are_put_to_none() -> None:
    boxes = pdf_of_boxes(
        (*CAFE, ("     NAV", "        31.12.2026", "     Pågår")),
        (*TRIP, ("     Fritid", "        Løpende", "     Påbegynt")),
    )

    assert {each[1:] for each in told(boxes)} <= {(None, None, None)}


def test_a_heading_that_names_the_measures_too_is_a_table_though_it_comes_again() -> None:
    boxes = pdf_of_boxes(
        ("Først", "", ("Åpne kafé", "2026", "Pågår")),
        ("Så", "", ("Dra på tur", "2027", "Utsatt")),
        labels=("TILTAK", "FRIST", "STATUS"),
    )

    assert [row.text for row in rows(boxes)] == ["Åpne kafé", "Dra på tur"]
