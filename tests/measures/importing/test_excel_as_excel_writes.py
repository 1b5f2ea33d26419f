"""What Excel and other programs leave in a sheet's XML is read as the sheet shows it."""

from io import BytesIO

import pytest

from measures.importing.readers.any_kind import read_document
from measures.importing.rows.measure_row import Doubt, DoubtKind, MeasureRow
from measures.importing.rows.reading import read_rows
from measures.importing.rows.words import Words
from measures.importing.tables.guessing import guess_layout
from tests.measures.importing.odd_files import sheet

pytestmark = pytest.mark.one_database


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def measure(deadline: str) -> MeasureRow:
    """The only measure of a sheet, with this cell in it."""
    headings = "".join(
        text(f"{column}1", words)
        for column, words in zip("ABC", ("Mål", "Tiltak", "Frist"), strict=True)
    )
    named = text("A2", "Bolig") + text("B2", "Gi alle en bolig")
    rows = f'<row r="1">{headings}</row><row r="2">{named}{deadline}</row>'
    document = read_document(BytesIO(sheet(rows)), "plan.xlsx")
    (row,) = read_rows(document, guess_layout(document), words=Words({}))
    return row


def test_a_formula_is_read_as_what_it_gave() -> None:
    row = measure('<c r="C2" t="str"><f>CONCATENATE("31.12.",2026)</f><v>31.12.2026</v></c>')
    assert (row.deadline_text, row.doubts) == ("31.12.2026", ())


def test_a_formula_that_gave_an_empty_text_is_a_blank_cell() -> None:
    row = measure('<c r="C2" t="str"><f>IF(1=2,"x","")</f><v></v></c>')
    assert (row.deadline_text, row.doubts) == (None, ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('<c r="C2"><f>DATE(2026,12,31)</f></c>', ""),
        ('<c r="C2"><f>DATE(2026,12,31)</f><v></v></c>', ""),
        ('<c r="C2" t="e"><f>Ark2!#REF!</f><v>#REF!</v></c>', "#REF!"),
        ('<c r="C2" t="e"><v>#N/A</v></c>', "#N/A"),
    ],
)
def test_a_formula_without_a_value_is_asked_about_and_never_a_silent_blank(
    cell: str, words: str
) -> None:
    row = measure(cell)
    assert row.deadline_text is None
    assert row.doubts == (Doubt(DoubtKind.NO_VALUE, "deadline_text", words),)
