"""What in a text looks like personal data, and what only looks like it at first."""

import time
from datetime import date
from pathlib import Path

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from ruspolitikk.fields import TextField
from ruspolitikk.personal_data import Kind, findings_in

pytestmark = pytest.mark.one_database


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.words) for each in findings_in(text)]


def with_check_digits(nine: str) -> str | None:
    """Skatteetaten's rule, written anew; None where the first nine give no valid number."""
    digits = [int(digit) for digit in nine]
    for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
        check = -sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if check == 10:
            return None
        digits.append(check)
    return "".join(map(str, digits))


@given(
    st.dates(date(1900, 1, 1), date(2039, 12, 31)),
    st.integers(0, 999),
    st.sampled_from([0, 40]),
    st.sampled_from(["", " ", "\xa0"]),
)
def test_a_number_of_birth_is_known_by_its_check_digits(
    day: date, three: int, added: int, space: str
) -> None:
    number = with_check_digits(f"{day.day + added:02}{day:%m%y}{three:03}")
    if number is None:
        return
    written = f"{number[:6]}{space}{number[6:]}"
    assert found(f"Beboer {written}, se mappen.") == [("identity", written)]
    wrong = f"{written[:-1]}{(int(number[-1]) + 1) % 10}"
    assert found(f"Beboer {wrong}.") == [("eleven_digits", wrong)]


def test_with_a_hyphen_both_check_digits_must_fit() -> None:
    assert found("Bruker 014170-10072 følges opp.") == [("identity", "014170-10072")]
    assert found("Sak 014170-10073 følges opp.") == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ring 22 33 44 55.", "telephone", "22 33 44 55"),
        ("Ring 912 34 567, eller kom innom", "telephone", "912 34 567"),
        ("vakttelefon: 41234567", "telephone", "41234567"),
        ("tlf. 23456789", "telephone", "tlf. 23456789"),
        ("+47 22 33 44 55", "telephone", "+47 22 33 44 55"),
        ("se kari.hansen@oslo.kommune.no", "email", "kari.hansen@oslo.kommune.no"),
        ("Avtalt med Kari Hansen i mai", "name", "Kari Hansen"),
        ("Rådgiver Anne-Lise van der Berg følger opp", "name", "Anne-Lise van der Berg"),
        ("fulgt opp av Per Borten", "name", "Per Borten"),
        ("Kontakt: Fatima El Haddad (NAV)", "name", "Fatima El Haddad"),
        ("Hansen, Kari", "name", "Hansen, Kari"),
        ("Oppfølging v/Mette", "name", "Mette"),
        ("Avtalt med saksbehandleren Kari", "name", "Kari"),
        ("ruskonsulent Kari følger opp", "name", "Kari"),
        ("ansvarlig: Kari", "name", "Kari"),
    ],
)
def test_what_is_pointed_out(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Sak 2023/12345 og arkivsak 202312345",
        "kr 41 234 567, eller 41234567 kr, eller 45 000 000",
        "Org.nr 912 345 678, konto 1503.70.12345, ISBN 978-82-123-4567-8",
        "Planperioden 20 21 22 23",
        "se tiltak 21 22 23 25",
        "01.01.2023–31.12.2023, 20231231 og 31122023",
        "Ring 116 117 eller 800 33 123",
        "Skriv til post@bga.oslo.kommune.no eller postmottak@oslo.kommune.no",
        "Karl Johans gate, Carl Berners plass og Olav Ryes plass",
        "Maria Dehlis vei, Edvard Munch videregående skole og Amalie Skrams hus",
        "Per Bydel: se tabellen. Tone Og Tor.",
        "Kari Nordmann og Ola Nordmann er eksempler",
        "Kirkens Bymisjon, Blå Kors, NAV Grorud og Barn og unge",
        "Marte har snakket med Oslo kommune",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(
    st.one_of(
        st.dates().map(lambda day: f"{day:%d.%m.%Y}"),
        st.dates().map(lambda day: f"{day:%Y-%m-%d}"),
        st.builds("{}/{}".format, st.integers(1990, 2040), st.integers(1, 999_999)),
        st.integers(0, 10**12).map(lambda kroner: f"kr {kroner:,}".replace(",", " ")),
        st.integers(0, 10**12).map(lambda kroner: f"{kroner:,} kroner".replace(",", " ")),
        st.decimals(0, 10**9, places=2).map(lambda share: f"{share} %".replace(".", ",")),
        st.from_regex(r"[1-9]\.[1-9]\.[1-9]{1,2}", fullmatch=True),
    ),
    st.sampled_from(["{}", "Frist {}.", "({})", "innen {}, og senere", "{}\n"]),
)
def test_days_sums_case_numbers_and_codes_are_never_pointed_out(words: str, around: str) -> None:
    assert found(around.format(words)) == []


def test_nothing_in_the_five_real_plans_is_pointed_out() -> None:
    """122,000 characters that others wrote, in which no person is named."""
    fixtures = sorted((Path(__file__).parent.parent / "fixtures").glob("*.json"))
    assert [found(path.read_text("utf-8")) for path in fixtures] == [[] for _ in fixtures]


@given(st.text())
def test_any_text_has_an_answer_whose_places_hold(text: str) -> None:
    assert all(text[each.start : each.end] == each.words for each in findings_in(text))


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "22 ", "a.", "a@", "a@b.", "Kari ", "Kari-", "v/", "9"]
)
def test_a_long_text_takes_no_time_to_speak_of(piece: str) -> None:
    started = time.process_time()
    findings_in(f"{(piece * 32_000)[:32_000]}x")
    assert time.process_time() - started < 1


