"""Lists as people paste them: one thing on each line, whatever stands before it."""

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from ruspolitikk.fields import LinesField, TextField
from tests.source import FLOORS


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


def forms_of_ours(of: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in of.__subclasses__():
        if form.__module__.partition(".")[0] in {*FLOORS, "ruspolitikk"}:
            yield form
        yield from forms_of_ours(form)


def test_every_text_that_somebody_types_has_a_longest_length() -> None:
    assert get_resolver().url_patterns, "which brings all the rooms, and so all their forms"
    endless = [
        f"{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden
        if field.max_length is None and not isinstance(field.widget, forms.PasswordInput)
    ]
    assert not endless


def test_a_text_that_is_too_long_is_told_how_long_it_may_be() -> None:
    assert TextField().clean("å" * 32_000)
    with pytest.raises(ValidationError, match="Her er det 32001 tegn"):
        TextField().clean("å" * 32_001)
