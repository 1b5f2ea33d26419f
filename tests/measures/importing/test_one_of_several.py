"""A row of several measures whose status or deadline is not told for each: it is asked whose."""

from datetime import date

import pytest

from measures.importing.review.decisions import answer, begin
from measures.importing.review.questions import questions
from measures.importing.rows.measure_row import DoubtKind, MeasureRow
from tests.measures.importing.test_other_authors import rows_of, word

pytestmark = pytest.mark.one_database  # it asks none

TODAY = date(2026, 11, 30)


def two(deadline: str, status: str) -> list[MeasureRow]:
    heading = ["Nr", "Tiltak", "Ansvarlig", "Frist", "Status"]
    return rows_of(word([heading, ["3\n4", "Bygge boliger\nLeie ut rom", "NAV", deadline, status]]))


def kinds(row: MeasureRow) -> list[DoubtKind]:
    return [doubt.kind for doubt in row.doubts]


def test_one_status_beside_two_measures_is_put_at_neither_and_asked_of_both() -> None:
    first, second = two("2026\n2027", "Påbegynt\n")
    assert (first.status_text, second.status_text) == (None, None)
    assert (
        kinds(first)
        == kinds(second)
        == [
            DoubtKind.SEVERAL_MEASURES,
            DoubtKind.STATUS_OF_SEVERAL,
        ]
    )


def test_a_person_says_whose_it_is() -> None:
    rows = begin(two("2026\n2027", "Påbegynt"))
    asked = rows[0].row.doubts[1]
    (changed, other) = answer(rows, rows[0], asked, "ja")
    assert (changed.row.status_text, changed.row.status) == ("Påbegynt", "in_progress")
    assert other.row.status is None
    assert [each.sentence for each in questions(rows[0].row, TODAY)][1] == (
        "«Påbegynt». Gjelder statusen dette tiltaket?"
    )


def test_a_status_that_nobody_knows_is_then_asked_as_a_word() -> None:
    rows = begin(two("2026\n2027", "Nesten i mål"))
    (changed, _other) = answer(rows, rows[0], rows[0].row.doubts[1], "ja")
    assert kinds(changed.row) == [DoubtKind.SEVERAL_MEASURES, DoubtKind.STATUS_UNKNOWN]


def test_one_deadline_beside_two_measures_is_asked_of_both() -> None:
    rows = begin(two("31.12.2026", "Påbegynt\nFerdig"))
    assert [one.row.deadline_text for one in rows] == [None, None]
    (changed, _other) = answer(rows, rows[0], rows[0].row.doubts[1], "ja")
    assert str(changed.row.due_on) == "2026-12-31"


def test_that_a_row_held_several_is_told_without_a_number_of_them() -> None:
    (asked,) = questions(two("2026\n2027", "Påbegynt\nFerdig")[0], TODAY)
    assert (asked.heading, asked.sentence) == (
        "Raden har flere tiltak",
        "Dette er lest som ett av dem. Stemmer det?",
    )
