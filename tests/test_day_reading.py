"""One reader for days, in every field of the product."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ruspolitikk.day_reading import DayRefusedError, read_day
from ruspolitikk.fields import DayBackInTimeField, DayField

TODAY = date(2026, 11, 23)
MAY_DAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.5.2026", MAY_DAY),
        ("01.05.26", MAY_DAY),
        ("1/5-2026", MAY_DAY),
        ("1/5/2026", MAY_DAY),
        ("1. mai 2026", MAY_DAY),
        ("1 Mai 2026", MAY_DAY),
        ("01. 05. 2026", MAY_DAY),
        ("2026-05-01", MAY_DAY),
        ("28.11.26", date(2026, 11, 28)),
        ("3. sept. 2026", date(2026, 9, 3)),
        ("31.12.99", date(1999, 12, 31)),
        ("  I dag ", TODAY),
        ("i går", date(2026, 11, 22)),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date) -> None:
    assert read_day(text, today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("23.11.2206", "År 2206 er for langt fram. Mente du 23.11.2026?"),
        ("23.11.0026", "År 0026 er for langt tilbake. Mente du 23.11.2026?"),
        ("23.11.20266", "År 20266 er for langt fram. Mente du 23.11.2026?"),
        ("1. mai 1026", "År 1026 er for langt tilbake. Mente du 01.05.2026?"),
        ("31.12.1989", "År 1989 er for langt tilbake."),
        ("31.12.0206", "År 0206 er for langt tilbake."),
        ("01.01.7777", "År 7777 er for langt fram."),
        ("23.13.2026", "Måned 13 finnes ikke. Mente du 23.11.2026?"),
        ("31.02.2026", "Dagen finnes ikke. Februar 2026 har 28 dager."),
        ("45.13.2026", "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
        ("32.01.2026", "Dagen finnes ikke. Januar 2026 har 31 dager."),
        ("oktober", "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
        ("28.11", "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
        ("x" * 200, "Skriv datoen som dag.måned.år, for eksempel 31.12.2026."),
    ],
)
def test_what_is_no_plausible_day_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(DayRefusedError) as refused:
        read_day(text, today=TODAY)
    assert str(refused.value) == sentence


@examples(max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2076, 12, 31)))
def test_a_day_is_read_as_it_is_written_out(day: date) -> None:
    assert read_day(f"{day:%d.%m.%Y}", today=TODAY) == day == read_day(f"{day}", today=TODAY)


@examples(max_examples=100)
@given(st.text(alphabet="0123456789.-/ maijul", max_size=14))
def test_whatever_is_written_is_a_plausible_day_or_a_sentence(text: str) -> None:
    sentence = ""
    try:
        year = read_day(text, today=TODAY).year
    except DayRefusedError as refused:
        sentence, year = str(refused), 2026
    assert 1990 <= year <= 2076
    assert sentence.endswith((".", "?")) or not sentence


class _Form(forms.Form):
    day = DayBackInTimeField(label="Gjelder dato")
    starts_on = DayField(label="Fra", required=False)


def test_a_day_long_back_is_asked_about_once() -> None:
    first = _Form({"day": "01.02.2020"})

    assert first.errors["day"] == [
        "01.02.2020 er mer enn et år tilbake. Stemmer det, lagrer du en gang til."
    ]
    assert 'name="day-spurt" value="2020-02-01"' in str(first["day"])
    assert _Form({"day": "01.02.2020", "day-spurt": "2020-02-01"}).is_valid()
    assert not _Form({"day": "01.03.2020", "day-spurt": "2020-02-01"}).is_valid()


def test_a_day_before_the_plan_begins_is_asked_about_and_a_plans_own_day_is_not() -> None:
    form = _Form({"day": "i dag", "starts_on": "01.01.2010"})
    form.fields["day"].first_day = date(2070, 1, 1)  # type: ignore[attr-defined]

    assert "er før planen begynner (01.01.2070)." in form.errors["day"][0]
    assert form.cleaned_data["starts_on"] == date(2010, 1, 1)
