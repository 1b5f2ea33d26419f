"""Any plan that can be written in one of the ways that people write them is read back the same:
goals as rows across the table, a table for each measure, years crossed off, several tables."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from measures.importing.readers.any_kind import read_document
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.made_up_word import kept
from tests.measures.importing.word_parts import new_file, table

pytestmark = pytest.mark.one_database

LINE = st.lists(st.text("bdefghjklmnprstuøå", min_size=3, max_size=9), min_size=1, max_size=4).map(
    " ".join
)
MEASURE = st.tuples(
    LINE.map("Gi {} til alle".format), LINE.map("NAV {}".format), st.integers(2024, 2030).map(str)
)
MEASURES = st.lists(MEASURE, min_size=2, max_size=5)
GOALS = st.lists(st.tuples(LINE.map("Flere får {}".format), MEASURES), min_size=1, max_size=3)
HEADINGS = ("Tiltak", "Ansvarlig", "Frist")

type Measure = tuple[str, str, str]


def read(file: BytesIO) -> list[MeasureRow]:
    document = read_document(file, "plan")
    return read_rows(document, guess_layout(document), words=Words({}))


def facts(rows: list[MeasureRow]) -> list[tuple[str | None, ...]]:
    return [(row.text, row.responsible_text, row.deadline_text) for row in rows]


def numbered(goals: list[tuple[str, list[Measure]]]) -> list[tuple[str, list[Measure]]]:
    """As they stand in the file; what a goal is called is not of its text."""
    return [(f"Mål {n}: {goal}", own) for n, (goal, own) in enumerate(goals, start=1)]


@settings(max_examples=25)
@given(GOALS)
def test_goals_as_rows_across_a_table_in_word(goals: list[tuple[str, list[Measure]]]) -> None:
    file = new_file()
    made = table(file, HEADINGS, [])
    for goal, own in numbered(goals):
        cells = made.add_row().cells
        cells[0].merge(cells[2]).text = goal
        for measure in own:
            for cell, text in zip(made.add_row().cells, measure, strict=True):
                cell.text = text

    rows = read(kept(file))

    assert facts(rows) == [measure for _goal, own in goals for measure in own]
    assert [row.goal_text for row in rows] == [goal for goal, own in goals for _ in own]


@settings(max_examples=25)
@given(GOALS)
def test_goals_as_rows_across_a_sheet(goals: list[tuple[str, list[Measure]]]) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADINGS)
    for goal, own in numbered(goals):
        sheet.append([goal])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, end_column=3, start_column=1
        )
        for measure in own:
            sheet.append(measure)

    rows = read(kept(book))

    assert facts(rows) == [measure for _goal, own in goals for measure in own]
    assert [row.goal_text for row in rows] == [goal for goal, own in goals for _ in own]


@settings(max_examples=25)
@given(MEASURES)
def test_a_table_for_each_measure(measures: list[Measure]) -> None:
    file = new_file()
    for measure in measures:
        table(file, [], [list(each) for each in zip(HEADINGS, measure, strict=True)])
        file.add_paragraph("")

    assert facts(read(kept(file))) == measures


@settings(max_examples=25)
@given(st.lists(MEASURES, min_size=1, max_size=4))
def test_several_tables_each_with_its_heading(tables: list[list[Measure]]) -> None:
    file = new_file()
    for measures in tables:
        table(file, HEADINGS, [list(measure) for measure in measures])
        file.add_paragraph("")

    rows = read(kept(file))

    assert facts(rows) == [measure for measures in tables for measure in measures]
    assert [row.source.table for row in rows] == [
        f"Tabell {n}" for n, measures in enumerate(tables, start=1) for _ in measures
    ]


@settings(max_examples=25)
@given(st.lists(st.tuples(MEASURE, st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=5))
def test_years_crossed_off_in_a_row_of_them(measures: list[tuple[Measure, int, int]]) -> None:
    years = [str(2025 + n) for n in range(4)]
    crossed = [(measure, min(a, b), max(a, b)) for measure, a, b in measures]
    file = new_file()
    table(
        file,
        ["Tiltak", "Ansvarlig", *years],
        [
            [text, who, *("x" if first <= n <= last else "" for n in range(4))]
            for (text, who, _when), first, last in crossed
        ],
    )

    rows = read(kept(file))

    assert [row.text for row in rows] == [text for (text, _who, _when), *_years in crossed]
    assert [row.due_on and row.due_on.year for row in rows] == [2025 + last for *_, last in crossed]
    assert [row.starts_on and row.starts_on.year for row in rows] == [
        2025 + first if first < last else None for _measure, first, last in crossed
    ]


@settings(max_examples=15)
@given(st.lists(st.tuples(LINE.map("Gi {} til alle".format), st.integers(0, 2)), min_size=2))
def test_years_crossed_off_with_nothing_else_beside_the_measures(
    measures: list[tuple[str, int]],
) -> None:
    file = new_file()
    crosses = [[text, *("x" if n == at else "" for n in range(3))] for text, at in measures]
    table(file, ["Tiltak", "2025", "2026", "2027"], crosses)

    rows = read(kept(file))

    assert [(row.text, row.due_on and row.due_on.year) for row in rows] == [
        (text, 2025 + at) for text, at in measures
    ]
