"""What real Word leaves in a file's XML is read as Word shows it: no more, and no less."""

import pytest

from measures.importing.document import Unreadable
from tests.measures.importing.word_xml import (
    HEADINGS,
    cell_with,
    control,
    field,
    instruction,
    old_form_field,
    paragraph,
    read,
    run,
    table,
    text_box,
    texts,
)

pytestmark = pytest.mark.one_database

PROMPT = run("Velg et element.", '<w:rStyle w:val="PlaceholderText"/>')
NAV, HEALTH = paragraph("NAV"), paragraph("Helse")


@pytest.mark.parametrize(
    "content",
    [
        paragraph(control(PROMPT, "<w:showingPlcHdr/><w:dropDownList/>")),
        control(paragraph(PROMPT), "<w:showingPlcHdr/>"),
        paragraph(control(run("Skriv inn en dato."), "<w:showingPlcHdr/><w:date/>")),
    ],
)
def test_the_prompt_of_an_empty_content_control_is_nobodys_words(content: str) -> None:
    assert cell_with(content) == ""


def test_what_somebody_chose_in_a_content_control_is_read() -> None:
    assert cell_with(paragraph(control(run("NAV"), "<w:dropDownList/>"))) == "NAV"
    assert cell_with(control(NAV) + HEALTH) == "NAV\nHelse"


@pytest.mark.parametrize(
    "ticked", ['<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', ""], ids=["yes", "no"]
)
def test_a_box_to_tick_is_a_cross_or_nothing(ticked: str) -> None:
    box = ticked or '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
    assert cell_with(paragraph(control(run("☒" if ticked else "☐"), box))) == "x" * bool(ticked)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "x"),
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "x"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", ""),
        (
            "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Velg'/>"
            "<w:listEntry w:val='NAV'/></w:ddList>",
            "NAV",
        ),
        ("<w:ddList><w:default w:val='0'/><w:listEntry w:val='Helse'/></w:ddList>", "Helse"),
    ],
)
def test_the_fields_of_an_old_form_say_what_was_chosen(data: str, shown: str) -> None:
    assert cell_with(paragraph(old_form_field(data))) == shown


def test_paragraphs_that_a_tracked_deletion_joined_are_one_line() -> None:
    gone = '<w:rPr><w:del w:id="4" w:author="x"/></w:rPr>'
    assert cell_with(paragraph("Leder i ", gone) + paragraph("NAV")) == "Leder i NAV"
    assert cell_with(paragraph("Leder ", gone) + paragraph("i ", gone) + NAV) == "Leder i NAV"


def test_of_what_is_drawn_in_two_ways_the_newest_is_read_once() -> None:
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:t>NAV</w:t></mc:Choice>'
        '<mc:Fallback><w:t>nav</w:t></mc:Fallback></mc:AlternateContent><w:t xml:space="preserve">'
        " og helse</w:t></w:r>"
    )
    assert cell_with(paragraph(both)) == "NAV og helse"


def test_the_words_of_a_text_box_are_read_once_and_after_what_it_is_fastened_to() -> None:
    assert cell_with(paragraph(run("NAV") + text_box(HEALTH))) == "NAV\nHelse"
    assert read(paragraph(text_box(paragraph("MÅL: Bolig")))).lines == ("MÅL: Bolig",)


def test_a_table_in_a_text_box_is_a_table() -> None:
    plan = table(HEADINGS, ["Bolig", "Gi alle en bolig", "NAV", "2026"])
    assert texts(paragraph(text_box(plan))) == texts(plan)


def test_a_fields_result_is_read_and_its_instruction_is_not_even_with_fields_within() -> None:
    within = field(instruction("MERGEFIELD a"), run("skjult"))
    asked = instruction(" IF ") + within + instruction(' = 1 "x" ')
    assert cell_with(paragraph(field(asked, run("NAV")) + run(" og helse"))) == "NAV og helse"


def test_what_a_style_hides_or_strikes_out_is_as_if_its_text_said_so() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Help"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hint"><w:basedOn w:val="Help"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
    )
    hint = run(" Skriv rollen her", '<w:rStyle w:val="Hint"/>')
    old = paragraph("Barnevernet", '<w:pStyle w:val="Old"/>')
    assert cell_with(paragraph(run("NAV") + hint) + old, styles) == "NAV"


def test_a_file_that_word_puts_in_when_it_opens_the_document_is_told_of() -> None:
    with pytest.raises(Unreadable, match="satt sammen av flere dokumenter"):
        read('<w:altChunk r:id="rId9"/>' + table(HEADINGS, ["Bolig", "Gi bolig", "NAV", "2026"]))


# --- Tables within a cell -------------------------------------------------------------------------


def test_a_small_table_within_a_cell_is_lines_of_the_cell_one_for_each_row() -> None:
    inner = table(["1", "kartlegge behov"], ["2", "skaffe boliger"])
    assert cell_with(paragraph("Leder:") + inner) == "Leder:\n1 kartlegge behov\n2 skaffe boliger"
    assert cell_with(table(["a", "b", "c"], ["d", "e", "f"])) == "a b c\nd e f"


def test_a_table_within_a_table_within_a_cell_is_not_lost() -> None:
    assert cell_with(table([table(["NAV"])])) == "NAV"


def test_a_plan_in_a_frame_is_read_under_what_stands_before_it_there() -> None:
    plan = table(HEADINGS, ["Bolig", "Gi alle en bolig", "NAV", "2026"])
    document = read(table([paragraph("Handlingsplan") + plan + paragraph("")]))
    frame, within = document.tables
    assert [cell.text for cell in frame.rows[0].cells] == ["Handlingsplan"]
    assert within.above == ("Handlingsplan",)
    assert [cell.text for cell in within.rows[1].cells][1] == "Gi alle en bolig"


def test_tables_of_measures_beside_their_goals_are_read_under_them() -> None:
    housing = table(["Tiltak", "Frist"], ["Gi alle en bolig", "2026"])
    work = table(["Tiltak", "Frist"], ["Gi flere et arbeid", "2027"])
    _frame, first, second = read(table(["Bolig", housing], ["Arbeid", work])).tables
    assert (first.above, second.above) == (("Bolig",), ("Arbeid",))
    assert second.rows[1].cells[0].text == "Gi flere et arbeid"
