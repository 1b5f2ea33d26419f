"""A folder in PDF: panels of bullets, each with a bold «who · when» below it, without labels."""

from io import BytesIO

import pytest

from measures.importing.readers.any_kind import read_document
from measures.importing.readers.pdf import read_pdf
from tests.measures.importing.pdf_files import pdf_of_a_folder
from tests.measures.importing.test_other_authors import rows_of

pytestmark = pytest.mark.one_database  # it asks none

type Panel = list[tuple[str, str]]


def item(first: str, last: str, below: str) -> Panel:
    """A measure on three lines, and the bold line below."""
    return [("item", first), ("text", "sammen med alle som bor her og"), ("text", last),
            ("bold", below)]  # fmt: skip


def panels(*below: str) -> list[Panel]:
    """Three panels with a sentence over each and two measures in each."""
    return [
        [("apart", f"Dette gjør vi i bydelen ({n})."),
         *item("Vi holder åpent hus hver måned", "gir mat til alle.", below[2 * n]),
         *item("Vi spør alle nye naboer om de", "vil være med.", below[2 * n + 1])]
        for n in range(3)
    ]  # fmt: skip


WHO_AND_WHEN = (
    "Frivilligsentralen · fra januar 2027", "Nabolaget · kontinuerlig",
    "Kulturskolen · innen 1. juni 2027", "Bydelsdirektøren · høsten 2027",
    "Biblioteket · hver måned", "Innbyggertorget · ved behov",
)  # fmt: skip


def told(*made: Panel, dots: bool = True) -> list[tuple[str | None, ...]]:
    rows = rows_of(read_document(BytesIO(pdf_of_a_folder(*made, dots=dots)), "Brosjyre.pdf"))
    return [(row.text, row.responsible_text, row.deadline_text) for row in rows]


def test_a_bold_line_of_who_and_when_tells_of_the_bullet_above_it() -> None:
    found = told(*panels(*WHO_AND_WHEN))

    assert [f"{who} · {when}" for _text, who, when in found] == [*WHO_AND_WHEN]
    assert {text for text, *_rest in found} == {
        "Vi holder åpent hus hver måned sammen med alle som bor her og gir mat til alle.",
        "Vi spør alle nye naboer om de sammen med alle som bor her og vil være med.",
    }


def test_such_a_line_that_is_too_long_goes_on_on_the_next() -> None:
    made = panels(*WHO_AND_WHEN)
    made[2] += [*item("Vi lager en fest for alle", "pynter gata.", "Velforeningen · to ganger i"),
                ("bold", "året")]  # fmt: skip

    assert told(*made)[-1][1:] == ("Velforeningen", "to ganger i året")


def test_bold_lines_that_seldom_end_with_a_time_tell_neither_who_nor_when() -> None:
    made = panels("Ja · takk", "Kaffe · te", "Alle · sammen", "Små · store", "Mat · prat",
                  "Biblioteket · høsten 2027")  # fmt: skip

    assert told(*made) == []


def test_texts_that_no_bullet_begins_are_left() -> None:
    assert told(*panels(*WHO_AND_WHEN), dots=False) == []


def test_bold_lines_as_near_to_the_next_bullet_as_to_the_one_before_are_put_to_none() -> None:
    near = {"item": "near", "apart": "text"}
    made = [[(near.get(kind, kind), text) for kind, text in panel]
            for panel in panels(*WHO_AND_WHEN)]  # fmt: skip

    assert told(*made) == []


def test_three_columns_of_text_are_read_one_after_the_other() -> None:
    document = read_pdf(BytesIO(pdf_of_a_folder(*panels(*WHO_AND_WHEN))), "Brosjyre.pdf")
    over = [line.text for line in document.text if line.text.startswith("Dette gjør vi")]
    below = [line.text for line in document.text if "·" in line.text]

    assert over == [f"Dette gjør vi i bydelen ({n})." for n in range(3)]
    assert below == [*WHO_AND_WHEN]