# --- Before it is saved ---------------------------------------------------------------------------


class Note(forms.Form):
    remark = TextField(required=False, widget=forms.Textarea)


def answers_of(form: forms.Form) -> dict[str, str]:
    """What a browser sends when the form is saved once more as it stands."""
    return {"remark": form["remark"].value(), "remark-spurt": " ".join(form["remark"].asking)}  # type: ignore[attr-defined]


def test_a_number_is_asked_about_beside_its_field_and_the_second_saving_is_a_yes() -> None:
    first = Note({"remark": "Ring 22 33 44 55"})
    assert "telefonnummer («22 33 44 55»)" in first.errors["remark"][0]
    assert 'aria-describedby="id_remark_error"' in str(first["remark"])
    assert 'name="remark-spurt"' in str(first["remark"])
    assert "Ring 22 33 44 55" in str(first["remark"])

    again = answers_of(first)
    assert Note(again).is_valid()
    assert Note({**again, "remark": "Ring 22 33 44 55 i morgen"}).is_valid(), "no second nagging"
    more = Note({**again, "remark": "Ring 22 33 44 55, Kari Hansen"})
    assert not more.is_valid()
    assert Note(answers_of(more)).is_valid()


def test_what_stood_there_when_the_form_was_opened_is_not_asked_about() -> None:
    stood = {"remark": "Ring 22 33 44 55"}
    assert Note({"remark": "Ring 22 33 44 55, eller kom innom"}, initial=stood).is_valid()


def test_a_number_of_birth_is_refused_however_often_it_is_sent() -> None:
    form = Note({"remark": "Beboer 150765 00565"})
    assert not form.is_valid()
    assert "Ta det bort" in form.errors["remark"][0]
    again = {**answers_of(form), "remark-spurt": "alt"}
    assert not Note(again, initial={"remark": "Beboer 150765 00565"}).is_valid()


def test_a_field_that_says_who_writes_points_out_no_more_than_that() -> None:
    class Letter(forms.Form):
        text = TextField(points_out={Kind.IDENTITY})

    assert Letter({"text": "Hilsen Kari Hansen, 22 33 44 55"}).is_valid()
    assert not Letter({"text": "15076500565"}).is_valid()
