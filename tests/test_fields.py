"""Lists as people paste them: one thing on each line, whatever stands before it."""

import pytest
from django import forms

from ruspolitikk.fields import LinesField, TextField


@pytest.mark.parametrize(
    "pasted",
    [
        "- Åpne tilbud\n- Ansette to",
        "•\tÅpne tilbud\r\n•\tAnsette to",
        "·\tÅpne tilbud\n·\tAnsette to",
        "o\tÅpne tilbud\no  Ansette to",
        "➢  Åpne tilbud\n➢\tAnsette to",
        "\uf0b7\tÅpne tilbud\n\uf0a7\tAnsette to",
        "a)\tÅpne tilbud\nb)\tAnsette to",
        "1.\tÅpne tilbud\n2.\xa0\xa0Ansette to",
        "Åpne tilbud\vAnsette to",
        "Åpne tilbud\u2028\n\nAnsette to",
    ],
    ids=ascii,
)
def test_a_pasted_list_is_its_lines_without_their_marks(pasted: str) -> None:
    assert LinesField().clean(pasted) == ["Åpne tilbud", "Ansette to"]


@pytest.mark.parametrize(
    "line", ["o jul", "1. mai-arrangement", "a) er gjort", "§ 4-1", "2) og 3)", "-5 grader", "Ø"]
)
def test_what_only_looks_like_a_mark_is_kept(line: str) -> None:
    assert LinesField().clean(line) == [line]


def test_a_text_that_is_too_long_is_told_and_not_cut_by_the_browser() -> None:
    class Note(forms.Form):
        words = TextField(max_length=3)

    assert "maxlength" not in str(Note()["words"])
    assert Note({"words": "abcd"}).errors["words"]
