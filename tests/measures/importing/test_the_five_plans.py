"""The five real plans, written as Word and Excel, are read back: 169 of 169 measures."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from measures.importing.readers.any_kind import read_document
from measures.importing.rows.measure_row import MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.the_five import PLANS, Printed, as_excel, as_word, printed


def read(file: BytesIO, words: Words) -> list[MeasureRow]:
    document = read_document(file, "plan")
    return read_rows(document, guess_layout(document), words=words)


@pytest.fixture
def words(five_plans: None) -> Words:
    return Words.of_the_city(date(2026, 11, 23))


@pytest.mark.one_database
@pytest.mark.parametrize("written_as", [as_word, as_excel])
@pytest.mark.parametrize("plan", PLANS)
def test_each_measure_is_read_back_as_its_plan_prints_it(
    plan: str, written_as: Callable[[str], BytesIO], words: Words
) -> None:
    assert [told(row) for row in read(written_as(plan), words)] == [
        wanted(each) for each in printed(plan)
    ]


def told(row: MeasureRow) -> dict[str, object]:
    return {
        "code": row.code or "",
        "title": row.title or "",
        "text": row.text,
        "items": row.items,
        "goal": flat(row.goal_text),
        "topic": row.topic or "",
        "responsible": flat(row.responsible_text),
        "deadline": flat(row.deadline_text),
        "kind": row.deadline_kind,
        "due_on": row.due_on and row.due_on.isoformat(),
        "before": row.due_on_before and row.due_on_before.isoformat(),
        "status": flat(row.status_text),
        "status code": row.status,
        "risk": row.risk_text or "",
        "remark": flat(row.remarks),
    }


def wanted(each: Printed) -> dict[str, object]:
    return {
        "code": each.code,
        "title": each.title,
        "text": each.text,
        "items": each.items,
        "goal": flat(each.goal),
        "topic": each.topic,
        "responsible": flat(each.responsible),
        "deadline": flat(each.deadline),
        "kind": each.kind,
        "due_on": each.due_on,
        "before": each.due_on_before,
        "status": flat(each.status),
        "status code": each.code_of_status,
        "risk": each.risk,
        "remark": flat(each.remark),
    }


def flat(text: str | None) -> str:
    """White space at the ends of lines is nobody's words."""
    return " ".join((text or "").split())
