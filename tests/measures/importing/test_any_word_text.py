"""Any Word document is read without an exception, and a row says what its table does."""

from io import BytesIO

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.importing.readers.any_kind import read_document
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout

pytestmark = pytest.mark.one_database  # it asks none

STYLES = ["Normal", "Heading 1", "Heading 2", "List Bullet", "List Number", "Title", "Quote"]
WORDS = [
    "Ansvarlig: NAV", "Ansvarlig:", "Frist", "Frist: 2026", "Status: Pågår", "Status", "Tiltak 1",
    "Tiltak 2: Åpne kafé", "Mål 1: Trygge barn", "1. Rydde", "1.1 Rydde", "Åpne kafé hver dag.",
    "og være åpen", "(Ansvarlig: NAV. Frist:", "Beskrivelse:", "4", "…", "((", ":", "– – :", "\t",
    "a\nb", "Innhold .... 4", "Ansvarlig – Frist: 2026",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
)
PARAGRAPHS = st.tuples(st.sampled_from(STYLES), st.booleans(), TEXTS)
TABLES = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3)

PART = st.one_of(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, TABLES)
ANY = st.lists(PART, max_size=14)
ALIKE = st.builds(
    lambda before, card, times, after: [*before, *card * times, *after],
    st.lists(PART, max_size=2),
    st.lists(PART, min_size=1, max_size=5),
    st.integers(2, 4),
    st.lists(PART, max_size=2),
)
"""Cards that look as each other do."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(ANY, ALIKE))
def test_any_document_is_read_and_a_paragraph_is_whole_in_one_row_or_in_none(
    parts: list[object],
) -> None:
    document = read_document(_word(parts), "Plan.docx")

    rows = [
        " ".join(filter(None, [row.code, row.title, row.text, *row.items, row.topic, row.goal_text,
                               row.responsible_text, row.deadline_text, row.status_text]))
        for row in read_rows(document, guess_layout(document), words=Words({}))
    ]  # fmt: skip
    for n in range(len(parts)):
        assert all((f"ord{n}a" in row) == (f"ord{n}b" in row) for row in rows)


def _word(parts: list[object]) -> BytesIO:
    file = docx.Document()
    for n, part in enumerate(parts):
        if isinstance(part, tuple):
            style, is_bold, text = part
            run = file.add_paragraph(style=style).add_run(f"{text} ord{n}a og ord{n}b")
            run.bold = is_bold
        elif isinstance(part, list):
            table = file.add_table(0, 2)
            for left, right in part:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = left, right
    made = BytesIO()
    file.save(made)
    made.seek(0)
    return made
